import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { createOpenScratch } from '@ai-etl/connectors';
import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { connectors } from '../connectors.ts';
import { systemClock } from '../system-clock.ts';
import { startWorker } from '../worker.ts';
import { clickhouseSettings, postgresSettings } from './server-settings.ts';
import { startTestApi, textAt, valueAt } from './test-api.ts';

/** A shop in PostgreSQL, a warehouse in ClickHouse, MariaDB where it is installed, and an API with a worker. */
export interface ShopSystems {
  /** Generates a pipeline of a sentence; the answer of `:generate`. */
  generate(description: string): Promise<unknown>;
  /** Answers the questions of a draft; the answer of `:clarify`. */
  clarify(generated: unknown, answers: object): Promise<unknown>;
  /** Changes a pipeline in words; the answer of `:regenerate`. */
  regenerate(generated: unknown, instruction: string, answers?: object): Promise<unknown>;
  /** Has the values of the shop read anew, and waits for it. */
  readValues(): Promise<void>;
  /** Runs it to the end; throws unless it succeeds. */
  run(generated: unknown): Promise<void>;
  /** Rows of a query in PostgreSQL, fields separated by tabs, as text. */
  askShop(sql: string): Promise<readonly string[]>;
  /** Rows of a query in ClickHouse, in the same form. */
  askWarehouse(sql: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const schema = `
  create table customers (id bigint primary key, name text not null, region text not null, status text not null);
  insert into customers select n, 'Customer ' || n, (array['north', 'south', 'east'])[1 + n % 3], case when n % 4 = 0 then 'closed' else 'open' end
    from generate_series(1, 40) n;
  create table orders (
    id bigint primary key,
    customer_id bigint not null references customers (id),
    status text not null,
    channel text,
    price numeric(12, 2) not null,
    cost numeric(12, 2) not null,
    weight_text text not null,
    ordered_at timestamptz not null
  );
  insert into orders select n, 1 + n % 35, case n % 3 when 0 then 'open' else 'paid' end,
    case when n % 11 = 0 then null else (array['web', 'shop'])[1 + n % 2] end, n * 1.25, n * 0.75, (n / 8.0)::text,
    timestamptz '2024-01-01 22:30:00+00' + n * interval '7 hours' from generate_series(1, 600) n;
  create table order_items (
    order_id bigint not null references orders (id), line_no int not null, sku text not null, quantity int not null,
    primary key (order_id, line_no)
  );
  insert into order_items select n, line, 'sku' || (n + line) % 5, line * 2 from generate_series(1, 600) n, generate_series(1, 1 + n % 3) line;
  create table orders_2023 (id bigint primary key, status text not null, amount numeric(12, 2) not null);
  create table orders_2024 (id bigint primary key, status text not null, amount numeric(12, 2) not null, coupon text);
  insert into orders_2023 select n, 'paid', n from generate_series(1, 30) n;
  insert into orders_2024 select n, 'open', n * 2, 'c' || n from generate_series(100, 120) n;
  create table refunds (id bigint primary key, customer_id bigint not null, status text not null, amount numeric(12, 2) not null, refunded_at timestamptz not null);
  create table "o'sales" ("the ""id""" bigint primary key, "sales ""region""" text not null, "amo'unt" numeric(12, 2) not null);
  insert into "o'sales" select n, 'r"' || n % 3, n * 1.5 from generate_series(1, 50) n;
  analyze;
`;

/** Starts everything and fills the shop; the caller closes it. */
export async function startShopSystems(): Promise<ShopSystems> {
  const servers = await acquireTestServers();
  const api = await startTestApi();
  const shop = await servers.postgres.createDatabase();
  const warehouse = await servers.clickhouse.createDatabase();
  const crm = isMariadbTestable() ? await servers.mariadb.createDatabase() : null;
  const client = new pg.Client({ connectionString: shop.url });
  await client.connect();
  await client.query("set timezone = 'UTC'");
  await client.query(schema);
  const ids: string[] = [];
  const connect = async (name: string, type: string, settings: object): Promise<void> => {
    const body = { name, type, settings };
    const answer = await api.call({ method: 'POST', url: '/api/v1/connections', body });
    ids.push(textAt(answer.body, 'connection_id'));
  };
  await connect('Shop', 'postgresql', postgresSettings(shop));
  await connect('Warehouse', 'clickhouse', clickhouseSettings(warehouse));
  if (crm !== null) {
    const { host, port, user, password, name } = crm;
    await connect('Crm', 'mysql', {
      host,
      port,
      user,
      password,
      database: name,
      ssl_mode: 'disable',
    });
  }
  const scratchHome = await mkdtemp(join(tmpdir(), 'ai-etl-scratch-'));
  const worker = await startWorker({
    store: api.store,
    connectors,
    maskKey: () => 'ab'.repeat(32),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    concurrency: 2,
    openScratch: createOpenScratch({ home: scratchHome, memoryLimitMb: 256, threads: 2 }),
  });
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await api.call({ method: 'POST', url: `/api/v1/pipelines${path}`, body });
    return answer.body;
  };
  const idOf = (generated: unknown): string => textAt(generated, 'pipeline_id');
  const options = { optimize: true, validate: true };
  return {
    generate: (description) => post(':generate', { description, options }),
    clarify: (generated, answers) => post(`/${idOf(generated)}:clarify`, { answers, options }),
    regenerate: (generated, instruction, answers = {}) =>
      post(`/${idOf(generated)}:regenerate`, { instruction, answers }),
    readValues: async () => {
      const url = `/api/v1/connections/${ids[0] ?? ''}`;
      await api.call({ method: 'POST', url: `${url}:refresh-catalog` });
      const isFresh = async (): Promise<boolean> => {
        const { body } = await api.call({ url: `${url}/catalog/status` });
        return valueAt(body, 'state') === 'fresh' && valueAt(body, 'requested_at') === null;
      };
      while (!(await isFresh())) await pause(100);
    },
    run: async (generated) => {
      const run = await post(`/${idOf(generated)}:run`, { async: false });
      if (valueAt(run, 'status') !== 'success') throw new Error(JSON.stringify(run));
    },
    askShop: async (sql) => {
      const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
      return rows.map((row) => row.map((value) => value ?? '\\N').join('\t'));
    },
    askWarehouse: async (sql) => {
      const response = await fetch(`${warehouse.url}/?database=${warehouse.database}`, {
        method: 'POST',
        body: sql,
        headers: { 'X-ClickHouse-User': warehouse.user, 'X-ClickHouse-Key': warehouse.password },
      });
      const text = (await response.text()).trimEnd();
      return text === '' ? [] : text.split('\n');
    },
    close: async () => {
      await worker.stop();
      await client.end();
      await api.close();
      await crm?.drop();
      await warehouse.drop();
      await shop.drop();
      await rm(scratchHome, { recursive: true, force: true });
    },
  };
}
