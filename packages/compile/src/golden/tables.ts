import {
  dialectNames,
  invariant,
  parseColumnType,
  type CatalogTable,
  type DialectName,
  type ResolveEnvironment,
  type Schema,
} from '@ai-etl/core';

/** Columns from texts such as `id int64` and `note text?` (nullable). */
function columns(...texts: readonly string[]): Schema {
  return texts.map((text) => {
    const [name = '', written = ''] = text.split(' ');
    const type = parseColumnType(written.replace('?', ''));
    invariant(type !== undefined, `"${text}" has a type`);
    return { name, type, nullable: written.endsWith('?') };
  });
}

/** The tables that golden cases read. `v` has one column of each kind. */
export const goldenTables: Readonly<Record<string, Schema>> = {
  v: columns(
    'id int64',
    'b bool?',
    'i int32?',
    'n int64?',
    'd decimal(18,4)?',
    'f float64?',
    's text?',
    'p text?',
    'dt date?',
    'ts timestamp?',
    'tz timestamptz?',
    'u uuid?',
  ),
  orders: columns(
    'id int64',
    'customer_id int64?',
    'status text?',
    'amount decimal(12,2)?',
    'quantity int32',
    'created_at timestamptz',
  ),
  customers: columns('id int64', 'name text', 'country text?', 'vip bool'),
  // No key: equal rows, and the extremes of each type.
  ledger: columns(
    'code text?',
    'note text',
    'at timestamptz?',
    'local timestamp?',
    'day date?',
    'amount decimal(38,6)?',
    'big int64?',
    'ratio float64?',
    'ok bool?',
  ),
  'odd "name"': columns('select int64', 'a`b text?', 'üñï text?'),
};

const ids: Readonly<Record<DialectName, string>> = {
  postgresql: 'conn_pg',
  clickhouse: 'conn_ch',
  duckdb: 'conn_duck',
  mysql: 'conn_my',
  sqlite: 'conn_lite',
};

/** Connection id by which a case's spec refers to a dialect. */
export function goldenConnection(dialect: DialectName): string {
  return ids[dialect];
}

/** A server of each dialect with the same tables in schema `shop`. */
export function goldenEnvironment(): ResolveEnvironment {
  const tables = Object.entries(goldenTables).map(([name, schema]): CatalogTable => ({
    object: { schema: 'shop', name },
    kind: 'table',
    columns: schema.map((column) => ({ ...column, nativeType: column.type.kind })),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: 1000,
    estimatedBytes: 64_000,
  }));
  const connection = (dialect: DialectName) => ({
    id: ids[dialect],
    name: `shop ${dialect}`,
    type: dialect,
    capabilities: {
      source: true,
      target: true,
      dialect,
      writeModes: ['append', 'replace', 'merge'] as const,
      consistentSnapshot: true,
    },
    catalog: { defaultSchema: 'shop', tables },
    serverIdentity: dialect,
  });
  const all = dialectNames.map(connection);
  return { connections: new Map(all.map((one) => [one.id, one])), querySchemas: new Map() };
}
