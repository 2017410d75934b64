import { join } from 'node:path';
import { warehouse } from '../connections.ts';
import { benchFile, filesConnection } from './bench-files.ts';
import { timeByHand, toClickHouse } from './clickhouse-target.ts';
import { createPipelines } from './create-pipelines.ts';
import type { RouteCase } from './route-case.ts';

/** A CSV file to ClickHouse, beside `curl` with its parser of CSV. */
export const csvClickhouse: RouteCase = {
  name: 'csv-clickhouse',
  programs: { psql: 'postgresql-client', curl: 'curl' },
  prepare: async (world) => {
    const path = await benchFile(world, 'csv');
    const pipelines = await createPipelines(world.stack, 'bench_csv', {
      sources: [{ id: 'orders', connection: await filesConnection(world), path }],
      input: 'orders',
      connection: await warehouse(world.stack),
    });
    const curl = () =>
      timeByHand(world, {
        columns: `id Int64, customer_id Nullable(Int64), status Nullable(String),
          channel Nullable(String), amount Nullable(Decimal(18, 2)), quantity Nullable(Int64),
          created_at Nullable(DateTime64(6)), paid Nullable(Bool), note Nullable(String)`,
        script: `${toClickHouse} < "$FILE"`,
        insert: 'INSERT INTO {table} FORMAT CSVWithNames',
        environment: { FILE: join(world.files, path) },
      });
    return { pipelines, byHand: { curl } };
  },
};
