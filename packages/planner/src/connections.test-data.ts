import { parseColumnType, invariant, type CatalogColumn, type CatalogTable } from '@ai-etl/core';
import type { PlannerConnection } from './plan-types.ts';

/** Catalogs for tests, written as lines: `id int64 key`, `status text ? 'comment'` (`?`: nullable). */

interface TableOptions {
  readonly schema?: string;
  readonly comment?: string;
  readonly references?: Readonly<Record<string, string>>;
  readonly kind?: 'table' | 'view';
}

/** A table from one line a column. */
export function table(name: string, lines: string, options: TableOptions = {}): CatalogTable {
  const rows = lines.split(',').map((line) => line.trim().split(/\s+/u));
  const columns = rows.map(([column = '', type = '', ...rest]): CatalogColumn => {
    const parsed = parseColumnType(type.replace(';', ','));
    invariant(parsed !== undefined && column !== '', `a column line of ${name}`);
    return { name: column, type: parsed, nullable: rest.includes('?'), nativeType: type };
  });
  const primaryKey = rows.filter((row) => row.includes('key')).map(([column = '']) => column);
  return {
    object: { schema: options.schema ?? 'public', name },
    kind: options.kind ?? 'table',
    columns,
    primaryKey,
    uniqueKeys: rows.filter((row) => row.includes('unique')).map(([column = '']) => [column]),
    foreignKeys: Object.entries(options.references ?? {}).map(([column, target]) => ({
      columns: [column],
      references: { schema: 'public', name: target },
      referencedColumns: ['id'],
    })),
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    estimatedRows: 1000,
    estimatedBytes: null,
  };
}

/** The tables of a retailer, as the sample database has them. */
export const retailTables: readonly CatalogTable[] = [
  table('categories', 'id int32 key, parent_id int32 ?, name text'),
  table(
    'products',
    'id int32 key, sku text unique, name text, category_id int32, unit_price decimal(12;2), active bool, created_at timestamptz',
  ),
  table('stores', 'id int32 key, name text, country_code text, city text, opened_on date'),
  table(
    'employees',
    'id int32 key, store_id int32, full_name text, email text unique, hired_on date, salary decimal(10;2)',
  ),
  table(
    'customers',
    'id int64 key, email text ?, full_name text, country_code text, city text ?, phone text ?, segment text, created_at timestamptz, updated_at timestamptz',
    { comment: 'Registered customers' },
  ),
  table(
    'orders',
    'id int64 key, customer_id int64, store_id int32 ?, status text, channel text, ordered_at timestamptz, currency text, total_amount decimal(14;2), recorded_at timestamptz, notes text ?',
    {
      comment: 'Sales orders, one row an order',
      references: { customer_id: 'customers', store_id: 'stores' },
    },
  ),
  table(
    'order_items',
    'order_id int64 key, line_no int16 key, product_id int32, quantity int32, unit_price decimal(12;2), amount decimal(14;2)',
    { references: { order_id: 'orders' } },
  ),
  table(
    'payments',
    'id int64, order_id int64, method text, amount decimal(14;2), status text, paid_at timestamptz ?',
  ),
  table(
    'shipments',
    'id int64 key, order_id int64, carrier text, shipped_at timestamptz, delivered_at timestamptz ?, cost decimal(10;2)',
  ),
  table(
    'returns',
    'id int64 key, order_id int64, reason text ?, refunded_amount decimal(14;2), returned_at timestamptz',
  ),
];

export const postgres: PlannerConnection = {
  id: 'conn_pg',
  name: 'Sales (sample)',
  type: 'postgresql',
  roles: ['source', 'target'],
  database: 'sales',
  catalog: { defaultSchema: 'public', tables: retailTables },
};

export const warehouse: PlannerConnection = {
  id: 'conn_ch',
  name: 'Warehouse',
  type: 'clickhouse',
  roles: ['source', 'target'],
  database: 'warehouse',
  catalog: { defaultSchema: 'warehouse', tables: [] },
};

/** A PostgreSQL connection with these tables in place of the retailer's. */
export function postgresWith(
  tables: readonly CatalogTable[],
  changes: Partial<PlannerConnection> = {},
): PlannerConnection {
  return {
    ...postgres,
    name: 'Shop',
    database: 'shop',
    catalog: { defaultSchema: 'public', tables },
    ...changes,
  };
}

/** One connection of each kind. */
export const retail: readonly PlannerConnection[] = [postgres, warehouse];
