import { AiEtlError, type Clock } from '@ai-etl/core';
import type { MetricLabel, Scope, SeriesPoint, Store, StoredMetric } from '@ai-etl/store';
import type { MetricName, MetricsAnswer, MetricsQuery } from './contract.ts';
import { fillWithZeros } from './fill.ts';

export interface ObservabilityPorts {
  readonly store: Pick<Store, 'metrics' | 'pipelines'>;
  readonly clock: Clock;
  /** Writes what this process has counted, so that a caller finds their own last requests. */
  readonly flush: () => Promise<void>;
}

export interface ObservabilityService {
  /** Throws VALIDATION_ERROR for a range or a choice that cannot be answered. */
  metrics(scope: Scope, query: MetricsQuery): Promise<MetricsAnswer>;
}

const mostBuckets = 1500;
const mostPoints = 10_000;

/** How each metric comes from what is stored. */
interface Reading {
  readonly stored: StoredMetric;
  /** The point's value: a sum, a count, or the mean. */
  readonly value: 'sum' | 'count' | 'mean';
  readonly status?: string;
  readonly labels: readonly MetricLabel[];
}

const ofRuns = ['pipeline', 'status'] as const;
const ofRequests = ['route', 'status'] as const;

const readings: Readonly<Record<MetricName, Reading>> = {
  pipeline_executions: { stored: 'pipeline_executions', value: 'sum', labels: ofRuns },
  failures: { stored: 'pipeline_executions', value: 'sum', status: 'failed', labels: ofRuns },
  rows_moved: { stored: 'rows_moved', value: 'sum', labels: ofRuns },
  bytes_moved: { stored: 'bytes_moved', value: 'sum', labels: ofRuns },
  run_duration: { stored: 'run_duration', value: 'mean', labels: ofRuns },
  queue_wait: { stored: 'queue_wait', value: 'mean', labels: ofRuns },
  api_requests: { stored: 'api_latency', value: 'count', labels: ofRequests },
  api_latency: { stored: 'api_latency', value: 'mean', labels: ofRequests },
  model_calls: { stored: 'model_latency', value: 'count', labels: ofRequests },
  model_latency: { stored: 'model_latency', value: 'mean', labels: ofRequests },
  model_tokens: { stored: 'model_tokens', value: 'sum', labels: ofRequests },
};

/** What the times and the ends of a metric are taken from. */
function kindOf({ stored }: Reading): 'runs' | 'requests' | 'models' {
  if (stored === 'api_latency') return 'requests';
  return stored === 'model_latency' || stored === 'model_tokens' ? 'models' : 'runs';
}

const endsOf = {
  runs: 'pipeline_executions',
  requests: 'api_latency',
  models: 'model_latency',
} as const;
const timesOf = {
  runs: 'run_duration',
  requests: 'api_latency',
  models: 'model_latency',
} as const;

export function makeObservabilityService(ports: ObservabilityPorts): ObservabilityService {
  return {
    metrics: async (scope, query) => {
      const reading = readings[query.metric];
      const range = rangeOf(query, ports.clock);
      checkQuery(query, reading);
      if (reading.stored === 'api_latency') await ports.flush();
      const pipeline = await pipelineIdOf(ports, scope, query.pipeline);
      const status = reading.status ?? query.status;
      const asked = {
        ...range,
        limit: mostPoints,
        ...(pipeline === null ? {} : { pipelineId: pipeline }),
        ...(query.project === undefined ? {} : { projectId: query.project }),
      };
      const filtered = { ...asked, ...(status === undefined ? {} : { status }) };
      // Two filters of which one excludes the other.
      const nothing = reading.status !== undefined && (query.status ?? status) !== status;
      const { metrics } = ports.store;
      const read = (request: Parameters<typeof metrics.readSeries>[1]) =>
        nothing ? Promise.resolve([]) : metrics.readSeries(scope, request);
      const by = labelsOf(query, reading);
      const [points, whole, ends, times] = await Promise.all([
        read({ ...filtered, metric: reading.stored, bucketSeconds: query.bucket, by }),
        read({ ...filtered, metric: reading.stored, bucketSeconds: null, by: [] }),
        metrics.readSeries(scope, {
          ...asked,
          ...(query.status === undefined ? {} : { status: query.status }),
          metric: endsOf[kindOf(reading)],
          bucketSeconds: null,
          by: ['status'],
        }),
        read({
          ...filtered,
          metric: timesOf[kindOf(reading)],
          bucketSeconds: null,
          by: [],
        }),
      ]);
      if (points.length > mostPoints) throw tooManyPoints();
      const names = await namesOf(ports, scope, points);
      const shown = points.map((point) => present(point, { reading, by, names }));
      const filled =
        query.fill === 'zero'
          ? fillWithZeros(shown, { ...range, bucketSeconds: query.bucket }, mostPoints)
          : shown;
      if (filled === null) throw tooManyPoints();
      return {
        metrics: filled,
        aggregates: aggregate(reading, { whole: whole[0], ends, times: times[0] }),
      };
    },
  };
}

interface Range {
  readonly start: string;
  readonly end: string;
}

const dayMs = 86_400_000;

function rangeOf(query: MetricsQuery, clock: Clock): Range {
  const end = query.end === undefined ? clock.now() : Date.parse(query.end);
  const start = query.start === undefined ? end - dayMs : Date.parse(query.start);
  if (start >= end) throw invalid('start', 'must be before end');
  const buckets = (end - start) / 1000 / query.bucket;
  if (buckets > mostBuckets) {
    throw invalid(
      'bucket',
      `makes ${Math.ceil(buckets)} buckets of this range; at most ${mostBuckets} are answered`,
    );
  }
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

function checkQuery(query: MetricsQuery, reading: Reading): void {
  const { group_by: group } = query;
  const { labels } = reading;
  const kind = kindOf(reading);
  if (group !== 'labels' && group !== 'none' && !labels.includes(group)) {
    throw invalid('group_by', `${query.metric} has the labels ${labels.join(' and ')}`);
  }
  if (query.status !== undefined) checkStatus(query.metric, query.status, kind);
  if (kind === 'runs') return;
  for (const field of ['pipeline', 'project'] as const) {
    if (query[field] !== undefined) throw invalid(field, `${query.metric} is not of pipelines`);
  }
}

function checkStatus(metric: string, status: string, kind: ReturnType<typeof kindOf>): void {
  if (kind === 'models') {
    throw invalid('status', `${metric} is told for all of them; group_by=status tells them apart`);
  }
  if (/^\d/.test(status) === (kind === 'requests')) return;
  throw invalid(
    'status',
    kind === 'requests'
      ? `must be an HTTP status for ${metric}`
      : `must be success, failed or cancelled for ${metric}`,
  );
}

function labelsOf({ group_by: group }: MetricsQuery, { labels }: Reading): readonly MetricLabel[] {
  if (group === 'labels') return labels;
  return group === 'none' ? [] : [group];
}

/** What is no id of a pipeline may be its name; of several with that name the oldest counts. */
async function pipelineIdOf(
  { store }: ObservabilityPorts,
  scope: Scope,
  given: string | undefined,
): Promise<string | null> {
  if (given === undefined) return null;
  return (await store.metrics.findPipelineId(scope, given)) ?? given;
}

async function namesOf(
  { store }: ObservabilityPorts,
  scope: Scope,
  points: readonly SeriesPoint[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(points.map((one) => one.pipelineId))].filter((id) => id !== '');
  return ids.length === 0 ? new Map() : store.metrics.pipelineNames(scope, ids);
}

export type ShownPoint = MetricsAnswer['metrics'][number];

function present(
  point: SeriesPoint,
  {
    reading,
    by,
    names,
  }: {
    readonly reading: Reading;
    readonly by: readonly MetricLabel[];
    readonly names: ReadonlyMap<string, string>;
  },
): ShownPoint {
  const labels: Record<string, string> = {};
  if (by.includes('pipeline')) {
    labels['pipeline'] = names.get(point.pipelineId) ?? point.pipelineId;
    labels['pipeline_id'] = point.pipelineId;
  }
  if (by.includes('route')) labels['route'] = point.route;
  if (by.includes('status')) labels['status'] = point.status;
  return {
    timestamp: point.at,
    value: valueOf(reading, point),
    labels,
    count: point.count,
    ...percentilesOf(reading, point),
  };
}

function valueOf({ value }: Reading, { sum, count }: SeriesPoint): number {
  if (value === 'sum') return sum;
  return value === 'count' ? count : sum / count;
}

function percentilesOf({ value }: Reading, point: SeriesPoint | undefined) {
  if (value !== 'mean' || point === undefined) return { p50: null, p95: null, p99: null };
  const { p50, p95, p99 } = point;
  return { p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) };
}

/** No more digits than are true. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function aggregate(
  reading: Reading,
  {
    whole,
    ends,
    times,
  }: {
    readonly whole: SeriesPoint | undefined;
    readonly ends: readonly SeriesPoint[];
    readonly times: SeriesPoint | undefined;
  },
): MetricsAnswer['aggregates'] {
  const countOf = (accept: (status: string) => boolean): number =>
    ends.filter((one) => accept(one.status)).reduce((sum, one) => sum + one.count, 0);
  const kind = kindOf(reading);
  const isGood = {
    runs: (status: string) => status === 'success',
    requests: (status: string) => status < '500',
    models: (status: string) => status === 'answered',
  }[kind];
  const good = countOf(isGood);
  const all = countOf((status) => kind !== 'runs' || status === 'success' || status === 'failed');
  return {
    total: whole === undefined ? 0 : reading.value === 'sum' ? whole.sum : whole.count,
    success_rate: all === 0 ? null : good / all,
    avg_duration_seconds: times === undefined ? null : times.sum / times.count,
    ...percentilesOf(reading, whole),
  };
}

function invalid(field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `The request is not valid: ${field} ${error}.`, {
    details: [{ field, error }],
  });
}

function tooManyPoints(): AiEtlError {
  return invalid(
    'group_by',
    `makes more than ${mostPoints} points; choose fewer series, larger buckets or a shorter range`,
  );
}
