import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { Tenancy } from '../database/tenant.ts';
import { binOf, type Metrics, type ModelCallCount, type RequestCount } from './metric.ts';
import { readSeries } from './read-series.ts';
import { rollUp } from './roll-up.ts';

export function metricsOf(ports: {
  readonly tenancy: Tenancy;
  readonly db: Kysely<AllTables>;
}): Metrics {
  return {
    readSeries: (scope, request) => readSeries(ports, scope, request),
    findPipelineId: async (scope, idOrName) => {
      const row = await ports
        .tenancy(scope)
        .selectFrom('pipelines')
        .select('id')
        .where((eb) => eb.or([eb('id', '=', idOrName), eb('name', '=', idOrName)]))
        .orderBy('created_at')
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
    pipelineNames: async (scope, ids) => {
      const rows = await ports
        .tenancy(scope)
        .selectFrom('pipelines')
        .select(['id', 'name'])
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    countLiveRuns: async () => {
      const rows = await ports.db
        .selectFrom('runs')
        .select(['status', sql<number>`count(*)`.as('count')])
        .where('status', 'in', ['queued', 'running', 'retrying', 'cancelling'])
        .groupBy('status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    },
    addRequests: (counts) => addRequests(ports.db, counts),
    addModelCall: (call) => addModelCall(ports.db, call),
    rollUp: () => rollUp(ports.db),
  };
}

/** In the order of the key, so that processes that write the same rows do not wait in a circle. */
async function addRequests(db: Kysely<AllTables>, counts: readonly RequestCount[]): Promise<void> {
  if (counts.length === 0) return;
  const column = <Name extends keyof RequestCount>(name: Name) => counts.map((one) => one[name]);
  await sql`
    insert into ai_etl.metric_rollups as r
      (organisation_id, metric, unit, at, project_id, pipeline_id, route, status, bin, count, sum)
    select c.organisation_id, 'api_latency', 'minute', date_trunc('minute', now(), 'UTC'),
      '', '', c.route, c.status, c.bin, sum(c.count), sum(c.seconds)
    from unnest(${column('organisationId')}::text[], ${column('route')}::text[],
      ${column('status')}::text[], ${column('bin')}::smallint[], ${column('count')}::bigint[],
      ${column('seconds')}::float8[]) c (organisation_id, route, status, bin, count, seconds)
    -- Tokens outlive what they were made for.
    where exists (select from ai_etl.organisations o where o.id = c.organisation_id)
    group by c.organisation_id, c.route, c.status, c.bin
    order by 1, 7, 8, 9
    on conflict (organisation_id, metric, unit, at, pipeline_id, route, status, bin)
      do update set count = r.count + excluded.count, sum = r.sum + excluded.sum`.execute(db);
}

async function addModelCall(
  db: Kysely<AllTables>,
  { organisationId, route, status, seconds, tokens }: ModelCallCount,
): Promise<void> {
  await sql`
    insert into ai_etl.metric_rollups as r
      (organisation_id, metric, unit, at, project_id, pipeline_id, route, status, bin, count, sum)
    select ${organisationId}, c.metric, 'minute', date_trunc('minute', now(), 'UTC'),
      '', '', ${route}, ${status}, c.bin, 1, c.sum
    from (values ('model_latency', ${binOf(seconds)}::smallint, ${seconds}::float8),
      ('model_tokens', ${binOf(tokens)}::smallint, ${tokens}::float8)) c (metric, bin, sum)
    on conflict (organisation_id, metric, unit, at, pipeline_id, route, status, bin)
      do update set count = r.count + excluded.count, sum = r.sum + excluded.sum`.execute(db);
}
