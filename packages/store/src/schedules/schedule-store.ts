import { sql, type Kysely } from 'kysely';
import {
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
 * The scheduler's side of schedules. Two fences make each (pipeline, time) one run: the row lock
 * (SKIP LOCKED, so schedulers share the work) and the unique (pipeline, schedule_key) of runs.
 */
export function scheduleStoreOf(db: Kysely<AllTables>, jobs: JobSender): ScheduleStore {
  return {
    fireDue: async ({ now, limit }, decide) => {
      const fired: FiredSchedule[] = [];
      while (fired.length < limit) {
        const one = await db.transaction().execute((trx) => fireOne(trx, jobs, now, decide));
        if (one === null) break;
        fired.push(one);
      }
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

async function fireOne(
  trx: Kysely<AllTables>,
  jobs: JobSender,
  now: string,
  decide: DecideFiring,
): Promise<FiredSchedule | null> {
  const row = await trx
    .selectFrom('schedules')
    .select(['pipeline_id', 'cron', 'timezone', 'catchup', 'next_at'])
    .where('paused', '=', false)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined || row.next_at === null) return null;
  const { pipeline_id: pipelineId, cron, timezone, catchup } = row;
  const due: DueSchedule = { pipelineId, cron, timezone, catchup, dueAt: row.next_at };
  const { logicalTimes, nextAt } = decide(due);
  invariant(
    nextAt === null || Date.parse(nextAt) > Date.parse(due.dueAt),
    'the next time of a schedule is later than the one that was due',
  );

  const runIds: string[] = [];
  const version = await deployedVersion(trx, pipelineId);
  for (const logicalTime of version === null ? [] : logicalTimes) {
    const run = await insertRun(trx, jobs, {
      pipelineId,
      pipelineVersion: version ?? 0,
      trigger: 'schedule',
      params: {},
      logicalTime,
      scheduleKey: scheduleKeyOf(logicalTime),
    });
    runIds.push(run.id);
  }
  await trx
    .updateTable('schedules')
    .set({ next_at: nextAt, updated_at: sql<string>`now()` })
    .where('pipeline_id', '=', pipelineId)
    .execute();
  return { pipelineId, runIds, nextAt };
}

/** Null: not deployed, or deleted, so the time passes without a run. */
async function deployedVersion(trx: Kysely<AllTables>, pipelineId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('pipelines')
    .select('deployed_version')
    .where('id', '=', pipelineId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.deployed_version ?? null;
}

/** The same moment, however it was written, is the same key. */
function scheduleKeyOf(logicalTime: string): string {
  return `schedule:${new Date(logicalTime).toISOString()}`;
}
