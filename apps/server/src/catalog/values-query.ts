import type { CatalogColumn, CatalogTable, DialectName, SelectQuery } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';

/** SQL for the first rows of some columns; null when the dialect cannot print it. */
export function firstRows(
  table: CatalogTable,
  {
    columns,
    dialect,
    rows,
  }: { columns: readonly CatalogColumn[]; dialect: DialectName; rows: number },
): string | null {
  return print(table, { columns, dialect, rows, distinct: false });
}

/** SQL for the distinct values of a column, at most `rows`. */
export function distinctValues(
  table: CatalogTable,
  { column, dialect, rows }: { column: CatalogColumn; dialect: DialectName; rows: number },
): string | null {
  return print(table, { columns: [column], dialect, rows, distinct: true });
}

function print(
  table: CatalogTable,
  {
    columns,
    dialect,
    rows,
    distinct,
  }: {
    readonly columns: readonly CatalogColumn[];
    readonly dialect: DialectName;
    readonly rows: number;
    readonly distinct: boolean;
  },
): string | null {
  const query: SelectQuery = {
    kind: 'select',
    from: {
      alias: 't',
      object: table.object,
      schema: columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
    },
    joins: [],
    subqueries: [],
    where: [],
    groupBy: null,
    having: [],
    select: columns.map(({ name }) => ({
      name,
      expression: { kind: 'column', table: 't', name },
    })),
    distinct,
    orderBy: [],
    limit: { count: rows, offset: 0 },
  };
  // Nothing in it depends on the moment.
  const printed = compileQuery(query, { dialect, now: '2000-01-01T00:00:00Z', timezone: 'UTC' });
  return 'sql' in printed ? printed.sql : null;
}
