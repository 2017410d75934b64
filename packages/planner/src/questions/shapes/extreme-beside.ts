import { sharesColumn } from '../column-mention.ts';
import type { AggregateName, ColumnMention, Form, Measure } from '../form.ts';

/** "How many stops does it have" is of the one row. */
const typical: ReadonlySet<AggregateName> = new Set(['avg', 'median', 'min', 'max'] as const);

/**
 * "What is the longest route and the average number of stops?": beside a number of all rows no single row is shown, but
 * the number that it ranks by.
 */
export function extremeBeside(form: Form): Form {
  const { entity, shows, order, limit, offset, groups, frame } = form;
  const [ranked, ...more] = order;
  if (ranked?.by.kind !== 'column' || more.length > 0 || limit !== 1 || offset > 0) return form;
  if (entity === null || groups.length > 0 || frame !== null) return form;
  const { by } = ranked;
  const measures = shows.filter((show) => show.kind === 'measure');
  const isBehind = measures.every(
    ({ fn, of, share }) =>
      typical.has(fn) &&
      share !== true &&
      of?.kind === 'column' &&
      of.at > by.at &&
      isOfRows(of, by),
  );
  const isRowOnly = shows.every(
    (show) =>
      show.kind === 'measure' ||
      (show.kind === 'table' ? show.at === entity.at : sharesColumn(show, by)),
  );
  if (measures.length === 0 || !isBehind || !isRowOnly) return form;
  const fn = ranked.direction === 'desc' ? 'max' : 'min';
  const extreme: Measure = { kind: 'measure', fn, distinct: false, of: by };
  return { ...form, shows: [extreme, ...measures], order: [], limit: null };
}

/** Whether both may be numbers of the same rows. */
function isOfRows(a: ColumnMention, b: ColumnMention): boolean {
  const tables = new Set(a.alternatives.map(({ what }) => what.table));
  return b.alternatives.some(({ what }) => tables.has(what.table));
}
