import type { PlanBranch } from '@ai-etl/compile';
import { describeObject, type Publication, type TargetReceipt } from '@ai-etl/core';
import { committedCursors, withCommitted } from '../incremental/committed-cursors.ts';
import type { Attempt } from './attempt.ts';
import type { PreparedRun } from './prepare.ts';
import { readTask, taskIds } from './task-ids.ts';

/**
 * Receipts of the branches that an earlier attempt published: they are not loaded again. The
 * target itself answers, so a crash at any point is told rightly.
 */
export async function findPublished(
  attempt: Attempt,
  prepared: PreparedRun,
): Promise<ReadonlyMap<string, TargetReceipt>> {
  const receipts = new Map<string, TargetReceipt>();
  // Before the first publication the receipt is stored: without one there is nothing to find.
  if (attempt.claimed.run.receipt === null) return receipts;
  for (const branch of prepared.plan.branches) {
    const { connection, object } = branch.target;
    const publication = await prepared
      .session(connection)
      .loader.publication(object, publicationKey(attempt, branch), attempt.control.signal);
    attempt.publishing.delete(branch.id);
    if (publication === null) continue;
    receipts.set(branch.id, receiptOf(attempt, branch, publication));
    attempt.published.add(branch.id);
    const read = readTask(branch);
    const tasks = [...(read === null ? [] : [read]), ...Object.values(taskIds(branch.id))];
    for (const id of tasks) attempt.tasks.move(id, 'skipped');
    attempt.progress.setTotal(branch.id, 0n, true);
    attempt.log.write(
      'info',
      `"${branch.id}" was published by an earlier attempt: ${publication.rows} rows at ${publication.publishedAt}.`,
    );
  }
  return receipts;
}

/** Names this attempt's publication of a branch. */
export function publicationKey(attempt: Attempt, branch: PlanBranch) {
  return { runId: attempt.fence.runId, step: branch.id, attempt: attempt.fence.attempt };
}

/** What a publication did to rows that were there, and what it set apart, where the target counted it. */
export function changesOf({
  updatedRows,
  deletedRows,
  quarantinedRows,
  quarantineTable,
}: Publication): Pick<
  TargetReceipt,
  'updated_rows' | 'deleted_rows' | 'quarantined_rows' | 'quarantine_table'
> {
  return {
    ...(quarantinedRows === undefined ? {} : { quarantined_rows: quarantinedRows }),
    ...(quarantineTable === undefined ? {} : { quarantine_table: quarantineTable }),
    ...(updatedRows === undefined ? {} : { updated_rows: updatedRows }),
    ...(deletedRows === undefined ? {} : { deleted_rows: deletedRows }),
  };
}

/** Facts of the attempt that loaded it, as stored; what the target remembers otherwise. */
function receiptOf(attempt: Attempt, branch: PlanBranch, publication: Publication): TargetReceipt {
  const stored = attempt.claimed.run.receipt?.targets.find((one) => one.target === branch.id);
  if (stored !== undefined && stored.loaded_rows === publication.rows) {
    return {
      ...withCommitted(stored, publication),
      published_at: publication.publishedAt,
      ...changesOf(publication),
    };
  }
  const cursors = stored === undefined ? undefined : committedCursors(stored, publication);
  return {
    target: branch.id,
    object: describeObject(branch.target.object),
    mode: publication.mode,
    source_rows: publication.rows,
    loaded_rows: publication.rows,
    bytes: '0',
    checksum_algorithm: null,
    checksums_match: null,
    columns: [],
    published_at: publication.publishedAt,
    ...changesOf(publication),
    ...(cursors === undefined ? {} : { cursors }),
    load_seconds: 0,
    publish_seconds: 0,
  };
}
