import type { Show, TableMention } from '../form.ts';
import { belongsTo } from '../../query/join-graph.ts';
import { penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { withForm, type State } from '../state.ts';
import { isSingular } from '../words.ts';

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

/**
 * Reads "reader" of "loans with reader and due date": the one that each row has is shown. Empty for other rows
 * behind "with", which are a condition; null where nothing was announced.
 */
export function tableAnnounced(
  state: State,
  table: TableMention,
  index: SchemaIndex,
): readonly State[] | null {
  const { form, shape } = state;
  if (!shape.alsoColumns || state.last !== 'cue' || form.groups.length > 0) return null;
  if (!isSingular(table.words)) return [];
  const also = { ...shape, also: true, alsoColumns: false };
  return showAlso({ ...state, shape: also }, table, index) ?? [];
}

/** Reads "with" of "trainers with specialty and rate": columns that follow are shown. Empty where something waits. */
export function alsoColumns(state: State, shows: readonly Show[]): readonly State[] {
  const { form, aggregate, superlative, compare, number, not } = state;
  if (aggregate !== null || compare !== null || number !== null || not || state.last === 'start')
    return [];
  if (superlative !== null && !state.top && !superlative.count) return [];
  // "how many clients have trips with …": nothing is listed.
  if (form.groups.length === 0 && form.shows.some(({ kind }) => kind === 'measure')) return [];
  const shape = { ...state.shape, alsoColumns: true };
  const change = { mode: 'show', and: true, inside: null, shape } as const;
  const isGrouped = form.groups.length > 0 || form.frame !== null;
  const shown = isGrouped ? form.shows : shows;
  return [penalty(withForm(state, { shows: shown }, change), weights.parse.alsoColumns)];
}
