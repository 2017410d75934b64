import { sql, type Kysely } from 'kysely';
import {
  defaultEnvironment,
  invariant,
  type DecideFiring,
  type DueSchedule,
  type FiredSchedule,
  type ScheduleStore,
} from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import { insertRun } from '../runs/create-run.ts';
import type { JobSender } from '../queue/job-sender.ts';

/**
 * The scheduler's side of schedules. Two fences make each (pipeline, environment, time) one run: the row lock
 * (SKIP LOCKED, so schedulers share the work) and the unique (pipeline, schedule_key) of runs.
 */
export function scheduleStoreOf(db: Kysely<AllTables>, jobs: JobSender): ScheduleStore {
  return {
    fireDue: async ({ now, limit }, decide) => {
      const fired: FiredSchedule[] = [];
      const failed: Failure[] = [];
      while (fired.length + failed.length < limit) {
        const look = { now, except: failed, due: null };
        const one = await fireOne(db, jobs, look, decide);
        if (one === null) break;
        if ('error' in one) failed.push(one);
        else fired.push(one);
      }
      const [first] = failed;
      if (first !== undefined) throw first.error;
      return fired;
    },

    nextDue: async () => {
      const row = await db
        .selectFrom('schedules')
        .select(({ fn }) => fn.min('next_at').as('nextDue'))
        .where('paused', '=', false)
        .executeTakeFirst();
      return row?.nextDue ?? null;
    },
  };
}

/** A schedule that cannot be fired: passed over, so that it does not hold up all that are due later. */
interface Failure {
  readonly due: DueSchedule;
  readonly error: unknown;
}

/** One search for a schedule that is due, and what it found. */
interface Look {
  readonly now: string;
  readonly except: readonly Failure[];
  due: DueSchedule | null;
}

async function fireOne(
  db: Kysely<AllTables>,
  jobs: JobSender,
  look: Look,
  decide: DecideFiring,
): Promise<FiredSchedule | Failure | null> {
  try {
    return await db.transaction().execute((trx) => fireDueOne(trx, jobs, look, decide));
  } catch (error) {
    // Before one was found it is no fault of any schedule.
    if (look.due === null) throw error;
    return { due: look.due, error };
  }
}

async function fireDueOne(
  trx: Kysely<AllTables>,
  jobs: JobSender,
  look: Look,
  decide: DecideFiring,
): Promise<FiredSchedule | null> {
  const row = await trx
    .selectFrom('schedules')
    .select(['pipeline_id', 'environment', 'cron', 'timezone', 'catchup', 'next_at'])
    .where('paused', '=', false)
    .where('next_at', '<=', look.now)
    .where((one) =>
      one.not(
        one.or(
          look.except.map(({ due }) =>
            one.and([
              one('pipeline_id', '=', due.pipelineId),
              one('environment', '=', due.environment),
            ]),
          ),
        ),
      ),
    )
    .orderBy('next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined || row.next_at === null) return null;
  const { pipeline_id: pipelineId, environment, cron, timezone, catchup } = row;
  const schedule = { cron, timezone, catchup };
  const due: DueSchedule = { pipelineId, environment, ...schedule, dueAt: row.next_at };
  look.due = due;
  const { logicalTimes, nextAt } = decide(due);
  invariant(
    nextAt === null || Date.parse(nextAt) > Date.parse(due.dueAt),
    'the next time of a schedule is later than the one that was due',
  );

  const runIds: string[] = [];
  const deployed = await deploymentOf(trx, due);
  if (deployed !== undefined) {
    const backfilled = await backfilledTimes(trx, due, logicalTimes);
    for (const logicalTime of logicalTimes) {
      if (backfilled.has(Date.parse(logicalTime))) continue;
      const run = await insertRun(trx, jobs, {
        pipelineId,
        pipelineVersion: deployed.version,
        environment,
        bindings: deployed.bindings,
        trigger: 'schedule',
        params: {},
        logicalTime,
        scheduleKey: scheduleKeyOf(environment, logicalTime),
      });
      runIds.push(run.id);
    }
  }
  await trx
    .updateTable('schedules')
    .set({ next_at: nextAt, updated_at: sql<string>`now()` })
    .where('pipeline_id', '=', pipelineId)
    .where('environment', '=', environment)
    .execute();
  return { pipelineId, environment, runIds, nextAt };
}

/** Undefined: not deployed there, or deleted, so the time passes without a run. */
function deploymentOf(trx: Kysely<AllTables>, { pipelineId, environment }: DueSchedule) {
  return trx
    .selectFrom('deployments as d')
    .innerJoin('pipelines as p', 'p.id', 'd.pipeline_id')
    .select(['d.version', 'd.bindings'])
    .where('d.pipeline_id', '=', pipelineId)
    .where('d.environment', '=', environment)
    .where('p.deleted_at', 'is', null)
    .executeTakeFirst();
}

/**
 * Those of the times, in milliseconds, that a backfill has run well or may yet: somebody who filled
 * a gap by hand does not get it filled again when the schedule catches up. A backfill holds the
 * schedule's row as we do, so none is on its way unseen.
 */
async function backfilledTimes(
  trx: Kysely<AllTables>,
  { pipelineId, environment }: DueSchedule,
  logicalTimes: readonly string[],
): Promise<ReadonlySet<number>> {
  if (logicalTimes.length === 0) return new Set();
  const runs = await trx
    .selectFrom('runs')
    .select('logical_time')
    .where('pipeline_id', '=', pipelineId)
    .where('environment', '=', environment)
    .where('trigger', '=', 'backfill')
    .where('logical_time', 'in', [...logicalTimes])
    .where((run) => run.or([run('finished_at', 'is', null), run('status', '=', 'success')]))
    .execute();
  return new Set(runs.map((run) => Date.parse(run.logical_time)));
}

/**
 * The same moment, however it was written, is the same key. Production's has no name in it: it is
 * the key that times had before there were environments.
 */
function scheduleKeyOf(environment: string, logicalTime: string): string {
  const place = environment === defaultEnvironment ? '' : `${environment}:`;
  return `schedule:${place}${new Date(logicalTime).toISOString()}`;
}
