import { isNumeric } from '@ai-etl/core';
import { keyColumns } from '../query/table-facts.ts';
import { ageMention } from './ages/age-mention.ts';
import type { ColumnMention, Operand, Operator, TableMention, Test } from './form.ts';
import type { Item } from './items/item.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { addTest, withForm, type State } from './state.ts';
import { bareCost, countOf, penalty, settleSubject, negate, takeSubject } from './moves.ts';
import { attributeMention } from './implied-columns.ts';
import { weights } from './weights.ts';
import { compareAmount } from './money/compare-amount.ts';
import { yearMention } from './times/moment-mention.ts';

/** A greater number after "latest" is no number of rows: a year. */
const mostLimit = 1000;

/** Reads a number: a limit, a comparison, a count, a year. */
export function takeNumber(
  state: State,
  item: Extract<Item, { kind: 'number' }>,
  index: SchemaIndex,
): readonly State[] {
  const { value, text, counts = false, times = false, ranks = false, rows = false } = item;
  // "days between two orders of one client"
  if (state.form.gap !== null && state.form.gap.of === null) return [];
  if (times && state.subject === null && state.superlative === null && !state.top)
    return [{ ...state, number: value, shape: { ...state.shape, times: true } }];
  if (state.shape.times && state.number !== null) {
    // "more than twice in 2025": how often still waits.
    const { compare, number, not } = state;
    const free = { ...state, compare: null, number: null, not: false };
    const taken = takeNumber(free, item, index);
    return taken.map((one) => ({ ...one, compare, number, not }));
  }
  const metres = item.metres === undefined ? {} : { metres: item.metres };
  const right: Operand = { kind: 'number', value, text, ...metres };
  if (rows && state.compare !== null) {
    const op = negate(state.compare, state.not);
    return [addTest(settleSubject(state), { kind: 'compare', left: countOf(null), op, right })];
  }
  // "names of the three most recent"
  if (ranks && state.compare === null && !state.top) return [{ ...state, number: value }];
  const isRanking = state.superlative !== null && state.compare === null && value < mostLimit;
  if (state.top || isRanking) {
    return [withForm(state, { limit: value }, {})];
  }
  const isJustRanked = state.last === 'cue' && !state.preposition && state.form.limit === 1;
  if (isJustRanked && state.compare === null && value < mostLimit) {
    // "the last 10 orders": the adjective has said by what.
    return [withForm(state, { limit: value })];
  }
  const taken = takeSubject(state);
  const before = state.form.tests.at(-1);
  // "bigger than 20 acres and founded before 1900": the verb says what the next number is of.
  const again =
    state.event === null &&
    ((state.or && (state.compare !== null || isEqual(before))) ||
      state.both ||
      isOtherEnd(before, state.compare)) &&
    taken.subject === null &&
    (before?.kind === 'compare' || before?.kind === 'between')
      ? before.left
      : null;
  const subject = taken.subject ?? again;
  const rest = taken.state;
  if (
    subject !== null &&
    (state.subject !== null ||
      state.compare !== null ||
      state.mode === 'where' ||
      again !== null ||
      state.last === 'column')
  ) {
    const tested = addTest(penalty(rest, bareCost(rest)), {
      kind: 'compare',
      left: subject,
      op: negate(state.compare ?? 'eq', state.not),
      right,
    });
    // "advisors advising more than 2 students": the number is of students.
    if (counts && state.compare !== null)
      return [penalty(tested, 0.5), penalty({ ...settleSubject(state), number: value }, -0.5)];
    // "founded before 1900 with more than 20 hectares": what has a column of its own behind it.
    const isOther = again !== null && !state.or && !state.both && state.last === 'cue';
    if (isOther && state.compare !== null && !counts)
      return [tested, penalty({ ...state, number: value }, weights.parse.ownColumn)];
    // "the name and year of three churches"
    return counts && state.subject === null && again === null
      ? [penalty(tested, 0.5), { ...state, number: value }]
      : [tested];
  }
  const states: State[] = [];
  const years = value >= 1500 && value <= 2100 ? yearMention(state, index) : null;
  const without = { ...state, event: null };
  if (years !== null) {
    states.push(
      penalty(
        addTest(without, {
          kind: 'compare',
          left: years,
          op: negate(state.compare ?? 'eq', state.not),
          right,
        }),
        0.1,
      ),
    );
  }
  if (state.compare !== null && value <= 120 && !counts) {
    const left = ageOf(state, index, state.near ?? state.form.entity);
    if (left !== null)
      states.push(
        penalty(
          addTest(state, {
            kind: 'compare',
            left,
            op: negate(state.compare, state.not),
            right,
          }),
          0.3,
        ),
      );
  }
  if (state.compare !== null && !counts)
    states.push(...compareAmount(state, { op: state.compare, right, index }));
  const keyed = keyBefore(state);
  if (keyed !== null)
    states.push(
      penalty(
        addTest(state, { kind: 'compare', left: keyed, op: negate('eq', state.not), right }),
        weights.parse.numberOfRow,
      ),
    );
  if (state.compare !== null) states.push({ ...state, number: value });
  else states.push(penalty({ ...state, number: value }, years === null ? 0 : 0.5));
  return states;
}

/** The key of the table said just before: "customer 10". */
function keyBefore({ last, near, compare }: State): ColumnMention | null {
  if (last !== 'table' || near === null || compare !== null) return null;
  const alternatives = near.alternatives.flatMap(({ what: table, score }): Named<Field>[] => {
    const [column, ...others] = keyColumns(table);
    return column === undefined || others.length > 0 || !isNumeric(column.type)
      ? []
      : [{ what: { table, column }, score }];
  });
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: near.words, at: near.at, beside: [near] };
}

/** "aged 24 or 25": another number of the same column. */
function isEqual(before: Test | undefined): boolean {
  return (
    before?.kind === 'compare' &&
    before.op === 'eq' &&
    before.left.kind === 'column' &&
    before.right.kind === 'number'
  );
}

/** "more than 5 and less than 10": the other end of a range of one column. */
function isOtherEnd(before: Test | undefined, op: Operator | null): boolean {
  if (before?.kind !== 'compare' || op === null) return false;
  const [lower, upper]: readonly Operator[][] = [
    ['gt', 'ge'],
    ['lt', 'le'],
  ];
  const isLower = lower?.includes(op) ?? false;
  return (
    (isLower ? upper : lower)?.includes(before.op) === true &&
    (isLower || upper?.includes(op) === true)
  );
}

/** Reads "between 5 and 10". */
export function takeRange(
  state: State,
  { low, high, counts = false }: Extract<Item, { kind: 'range' }>,
  index: SchemaIndex,
): readonly State[] {
  const { subject, state: rest } = takeSubject(state);
  if (subject !== null) {
    const tested = addTest(rest, { kind: 'between', left: subject, low, high });
    // "Which cities have 2 to 4 piers": the numbers are of piers.
    return counts
      ? [
          penalty(tested, 0.5),
          { ...settleSubject(state), number: { low, high }, compare: state.compare ?? 'ge' },
        ]
      : [tested];
  }
  const years = low >= 1500 && high <= 2100 ? yearMention(state, index) : null;
  if (years !== null)
    return [addTest({ ...state, event: null }, { kind: 'between', left: years, low, high })];
  return [{ ...state, number: { low, high }, compare: state.compare ?? 'ge' }];
}

/** "18 years old", "30 or more": what a number brings along. */
export function numbered(
  state: State,
  item: Extract<Item, { kind: 'number' }>,
  index: SchemaIndex,
): State {
  const compared =
    item.op === undefined ? state : { ...state, compare: item.op, superlative: null };
  return item.of === undefined ? compared : withSubject(compared, item.of, index);
}

function withSubject(state: State, words: string, index: SchemaIndex): State {
  const found = words === 'age' ? ageOf(state, index) : null;
  return found === null
    ? penalty(state, 1)
    : { ...state, subject: found, top: false, superlative: null };
}

/** "aged 30 to 40": the range is one of ages. */
export function aged(state: State, of: 'age' | undefined, index: SchemaIndex): State {
  return of === undefined ? state : withSubject(state, of, index);
}

/** The column of ages; where there is none, what days of birth tell. */
function ageOf(
  state: State,
  index: SchemaIndex,
  of: TableMention | null = null,
): ColumnMention | null {
  const [found] = attributeMention([{ words: 'age' }], state, index);
  return found?.mention ?? ageMention(index, state.at, of);
}
