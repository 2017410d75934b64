import { sql, type Kysely } from 'kysely';
import type { AllTables, TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import {
  isEventMetric,
  valueOfBin,
  type MetricLabel,
  type RunMetric,
  type SeriesPoint,
  type SeriesRequest,
} from './metric.ts';
import { runMeasures } from './run-facts.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * Hours that are rolled up come from there; the rest of the range from the runs themselves, or for
 * requests from their minutes. Both halves go through the tenant wall.
 */
export async function readSeries(
  { tenancy, db }: { readonly tenancy: Tenancy; readonly db: Kysely<AllTables> },
  scope: Scope,
  request: SeriesRequest,
): Promise<readonly SeriesPoint[]> {
  const { metric } = request;
  const name = isEventMetric(metric) ? 'requests' : 'runs';
  const mark = await db
    .selectFrom('rollup_marks')
    .select('complete_until')
    .where('name', '=', name)
    .executeTakeFirst();
  const rolled = rolledUpPart(request, mark?.complete_until ?? null);
  const tenant = tenancy(scope);
  const rest = isEventMetric(metric)
    ? minuteFacts(tenant, request, rolled)
    : runFacts(tenant, { ...request, metric }, rolled);
  const facts =
    rolled === null
      ? sql<Fact>`${rest}`
      : sql<Fact>`(${rest} union all ${hourFacts(tenant, request, rolled)})`;
  const bucket =
    request.bucketSeconds === null
      ? sql<string>`${request.start}::timestamptz`
      : sql<string>`date_bin(make_interval(secs => ${request.bucketSeconds}), f.at, timestamptz '1970-01-01T00:00:00Z')`;
  const by = (label: MetricLabel, column: string) =>
    request.by.includes(label) ? sql.ref<string>(column) : sql.lit<string>('');

  const binned = tenant
    .selectFrom(facts.as('f'))
    .select([
      bucket.as('bucket'),
      by('pipeline', 'f.pipeline_id').as('pipelineId'),
      by('status', 'f.status').as('status'),
      by('route', 'f.route').as('route'),
      'f.bin as bin',
      sql<number>`sum(f.count)::float8`.as('count'),
      sql<number>`sum(f.sum)`.as('sum'),
    ])
    .groupBy(sql`1, 2, 3, 4, 5`);
  const series = sql`partition by b.bucket, b."pipelineId", b.status, b.route`;
  const cumulated = tenant
    .selectFrom(binned.as('b'))
    .selectAll('b')
    .select([
      sql<number>`sum(b.count) over (${series} order by b.bin)`.as('upto'),
      sql<number>`sum(b.count) over (${series})`.as('total'),
    ]);
  const percentile = (share: number) =>
    sql<number>`min(c.bin) filter (where c.upto >= ${sql.lit(share)} * c.total)`;
  const rows = await tenant
    .selectFrom(cumulated.as('c'))
    .select([
      'c.bucket as at',
      'c.pipelineId',
      'c.status',
      'c.route',
      sql<number>`sum(c.count)`.as('count'),
      sql<number>`sum(c.sum)`.as('sum'),
      percentile(0.5).as('p50'),
      percentile(0.95).as('p95'),
      percentile(0.99).as('p99'),
    ])
    .groupBy(['c.bucket', 'c.pipelineId', 'c.status', 'c.route'])
    .orderBy(sql`1, 2, 3, 4`)
    .limit(request.limit + 1)
    .execute();
  return rows.map((row) => ({
    ...row,
    p50: valueOfBin(row.p50),
    p95: valueOfBin(row.p95),
    p99: valueOfBin(row.p99),
  }));
}

interface Fact {
  readonly at: string;
  readonly pipeline_id: string;
  readonly status: string;
  readonly route: string;
  readonly bin: number;
  readonly count: number;
  readonly sum: number;
}

interface Part {
  readonly from: string;
  readonly until: string;
}

/** Whole hours within the range that are rolled up; null: none, or the buckets are finer. */
function rolledUpPart(
  { start, end, bucketSeconds }: SeriesRequest,
  mark: string | null,
): Part | null {
  if (mark === null || (bucketSeconds !== null && bucketSeconds % 3600 !== 0)) return null;
  const from = Math.ceil(Date.parse(start) / hourMs) * hourMs;
  const until = Math.min(Math.floor(Date.parse(end) / hourMs) * hourMs, Date.parse(mark));
  return from < until
    ? { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
    : null;
}

type Tenant = Kysely<TenantTables>;

function runFacts(
  db: Tenant,
  request: SeriesRequest & { readonly metric: RunMetric },
  rolled: Part | null,
) {
  const measure = sql.raw<number>(runMeasures[request.metric]);
  let query = db
    .selectFrom('runs')
    .select([
      sql<string>`runs.finished_at`.as('at'),
      'runs.pipeline_id',
      sql<string>`runs.status`.as('status'),
      sql<string>`''`.as('route'),
      sql<number>`ai_etl.metric_bin(${measure})`.as('bin'),
      sql<number>`1::bigint`.as('count'),
      sql<number>`${measure}`.as('sum'),
    ])
    .where('runs.finished_at', '>=', request.start)
    .where('runs.finished_at', '<', request.end)
    .where(measure, 'is not', null);
  if (rolled !== null) {
    query = query.where((eb) =>
      eb.or([eb('runs.finished_at', '<', rolled.from), eb('runs.finished_at', '>=', rolled.until)]),
    );
  }
  if (request.pipelineId !== undefined) {
    query = query.where('runs.pipeline_id', '=', request.pipelineId);
  }
  if (request.projectId !== undefined) {
    query = query.where('runs.project_id', '=', request.projectId);
  }
  if (request.status !== undefined) {
    query = query.where(sql<string>`runs.status`, '=', request.status);
  }
  return query;
}

function hourFacts(db: Tenant, request: SeriesRequest, { from, until }: Part) {
  return rollups(db, request, 'hour').where('r.at', '>=', from).where('r.at', '<', until);
}

/** A minute is the finest that is kept of requests and calls of models. */
function minuteFacts(db: Tenant, request: SeriesRequest, rolled: Part | null) {
  const floor = (time: string): string =>
    new Date(Math.floor(Date.parse(time) / minuteMs) * minuteMs).toISOString();
  const query = rollups(db, request, 'minute')
    .where('r.at', '>=', floor(request.start))
    .where('r.at', '<', request.end);
  if (rolled === null) return query;
  return query.where((eb) => eb.or([eb('r.at', '<', rolled.from), eb('r.at', '>=', rolled.until)]));
}

function rollups(db: Tenant, request: SeriesRequest, unit: 'minute' | 'hour') {
  let query = db
    .selectFrom('metric_rollups as r')
    .select(['r.at', 'r.pipeline_id', 'r.status', 'r.route', 'r.bin', 'r.count', 'r.sum'])
    .where('r.metric', '=', request.metric)
    .where('r.unit', '=', unit);
  if (request.pipelineId !== undefined) {
    query = query.where('r.pipeline_id', '=', request.pipelineId);
  }
  if (request.projectId !== undefined) query = query.where('r.project_id', '=', request.projectId);
  if (request.status !== undefined) query = query.where('r.status', '=', request.status);
  return query;
}
