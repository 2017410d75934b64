/** What the documentation shows; examples.test.ts holds each against its contract. */

const receiptExample = {
  verify: 'checksums',
  source_rows: '1000000',
  loaded_rows: '1000000',
  checksums_match: true,
  bytes: '85000000',
  rows_per_second: 800_000,
  targets: [],
} as const;

export const runExample = {
  run_id: 'run_789',
  pipeline_id: 'pipe_456',
  pipeline_version: 1,
  spec_hash: 'sha256:9f2b…',
  status: 'success',
  trigger: 'manual',
  full_refresh: false,
  environment: 'production',
  params: { date: '2024-01-26' },
  logical_time: '2024-01-26T00:00:00.000Z',
  attempt: 1,
  created_at: '2024-01-26T10:00:00.000Z',
  started_at: '2024-01-26T10:00:00.000Z',
  finished_at: '2024-01-26T10:02:00.000Z',
  progress: {
    current_task: null,
    percent: 100,
    rows_read: '1000000',
    rows_total: '1000000',
    bytes: '85000000',
    rows_per_second: 800_000,
    estimated_completion: null,
  },
  receipt: receiptExample,
  error: null,
} as const;

export const taskExample = {
  task_id: 'extract_sales',
  kind: 'extract',
  depends_on: [],
  status: 'success',
  attempt: 1,
  started_at: '2024-01-26T10:00:00.000Z',
  finished_at: '2024-01-26T10:01:30.000Z',
  rows: '1000000',
  error: null,
} as const;

export const logsExample = {
  logs: [
    {
      id: 1,
      at: '2024-01-26T10:00:00.000Z',
      level: 'info',
      attempt: 1,
      task: 'extract_sales',
      message: 'Reading sales from shop.',
    },
  ],
  next_after: 1,
} as const;
