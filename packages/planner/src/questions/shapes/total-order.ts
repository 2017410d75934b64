import { belongsTo } from '../../query/join-graph.ts';
import type { Building } from '../building.ts';
import type { ColumnMention, Form, Measure, Order } from '../form.ts';

/** "top clients by amount": rows are ranked by the total of a column of which each has several. */
export function totalOrder(form: Form, { index, resolution }: Building): Form {
  const order = form.order.map((one): Order => {
    const { by, total } = one;
    if (by.kind !== 'column' || total !== true) return one;
    const shown = form.shows.find((show) => show.kind !== 'measure');
    // Places are those of rows, and not of their groups.
    const ranked = form.ranks ? (shown ?? form.entity) : (shown ?? form.groups[0] ?? form.entity);
    if (ranked === null) return one;
    const { table } = resolution.fieldOf(by);
    const own =
      ranked.kind === 'table' ? resolution.tableOf(ranked) : resolution.fieldOf(ranked).table;
    const repeats =
      own === table && ranked.kind === 'column' && isNamedAlone(ranked, form, resolution);
    if (!repeats && (own === table || !belongsTo(index.edges, table, own))) return one;
    const measure: Measure = { kind: 'measure', fn: 'sum', distinct: false, of: by };
    return { by: measure, direction: one.direction };
  });
  return showRanking({ ...form, order }, { index, resolution });
}

/** "Top 5 clients by amount": the totals stand beside. */
function showRanking(
  form: Form,
  { index, resolution }: Pick<Building, 'index' | 'resolution'>,
): Form {
  const { order, limit, shows, entity } = form;
  const by = order[0]?.by;
  if (limit === null || limit < 2 || by?.kind !== 'measure' || by.fn !== 'sum') return form;
  const [only, ...more] = shows.length > 0 ? shows : entity === null ? [] : [entity];
  if (only === undefined || only.kind === 'measure' || more.length > 0) return form;
  const own = only.kind === 'table' ? resolution.tableOf(only) : resolution.fieldOf(only).table;
  if (by.of?.kind !== 'column' || form.groups.length > 0) return form;
  const { table } = resolution.fieldOf(by.of);
  const isOwn = own === table && only.kind === 'table';
  return isOwn || !(own === table || belongsTo(index.edges, table, own))
    ? form
    : { ...form, shows: [only, by] };
}

/** "items by amount", where items are texts of the rows that have amounts: each may stand in several. */
function isNamedAlone(
  ranked: ColumnMention,
  { entity }: Form,
  resolution: Building['resolution'],
): boolean {
  const { table, column } = resolution.fieldOf(ranked);
  if (column.type.kind !== 'text' || table.primaryKey.includes(column.name)) return false;
  return entity === null || resolution.tableOf(entity) !== table;
}
