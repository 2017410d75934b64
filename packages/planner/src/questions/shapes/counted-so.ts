import type { Measure, TableMention, Test } from '../form.ts';
import type { Item } from '../items/item.ts';
import { countOf, negate, number, penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addTest, type State } from '../state.ts';
import { besideTable } from '../states/beside-next.ts';
import { weights } from '../weights.ts';
import { wordLemma } from '../words.ts';

/**
 * "at least 3 cancelled orders": how rows are is said between a number and their name, so those alone are counted that
 * are so. The states that wait for the name; the name may be a part of what is said of them: "3 empty boxes".
 */
export function countedSo(state: State, test: Test, index: SchemaIndex): readonly State[] {
  const { ofCounted } = state.shape;
  const isNext = state.last === 'number' || (state.last === 'value' && ofCounted.length > 0);
  if (!isNext || !counts(state)) return [];
  const tests = [...ofCounted, test];
  const rows = rowsIn(test, index);
  if (rows !== null)
    return [countTested({ ...state, shape: { ...state.shape, ofCounted: tests } }, rows)];
  return [{ ...state, shape: { ...state.shape, ofCounted: tests } }];
}

/** Reads the name of the rows behind; null where nothing was said of them. */
export function takeCountedSo(state: State, table: TableMention): State | null {
  return state.shape.ofCounted.length === 0 ? null : countTested(state, table);
}

/** "clubs with at least 3 cancelled matches": a number was taken for what clubs came to, and what it counts follows. */
export function afterNumber(state: State): State {
  const { form, last } = state;
  const test = form.tests.at(-1);
  const isTaken = last === 'number' && test?.kind === 'compare' && test.left.kind === 'column';
  return isTaken && test.left.at === form.entity?.at
    ? penalty(state, weights.parse.countedSo)
    : state;
}

/** Whether what was said of rows that are counted waits for their name. */
export function isCounting({ shape }: State): boolean {
  return shape.ofCounted.length > 0;
}

/** The same, and an item neither names them nor says more of them. */
export function leavesCounted(state: State, { kind }: Item): boolean {
  return isCounting(state) && !['table', 'value', 'condition'].includes(kind);
}

/** A number that counts: "at least 3", "2 to 4", "that have 2". */
function counts({ number: count, compare, mode, form }: State): boolean {
  if (count === null || mode !== 'where' || (form.entity === null && form.shows.length === 0))
    return false;
  return typeof count !== 'number' || compare !== null || Number.isInteger(count);
}

function countTested(state: State, table: TableMention): State {
  const { number: count, compare, not, shape } = state;
  const left: Measure = {
    ...countOf(table),
    where: shape.ofCounted.map((test) => besideTable(test, table)),
  };
  const cleared: State = { ...state, shape: { ...shape, ofCounted: [] } };
  const rest = penalty(cleared, -weights.parse.countedSo);
  if (typeof count === 'number') {
    const op = negate(compare ?? 'eq', not);
    return addTest(rest, { kind: 'compare', left, op, right: number(count) });
  }
  return count === null ? rest : addTest(rest, { kind: 'between', left, ...count });
}

/** "empty boxes" of a comment that says "the box is empty". */
function rowsIn(test: Test, { tablesNamed }: SchemaIndex): TableMention | null {
  if (!('left' in test) || test.left.kind !== 'column') return null;
  const words = test.left.words.split(' ');
  const noun = words.at(-1) ?? '';
  const own = test.left.alternatives[0]?.what.table;
  if (words.length < 2 || own === undefined) return null;
  const isNamed = tablesNamed([wordLemma(noun)]).some(
    ({ what, score }) => what === own && score >= weights.link.akin,
  );
  const at = test.left.at + words.length - 1;
  return isNamed
    ? { kind: 'table', alternatives: [{ what: own, score: 1 }], words: noun, at }
    : null;
}
