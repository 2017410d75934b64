import type { ConnectorCapabilities } from '../ports/connector.ts';
import type { CatalogTable } from '../types/catalog.ts';
import { parseColumnType, type Schema } from '../types/column-type.ts';
import { invariant } from '../errors/invariant.ts';
import type { ResolvedConnection, ResolveEnvironment } from './environment.ts';

/** Columns from texts such as `id int64` and `note text?` (nullable). */
export function schemaOf(...columns: readonly string[]): Schema {
  return columns.map((text) => {
    const [name = '', written = ''] = text.split(' ');
    const type = parseColumnType(written.replace('?', ''));
    invariant(type !== undefined, `"${text}" has a type`);
    return { name, type, nullable: written.endsWith('?') };
  });
}

function table(schema: string, name: string, ...columns: readonly string[]): CatalogTable {
  return {
    object: { schema, name },
    kind: 'table',
    columns: schemaOf(...columns).map((column) => ({ ...column, nativeType: column.type.kind })),
    primaryKey: ['id'],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: 1000,
    estimatedBytes: 100_000,
  };
}

const everything: ConnectorCapabilities = {
  source: true,
  target: true,
  dialect: 'postgresql',
  writeModes: ['append', 'replace', 'merge'],
  consistentSnapshot: true,
};

const shop: ResolvedConnection = {
  id: 'conn_shop',
  name: 'Shop',
  type: 'postgresql',
  capabilities: everything,
  serverIdentity: 'pg:shop',
  catalog: {
    defaultSchema: 'public',
    tables: [
      table(
        'public',
        'orders',
        'id int64',
        'customer_id int64?',
        'status text',
        'amount decimal(18,2)',
        'created_at timestamptz',
        'day date?',
        'doc json?',
      ),
      table('public', 'customers', 'id int64', 'name text', 'country text?'),
      table('archive', 'old_orders', 'id int64'),
    ],
  },
};

const lake: ResolvedConnection = {
  id: 'conn_lake',
  name: 'Lake',
  type: 'clickhouse',
  capabilities: { ...everything, dialect: 'clickhouse' },
  serverIdentity: 'ch:lake',
  catalog: { defaultSchema: 'default', tables: [] },
};

const readOnly: ResolvedConnection = {
  ...lake,
  id: 'conn_files',
  name: 'Files',
  type: 'files',
  capabilities: { ...everything, target: false, writeModes: [] },
  serverIdentity: 'files',
};

/** A shop's PostgreSQL, a ClickHouse without tables, and something that can only be read. */
export function testEnvironment(
  querySchemas: ReadonlyMap<string, Schema> = new Map(),
): ResolveEnvironment {
  return {
    connections: new Map([shop, lake, readOnly].map((one) => [one.id, one])),
    querySchemas,
  };
}
