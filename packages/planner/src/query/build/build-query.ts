import type { CatalogTable, Expression, SelectQuery } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { addsUp } from '../measures/make-measure.ts';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import type { QuestionBack } from '../question-types.ts';
import { groupColumns } from './group-columns.ts';
import { havingOf, whereOf } from './filters.ts';
import { existsJoins, joinAll, queryTable } from './join-tables.ts';
import { measureColumns } from './measure-columns.ts';
import { orderKeys } from './order-keys.ts';
import { Names } from './output-names.ts';
import { placeTimes } from './place-times.ts';
import { neededTables, rootOf } from './root-table.ts';
import { addColumn, selectColumns } from './select-columns.ts';
import { strayNames } from './stray-names.ts';
import { unclear } from './unclear-query.ts';

/** A query, or what has to be asked first. */
export type BuiltQuery =
  | { readonly ok: true; readonly query: SelectQuery; readonly tables: readonly CatalogTable[] }
  | { readonly ok: false; readonly back: QuestionBack };

/** The most tables one question joins. */
const maxTables = 5;

/** Turns what was read into a query: joins are found, columns named, rows never counted twice. */
export function buildQuery(ir: QuestionIR, asked: Asked, listLimit: number): BuiltQuery {
  const root = rootOf(ir);
  if (root === null) return unclear(asked, 'what');
  const times = placeTimes(ir, asked, root);
  if (times === null) return unclear(asked, 'when', { root });
  const needed = neededTables(ir, times);
  const joined = joinAll(asked, root, needed);
  if (joined === null || joined.tables.length > maxTables)
    return unclear(asked, 'join', { root, needed });
  const { aliases, multiplies } = joined;
  if (multiplies && ir.measures.some((one) => one.table === root && addsUp(one)))
    return unclear(asked, 'twice', { root, needed });
  const stray = ir.measures.length === 0 ? [] : strayNames(ir, asked, root, joined.tables);
  if (stray.length > 0) return unclear(asked, 'also', { root, stray });

  const column = ({ table, column: { name } }: ColumnRef): Expression => ({
    kind: 'column',
    table: aliases.of(table),
    name,
  });
  const where = whereOf(ir, column, times);
  const grouped = groupColumns(ir.groups, { asked, root, column, times });
  if (grouped === null) return unclear(asked, 'when', { root });
  const names = new Names();
  const measures = measureColumns(ir, { root, multiplies, column, names });
  const isGrouped = measures.length > 0 || grouped.length > 0;
  const select = selectColumns(ir, { root, column, names, grouped, measures });
  if (select.length === 0) return unclear(asked, 'what', { root });
  const orderBy = orderKeys(ir, { asked, root, column, measures, grouped, select });
  const distinct = !isGrouped && (ir.distinct || multiplies);
  if (distinct) {
    // Rows that are made distinct are sorted only by what they show.
    for (const { by } of orderBy)
      addColumn(select, names, [by.kind === 'column' ? by.name : 'sorted_by', by]);
  }
  const limit = ir.limit ?? (isGrouped ? null : listLimit);
  const query: SelectQuery = {
    kind: 'select',
    from: queryTable(root, { schema: asked.schema, aliases }),
    joins: [...joined.joins, ...existsJoins(ir, asked, { root, aliases })],
    subqueries: [],
    where,
    groupBy: isGrouped ? grouped.map((one) => one.expression) : null,
    having: havingOf(ir, measures),
    select,
    distinct,
    orderBy,
    limit: limit === null ? null : { count: limit, offset: 0 },
  };
  return { ok: true, query, tables: joined.tables };
}
