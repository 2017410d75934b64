import { AiEtlError, type ConnectorSession, type Query } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import type { OfferedReading } from '@ai-etl/planner';
import { isAllowedIn } from '../../auth/access.ts';
import type { ChoiceIds } from './choice-ids.ts';
import type { NlQueryAnswerBody } from './contract.ts';
import { runQuestion } from './run-question.ts';
import type { Task } from './task.ts';

type ToldReadings = NonNullable<NlQueryAnswerBody['clarification']>['readings'];

/** Rows of each reading that a question back shows. */
const sampleRows = 5;
/** Of one reading, and of all of them: a person waits. */
const timeoutMs = 2_000;
const limitMs = 4_000;
/** A system that does not stop in time by itself is not waited for. */
const graceMs = 500;

/**
 * Readings with their SQL and, for callers who may read rows, some of them. A question back never fails for
 * its samples: where the system refuses one, is too slow or away, or the caller may not see it, its rows are null.
 */
export async function tellReadings(
  readings: readonly OfferedReading[],
  {
    task,
    session,
    ids,
  }: { readonly task: Task; readonly session: ConnectorSession | null; readonly ids: ChoiceIds },
): Promise<ToldReadings> {
  const deadline = performance.now() + limitMs;
  const told: ToldReadings = [];
  for (const { query, meaning, explanation } of readings) {
    const printed = compileQuery(query, task.print);
    if (!('sql' in printed)) continue;
    const leftMs = Math.min(timeoutMs, Math.floor(deadline - performance.now()));
    told.push({
      id: ids.idOf(meaning),
      explanation,
      sql: printed.sql,
      columns: printed.columns.map(({ name }) => name),
      rows: session === null ? null : await sampleOf(task, { query, session, leftMs }),
    });
  }
  return told;
}

async function sampleOf(
  { choice: { connection }, caller, print }: Task,
  {
    query,
    session,
    leftMs,
  }: { readonly query: Query; readonly session: ConnectorSession; readonly leftMs: number },
): Promise<unknown[][] | null> {
  const isSeen = connection !== null && isAllowedIn(caller, 'data:read', connection.projectId);
  if (!isSeen || leftMs < 50) return null;
  const mayUnmask = isAllowedIn(caller, 'data:unmask', connection.projectId);
  const run = { query, print, limit: sampleRows, mayUnmask, timeoutMs: leftMs };
  try {
    return await within(leftMs + graceMs, async () => (await runQuestion(session, run)).rows);
  } catch (error) {
    if (error instanceof AiEtlError) return null;
    throw error;
  }
}

/** Null when it takes longer; what fails later is nobody's concern any more. */
async function within<Value>(ms: number, run: () => Promise<Value>): Promise<Value | null> {
  const timer = Promise.withResolvers<null>();
  const timeout = setTimeout(() => timer.resolve(null), ms);
  const running = run();
  running.catch(() => undefined);
  try {
    return await Promise.race([running, timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}
