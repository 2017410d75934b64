import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AiEtlError } from '@ai-etl/core';
import { findMariadb, MARIADB_PACKAGE, startLocalMariadb, startLocalServers } from '@ai-etl/local';
import { installSystemPackages } from '../scripts/system-packages.ts';
import { cases } from './routes/cases.ts';
import { measureCase } from './routes/measure-case.ts';
import type { RouteCase } from './routes/route-case.ts';
import { requirePrograms } from './shell.ts';
import { benchDatabase, prepareSource } from './source-table.ts';
import { startStack } from './stack.ts';

/**
 * `npm run bench -- routes [--json] [--case NAME] [--rows 5000000] [--rounds 5]`: ways of rows through
 * the API and the real worker, staging, verification and publish included, interleaved with the best
 * hand-written ways between the same servers. Medians of all rounds. The last line is
 * `{case: {rows_per_second, ratio, peak_rss_mb, …}}`.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      case: { type: 'string' },
      rows: { type: 'string', default: '5000000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const chosen = chooseCases(values.case);
  if (findMariadb() === undefined) installSystemPackages([MARIADB_PACKAGE, 'tzdata']);
  for (const one of chosen) requirePrograms(one.programs);
  const home = join(dirname(fileURLToPath(import.meta.url)), '..', '.ai-etl', 'bench');
  const rows = Number(values.rows);
  const stops: (() => Promise<void>)[] = [];
  const line: Record<string, object> = {};
  try {
    const servers = await startLocalServers({ home });
    stops.push(() => servers.stop());
    const mariadb = await startLocalMariadb({ home });
    stops.push(() => mariadb.stop());
    const postgresUrl = await benchDatabase(servers.postgres.url);
    await prepareSource(postgresUrl, rows);
    for (const one of chosen) {
      // Each has workers of its own, so that its peak is not that of the case before.
      const stack = await startStack(home);
      try {
        const world = { stack, servers, mariadb, postgresUrl, rows, files: join(home, 'files') };
        line[one.name] = await measureCase(one, world, Number(values.rounds));
      } finally {
        await stack.stop();
      }
    }
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
  console.log(JSON.stringify(line));
}

function chooseCases(name: string | undefined): readonly RouteCase[] {
  const chosen = cases.filter((one) => name === undefined || one.name === name);
  if (chosen.length > 0) return chosen;
  const known = cases.map((one) => one.name).join(', ');
  throw new AiEtlError('VALIDATION_ERROR', `No case ${name}; there are: ${known}`);
}
