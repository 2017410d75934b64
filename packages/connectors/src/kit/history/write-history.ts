import { AiEtlError, describeObject, type StagingRequest } from '@ai-etl/core';
import { historySql } from './history-sql.ts';
import type { HistoryWords } from './history-words.ts';

/** What a load did to the versions that were there. */
export interface HistoryChanges {
  readonly updated: bigint;
  readonly deleted: bigint;
}

/** How statements reach the system, inside the transaction that publishes. */
export interface HistorySession {
  /** Rows that a statement changed. */
  run(sql: string): Promise<bigint>;
  /** Rows of a relation, with its alias. */
  count(from: string): Promise<bigint>;
}

/**
 * Writes staged rows into a history that exists (scd2), where nobody else writes to it meanwhile. A row
 * falls into the version of its key that held at its moment. Where that says the same, nothing happens;
 * where it says something else, it ends there and a new version takes over until what is known next,
 * also in the past. A version that began at the very same moment is corrected in place, so a load that
 * comes twice changes nothing. Throws TARGET_CONFLICT when versions overlap already, RECEIPT_MISMATCH
 * when the table took other rows than it was given.
 */
export async function writeHistory(
  session: HistorySession,
  request: StagingRequest,
  words: HistoryWords,
): Promise<HistoryChanges> {
  const sql = historySql(request, words);
  const [markSince, ...decisions] = sql.decide;
  if (markSince !== undefined) await session.run(markSince);
  if ((await session.count(`(${sql.overlaps}) AS o`)) > 0n) throw overlapping(request);
  for (const one of decisions) await session.run(one);
  const staged = (condition: string): Promise<bigint> =>
    session.count(`${words.staging} AS s WHERE ${condition}`);
  const opened = await staged(sql.which.opened);
  const ended = await staged(sql.which.ended);
  const corrected = await staged(sql.which.corrected);
  let deleted = 0n;
  if (request.write.on_delete === 'delete') {
    for (const one of sql.vanish) deleted += await session.run(one);
  }
  // Ended first, so that an index over the current versions alone may be unique.
  if (corrected > 0n) requireStored(request, await session.run(sql.correct), corrected);
  if (ended > 0n) requireStored(request, await session.run(sql.end), ended);
  if (opened > 0n) requireStored(request, await session.run(sql.open), opened);
  return { updated: corrected + ended, deleted };
}

function overlapping({ plan }: StagingRequest): AiEtlError {
  return new AiEtlError(
    'TARGET_CONFLICT',
    `${describeObject(plan.object)} holds versions of one key that overlap, so it is not known which one a row continues. Correct its history. Nothing was published.`,
    { retryable: false },
  );
}

function requireStored({ plan }: StagingRequest, stored: bigint, expected: bigint): void {
  if (stored === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `${describeObject(plan.object)} took ${stored} of ${expected} versions: a trigger of the table changes what is written to it. Nothing was published.`,
    { retryable: false },
  );
}
