import type { Kysely } from 'kysely';
import {
  invariant,
  type Fence,
  type HeartbeatAnswer,
  type Receipt,
  type RunChange,
  type RunProgress,
  type RunStatus,
  type RunTask,
} from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import type { JobSender } from '../queue/job-sender.ts';
import { databaseNow, leaseEnd } from './claim-run.ts';
import { wakeNextRun } from './slots.ts';

/** Writes of one attempt. Each names the attempt in its WHERE: an attempt that lost writes nothing. */

const terminal: ReadonlySet<RunStatus> = new Set(['success', 'failed', 'cancelled']);

/**
 * A lease of 0 hands the run back: whoever is idle is woken at once, instead of at the next
 * sweep. Should that job get lost, the sweep finds the run all the same.
 */
export async function heartbeat(
  db: Kysely<AllTables>,
  jobs: JobSender,
  { fence, leaseMs, progress }: { fence: Fence; leaseMs: number; progress: RunProgress | null },
): Promise<HeartbeatAnswer> {
  const row = await db
    .updateTable('runs')
    .set({
      lease_until: leaseEnd(leaseMs),
      ...(progress === null ? {} : { progress: JSON.stringify(progress) }),
    })
    .where('id', '=', fence.runId)
    .where('attempt', '=', fence.attempt)
    .where('status', 'in', ['running', 'cancelling'])
    .returning('status')
    .executeTakeFirst();
  if (row === undefined) return 'lost';
  if (leaseMs <= 0) await jobs.send(db, fence.runId);
  return row.status === 'cancelling' ? 'cancel_requested' : 'held';
}

/** Moves the run, and with it in one transaction: the job of its retry, or of the run it made room for. */
export async function transition(
  db: Kysely<AllTables>,
  jobs: JobSender,
  { fence, from, change }: { fence: Fence; from: readonly RunStatus[]; change: RunChange },
): Promise<boolean> {
  const { to, retryAt } = change;
  invariant((to === 'retrying') === (retryAt !== undefined), 'retrying, and only it, has retryAt');
  invariant(to !== 'queued', 'a run is queued only when it is created');
  if (from.length === 0) return false;
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('runs')
      .set({
        status: to,
        ...(terminal.has(to) ? { finished_at: databaseNow } : {}),
        ...(terminal.has(to) || to === 'retrying' ? { worker_id: null, lease_until: null } : {}),
        retry_at: retryAt ?? null,
        ...(change.error === undefined ? {} : { error: jsonText(change.error) }),
        ...(change.receipt === undefined ? {} : { receipt: jsonText(change.receipt) }),
        ...(change.progress === undefined ? {} : { progress: jsonText(change.progress) }),
      })
      .where('id', '=', fence.runId)
      .where('attempt', '=', fence.attempt)
      .where('status', 'in', [...from])
      .where('finished_at', 'is', null)
      .returning('pipeline_id')
      .executeTakeFirst();
    if (row === undefined) return false;
    if (to === 'retrying' && retryAt !== undefined) {
      await jobs.send(trx, fence.runId, { startAfter: retryAt });
    }
    if (terminal.has(to)) await wakeNextRun(trx, jobs, row.pipeline_id);
    return true;
  });
}

/** Replaces the run's tasks with these, in this order. */
export function saveTasks(
  db: Kysely<AllTables>,
  fence: Fence,
  tasks: readonly RunTask[],
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // Locked, so that an attempt which is being replaced cannot write after its successor.
    const run = await trx
      .selectFrom('runs')
      .select('organisation_id')
      .where('id', '=', fence.runId)
      .where('attempt', '=', fence.attempt)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (run === undefined) return false;
    const gone = trx.deleteFrom('run_tasks').where('run_id', '=', fence.runId);
    if (tasks.length === 0) {
      await gone.execute();
      return true;
    }
    const ids = tasks.map((task) => task.id);
    await gone.where('task_id', 'not in', ids).execute();
    await trx
      .insertInto('run_tasks')
      .values(
        tasks.map((task, position) => ({
          run_id: fence.runId,
          task_id: task.id,
          organisation_id: run.organisation_id,
          position,
          kind: task.kind,
          depends_on: [...task.dependsOn],
          status: task.status,
          attempt: task.attempt,
          started_at: task.startedAt,
          finished_at: task.finishedAt,
          rows: task.rows,
          error: jsonText(task.error),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['run_id', 'task_id']).doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          kind: eb.ref('excluded.kind'),
          depends_on: eb.ref('excluded.depends_on'),
          status: eb.ref('excluded.status'),
          attempt: eb.ref('excluded.attempt'),
          started_at: eb.ref('excluded.started_at'),
          finished_at: eb.ref('excluded.finished_at'),
          rows: eb.ref('excluded.rows'),
          error: eb.ref('excluded.error'),
        })),
      )
      .execute();
    return true;
  });
}

/** See RunStore.saveReceipt. */
export async function saveReceipt(
  db: Kysely<AllTables>,
  fence: Fence,
  receipt: Receipt,
): Promise<boolean> {
  const result = await db
    .updateTable('runs')
    .set({ receipt: JSON.stringify(receipt) })
    .where('id', '=', fence.runId)
    .where('attempt', '=', fence.attempt)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function jsonText(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
