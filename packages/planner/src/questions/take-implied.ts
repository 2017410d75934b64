import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import { isMeasure } from '../query/table-facts.ts';
import type { Cue } from './cues/cue.ts';
import type { ColumnMention, Measure } from './form.ts';
import { anyAttribute } from './implied-columns.ts';
import { penalty, placeMeasure, settleSubject } from './moves.ts';
import type { SchemaIndex } from './schema-index.ts';
import { withForm, type State } from './state.ts';
import { weights } from './weights.ts';

/** "revenue", "the sum of orders": a measure whose column the words leave out. */
export function takeImpliedMeasure(
  state: State,
  { fn, of = [] }: Extract<Cue, { kind: 'aggregate' }>,
  index: SchemaIndex,
): readonly State[] {
  const said = state.form.shows.at(-1);
  if (
    state.last === 'column' &&
    state.mode === 'show' &&
    said?.kind === 'column' &&
    isQuantity(said)
  ) {
    // "freight revenue" of a column for freight: the column was said already.
    const total: Measure = { kind: 'measure', fn, distinct: false, of: said };
    return [withForm(state, { shows: [...state.form.shows.slice(0, -1), total] })];
  }
  const named = anyAttribute(of, state, index);
  const alternatives = (named?.alternatives ?? [])
    .filter(({ what }) => isMeasure(what.column, what.table))
    .map((one) =>
      happens(one.what.table) ? one : { ...one, score: one.score - weights.implied.listed },
    );
  const isTested = state.mode === 'where' && !(state.has || state.last === 'cue');
  if (named === null || alternatives.length === 0 || isTested) return [];
  const column: ColumnMention = { ...named, alternatives };
  const held = state.aggregate;
  const measure: Measure = {
    kind: 'measure',
    fn: held === null || held.fn === 'count' ? fn : held.fn,
    distinct: false,
    of: column,
  };
  const cost = state.mode === 'order' ? weights.implied.orderedMeasure : weights.implied.measure;
  return placeMeasure({ ...settleSubject(state), aggregate: null }, measure, cost);
}

/** Orders happen; a list of products and prices only is. */
function happens(table: CatalogTable): boolean {
  return table.columns.some(isMoment);
}

/** "whose salary is the highest": ranks by the column that was said before. */
export function rankByColumnBefore(state: State, direction: 'asc' | 'desc'): readonly State[] {
  const limit = state.form.limit ?? 1;
  if (state.subject?.kind === 'column' && isQuantity(state.subject)) {
    const order = [{ by: state.subject, direction }];
    return [withForm(state, { order, limit }, { subject: null })];
  }
  const last = state.form.shows.at(-1);
  if (last?.kind === 'measure' && state.last === 'cue' && state.form.entity !== null) {
    const shows = state.form.shows.slice(0, -1);
    return [withForm(state, { shows, order: [{ by: last, direction }], limit })];
  }
  if (state.last !== 'column' || state.mode !== 'show' || last?.kind !== 'column') return [];
  if (!isQuantity(last)) return [];
  const shows = state.form.entity === null ? state.form.shows : state.form.shows.slice(0, -1);
  const ranked = withForm(state, { shows, order: [{ by: last, direction }], limit });
  return [penalty(ranked, weights.implied.rankedBefore)];
}

function isQuantity({ alternatives }: ColumnMention): boolean {
  const [best] = alternatives;
  return best !== undefined && isMeasure(best.what.column, best.what.table);
}
