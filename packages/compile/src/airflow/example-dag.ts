import { invariant, parseSpec } from '@ai-etl/core';
import type { AirflowRequest } from './print-airflow.ts';

const parsed = parseSpec({
  version: 1,
  name: 'nightly_orders',
  params: [
    { name: 'least', type: 'int64', default: 5, description: 'Says "more" than\nthis' },
    { name: 'rate', type: 'float64', default: 1.5 },
    { name: 'word', type: 'text', default: 'it\'s """quoted"""' },
    { name: 'all', type: 'bool', default: true },
  ],
  sources: [{ id: 'orders', connection: 'conn_a', object: { name: 'orders' } }],
  targets: [
    {
      id: 'out',
      input: 'orders',
      connection: 'conn_b',
      object: { name: 'orders' },
      write: { mode: 'replace' },
    },
  ],
  schedule: { cron: '30 2 * * 1-5', timezone: 'Europe/Berlin', catchup: 'none' },
  policy: { retries: 2, max_active_runs: 3 },
});
invariant('spec' in parsed, 'the example is a spec');

/** A DAG with everything that a DAG can have, for tests. */
export const exampleDag: AirflowRequest = {
  spec: parsed.spec,
  pipelineId: 'pipe_1',
  environment: 'production',
  about: 'Reads orders from Shop\nand replaces orders in Warehouse.',
};
