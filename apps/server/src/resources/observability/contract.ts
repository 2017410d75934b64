import { z } from 'zod';
import { IdParam, Moment } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

export const metricNames = [
  'pipeline_executions',
  'failures',
  'rows_moved',
  'bytes_moved',
  'run_duration',
  'queue_wait',
  'api_requests',
  'api_latency',
  'model_calls',
  'model_latency',
  'model_tokens',
] as const;
export type MetricName = (typeof metricNames)[number];

const bucketSeconds = { minute: 60, hour: 3600, day: 86_400 } as const;
const bucketWording = 'must be minute, hour, day, or seconds: a multiple of 60 up to 2678400';

const Bucket = z
  .string()
  .max(20)
  .refine((text) => secondsOf(text) !== null, bucketWording)
  .transform((text) => secondsOf(text) ?? 0);

function secondsOf(text: string): number | null {
  if (text === 'minute' || text === 'hour' || text === 'day') return bucketSeconds[text];
  if (!/^\d{2,7}$/.test(text)) return null;
  const seconds = Number(text);
  return seconds >= 60 && seconds <= 2_678_400 && seconds % 60 === 0 ? seconds : null;
}

const Labels = z
  .record(z.string(), z.string())
  .describe(
    'Of runs: pipeline (its name), pipeline_id, status. Of requests: route, status (of HTTP). Of language models: route (provider/model), status (answered, or how it failed).',
  );

const Percentiles = {
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
};

const Point = z.object({
  timestamp: z.string().describe('RFC 3339: where the bucket begins.'),
  value: z.number().describe('A count or sum; of durations and waits the mean, in seconds.'),
  labels: Labels,
  count: z.number().describe('How many runs or requests were measured.'),
  ...Percentiles,
});

const MetricsAnswer = z
  .object({
    metrics: z.array(Point),
    aggregates: z.object({
      total: z
        .number()
        .describe('Of the whole range: the sum; of durations and waits, how many were measured.'),
      success_rate: z
        .number()
        .nullable()
        .describe(
          '0 to 1. Of runs: succeeded of succeeded and failed. Of requests: answered below 500. Of calls of models: answered. Null: none.',
        ),
      avg_duration_seconds: z
        .number()
        .nullable()
        .describe('Mean time of a run, of a request, or of a call of a model.'),
      ...Percentiles,
    }),
  })
  .meta({
    id: 'Metrics',
    examples: [
      {
        metrics: [
          {
            timestamp: '2024-01-26T10:00:00Z',
            value: 42,
            labels: { pipeline: 'sales_sync', status: 'success' },
            count: 42,
            p50: null,
            p95: null,
            p99: null,
          },
        ],
        aggregates: {
          total: 150,
          success_rate: 0.98,
          avg_duration_seconds: 120,
          p50: null,
          p95: null,
          p99: null,
        },
      },
    ],
  });

export type MetricsAnswer = z.infer<typeof MetricsAnswer>;

export const metricsQuery = z.strictObject({
  metric: z.enum(metricNames).default('pipeline_executions'),
  start: Moment.optional().describe('Inclusive. Default: a day before `end`.'),
  end: Moment.optional().describe('Exclusive. Default: now.'),
  bucket: Bucket.default(3600).describe(
    'minute, hour, day, or seconds: a multiple of 60. Buckets are counted from 1970-01-01 in UTC.',
  ),
  group_by: z
    .enum(['labels', 'pipeline', 'status', 'route', 'none'])
    .default('labels')
    .describe('Which labels make a series of their own; `labels`: all that the metric has.'),
  pipeline: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Id or name of a pipeline; metrics of runs only.'),
  project: IdParam.optional().describe('Metrics of runs only.'),
  status: z
    .string()
    .regex(
      /^(success|failed|cancelled|[1-5]\d\d)$/,
      'must be success, failed, cancelled, or an HTTP status',
    )
    .optional(),
  fill: z
    .enum(['none', 'zero'])
    .default('none')
    .describe('`zero`: a point of 0 for each series in each bucket without one.'),
});

export type MetricsQuery = z.infer<typeof metricsQuery>;

export const getMetrics = route({
  method: 'GET',
  url: '/observability/metrics',
  permission: 'metrics:read',
  schema: {
    operationId: 'getMetrics',
    tags: ['observability'],
    summary: 'Metrics of runs and requests over time',
    description:
      'Runs count in the bucket in which they ended, at once; requests within five seconds. ' +
      'p50, p95 and p99 are within 2.5 % and given for run_duration, queue_wait, api_latency and model_latency. ' +
      'At most 1500 buckets and 10000 points.',
    querystring: metricsQuery,
    response: { 200: MetricsAnswer },
  },
});
