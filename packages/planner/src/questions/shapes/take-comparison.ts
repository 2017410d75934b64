import { countOf, negate } from '../moves.ts';
import type { Group, Operand, TableMention, Test } from '../form.ts';
import { addTest, type State } from '../state.ts';

/** Reads "customer" of "more orders than the average customer": the average over all of them. */
export function compareToGroups(state: State): State | null {
  const { compare, subject, aggregate } = state;
  if (compare === null || subject === null || aggregate === null) return null;
  const { fn } = aggregate;
  if (fn === 'count' || fn === 'sum') return null;
  const right: Operand = {
    kind: 'aggregate',
    fn,
    of: null,
    ...(aggregate.times === undefined ? {} : { times: aggregate.times }),
  };
  const op = negate(compare, state.not);
  return { ...addTest(state, { kind: 'compare', left: subject, op, right }), aggregate: null };
}

/** Reads "orders" of "more orders than": how many there are is compared. */
export function compareCount(state: State, table: TableMention): State | null {
  const { compare, subject, aggregate, number } = state;
  const { entity, shows } = state.form;
  if (compare === null || compare === 'eq' || subject !== null || aggregate !== null) return null;
  if (number !== null || state.last !== 'cue' || (entity === null && shows.length === 0))
    return null;
  return { ...state, subject: countOf(table), mode: 'where', has: false };
}

/** Reads "of their": empty where nothing was compared with an aggregate. */
export function takeOwn(state: State): readonly State[] {
  // "rank products within their category"
  if (state.form.ranks) return [{ ...state, mode: 'group' }];
  if (peerTest(state) === null) return [];
  return [{ ...state, shape: { ...state.shape, own: true } }];
}

/** Reads "category" of "above the average of their category". */
export function comparePeers(state: State, per: Group): State | null {
  const test = peerTest(state);
  if (!state.shape.own || test === null) return null;
  const peers: Test = { ...test, right: { ...test.right, per } };
  const tests = [...state.form.tests.slice(0, -1), peers];
  return { ...state, form: { ...state.form, tests }, shape: { ...state.shape, own: false } };
}

type PeerTest = Extract<Test, { kind: 'compare' }> & {
  readonly right: Extract<Operand, { kind: 'aggregate' }>;
};

function peerTest({ form }: State): PeerTest | null {
  const test = form.tests.at(-1);
  if (test?.kind !== 'compare' || test.left.kind !== 'column') return null;
  const { right } = test;
  return right.kind === 'aggregate' ? { ...test, right } : null;
}
