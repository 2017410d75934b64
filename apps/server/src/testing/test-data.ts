import pg from 'pg';
import { acquireTestServers } from '@ai-etl/local';
import { clickhouseSettings, postgresSettings } from './server-settings.ts';
import { textAt, type TestApi } from './test-api.ts';

/** A source and a warehouse with connections to both, for integration tests. */
export interface TestData {
  readonly sourceId: string;
  readonly warehouseId: string;
  /** Settings of the source connection, to make others from. */
  readonly sourceSettings: Readonly<Record<string, string | number>>;
  /** Runs SQL in the source. */
  execute(sql: string): Promise<void>;
  /** Runs a query in the warehouse; TabSeparated text. */
  ask(sql: string): Promise<string>;
  close(): Promise<void>;
}

const schema = `
  create table customers (id bigint primary key, name text not null, email text);
  comment on table customers is 'Everybody who ever ordered';
  create table orders (
    id bigint primary key,
    customer_id bigint not null references customers (id),
    amount numeric(12, 2) not null,
    status text not null,
    created_at timestamptz not null
  );
  insert into customers select n, 'Customer ' || n, 'c' || n || '@example.com' from generate_series(1, 50) n;
  insert into orders select n, 1 + n % 50, n * 1.25, case n % 3 when 0 then 'paid' else 'open' end,
    timestamptz '2024-01-01' + n * interval '1 hour' from generate_series(1, 500) n;
  analyze;
`;

/** Makes the tables and, through the API, a connection to each side. */
export async function makeTestData(api: TestApi): Promise<TestData> {
  const servers = await acquireTestServers();
  const source = await servers.postgres.createDatabase();
  const warehouse = await servers.clickhouse.createDatabase();
  const execute = (sql: string) => withClient(source.url, sql);
  await execute(schema);
  const sourceSettings = postgresSettings(source);
  const warehouseSettings = clickhouseSettings(warehouse);
  const create = async (name: string, type: string, settings: object): Promise<string> => {
    const body = { name, type, settings };
    const answer = await api.call({ method: 'POST', url: '/api/v1/connections', body });
    return textAt(answer.body, 'connection_id');
  };
  return {
    sourceId: await create('Shop', 'postgresql', sourceSettings),
    warehouseId: await create('Warehouse', 'clickhouse', warehouseSettings),
    sourceSettings,
    execute,
    ask: (sql) => ask(warehouse, sql),
    close: async () => {
      await warehouse.drop();
      await source.drop();
    },
  };
}

async function withClient(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function ask(
  server: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  },
  sql: string,
): Promise<string> {
  const response = await fetch(`${server.url}/?database=${server.database}`, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-User': server.user, 'X-ClickHouse-Key': server.password },
  });
  return (await response.text()).trim();
}
