import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';
import { createDatabase, startLocalServers, type LocalServers } from '@ai-etl/local';
import { installSystemPackages } from '../scripts/system-packages.ts';
import { timeCopyToNull, timeRawPipe, type ClickHouseAddress } from './raw-pipe.ts';
import { benchTable, prepareSource } from './source-table.ts';
import { peakRssMb, startStack, type Stack } from './stack.ts';
import { median, round } from './statistics.ts';

const Receipt = z.object({ loaded_rows: z.string().optional() });

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
  requirePipeTools();
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
  const source = await sourceUrl(servers);
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

/** The raw pipe is psql and curl: brought where this process may. */
function requirePipeTools(): void {
  const missing = Object.entries({ psql: 'postgresql-client', curl: 'curl' })
    .filter(([program]) => spawnSync(program, ['--version']).status !== 0)
    .map(([, debianPackage]) => debianPackage);
  if (missing.length === 0 || installSystemPackages(missing)) return;
  throw new AiEtlError(
    'LOCAL_COMPONENT_MISSING',
    `The benchmark compares with psql | curl. Install ${missing.join(' and ')}, then run it again.`,
  );
}

async function sourceUrl(servers: LocalServers): Promise<string> {
  const url = new URL(servers.postgres.url);
  url.pathname = '/bench';
  await createDatabase(servers.postgres.url, 'bench').catch(() => undefined); // there already
  return url.href;
}

async function createPipeline(
  stack: Stack,
  source: string,
  verify: 'counts' | 'checksums',
): Promise<string> {
  const from = await connection(stack, source);
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

async function connection(stack: Stack, source: string): Promise<string> {
  const url = new URL(source);
  const name = `bench ${url.port}`;
  const known = await findConnection(stack, (one) => one['name'] === name);
  if (known !== undefined) return known;
  const created = await stack.call('POST', '/connections', {
    name,
    type: 'postgresql',
    settings: {
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      ssl_mode: 'disable',
    },
  });
  return String(created['connection_id']);
}

async function warehouse(stack: Stack): Promise<string> {
  const id = await findConnection(stack, (one) => one['type'] === 'clickhouse');
  if (id === undefined)
    throw new AiEtlError('RESOURCE_NOT_FOUND', 'The local warehouse has no connection.');
  return id;
}

async function findConnection(
  stack: Stack,
  fits: (one: Readonly<Record<string, unknown>>) => boolean,
): Promise<string | undefined> {
  const list = await stack.list('/connections?per_page=100');
  const found = list.find(fits);
  return found === undefined ? undefined : String(found['connection_id']);
}

/** Runs the pipeline to its end; seconds from its start to its end. */
async function timeRun(stack: Stack, pipeline: string, rows: number): Promise<number> {
  const started = await stack.call('POST', `/pipelines/${pipeline}:run`, { async: true });
  const id = String(started['run_id']);
  for (;;) {
    await sleep(250);
    const run = await stack.call('GET', `/runs/${id}`);
    if (!['success', 'failed', 'cancelled'].includes(String(run['status']))) continue;
    const receipt = Receipt.parse(run['receipt'] ?? {});
    if (run['status'] !== 'success' || receipt.loaded_rows !== String(rows)) {
      throw new AiEtlError(
        'INTERNAL_ERROR',
        `The run ended ${String(run['status'])}: ${JSON.stringify(run['error'] ?? receipt)}`,
      );
    }
    return (Date.parse(String(run['finished_at'])) - Date.parse(String(run['started_at']))) / 1000;
  }
}
