import type { CatalogTable, Expression, OrderKey, Query, QueryColumn } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import type { ColumnRef, MeasureIR, QuestionIR } from '../question-ir.ts';
import type { QuestionBack } from '../question-types.ts';
import { keyColumns } from '../table-facts.ts';
import { conditionExpression } from './condition-expression.ts';
import { groupColumns } from './group-columns.ts';
import { existsJoins, joinAll, queryTable } from './join-tables.ts';
import { listed } from './listed-columns.ts';
import {
  countsDistinct,
  measureExpression,
  measureName,
  sameMeasure,
} from './measure-expression.ts';
import { orderKeys, sameExpression } from './order-keys.ts';
import { Names, singular } from './output-names.ts';
import { placeTimes } from './place-times.ts';
import { neededTables, rootOf } from './root-table.ts';
import { strayNames } from './stray-names.ts';
import { unclear } from './unclear-query.ts';

export type BuiltQuery =
  | { readonly ok: true; readonly query: Query; readonly tables: readonly CatalogTable[] }
  | { readonly ok: false; readonly back: QuestionBack };

/** The most tables one question joins. */
export const maxTables = 5;

/** Turns what was read into a query: joins are found, columns named, rows never counted twice. */
export function buildQuery(ir: QuestionIR, asked: Asked, listLimit: number): BuiltQuery {
  const root = rootOf(ir);
  if (root === null) return unclear(asked, 'what');
  const times = placeTimes(ir, asked, root);
  if (times === null) return unclear(asked, 'when', root);
  const needed = neededTables(ir, times);
  const joined = joinAll(asked, root, needed);
  if (joined === null) return unclear(asked, 'join', root, needed);
  if (joined.tables.length > maxTables) return unclear(asked, 'join', root, needed);
  const { aliases } = joined;
  const multiplied = joined.steps.some((step) => !step.toOne);
  if (
    multiplied &&
    ir.measures.some(
      (one) => one.table === root && one.fn !== 'count' && one.fn !== 'min' && one.fn !== 'max',
    )
  ) {
    return unclear(asked, 'twice', root, needed);
  }
  const stray = ir.measures.length === 0 ? [] : strayNames(ir, asked, root, joined.tables);
  if (stray.length > 0) return unclear(asked, 'also', root, [], stray);
  const foreign = ir.measures.some(
    (one) => one.table !== root && one.fn !== 'min' && one.fn !== 'max' && !countsDistinct(one),
  );
  const column = (ref: ColumnRef): Expression => ({
    kind: 'column',
    table: aliases.of(ref.table),
    name: ref.column.name,
  });
  const where = ir.conditions.flatMap((condition) =>
    condition.kind === 'group'
      ? []
      : [
          conditionExpression(
            condition,
            column,
            condition.kind === 'time' ? (times.get(condition) ?? null) : null,
          ),
        ],
  );
  const groups = ir.groups.flatMap((group) => groupColumns(group, { asked, root, column, times }));
  if (groups.some((one) => one === null)) return unclear(asked, 'when', root);
  const grouped = groups.flatMap((one) => (one === null ? [] : [one]));
  const having = ir.conditions.flatMap((one) => (one.kind === 'group' ? [one] : []));
  const measureList: MeasureIR[] = [
    ...ir.measures,
    ...having
      .map((one) => one.measure)
      .filter((one) => !ir.measures.some((other) => sameMeasure(one, other))),
  ];
  const names = new Names();
  const isGrouped = measureList.length > 0 || grouped.length > 0;
  const measures = measureList.map((measure) => ({
    measure,
    column: {
      name: names.free(measureName(measure)),
      expression: measureExpression(measure, column, {
        distinctKey:
          multiplied || (foreign && measure.table !== root)
            ? keyColumns(measure.table)[0]
            : undefined,
      }),
    },
  }));
  const select: QueryColumn[] = [];
  const push = (name: string, expression: Expression): void => {
    if (select.some((one) => sameExpression(one.expression, expression))) return;
    select.push({ name: names.free(name), expression });
  };
  for (const group of grouped) if (group.shown) push(group.name, group.expression);
  if (!isGrouped)
    for (const ref of listed(ir, root))
      push(
        names.has(ref.column.name) || select.some((one) => one.name === ref.column.name)
          ? `${singular(ref.table)}_${ref.column.name}`
          : ref.column.name,
        column(ref),
      );
  select.push(...measures.map((one) => one.column));
  if (select.length === 0) return unclear(asked, 'what', root);
  const orderBy = orderKeys(ir, { asked, root, column, measures, grouped, select });
  const needsDistinct = !isGrouped && (ir.distinct || multiplied);
  const inSelect = (key: OrderKey) => select.some((one) => sameExpression(one.expression, key.by));
  if (needsDistinct)
    for (const key of orderBy)
      if (!inSelect(key)) push(key.by.kind === 'column' ? key.by.name : 'sorted_by', key.by);
  const single = isGrouped && grouped.length === 0;
  const limit = ir.limit ?? (single || isGrouped ? null : listLimit);
  const query: Query = {
    from: queryTable(root, { asked, aliases }),
    joins: [...joined.joins, ...existsJoins(ir, asked, { root, aliases })],
    where,
    groupBy: isGrouped ? grouped.map((one) => one.expression) : null,
    having: having.map(({ measure, op, value }) => ({
      kind: 'binary',
      op,
      left: {
        kind: 'column',
        name: measures.find((one) => sameMeasure(one.measure, measure))?.column.name ?? '',
      },
      right: value,
    })),
    select,
    distinct: needsDistinct,
    orderBy,
    limit: limit === null ? null : { count: limit, offset: 0 },
  };
  return { ok: true, query, tables: joined.tables };
}
