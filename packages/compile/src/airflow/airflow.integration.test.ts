import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { exampleDag } from './example-dag.ts';
import { printAirflow } from './print-airflow.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const airflow = join(root, '.cache', 'airflow', 'bin', 'python');
const isThere = existsSync(airflow);
if (!isThere) {
  console.warn(
    'not read with a real Airflow: node scripts/python-env.mjs airflow installs one, in a minute or two; ' +
      'the suite of the Python client runs exported DAGs with stubs of its documented API',
  );
}

it.runIf(isThere)('a real Airflow reads the DAG and finds its schedule in it', async () => {
  const printed = printAirflow(exampleDag);
  if (!('code' in printed)) expect.fail(JSON.stringify(printed));
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-airflow-'));
  try {
    const file = join(home, 'nightly_orders.py');
    await writeFile(file, printed.code);
    const { stdout } = await promisify(execFile)(
      airflow,
      [
        '-W',
        'error::DeprecationWarning:nightly_orders',
        join(root, 'tests', 'airflow', 'parse_dag.py'),
        file,
      ],
      {
        env: { PATH: process.env['PATH'], AIRFLOW_HOME: home, HOME: home },
        timeout: 100_000,
      },
    );
    const found: unknown = JSON.parse(
      stdout.split('\n').findLast((line) => line.startsWith('{')) ?? '',
    );
    expect(found).toEqual({
      errors: {},
      dags: {
        nightly_orders: {
          tasks: ['run_pipeline'],
          retries: [2],
          schedule: {
            expression: '30 2 * * 1-5',
            timezone: 'Europe/Berlin',
            interval: 0,
            run_immediately: false,
          },
          start_date: null,
          catchup: false,
          max_active_runs: 3,
          params: { least: 5, rate: 1.5, word: `it's """quoted"""`, all: true },
          doc: expect.stringMatching(
            /^Reads orders from Shop and replaces orders in Warehouse\.\n\n/,
          ),
          tags: ['ai-etl'],
        },
      },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
