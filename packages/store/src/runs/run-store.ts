import { sql, type Kysely } from 'kysely';
import type { Run, RunLogLine, RunStore } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import type { JobSender } from '../queue/job-sender.ts';
import { claimRun, type ClaimPorts } from './claim-run.ts';
import { insertRun } from './create-run.ts';
import { earlierCursors } from './earlier-cursors.ts';
import { earlierReceipts } from './earlier-receipts.ts';
import { heartbeat, saveReceipt, saveTasks, transition } from './fenced-writes.ts';
import { runColumns } from './run-row.ts';
import { isWorkable, wakeNextRun } from './slots.ts';

/** The engine's view of runs, across organisations. Requests go through runs.ts. */
export function runStoreOf(ports: ClaimPorts): RunStore {
  const { db, jobs } = ports;
  return {
    createRun: (request) => db.transaction().execute((trx) => insertRun(trx, jobs, request)),
    getRun: async (runId) =>
      (await db.selectFrom('runs').select(runColumns).where('id', '=', runId).executeTakeFirst()) ??
      null,
    claimRun: (runId, lease) => claimRun(ports, runId, lease),
    heartbeat: (fence, leaseMs, progress) => heartbeat(db, jobs, { fence, leaseMs, progress }),
    transition: (fence, from, change) => transition(db, jobs, { fence, from, change }),
    saveTasks: (fence, tasks) => saveTasks(db, fence, tasks),
    saveReceipt: (fence, receipt) => saveReceipt(db, fence, receipt),
    earlierCursors: (runId) => earlierCursors(db, runId),
    earlierReceipts: (runId, limit) => earlierReceipts(db, runId, limit),
    appendLogs: (runId, lines) => appendLogs(db, runId, lines),
    requestCancel: (runId) => requestCancel(db, jobs, runId),
    findWorkable: (limit) => findWorkable(db, limit),
    endedRuns: (runIds) => endedRuns(db, runIds),
  };
}

/** PostgreSQL takes 65 535 parameters a statement; a line has seven. */
const logBatch = 1_000;

async function appendLogs(
  db: Kysely<AllTables>,
  runId: string,
  lines: readonly RunLogLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const run = await db
    .selectFrom('runs')
    .select('organisation_id')
    .where('id', '=', runId)
    .executeTakeFirst();
  if (run === undefined) return;
  for (let from = 0; from < lines.length; from += logBatch) {
    const rows = lines.slice(from, from + logBatch).map((line) => ({
      run_id: runId,
      organisation_id: run.organisation_id,
      at: line.at,
      level: line.level,
      attempt: line.attempt,
      task: line.task,
      // PostgreSQL text holds no NUL, and a log line must never fail a run.
      message: line.message.replaceAll('\0', '\u2400'),
    }));
    await db.insertInto('run_logs').values(rows).execute();
  }
}

/** Waiting runs are cancelled at once, running ones asked to stop, finished ones left alone. */
export function requestCancel(
  db: Kysely<AllTables>,
  jobs: JobSender,
  runId: string,
): Promise<Run | null> {
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('runs')
      .set({
        // Every expression sees the row as it was before.
        status: sql`case when status = 'running' then 'cancelling' else 'cancelled' end`,
        finished_at: sql<string>`case when status = 'running' then null else clock_timestamp() end`,
        retry_at: null,
        cancel_requested_at: sql<string>`clock_timestamp()`,
      })
      .where('id', '=', runId)
      .where('status', 'in', ['queued', 'retrying', 'running'])
      .returning(runColumns)
      .executeTakeFirst();
    if (changed?.status === 'cancelled') await wakeNextRun(trx, jobs, changed.pipelineId);
    if (changed !== undefined) return changed;
    const run = await trx
      .selectFrom('runs')
      .select(runColumns)
      .where('id', '=', runId)
      .executeTakeFirst();
    return run ?? null;
  });
}

async function findWorkable(db: Kysely<AllTables>, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('runs as r')
    .select('r.id')
    .where(isWorkable)
    .orderBy('r.seq')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

async function endedRuns(
  db: Kysely<AllTables>,
  runIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('runs')
    .select('id')
    .where('id', 'in', [...runIds])
    .where('finished_at', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}
