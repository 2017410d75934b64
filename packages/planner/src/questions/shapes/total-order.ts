import { belongsTo } from '../../query/join-graph.ts';
import type { Building } from '../build-tests.ts';
import type { Form, Measure, Order } from '../form.ts';

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
    if (own === table || !belongsTo(index.edges, table, own)) return one;
    const measure: Measure = { kind: 'measure', fn: 'sum', distinct: false, of: by };
    return { by: measure, direction: one.direction };
  });
  return { ...form, order };
}
