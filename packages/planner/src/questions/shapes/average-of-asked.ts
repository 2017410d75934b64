import type { ColumnMention, Form, Measure } from '../form.ts';
import { isElapsed } from '../times/derived.ts';
import { withForm, type State } from '../state.ts';

/**
 * Reads "on average" of "how much does a flat cost on average": what would be added up is averaged, over the totals of
 * rows that have several of it. null where nothing is added up.
 */
export function averageOfAsked(state: State): State | null {
  const { form, compare, aggregate, and } = state;
  const summed = form.shows.at(-1);
  if (compare !== null || aggregate !== null || and || form.frame !== null) return null;
  if (summed?.kind !== 'measure' || summed.fn !== 'sum' || summed.of?.kind !== 'column')
    return null;
  if (summed.share === true || summed.reckoned !== undefined || form.order.length > 0) return null;
  const rows = form.entity;
  if (rows !== null && form.groups.length === 0 && !isOfRows(summed.of, form))
    return form.shows.length === 1
      ? withForm(state, { frame: { kind: 'nested', fn: 'avg', inner: [rows] } })
      : null;
  const average: Measure = { ...summed, fn: 'avg', of: summed.of };
  return withForm(state, { shows: [...form.shows.slice(0, -1), average] });
}

/** Whether rows that are asked about have the number themselves. */
function isOfRows({ alternatives }: ColumnMention, { entity }: Form): boolean {
  const tables = entity?.alternatives.map(({ what }) => what) ?? [];
  return alternatives.some(({ what }) => tables.includes(what.table));
}

/** Whether "on average" says something of the number shown before: no length of time, which is averaged anyway. */
export function awaitsAverage({ form, shape }: State): boolean {
  const shown = form.shows.at(-1);
  if (shape.lasting !== null) return false;
  // "how long is a text on average, in pages"
  if (shape.degree === 'open') return true;
  if (shown === undefined || shown.kind === 'table') return false;
  if (shown.kind === 'column') return !isElapsed(shown);
  return shown.fn === 'sum' && shown.of?.kind === 'column' && !isElapsed(shown.of);
}
