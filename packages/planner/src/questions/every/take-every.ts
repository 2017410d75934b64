import type { ColumnMention, TableMention, Test } from '../form.ts';
import { penalty } from '../moves.ts';
import { addTest, withForm, type State } from '../state.ts';

/** Reads "every", "all" within a condition: what follows is to be had whole. Empty elsewhere. */
export function takeEvery(state: State): readonly State[] {
  const { entity, shows, order } = state.form;
  if (state.mode !== 'where' || entity === null || shows.length > 0 || state.not) return [];
  if (order.length > 0 || state.subject?.kind === 'measure') return [];
  if (state.compare !== null || state.aggregate !== null || state.superlative !== null) return [];
  return [{ ...state, shape: { ...state.shape, every: true } }];
}

/** Reads "category" of "products from every category". null: not every one is asked for. */
export function takeEveryRow(state: State, table: TableMention): State | null {
  const isOwn = state.form.entity?.alternatives[0]?.what === table.alternatives[0]?.what;
  return state.shape.every && !isOwn ? added(state, table, null) : null;
}

/** Reads "device" of "logged in on every device". */
export function takeEveryValue(state: State, of: ColumnMention): State | null {
  const [best] = of.alternatives;
  if (!state.shape.every || best === undefined) return null;
  if (best.what.column.type.kind !== 'text' || of.derived !== undefined) return null;
  const { words, at } = of;
  const table: TableMention = {
    kind: 'table',
    alternatives: [{ what: best.what.table, score: best.score }],
    words,
    at,
  };
  return penalty(added(state, table, of), 0.05);
}

function added(state: State, table: TableMention, of: ColumnMention | null): State {
  const { tests } = state.form;
  const last = tests.at(-1);
  // "bought products from every category": the purchases are the way to them.
  const via = last?.kind === 'exists' && !last.negated && last.ends === undefined ? last : null;
  const kept = via === null ? state : withForm(state, { tests: tests.slice(0, -1) });
  const test: Test = {
    kind: 'exists',
    table,
    negated: false,
    tests: [],
    every: { via: via?.table ?? null, of, where: via?.tests ?? [] },
  };
  const shape = { ...state.shape, every: false };
  const next = addTest({ ...kept, inside: null, shape }, test);
  return { ...next, inside: next.form.tests.length - 1, has: false };
}
