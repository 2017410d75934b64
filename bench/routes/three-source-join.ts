import { fileURLToPath } from 'node:url';
import { postgresConnection, warehouse } from '../connections.ts';
import { clickhouse } from '../raw-pipe.ts';
import { benchTable } from '../source-table.ts';
import { fromClickHouse, timeByHand, toClickHouse } from './clickhouse-target.ts';
import { createPipelines } from './create-pipelines.ts';
import {
  mariadbEnvironment,
  mariadbRows,
  mysqlConnection,
  prepareMariadbTable,
} from './mariadb-source.ts';
import type { RouteCase, RouteWorld } from './route-case.ts';

/** Each order has one: their ids are 0 to 100002. */
const customers = { name: 'bench_customers', rows: 100_003 };
const regions = { name: 'bench_regions', rows: 1000 };

const columns = `id Int64, amount Nullable(Decimal(12, 2)), created_at Nullable(DateTime64(6)),
  customer Nullable(String), region Nullable(String)`;
const copyOrders = `psql "$PG" -qAtX -c "COPY (SELECT id, customer_id, amount, created_at FROM ${benchTable}) TO STDOUT"`;
const customerRows = mariadbRows(`SELECT id, customer, region_id FROM ${customers.name}`);

/** Orders of PostgreSQL, customers of MariaDB and regions of ClickHouse, joined into ClickHouse. */
export const threeSourceJoin: RouteCase = {
  name: 'three-source-join',
  programs: { psql: 'postgresql-client', mariadb: 'mariadb-client', curl: 'curl' },
  prepare: async (world) => {
    await prepareDimensions(world);
    const pipelines = await createPipelines(world.stack, 'bench_join', await joinSpec(world));
    const environment = { ...mariadbEnvironment(world), PG: world.postgresUrl };
    return {
      pipelines,
      byHand: {
        duckdb: () => throughDuckDb(world, environment),
        clickhouse: () => insideClickHouse(world, environment),
      },
    };
  },
};

async function prepareDimensions(world: RouteWorld): Promise<void> {
  await prepareMariadbTable(world, {
    ...customers,
    create: '(id int PRIMARY KEY, customer varchar(40) NOT NULL, region_id int NOT NULL)',
    insert: `SELECT seq, concat('customer ', seq), seq % ${regions.rows} FROM seq_0_to_${customers.rows - 1}`,
  });
  const target = world.servers.clickhouse;
  await clickhouse(target, `DROP TABLE IF EXISTS ${regions.name} SYNC`);
  await clickhouse(
    target,
    `CREATE TABLE ${regions.name} (id Int32, region String) ENGINE = MergeTree ORDER BY id`,
  );
  await clickhouse(
    target,
    `INSERT INTO ${regions.name} SELECT number, concat('region ', toString(number)) FROM numbers(${regions.rows})`,
  );
}

async function joinSpec(world: RouteWorld) {
  const { stack, postgresUrl } = world;
  const postgres = await postgresConnection(stack, postgresUrl);
  const mysql = await mysqlConnection(world);
  const connection = await warehouse(stack);
  const join = { op: 'join', how: 'inner' };
  return {
    sources: [
      { id: 'orders', connection: postgres, object: { schema: 'public', name: benchTable } },
      { id: 'customers', connection: mysql, object: { name: customers.name } },
      { id: 'regions', connection, object: { name: regions.name } },
    ],
    steps: [
      {
        ...join,
        id: 'with_customer',
        inputs: ['orders', 'customers'],
        on: 'orders.customer_id = customers.id',
        suffix: '_c',
      },
      {
        ...join,
        id: 'with_region',
        inputs: ['with_customer', 'regions'],
        on: 'with_customer.region_id = regions.id',
        suffix: '_r',
      },
      {
        id: 'narrow',
        op: 'select',
        inputs: ['with_region'],
        columns: ['id', 'amount', 'created_at', 'customer', 'region'],
      },
    ],
    input: 'narrow',
    connection,
  };
}

type Environment = Readonly<Record<string, string>>;

/** Client tools into DuckDB, which joins while the orders stream through it. */
function throughDuckDb(world: RouteWorld, environment: Environment): Promise<number> {
  return timeByHand(world, {
    columns,
    script: `"$NODE" "$JOIN" <(${customerRows}) <(${fromClickHouse}) <(${copyOrders}) | ${toClickHouse}`,
    insert: 'INSERT INTO {table} FORMAT CSV',
    select: `SELECT id, region FROM ${regions.name} FORMAT TabSeparated`,
    environment: {
      ...environment,
      NODE: process.execPath,
      JOIN: fileURLToPath(new URL('join-by-hand.ts', import.meta.url)),
    },
  });
}

/** Who knows that the target is ClickHouse ships the customers there and joins in its INSERT. */
function insideClickHouse(world: RouteWorld, environment: Environment): Promise<number> {
  const create = encodeURIComponent(
    'CREATE OR REPLACE TABLE bench_ch_customers (id Int32, customer String, region_id Int32) ENGINE = Memory',
  );
  const load = encodeURIComponent('INSERT INTO bench_ch_customers FORMAT TabSeparated');
  const end = encodeURIComponent('DROP TABLE bench_ch_customers');
  const to = (statement: string): string => toClickHouse.replace('$INSERT', statement);
  return timeByHand(world, {
    columns,
    script: [
      `${to(create)} < /dev/null`,
      `${customerRows} | ${to(load)}`,
      `${copyOrders} | ${toClickHouse}`,
      `${to(end)} < /dev/null`,
    ].join(' && '),
    insert: `INSERT INTO {table} SELECT o.id, o.amount, o.created_at, c.customer, r.region
      FROM input('id Int64, customer_id Int32, amount Nullable(Decimal(12, 2)), created_at Nullable(DateTime64(6))') AS o
      JOIN bench_ch_customers AS c ON c.id = o.customer_id JOIN ${regions.name} AS r ON r.id = c.region_id
      FORMAT TabSeparated`,
    environment,
  });
}
