import { warehouse } from '../connections.ts';
import { timeByHand, toClickHouse } from './clickhouse-target.ts';
import { createPipelines } from './create-pipelines.ts';
import {
  mariadbEnvironment,
  mariadbRows,
  mysqlConnection,
  prepareMariadbTable,
} from './mariadb-source.ts';
import type { RouteCase } from './route-case.ts';

const table = 'bench_orders';

/** The columns and values of `bench_orders` in PostgreSQL. */
const create = `(id bigint PRIMARY KEY, customer_id int, status varchar(20), channel varchar(20),
  amount decimal(12, 2), quantity int, created_at datetime(6), paid tinyint, note varchar(100))`;
const rowsOf = (rows: number): string => `SELECT seq, seq * 7919 % 100003,
    elt(1 + seq % 4, 'completed', 'shipped', 'pending', 'cancelled'),
    elt(1 + seq % 3, 'web', 'app', 'store'), (seq * 104729 % 1000000) / 100, 1 + seq % 7,
    timestampadd(MICROSECOND, seq * 13370000, '2024-01-01'), seq % 3 = 0,
    if(seq % 10 < 3, concat('note ', seq), NULL)
  FROM seq_1_to_${rows}`;

/** MariaDB to ClickHouse, beside `mariadb | curl` between the same servers. */
export const mysqlClickhouse: RouteCase = {
  name: 'mysql-clickhouse',
  programs: { mariadb: 'mariadb-client', curl: 'curl' },
  prepare: async (world) => {
    await prepareMariadbTable(world, {
      name: table,
      rows: world.rows,
      create,
      insert: rowsOf(world.rows),
    });
    const { stack } = world;
    const source = await mysqlConnection(world);
    const pipelines = await createPipelines(stack, 'bench_mysql', {
      sources: [{ id: 'orders', connection: source, object: { name: table } }],
      input: 'orders',
      connection: await warehouse(stack),
    });
    const pipe = () =>
      timeByHand(world, {
        columns: `id Int64, customer_id Nullable(Int32), status Nullable(String),
          channel Nullable(String), amount Nullable(Decimal(12, 2)), quantity Nullable(Int32),
          created_at Nullable(DateTime64(6)), paid Nullable(Int8), note Nullable(String)`,
        script: `${mariadbRows(`SELECT * FROM ${table}`)} | ${toClickHouse}`,
        // The client writes NULL as that word.
        insert: `INSERT INTO {table} SETTINGS format_tsv_null_representation = 'NULL' FORMAT TabSeparated`,
        environment: mariadbEnvironment(world),
      });
    return { pipelines, byHand: { pipe } };
  },
};
