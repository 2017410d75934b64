import { sql, type Kysely } from 'kysely';
import { advisoryLocks } from '../database/advisory-lock.ts';
import type { AllTables } from '../database/schema.ts';
import { runMetrics } from './metric.ts';
import { runMeasures } from './run-facts.ts';

type Database = Kysely<AllTables>;

/** A transaction that ended a run commits long before this. */
const grace = sql`interval '10 minutes'`;
/** What one call does at most, so that a first one on a long history stays short. */
const longest = sql`interval '31 days'`;

/** As Metrics.rollUp. */
export function rollUp(db: Database): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const lock = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${advisoryLocks.rollUp}) as mine`.execute(trx);
    if (lock.rows[0]?.mine !== true) return 0;
    return (
      (await rollUpOf(trx, 'runs', firstRun, rollUpRuns)) +
      (await rollUpOf(trx, 'requests', firstRequest, rollUpRequests))
    );
  });
}

interface Range {
  readonly from: string;
  readonly until: string;
}

/** Advances one mark, hour by hour; answers by how many hours. */
async function rollUpOf(
  db: Database,
  name: 'runs' | 'requests',
  first: ReturnType<typeof sql<string>>,
  fill: (db: Database, range: Range) => Promise<void>,
): Promise<number> {
  const { rows } = await sql<Range & { hours: number }>`
    select m.begin as from, u.until, extract(epoch from u.until - m.begin)::int / 3600 as hours
    from (
      select coalesce(
        (select complete_until from ai_etl.rollup_marks where name = ${name}),
        date_trunc('hour', coalesce(${first}, now()), 'UTC')) as begin
    ) m, lateral (
      select least(m.begin + ${longest}, date_trunc('hour', now() - ${grace}, 'UTC')) as until
    ) u`.execute(db);
  const [range] = rows;
  if (range === undefined || range.hours <= 0) return 0;
  await fill(db, range);
  await db
    .insertInto('rollup_marks')
    .values({ name, complete_until: range.until })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ complete_until: range.until }))
    .execute();
  return range.hours;
}

const firstRun = sql<string>`(select min(finished_at) from ai_etl.runs)`;

async function rollUpRuns(db: Database, { from, until }: Range): Promise<void> {
  const measures = sql.join(
    runMetrics.map((metric) => sql`(${sql.lit(metric)}, ${sql.raw(runMeasures[metric])})`),
  );
  await sql`
    insert into ai_etl.metric_rollups as r
      (organisation_id, metric, unit, at, project_id, pipeline_id, route, status, bin, count, sum)
    select runs.organisation_id, f.metric, 'hour', date_trunc('hour', runs.finished_at, 'UTC'),
      runs.project_id, runs.pipeline_id, '', runs.status, ai_etl.metric_bin(f.value),
      count(*), sum(f.value)
    from ai_etl.runs, lateral (values ${measures}) f (metric, value)
    where runs.finished_at >= ${from}::timestamptz and runs.finished_at < ${until}::timestamptz
      and f.value is not null
    group by 1, 2, 4, 5, 6, 8, 9
    on conflict (organisation_id, metric, unit, at, pipeline_id, route, status, bin)
      do update set count = excluded.count, sum = excluded.sum`.execute(db);
}

const firstRequest = sql<string>`(select min(at) from ai_etl.metric_rollups where unit = 'minute')`;

async function rollUpRequests(db: Database, { from, until }: Range): Promise<void> {
  await sql`
    insert into ai_etl.metric_rollups as r
      (organisation_id, metric, unit, at, project_id, pipeline_id, route, status, bin, count, sum)
    select organisation_id, metric, 'hour', date_trunc('hour', at, 'UTC'),
      project_id, pipeline_id, route, status, bin, sum(count), sum(sum)
    from ai_etl.metric_rollups
    where unit = 'minute' and at >= ${from}::timestamptz and at < ${until}::timestamptz
    group by 1, 2, 4, 5, 6, 7, 8, 9
    on conflict (organisation_id, metric, unit, at, pipeline_id, route, status, bin)
      do update set count = excluded.count, sum = excluded.sum`.execute(db);
}
