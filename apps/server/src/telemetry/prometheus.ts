import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Run } from '@ai-etl/core';
import type { ModelCall } from '@ai-etl/planner';
import type { AnsweredRequest } from '../http/measure-requests.ts';

/** What a Prometheus server reads from a process. */
export interface Exposition {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Counts live runs by state, over all organisations. */
export type CountLiveRuns = () => Promise<Readonly<Record<string, number>>>;

export interface ApiMetrics extends Exposition {
  observe(request: AnsweredRequest): void;
  modelCalled(call: ModelCall): void;
}

/** Labels are routes as patterns, methods and HTTP statuses: their number is bounded. */
export function makeApiMetrics(countLiveRuns: CountLiveRuns): ApiMetrics {
  const registry = makeRegistry(countLiveRuns);
  const duration = new Histogram({
    name: 'ai_etl_http_request_duration_seconds',
    help: 'Time until a request was answered.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const requests = new Counter({
    name: 'ai_etl_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  return {
    observe: ({ method, route, status, seconds }) => {
      duration.observe({ method, route }, seconds);
      requests.inc({ method, route, status });
    },
    modelCalled: makeModelMetrics(registry),
    ...expositionOf(registry),
  };
}

/** Labels are what is configured, and ways to fail: their number is bounded. */
function makeModelMetrics(registry: Registry): (call: ModelCall) => void {
  const registers = [registry];
  const calls = new Counter({
    name: 'ai_etl_model_calls_total',
    help: 'Calls of language models, by how they ended.',
    labelNames: ['provider', 'model', 'use', 'outcome'],
    registers,
  });
  const tokens = new Counter({
    name: 'ai_etl_model_tokens_total',
    help: 'Tokens that language models took and gave.',
    labelNames: ['provider', 'model', 'direction'],
    registers,
  });
  const cost = new Counter({
    name: 'ai_etl_model_cost_dollars_total',
    help: 'What language models cost by the configured prices, in US dollars.',
    labelNames: ['provider', 'model'],
    registers,
  });
  const duration = new Histogram({
    name: 'ai_etl_model_call_duration_seconds',
    help: 'Time until a language model had answered, or failed.',
    labelNames: ['provider', 'model'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120],
    registers,
  });
  return ({ provider, model, use, outcome, ...call }) => {
    calls.inc({ provider, model, use, outcome });
    tokens.inc({ provider, model, direction: 'input' }, call.inputTokens);
    tokens.inc({ provider, model, direction: 'output' }, call.outputTokens);
    cost.inc({ provider, model }, call.costMicros / 1_000_000);
    duration.observe({ provider, model }, call.seconds);
  };
}

export interface WorkerMetrics extends Exposition {
  attemptStarted(): void;
  runEnded(run: EndedRun): void;
}

/** What a worker knows of a run when it ends it. */
export interface EndedRun {
  readonly status: string;
  /** Null: unknown. */
  readonly seconds: number | null;
  readonly receipt: Run['receipt'];
}

export function makeWorkerMetrics(
  countLiveRuns: CountLiveRuns,
  { slots }: { readonly slots: number },
): WorkerMetrics {
  const registry = makeRegistry(countLiveRuns);
  const registers = [registry];
  const capacity = new Gauge({
    name: 'ai_etl_worker_slots',
    help: 'Runs this worker may execute at the same time.',
    registers,
  });
  capacity.set(slots);
  const attempts = new Counter({
    name: 'ai_etl_run_attempts_total',
    help: 'Attempts this worker has begun.',
    registers,
  });
  const ended = new Counter({
    name: 'ai_etl_runs_total',
    help: 'Runs this worker has ended, by how.',
    labelNames: ['status'],
    registers,
  });
  const duration = new Histogram({
    name: 'ai_etl_run_duration_seconds',
    help: 'Time from the start of a run to its end.',
    labelNames: ['status'],
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
    registers,
  });
  const rows = new Counter({
    name: 'ai_etl_rows_moved_total',
    help: 'Rows loaded by runs that succeeded.',
    registers,
  });
  const bytes = new Counter({
    name: 'ai_etl_moved_bytes_total',
    help: 'Bytes loaded by runs that succeeded.',
    registers,
  });
  return {
    attemptStarted: () => attempts.inc(),
    runEnded: ({ status, seconds, receipt }) => {
      ended.inc({ status });
      if (seconds !== null) duration.observe({ status }, seconds);
      if (status !== 'success' || receipt === null) return;
      rows.inc(Number(receipt.loaded_rows));
      bytes.inc(Number(receipt.bytes));
    },
    ...expositionOf(registry),
  };
}

/** Gauges that end in _total, against the rules of the format. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

const liveStatuses = ['queued', 'running', 'retrying', 'cancelling'];

/** What both processes tell: themselves, and the runs under way in all of the installation. */
function makeRegistry(countLiveRuns: CountLiveRuns): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const live = new Gauge({
    name: 'ai_etl_runs_live',
    help: 'Runs that have not ended, of the whole installation: every process tells the same.',
    labelNames: ['status'],
    registers: [registry],
    collect: async () => {
      const counts = await countLiveRuns().catch(() => null);
      // Nothing is better than a number that is not true.
      live.reset();
      if (counts === null) return;
      for (const status of liveStatuses) live.set({ status }, counts[status] ?? 0);
    },
  });
  return registry;
}

function expositionOf(registry: Registry): Exposition {
  return { contentType: registry.contentType, text: () => registry.metrics() };
}
