/**
 * `npm test`: everything CI runs, with all its own set-up. `npm test -- <vitest filters>` runs
 * only the matching unit and integration tests.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopTestServers } from '@ai-etl/local';
import { checkSteps } from './check-steps.ts';
import { runSteps, type JobStage, type JobStep } from './run-steps.ts';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const filters = process.argv.slice(2);
const vitest = 'node_modules/.bin/vitest';

const setUp: readonly JobStep[] = [
  {
    title: 'MariaDB for the tests of its connector',
    command: [process.execPath, 'scripts/mariadb-server.ts'],
  },
  {
    title: 'S3 server for the tests of buckets',
    command: [process.execPath, 'scripts/s3-server.ts'],
  },
  {
    title: 'Python environment for the pandas tests',
    command: [process.execPath, 'scripts/python-env.mjs'],
  },
  {
    title: 'Python environment for the Python SDK',
    command: [process.execPath, 'scripts/python-env.mjs', 'sdk-python'],
  },
];
const whole: readonly JobStage[] = [
  ...checkSteps(),
  ...setUp,
  { title: 'integration tests', command: [vitest, 'run', '--project', 'integration'] },
  {
    title: 'conformance to the REST contract',
    command: [process.execPath, 'scripts/conformance.ts'],
  },
  {
    title: 'fault test, short',
    command: [process.execPath, 'scripts/faults.ts', '--kills', '8', '--rows', '50000'],
  },
];

try {
  const passed = await runSteps(
    filters.length === 0
      ? whole
      : [...setUp, { title: 'chosen tests', command: [vitest, 'run', ...filters] }],
  );
  if (!passed) process.exitCode = 1;
} finally {
  await stopTestServers();
}
