import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import pg from 'pg';
import { postgresConnection } from '../connections.ts';
import { timeShell } from '../shell.ts';
import { benchFile, duckdb, duckdbEnvironment, filesConnection } from './bench-files.ts';
import { createPipelines } from './create-pipelines.ts';
import type { RouteCase, RouteWorld } from './route-case.ts';

const byHandTable = 'bench_parquet_by_hand';

/** A Parquet file to PostgreSQL, beside DuckDB piped into `psql COPY`. */
export const parquetPostgresql: RouteCase = {
  name: 'parquet-postgresql',
  programs: { psql: 'postgresql-client' },
  prepare: async (world) => {
    const path = await benchFile(world, 'parquet');
    const pipelines = await createPipelines(world.stack, 'bench_parquet', {
      sources: [{ id: 'orders', connection: await filesConnection(world), path }],
      input: 'orders',
      connection: await postgresConnection(world.stack, world.postgresUrl),
    });
    return { pipelines, byHand: { pipe: () => pipe(world, join(world.files, path)) } };
  },
};

async function pipe(world: RouteWorld, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: world.postgresUrl });
  await client.connect();
  try {
    await client.query(`DROP TABLE IF EXISTS ${byHandTable}`);
    await client.query(`CREATE TABLE ${byHandTable} (id bigint, customer_id integer, status text, channel text,
      amount numeric(12, 2), quantity integer, created_at timestamp, paid boolean, note text)`);
    const seconds = await timeShell(
      `${duckdb} "COPY (FROM read_parquet('$FILE')) TO '/dev/stdout' (FORMAT csv, HEADER false)" | psql "$PG" -qAtX -c "COPY ${byHandTable} FROM STDIN (FORMAT csv)"`,
      { ...duckdbEnvironment, FILE: file, PG: world.postgresUrl },
    );
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${byHandTable}`);
    await client.query(`DROP TABLE ${byHandTable}`);
    if (rows[0]?.n === String(world.rows)) return seconds;
    throw new AiEtlError(
      'QUERY_FAILED',
      `By hand ${rows[0]?.n} of ${world.rows} rows came through.`,
    );
  } finally {
    await client.end();
  }
}
