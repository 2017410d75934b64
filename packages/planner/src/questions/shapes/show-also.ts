import type { TableMention } from '../form.ts';
import { belongsTo } from '../../query/join-graph.ts';
import { penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { withForm, type State } from '../state.ts';

/**
 * Reads "customer" of "shipments along with the customer": shown beside the rows, or what the next column is of
 * ("the customer's name"). null where nothing more was announced.
 */
export function showAlso(
  state: State,
  table: TableMention,
  { edges }: SchemaIndex,
): readonly State[] | null {
  const { also } = state.shape;
  const { shows, entity } = state.form;
  if (!also || state.mode !== 'show' || !state.and || state.last !== 'cue') return null;
  if (state.aggregate !== null || state.superlative !== null || entity === null) return null;
  if (entity.alternatives[0]?.what === table.alternatives[0]?.what) return null;
  const shape = { ...state.shape, also: false };
  const shown = withForm(state, { shows: [...shows, table] }, { shape });
  // The one customer that a shipment has is no condition.
  const [rows, one] = [entity, table].map(({ alternatives }) => alternatives[0]?.what);
  const isOne = rows !== undefined && one !== undefined && belongsTo(edges, rows, one);
  return [isOne ? penalty(shown, -weights.parse.alsoOne) : shown];
}
