import { findTable, type CatalogTable, type Catalog, type ColumnTypeKind } from '@ai-etl/core';
import type { PlanKey } from '../plan.ts';
import { block } from './block.ts';
import type { SelectRelation } from './relation.ts';

/** Types whose values have an order that every server and this code tell alike. */
const rangedKinds: ReadonlySet<ColumnTypeKind> = new Set([
  'int8',
  'int16',
  'int32',
  'int64',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
]);

/**
 * The column of a query by which its rows can be cut into ranges that the server finds by an index: a
 * key of the one table behind it, passed on as it is, while each row of the table gives at most one.
 * null: there is none. Pure.
 */
export function rangeKeyOf(relation: SelectRelation, catalog: Catalog): PlanKey | null {
  const { from } = relation;
  if (!block.isRowwise(relation) || relation.orderBy.length > 0) return null;
  if (from.kind !== 'relation') return null;
  const inner = from.relation;
  switch (inner.kind) {
    case 'table': {
      const table = findTable(catalog, inner.object);
      if (table === undefined || table.kind !== 'table') return null;
      for (const column of keyColumns(table)) {
        const shown = nameOf(column, relation);
        if (shown !== undefined) return { column: shown, of: { table: inner.object, column } };
      }
      return null;
    }
    case 'select': {
      const key = rangeKeyOf(inner, catalog);
      const shown = key === null ? undefined : nameOf(key.column, relation);
      return key === null || shown === undefined ? null : { ...key, column: shown };
    }
    case 'text':
    case 'union':
    case 'numbers':
    case 'script':
      return null;
  }
}

/** Columns that tell rows apart by themselves, the primary key first. */
function keyColumns(table: CatalogTable): readonly string[] {
  return [table.primaryKey, ...table.uniqueKeys].flatMap(([name, ...more]) => {
    const column = table.columns.find((one) => one.name === name);
    const fits = column !== undefined && !column.nullable && rangedKinds.has(column.type.kind);
    return fits && more.length === 0 ? [column.name] : [];
  });
}

/** What a block calls a column of what it reads; undefined when it does not pass it on. */
function nameOf(column: string, relation: SelectRelation): string | undefined {
  return relation.projections.find(
    ({ expression }) => expression.kind === 'column' && expression.name === column,
  )?.name;
}
