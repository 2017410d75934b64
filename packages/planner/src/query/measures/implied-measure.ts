import type { CatalogTable } from '@ai-etl/core';
import { nameOf, type Asked } from '../asked.ts';
import { belongsTo } from '../join-graph.ts';
import type { GroupIR, MeasureIR } from '../question-ir.ts';
import type { ReadGroups } from '../shape/read-groups.ts';
import { countOf, measureOf } from './make-measure.ts';

/** "top 5 products by quantity": a number of another table, of many rows a product, is added up. */
export function summedRank(
  asked: Asked,
  read: ReadGroups,
  ranked: CatalogTable | null,
): ReadGroups {
  const { orderBy } = read;
  if (ranked === null || orderBy === null || 'fn' in orderBy || orderBy.table === ranked)
    return read;
  const { table, column } = orderBy;
  if (column === null || !belongsTo(asked.edges, table, ranked)) return read;
  const measure = measureOf('sum', { table, column });
  asked.assumptions.push({
    path: 'measure',
    value: `sum of ${nameOf({ table, column })}`,
    because: `each row of ${ranked.object.name} has many of them`,
    alternatives: ['avg', 'max'],
  });
  return { ...read, orderBy: measure, measure };
}

/** "orders by status" counts the orders of each. */
export function countedGroup({
  groups,
  measures,
  entity,
  having,
  asked,
}: {
  readonly groups: readonly GroupIR[];
  readonly measures: readonly MeasureIR[];
  readonly entity: CatalogTable | null;
  readonly having: boolean;
  readonly asked: Asked;
}): readonly MeasureIR[] {
  if (groups.length === 0 || measures.length > 0 || having || entity === null) return [];
  asked.assumptions.push({
    path: 'measure',
    value: 'count',
    because: 'groups are asked for without saying what to compute',
    alternatives: [],
  });
  return [countOf(entity)];
}
