import { readFile } from 'node:fs/promises';
import pg from 'pg';
import {
  invariant,
  tableSchema,
  type ConnectorSession,
  type Fidelity,
  type Layout,
  type Write,
} from '@ai-etl/core';
import { acquireTestServers } from '@ai-etl/local';
import { connectors } from '../connectors.ts';
import { clickhouseSettings, postgresSettings } from './server-settings.ts';
import { textAt, type TestApi } from './test-api.ts';

/** The sample retailer's tables in PostgreSQL and, copied, in ClickHouse, with a connection to each. */
export interface SalesData {
  readonly sourceId: string;
  readonly warehouseId: string;
  /** Rows of a query in PostgreSQL, as text. */
  ask(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  close(): Promise<void>;
}

const scripts = new URL('../../../../packages/local/src/sample/', import.meta.url);

/** Makes `orders` orders and what belongs to them. */
export async function makeSalesData(api: TestApi, orders: number): Promise<SalesData> {
  const servers = await acquireTestServers();
  const source = await servers.postgres.createDatabase();
  const warehouse = await servers.clickhouse.createDatabase();
  const client = new pg.Client({
    connectionString: source.url,
    types: { getTypeParser: () => (text: string) => text },
  });
  await client.connect();
  await client.query("set timezone = 'UTC'");
  for (const script of ['01-schema.sql', '02-rows.sql', '03-keys.sql']) {
    const text = await readFile(new URL(script, scripts), 'utf8');
    await client.query(text.replaceAll('$ROWS$', String(orders)).replaceAll('$SEED$', '1'));
  }
  await client.query('analyze');
  const sourceSettings = postgresSettings(source);
  const warehouseSettings = clickhouseSettings(warehouse);
  await copyTables(sourceSettings, warehouseSettings);
  const create = async (name: string, type: string, settings: object): Promise<string> => {
    const body = { name, type, settings };
    const answer = await api.call({ method: 'POST', url: '/api/v1/connections', body });
    return textAt(answer.body, 'connection_id');
  };
  return {
    sourceId: await create('Sales', 'postgresql', sourceSettings),
    warehouseId: await create('Warehouse', 'clickhouse', warehouseSettings),
    ask: async (sql) => {
      const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
      return rows;
    },
    close: async () => {
      await client.end();
      await warehouse.drop();
      await source.drop();
    },
  };
}

async function copyTables(from: object, to: object): Promise<void> {
  const source = await open('postgresql', from);
  const target = await open('clickhouse', to);
  try {
    const { tables, defaultSchema } = await source.catalog();
    for (const table of tables) {
      const name = `"${table.object.schema ?? defaultSchema}"."${table.object.name}"`;
      const columns = tableSchema(table).filter(
        ({ type }) => type.kind !== 'json' && type.kind !== 'list',
      );
      const list = columns.map((column) => `"${column.name}"`).join(', ');
      await copyTable(
        { source, target },
        { object: { name: table.object.name }, columns, sql: `SELECT ${list} FROM ${name}` },
      );
    }
  } finally {
    await source.close();
    await target.close();
  }
}

async function copyTable(
  { source, target }: { readonly source: ConnectorSession; readonly target: ConnectorSession },
  {
    object,
    columns,
    sql,
  }: {
    readonly object: { readonly name: string };
    readonly columns: ReturnType<typeof tableSchema>;
    readonly sql: string;
  },
): Promise<void> {
  const connector = connectors.find('clickhouse');
  invariant(connector !== undefined, 'there is a ClickHouse connector');
  const write: Write = { mode: 'replace', keys: [], on_delete: 'keep' };
  const layout: Layout = { partition_by: [], order_by: [] };
  const fidelity: Fidelity = {
    unbounded_decimal: 'decimal(38,10)',
    not_a_number: 'null',
    date_range: 'fail',
  };
  const plan = connector.planTable({
    object,
    columns,
    write,
    layout,
    fidelity,
    existing: null,
    path: '',
  });
  const { signal } = new AbortController();
  const key = { runId: 'run_sales', step: object.name, attempt: 1 };
  const staging = await target.loader.stage({
    key,
    plan,
    write,
    layout,
    fidelity,
    effectiveAt: '2026-01-01T00:00:00.000Z',
    signal,
  });
  const snapshot = await source.openSnapshot();
  try {
    const read = await snapshot.read({ sql, columns, fidelity, signal });
    const { rows } = await staging.write(read.stream, signal);
    await staging.publish({ expectedRows: rows, fence: async () => undefined, signal });
  } finally {
    await snapshot.close();
  }
}

async function open(type: string, settings: object): Promise<ConnectorSession> {
  const connector = connectors.find(type);
  invariant(connector !== undefined, `there is a connector for ${type}`);
  return connector.open({ ...settings }, { label: 'test', connectTimeoutMs: 10_000 });
}
