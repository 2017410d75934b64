import { sql, type Kysely, type RawBuilder } from 'kysely';
import { advisoryLocks } from './database/advisory-lock.ts';
import type { AllTables } from './database/schema.ts';
import { modelAnswerDays } from './models/model-use.ts';

/** How long what is not needed any more is kept. */
export interface Retention {
  /** Log lines of runs, after the run has ended. */
  readonly runLogDays: number;
  /** Metrics by the minute, and by the hour. */
  readonly minuteDays: number;
  readonly hourDays: number;
}

/** Rows deleted, by what they were. */
export type Tidied = Readonly<Record<string, number>>;

export interface Housekeeping {
  /**
   * Deletes what has expired, but for logins, in small statements; of several processes at the same time one works
   * and the others answer null. May be called at any time and as often as one likes.
   */
  tidy(retention: Retention): Promise<Tidied | null>;
}

/** One statement deletes no more, so that it is short and others get their turn. */
const batch = 5000;
/** And one call no more than this of one kind: the rest is done the next time. */
const mostBatches = 200;

export function housekeepingOf(db: Kysely<AllTables>): Housekeeping {
  return {
    tidy: (retention) =>
      db.connection().execute(async (session) => {
        const lock = await sql<{ mine: boolean }>`
          select pg_try_advisory_lock(${advisoryLocks.housekeeping}) as mine`.execute(session);
        if (lock.rows[0]?.mine !== true) return null;
        try {
          const tidied: Record<string, number> = {};
          for (const [name, { table, expired }] of Object.entries(chores(retention))) {
            tidied[name] = await deleteAll(session, table, expired);
          }
          return tidied;
        } finally {
          await sql`select pg_advisory_unlock(${advisoryLocks.housekeeping})`.execute(session);
        }
      }),
  };
}

interface Chore {
  readonly table: RawBuilder<unknown>;
  /** Of a row called `t`. */
  readonly expired: RawBuilder<unknown>;
}

function chores({ runLogDays, minuteDays, hourDays }: Retention): Readonly<Record<string, Chore>> {
  const before = (days: number) => sql`now() - make_interval(days => ${days})`;
  return {
    rate_limits: { table: sql`ai_etl.rate_limits`, expired: sql`t.full_at < now()` },
    idempotency_keys: {
      table: sql`ai_etl.idempotency_keys`,
      expired: sql`t.created_at < now() - interval '1 day'`,
    },
    run_logs: {
      table: sql`ai_etl.run_logs`,
      expired: sql`t.run_id in (
        select r.id from ai_etl.runs r where r.finished_at < ${before(runLogDays)})`,
    },
    model_answers: {
      table: sql`ai_etl.model_answers`,
      expired: sql`t.created_at < ${before(modelAnswerDays)}`,
    },
    // Runs that ended more than a day ago are not looked at any more.
    run_reports: {
      table: sql`ai_etl.run_reports`,
      expired: sql`t.reported_at < now() - interval '7 days' and t.run_id in (
        select r.id from ai_etl.runs r where r.finished_at < now() - interval '2 days')`,
    },
    // Never a minute that is not in its hour yet.
    minute_metrics: {
      table: sql`ai_etl.metric_rollups`,
      expired: sql`t.unit = 'minute' and t.at < ${before(minuteDays)} and t.at <
        (select m.complete_until from ai_etl.rollup_marks m where m.name = 'requests')`,
    },
    hour_metrics: {
      table: sql`ai_etl.metric_rollups`,
      expired: sql`t.unit = 'hour' and t.at < ${before(hourDays)}`,
    },
  };
}

async function deleteAll(
  db: Kysely<AllTables>,
  table: Chore['table'],
  expired: Chore['expired'],
): Promise<number> {
  let deleted = 0;
  for (let round = 0; round < mostBatches; round += 1) {
    // By place, since not every table has a key of one column; what changed meanwhile stays.
    const { numAffectedRows = 0n } = await sql`
      delete from ${table} t where t.ctid = any(array(
        select t.ctid from ${table} t where ${expired} limit ${batch})) and ${expired}`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < batch) break;
  }
  return deleted;
}
