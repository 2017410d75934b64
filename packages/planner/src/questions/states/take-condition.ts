import { isParticiple } from './verb-root.ts';
import { countOf, settleSubject } from '../moves.ts';
import type { CatalogTable } from '@ai-etl/core';
import type { TableMention, Test } from '../form.ts';
import { addTest, withForm, type State } from '../state.ts';

/** "How many times did Ann take first place": rows that have the place are counted. */
export function countOften(state: State, rows: TableMention | undefined): State {
  const { aggregate, form } = state;
  // "how often did Ann come in second": nothing else is asked for.
  const isAsked = aggregate === null ? form.shows.length === 0 : aggregate.fn === 'count';
  if (rows === undefined || !isAsked) return state;
  return withForm(state, { shows: [...state.form.shows, countOf(rows)] }, { aggregate: null });
}

/** Reads words that say how rows are. What is negated may hold for none of several rows: it stays as said. */
export function takeCondition(state: State, test: Test): State {
  const settled = saysSubject(state, test)
    ? { ...state, subject: null }
    : state.subject === null
      ? state
      : settleSubject(state);
  const never = settled.not && settled.shape.never ? neverSo(test) : null;
  if (never !== null) return addTest(settled, never);
  const taken = takeNegated(settled, test);
  if (!settled.not || settled.inside !== null) return taken;
  const noState = { at: settled.form.tests.length, test };
  return { ...taken, shape: { ...taken.shape, noState } };
}

function takeNegated(settled: State, test: Test): State {
  // "cars not returned yet": there is one that is not, whatever else there is.
  if (settled.not && test.kind === 'null')
    return addTest(settled, { ...test, negated: !test.negated });
  return addTest(settled, settled.not ? { kind: 'all', tests: [test], negated: true } : test);
}

/** "whose e-mail was not given": the words say of the e-mail whether there is one. */
function saysSubject({ subject }: State, test: Test): boolean {
  if (subject?.kind !== 'column' || test.kind !== 'null') return false;
  return test.left.alternatives.every(({ what }) =>
    subject.alternatives.some((other) => other.what.column === what.column),
  );
}

/** "never in the workshop": what lasts while a column is empty was never begun, so there are no such rows at all. */
function neverSo(test: Test): Test | null {
  // "never borrowed crime": a verb says what was done, and more of it follows.
  if (test.kind !== 'null' || test.negated || isParticiple(test.left.words)) return null;
  const { alternatives, words, at } = test.left;
  const tables = alternatives.map(({ what, score }) => ({ what: what.table, score }));
  const table = { kind: 'table', alternatives: tables, words, at } as const;
  return { kind: 'exists', table, negated: true, tests: [] };
}

/** "no open ticket": of such rows, open ones, there are none. null: no state was just negated that is one of theirs. */
export function noRowsSo(state: State, table: TableMention): State | null {
  const { noState } = state.shape;
  const { tests, entity } = state.form;
  if (noState === null || state.last !== 'value' || noState.at !== tests.length - 1) return null;
  const what = table.alternatives[0]?.what;
  if (entity === null || what === undefined || entity.alternatives[0]?.what === what) return null;
  if (!isOf(noState.test, what)) return null;
  const negated: Test = { kind: 'exists', table, negated: true, tests: [noState.test] };
  const kept = withForm(state, { tests: tests.slice(0, -1) }, { not: false, inside: null });
  const added = addTest(kept, negated);
  return { ...added, inside: added.form.tests.length - 1 };
}

function isOf(test: Test, table: CatalogTable): boolean {
  if (test.kind === 'all' || test.kind === 'any') return test.tests.some((one) => isOf(one, table));
  if (!('left' in test) || test.left.kind !== 'column') return false;
  return test.left.alternatives.some(({ what }) => what.table === table);
}
