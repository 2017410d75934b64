/**
 * `npm run test:faults -- [--json] [--kills 36] [--seed 1] [--rows 150000]
 * [--lanes 3] [--only chunked]`: kills parts of a real
 * installation at random moments of runs and compares the tables afterwards. Exit code 1 when a
 * row was lost, doubled or seen too early, an event was lost, doubled or told out of order, staging
 * stayed behind, or no chunk of an interrupted load was kept.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { messageOf } from '@ai-etl/core';
import { chunkRowsFor } from '../tests/faults/fault-case.ts';
import { faultsOf } from '../tests/faults/fault-report.ts';
import { startHookListener } from '../tests/faults/hook-listener.ts';
import { startInstallation } from '../tests/faults/installation.ts';
import { subscribedTypes } from '../tests/faults/judge-events.ts';
import { runFaults } from '../tests/faults/run-faults.ts';
import { createLabels, databaseUrls, setUpPipelines } from '../tests/faults/set-up.ts';
import { createSourceRows } from '../tests/faults/source-rows.ts';
import { createTargetReader } from '../tests/faults/target-reader.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    kills: { type: 'string', default: '36' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '150000' },
    /** Runs at the same time, each of another case. */
    lanes: { type: 'string', default: '3' },
    /** Only cases with this text in their name. */
    only: { type: 'string', default: '' },
    /** Where the installation lives; default: a new directory that is removed at the end. */
    home: { type: 'string' },
  },
});

const home = values.home ?? mkdtempSync(join(tmpdir(), 'ai-etl-faults-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  process.exitCode = await main();
  // What went wrong is in the log; what went well needs none.
  if (process.exitCode === 0 && values.home === undefined) {
    rmSync(home, { recursive: true, force: true });
  }
} catch (error) {
  say(`faults: ${messageOf(error)} (log: ${join(home, 'installation.log')})`);
  say(inspect(error));
  process.exitCode = 1;
}
process.exit();

async function main(): Promise<number> {
  say(`Starting an installation in ${home} …`);
  const rows = Number(values.rows);
  const lanes = Number(values.lanes);
  const installation = await startInstallation(home, { chunkRows: chunkRowsFor(rows), lanes });
  try {
    const urls = databaseUrls(installation);
    const { folder } = installation;
    const clickhouse = () => installation.servers.clickhouse;
    await createLabels(installation, rows);
    const pipelines = await setUpPipelines(installation);
    const listener = await startHookListener();
    const events = [...subscribedTypes];
    await installation.call('POST', '/webhooks', { body: { url: listener.url, events } });
    const system = {
      installation,
      pipelines,
      listener,
      source: createSourceRows({ url: urls.source, clickhouse, folder }, rows),
      reader: createTargetReader({
        postgresUrl: urls.target,
        sourceUrl: urls.source,
        clickhouse,
        folder,
      }),
    };
    const report = await runFaults(system, {
      kills: Number(values.kills),
      seed: Number(values.seed),
      lanes,
      only: values.only,
      say,
    });
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else
      for (const [name, value] of Object.entries(report)) say(`${name}: ${JSON.stringify(value)}`);
    await system.reader.close();
    const faults = faultsOf(report);
    for (const fault of faults) say(`FAULT ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await installation.stop();
  }
}
