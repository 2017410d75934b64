import type { PipelineAnswer } from './pipelines/pipeline-answer.ts';

/** What a good model answers for this sentence over the retailer's tables. */
export const sentence =
  'Every Monday at 7 load orders with status completed from Postgres to ClickHouse, hash the notes';

export const goodAnswer: PipelineAnswer = {
  language: 'en',
  sources: [
    {
      quote: 'from Postgres',
      connection: 'Sales (sample)',
      system: 'postgresql',
      objects: [{ quote: 'orders', kind: 'table', schema: 'public', name: 'orders' }],
    },
  ],
  targets: [{ quote: 'to ClickHouse', connection: 'Warehouse', system: 'clickhouse', objects: [] }],
  operations: [
    {
      op: 'filter',
      quote: 'with status completed',
      any: [
        {
          column: 'status',
          cmp: '=',
          values: [{ type: 'text', value: 'completed' }],
          period: null,
        },
      ],
    },
    { op: 'mask', quote: 'hash the notes', columns: ['notes'], method: 'hash' },
  ],
  write: null,
  load: null,
  schedule: {
    quote: 'Every Monday at 7',
    kind: 'cron',
    cron: '0 7 * * 1',
    hour_stated: true,
    problem: null,
  },
  zone: null,
  notifications: [],
  conflicts: [],
  not_expressed: [],
};
