import { PipelineSpec } from '@ai-etl/core';

/** What the documentation shows; examples.test.ts holds each against its contract. */

const times = {
  created: '2024-01-26T09:00:00.000Z',
  updated: '2024-01-26T09:30:00.000Z',
} as const;

export const specExample = PipelineSpec.parse({
  version: 1,
  name: 'sales_data_sync',
  description: 'PostgreSQL to ClickHouse sync',
  sources: [{ id: 'sales', connection: 'conn_789', object: { name: 'sales' } }],
  targets: [
    {
      id: 'load_sales',
      input: 'sales',
      connection: 'conn_790',
      object: { name: 'sales' },
      write: { mode: 'replace' },
    },
  ],
  schedule: { cron: '0 2 * * *', timezone: 'UTC' },
});

/** As a caller may write it: what has a default can be left out. */
export const writtenSpecExample = {
  version: 1,
  name: 'sales_data_sync',
  sources: [{ id: 'sales', connection: 'conn_789', object: { name: 'sales' } }],
  targets: [
    {
      id: 'load_sales',
      input: 'sales',
      connection: 'conn_790',
      object: { name: 'sales' },
      write: { mode: 'replace' },
    },
  ],
};

export const dagExample = {
  route: 'direct',
  tasks: [
    { id: 'extract_sales', kind: 'extract', branch: 'load_sales', depends_on: [] },
    { id: 'load_sales', kind: 'load', branch: 'load_sales', depends_on: ['extract_sales'] },
  ],
  edges: [{ from: 'extract_sales', to: 'load_sales' }],
};

export const validationExample = {
  status: 'passed',
  errors: [],
  warnings: [],
  notes: [],
  checked: 'live',
  sampled_rows: 100,
} as const;

export const planExample = {
  route: 'direct',
  because: ['The source can do every step, so its rows stream straight to the target.'],
  estimate: {
    source_rows: 1_000_000,
    source_bytes: 85_000_000,
    sources: [{ id: 'sales', rows: 1_000_000, bytes: 85_000_000, rows_exact: false }],
    read_rows: 1_000_000,
    read_bytes: 20_000_000,
    moved_bytes: 40_000_000,
    routes: [
      { route: 'direct', possible: true, moved_bytes: 40_000_000, obstacle: null },
      { route: 'local', possible: true, moved_bytes: 40_000_000, obstacle: null },
      {
        route: 'in_target',
        possible: false,
        moved_bytes: null,
        obstacle: '"shop" and "warehouse" are not the same server.',
      },
    ],
  },
  extracts: [],
  branches: [
    {
      id: 'load_sales',
      route: 'direct',
      source_connection: 'conn_789',
      source_sql: 'SELECT "id", "amount" FROM "sales"',
      pushed: ['sales'],
      estimated_rows: 1_000_000,
      columns: [
        { name: 'id', type: 'int64', nullable: false },
        { name: 'amount', type: 'decimal(12,2)', nullable: false },
      ],
      target_connection: 'conn_790',
      target: 'sales',
      write_mode: 'replace',
      write_keys: [],
    },
  ],
};

export const engineExample = {
  engine: 'model',
  model: 'ollama/qwen3',
  rounds: 1,
  because: null,
} as const;

export const generatedExample = {
  pipeline_id: 'pipe_456',
  project_id: 'proj_123',
  name: 'sales_data_sync',
  description: 'PostgreSQL to ClickHouse sync',
  sentence: 'Load sales data from PostgreSQL to ClickHouse daily',
  code: 'import pandas as pd\n...',
  dag_definition: dagExample,
  validation: validationExample,
  clarification: [],
  assumptions: [
    {
      path: 'schedule.cron',
      value: '0 2 * * *',
      because: '"daily" says no hour; at night the source has little else to do.',
      alternatives: ['0 0 * * *'],
    },
  ],
  spec: specExample,
  plan: planExample,
  version: 1,
  verified: false,
  verified_pattern: null,
  engine: engineExample,
};

export const scheduleExample = {
  cron: '0 2 * * *',
  timezone: 'UTC',
  catchup: 'latest',
  paused: false,
  next_run_at: '2024-01-27T02:00:00.000Z',
} as const;

export const tableExample = {
  connection_id: 'conn_790',
  table: 'sales',
  write_mode: 'replace',
  change: 'create',
  create_sql:
    'CREATE TABLE `sales` (`id` Int64, `amount` Decimal(12, 2)) ENGINE = MergeTree ORDER BY `id`',
  new_columns: [],
  other_columns: [],
} as const;

export const changeExample = {
  path: 'targets.load_sales.write.mode',
  kind: 'changed',
  before: 'replace',
  after: 'append',
  text: 'Target load_sales: write: mode is now "append" (was "replace").',
} as const;

const regeneratedChanges = [
  {
    path: 'schedule.cron',
    kind: 'changed',
    before: '0 2 * * *',
    after: '0 3 * * *',
    text: 'Schedule: cron is now "0 3 * * *" (was "0 2 * * *").',
  },
  {
    path: 'schedule.timezone',
    kind: 'changed',
    before: 'UTC',
    after: 'Europe/Berlin',
    text: 'Schedule: timezone is now "Europe/Berlin" (was "UTC").',
  },
] as const;

export const regeneratedExample = {
  outcome: 'updated',
  dry_run: false,
  instruction: 'run at 3am Berlin time',
  from_version: 1,
  version: 2,
  changes: [...regeneratedChanges],
  text: regeneratedChanges.map((one) => one.text).join('\n'),
  assumptions: [],
  pipeline: {
    ...generatedExample,
    version: 2,
    assumptions: [],
    spec: {
      ...specExample,
      schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin', catchup: 'latest' },
    },
  },
} as const;

export const deployedExample = {
  pipeline_id: 'pipe_456',
  environment: 'production',
  version: 1,
  dry_run: false,
  deployed_at: times.updated,
  schedule: scheduleExample,
  next_runs: [
    '2024-01-27T02:00:00.000Z',
    '2024-01-28T02:00:00.000Z',
    '2024-01-29T02:00:00.000Z',
    '2024-01-30T02:00:00.000Z',
    '2024-01-31T02:00:00.000Z',
  ],
  changes: {
    version: { from: null, to: 1 },
    spec: [],
    schedule: { from: null, to: { cron: '0 2 * * *', timezone: 'UTC', catchup: 'latest' } },
    connections: { from: {}, to: {} },
    tables: [tableExample],
  },
  notes: [],
};

export const summaryExample = {
  pipeline_id: 'pipe_456',
  project_id: 'proj_123',
  name: 'sales_data_sync',
  sentence: 'Load sales data from PostgreSQL to ClickHouse daily',
  status: 'ready',
  version: 1,
  deployment: { environment: 'production', version: 1, deployed_at: times.updated },
  deployments: [
    {
      environment: 'production',
      version: 1,
      deployed_at: times.updated,
      deployed_by: 'user_123',
      connections: {},
      schedule: scheduleExample,
    },
  ],
  schedule: scheduleExample,
  last_run: {
    run_id: 'run_789',
    status: 'success',
    created_at: '2024-01-26T10:00:00.000Z',
    started_at: '2024-01-26T10:00:00.000Z',
    finished_at: '2024-01-26T10:02:00.000Z',
  },
  deleted_at: null,
  created_at: times.created,
  updated_at: times.updated,
} as const;

/** The contract's own. */
export const statusExample = {
  pipeline_id: 'pipe_456',
  run_id: 'run_789',
  status: 'running',
  current_task: 'extracting_data',
  progress: 45,
  started_at: '2024-01-26T10:00:00Z',
  estimated_completion: '2024-01-26T10:15:00Z',
};

export const backfillExample = {
  pipeline_id: 'pipe_456',
  environment: 'production',
  version: 1,
  cron: '0 2 * * *',
  timezone: 'UTC',
  dry_run: false,
  created: 1,
  times: [
    {
      logical_time: '2024-01-01T02:00:00.000Z',
      outcome: 'created',
      run_id: 'run_789',
      status: 'queued',
    },
  ],
} as const;

export const fileExample = `ai_etl: 1
kind: pipeline
sentence: Load sales data from PostgreSQL to ClickHouse daily
spec:
  version: 1
  name: sales_data_sync
  sources:
    - id: sales
      connection: shop
      object:
        name: sales
  targets:
    - id: load_sales
      input: sales
      connection: warehouse
      object:
        name: sales
      write:
        mode: replace
`;
