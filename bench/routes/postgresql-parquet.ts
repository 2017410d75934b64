import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { postgresConnection } from '../connections.ts';
import { timeShell } from '../shell.ts';
import { benchTable } from '../source-table.ts';
import { duckdb, duckdbEnvironment, fileColumns, filesConnection } from './bench-files.ts';
import { createPipelines } from './create-pipelines.ts';
import type { RouteCase, RouteWorld } from './route-case.ts';

/** PostgreSQL to a Parquet file, beside `psql COPY` piped into DuckDB. */
export const postgresqlParquet: RouteCase = {
  name: 'postgresql-parquet',
  programs: { psql: 'postgresql-client' },
  prepare: async (world) => {
    const connection = await postgresConnection(world.stack, world.postgresUrl);
    const pipelines = await createPipelines(world.stack, 'bench_lake', {
      sources: [{ id: 'orders', connection, object: { schema: 'public', name: benchTable } }],
      input: 'orders',
      connection: await filesConnection(world),
      ending: '.parquet',
    });
    return { pipelines, byHand: { pipe: () => pipe(world) } };
  },
};

async function pipe(world: RouteWorld): Promise<number> {
  const file = join(world.files, 'by_hand.parquet');
  const seconds = await timeShell(
    `psql "$PG" -qAtX -c "COPY ${benchTable} TO STDOUT (FORMAT csv)" | ${duckdb} "COPY (SELECT * FROM read_csv('/dev/stdin', auto_detect = false, columns = ${fileColumns})) TO '$FILE' (FORMAT parquet, COMPRESSION zstd)"`,
    { ...duckdbEnvironment, FILE: file, PG: world.postgresUrl },
  );
  await rm(file);
  return seconds;
}
