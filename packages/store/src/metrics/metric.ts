import type { Scope } from '../database/tenant.ts';

/** Measured once for each run that has ended. */
export const runMetrics = [
  'pipeline_executions',
  'run_duration',
  'queue_wait',
  'rows_moved',
  'bytes_moved',
] as const;
export type RunMetric = (typeof runMetrics)[number];

/** What is kept; the API's other metrics are sums of these. */
export type StoredMetric = RunMetric | EventMetric;

/** Counted by the minute as things happen, and kept by the minute until they are rolled up. */
export const eventMetrics = ['api_latency', 'model_latency', 'model_tokens'] as const;
export type EventMetric = (typeof eventMetrics)[number];

export function isEventMetric(metric: StoredMetric): metric is EventMetric {
  return eventMetrics.some((one) => one === metric);
}

export const metricLabels = ['pipeline', 'status', 'route'] as const;
export type MetricLabel = (typeof metricLabels)[number];

export interface SeriesRequest {
  readonly metric: StoredMetric;
  /** RFC 3339; from `start` inclusive to `end` exclusive. */
  readonly start: string;
  readonly end: string;
  /** Null: one bucket for all of the range. Counted from 1970-01-01 in UTC. */
  readonly bucketSeconds: number | null;
  /** Labels that make a series of their own. */
  readonly by: readonly MetricLabel[];
  readonly pipelineId?: string;
  readonly projectId?: string;
  readonly status?: string;
  /** At most this many points and one more, to tell that there are too many. */
  readonly limit: number;
}

export interface SeriesPoint {
  /** RFC 3339: where the bucket begins. */
  readonly at: string;
  /** Empty where the request is not by this label. */
  readonly pipelineId: string;
  readonly status: string;
  readonly route: string;
  /** How many were measured, and the sum of what was. */
  readonly count: number;
  readonly sum: number;
  /** Within 2.5 %. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Requests of one kind that ended since the last time, answered by one process. */
export interface RequestCount {
  readonly organisationId: string;
  /** `GET /pipelines/{pipeline_id}/status` */
  readonly route: string;
  /** The HTTP status. */
  readonly status: string;
  /** As the SQL function metric_bin. */
  readonly bin: number;
  readonly count: number;
  readonly seconds: number;
}

/** One call of a language model. */
export interface ModelCallCount {
  readonly organisationId: string;
  /** `ollama/qwen3`: the label `route`. */
  readonly route: string;
  /** `answered`, or how it failed. */
  readonly status: string;
  readonly seconds: number;
  readonly tokens: number;
}

export interface Metrics {
  /** By bucket, then by label. What happened a moment ago is in it. */
  readSeries(scope: Scope, request: SeriesRequest): Promise<readonly SeriesPoint[]>;
  /** The id of a pipeline with this id or name; of several the oldest. Deleted ones too. */
  findPipelineId(scope: Scope, idOrName: string): Promise<string | null>;
  /** Names by id, of deleted ones too. */
  pipelineNames(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Runs that have not ended, by state, of all organisations: for whoever runs the installation. */
  countLiveRuns(): Promise<Readonly<Record<string, number>>>;
  /** Adds to the current minute. */
  addRequests(counts: readonly RequestCount[]): Promise<void>;
  /** Adds one call to the current minute. */
  addModelCall(call: ModelCallCount): Promise<void>;
  /**
   * Rolls up hours that are over, up to a month at a time; answers how many hours. A repetition
   * changes nothing; of several processes at the same time one works and the others answer 0.
   */
  rollUp(): Promise<number>;
}

/** Lower ends of bins grow by this factor. */
const growth = 1.05;
const lowestBin = -32_768;

/** The bin of a value, as the SQL function metric_bin. */
export function binOf(value: number): number {
  return value > 0 ? Math.ceil(Math.log(value) / Math.log(growth)) : lowestBin;
}

/** The value that is at most 2.5 % from any in the bin. */
export function valueOfBin(bin: number): number {
  return bin === lowestBin ? 0 : (2 * growth ** bin) / (growth + 1);
}
