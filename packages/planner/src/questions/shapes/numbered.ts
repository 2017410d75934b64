import { isInteger } from '@ai-etl/core';
import { keyColumns } from '../../query/table-facts.ts';
import type { ColumnMention } from '../form.ts';
import { number } from '../moves.ts';
import { addTest, type State } from '../state.ts';

/** Reads "floor" of "on the third floor": rows that are numbered so. null where nothing is numbered. */
export function takeNumbered(state: State, column: ColumnMention): State | null {
  const { ordinal } = state.shape;
  const [best] = column.alternatives;
  if (ordinal === null || best === undefined || state.superlative !== null) return null;
  const { table, column: one } = best.what;
  if (!isInteger(one.type) || keyColumns(table).includes(one) || state.last !== 'cue') return null;
  if (state.form.order.length > 0 || state.form.limit !== null) return null;
  const rest = { ...state, shape: { ...state.shape, ordinal: null } };
  return addTest(rest, { kind: 'compare', left: column, op: 'eq', right: number(ordinal) });
}
