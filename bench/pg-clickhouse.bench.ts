import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLocalServers, type LocalServers } from '@ai-etl/local';
import { postgresConnection, warehouse } from './connections.ts';
import { timeCopyToNull, timeRawPipe, type ClickHouseAddress } from './raw-pipe.ts';
import { requirePrograms } from './shell.ts';
import { benchDatabase, benchTable, prepareSource } from './source-table.ts';
import { peakRssMb, startStack, type Stack } from './stack.ts';
import { median, round } from './statistics.ts';
import { timeRun } from './time-run.ts';

/**
 * `npm run bench -- pg-clickhouse [--json] [--rows 5000000] [--rounds 5]`: PostgreSQL to
 * ClickHouse through the API and the real worker, staging, verification and publish included,
 * interleaved with the raw pipe (psql COPY | curl, same servers) and psql COPY to /dev/null.
 * Medians of all rounds. Time of a run is from its start to its end, as the API tells them.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: '5000000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  requirePrograms({ psql: 'postgresql-client', curl: 'curl' });
  const home = join(dirname(fileURLToPath(import.meta.url)), '..', '.ai-etl', 'bench');
  const servers = await startLocalServers({ home });
  const stack = await startStack(home);
  let line: object;
  try {
    line = await measure(servers, stack, Number(values.rows), Number(values.rounds));
  } finally {
    await stack.stop();
    await servers.stop();
  }
  console.log(JSON.stringify(line));
}

async function measure(
  servers: LocalServers,
  stack: Stack,
  rows: number,
  rounds: number,
): Promise<object> {
  const source = await benchDatabase(servers.postgres.url);
  const target: ClickHouseAddress = servers.clickhouse;
  await prepareSource(source, rows);
  const pipelines = {
    counts: await createPipeline(stack, source, 'counts'),
    checksums: await createPipeline(stack, source, 'checksums'),
  };
  const times = { copyNull: [], pipe: [], counts: [], checksums: [] } as Record<string, number[]>;
  const note = (name: string, seconds: number): void => {
    times[name]?.push(seconds);
    console.error(
      `${name.padEnd(10)} ${seconds.toFixed(2)} s  ${Math.round(rows / seconds).toLocaleString('en')} rows/s`,
    );
  };
  for (let round_ = 0; round_ < rounds; round_ += 1) {
    note('copyNull', await timeCopyToNull(source));
    note('pipe', await timeRawPipe(source, target));
    note('counts', await timeRun(stack, pipelines.counts, rows));
    note('checksums', await timeRun(stack, pipelines.checksums, rows));
  }
  const middle = (name: string): number => median(times[name] ?? []);
  const peak = Math.max(...stack.workerPids().map(peakRssMb));
  return {
    rows_per_second: Math.round(rows / middle('counts')),
    ratio_to_pipe: round(middle('pipe') / middle('counts'), 3),
    ratio_verified: round(middle('pipe') / middle('checksums'), 3),
    ratio_to_copy_null: round(middle('copyNull') / middle('counts'), 3),
    peak_rss_mb: Math.round(peak),
    rows,
    rounds,
  };
}

async function createPipeline(
  stack: Stack,
  source: string,
  verify: 'counts' | 'checksums',
): Promise<string> {
  const from = await postgresConnection(stack, source);
  const to = await warehouse(stack);
  const created = await stack.call('POST', '/pipelines', {
    spec: {
      version: 1,
      name: `bench_${verify}`,
      sources: [{ id: 'orders', connection: from, object: { schema: 'public', name: benchTable } }],
      targets: [
        {
          id: 'orders_out',
          input: 'orders',
          connection: to,
          object: { name: `bench_${verify}` },
          write: { mode: 'replace' },
          layout: { order_by: ['id'] },
        },
      ],
      policy: { verify },
    },
  });
  return String(created['pipeline_id']);
}
