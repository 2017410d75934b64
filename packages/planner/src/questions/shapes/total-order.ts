import { belongsTo } from '../../query/join-graph.ts';
import type { Building } from '../building.ts';
import type { ColumnMention, Form, Measure, Order } from '../form.ts';

/** "top clients by amount": rows are ranked by the total of a column of which each has several. */
export function totalOrder(form: Form, { index, resolution }: Building): Form {
  const order = form.order.map((one): Order => {
    const { by, total } = one;
    if (by.kind !== 'column' || total !== true) return one;
    const ranked = form.shows.find((show) => show.kind !== 'measure') ?? form.entity;
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
  return { ...form, order };
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
