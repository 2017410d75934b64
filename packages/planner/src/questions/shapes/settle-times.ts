import { countOf, negate, number, penalty } from '../moves.ts';
import type { Form, TableMention, Test } from '../form.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';

/** "Ordered 140": more times than that are rather a number of something else. */
const mostExactly = 20;

/**
 * "Visited at least twice", "ordered 3 times": a number that nothing after it counts is of the rows that were said to
 * be there; "which party has more than two records", of the rows for each value that is shown.
 */
export function settleTimes(state: State): State {
  const { form, compare, number: count, not } = state;
  if (typeof count !== 'number') return state;
  const op = negate(compare ?? 'eq', not);
  const right = number(count);
  const rest = { compare: null, number: null, not: false };
  const at = form.tests.findLastIndex(
    (test) =>
      test.kind === 'exists' && !test.negated && (state.shape.times || test.tests.length === 0),
  );
  const present = form.tests[at];
  if (present?.kind === 'exists') {
    const where = present.tests.length === 0 ? {} : { where: present.tests };
    const left = { ...countOf(present.table), ...where };
    const counted: Test = { kind: 'compare', left, op, right };
    if (compare === null && count > mostExactly) return state;
    const told = withForm(state, { tests: form.tests.with(at, counted) }, rest);
    return compare === null ? penalty(told, weights.parse.times) : told;
  }
  const happened = state.shape.times ? happenedTable(form) : null;
  if (happened !== null) {
    const counted: Test = { kind: 'compare', left: countOf(happened), op, right };
    return withForm(state, { tests: [...withoutOpen(form.tests), counted] }, rest);
  }
  const isList = form.shows.length > 0 && form.shows.every(({ kind }) => kind === 'column');
  if (compare === null || !isList || state.unread.length > 0 || form.order.length > 0) return state;
  if (form.groups.length > 0 || form.frame !== null) return state;
  const counted: Test = { kind: 'compare', left: countOf(null), op, right };
  const told = withForm(state, { tests: [...form.tests, counted] }, rest);
  return penalty(told, weights.parse.timesOfValue);
}

/** "borrowed twice": what was given back counts too. */
export function withoutOpen(tests: readonly Test[]): readonly Test[] {
  const last = tests.at(-1);
  return last?.kind === 'null' && !last.negated ? tests.slice(0, -1) : tests;
}

/** "students who failed twice": the table of what was said of other rows than those asked about. */
export function happenedTable({ tests, entity, shows }: Form): TableMention | null {
  const last = tests.at(-1);
  const isFilled = last?.kind === 'null';
  const isSaid = (last?.kind === 'held' || last?.kind === 'time') && !last.negated;
  if (last === undefined || !('left' in last) || last.left.kind !== 'column') return null;
  if (!isFilled && !isSaid) return null;
  const [only] = shows;
  const counted = only?.kind === 'measure' && only.of?.kind === 'table' ? only.of : null;
  const own =
    (entity ?? counted)?.alternatives[0]?.what ??
    (only?.kind === 'column' ? only.alternatives[0]?.what.table : undefined);
  const tables = new Map(last.left.alternatives.map(({ what, score }) => [what.table, score]));
  if (own === undefined || tables.has(own)) return null;
  const alternatives = [...tables].map(([what, score]) => ({ what, score }));
  return { kind: 'table', alternatives, words: last.left.words, at: last.left.at };
}
