import { describeObject } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import type { LoadBranchRequest } from './load-branch.ts';
import { taskIds } from './task-ids.ts';
import { mismatchError } from './verify.ts';

/**
 * A load of no rows with `on_delete: delete` leaves nothing. That is what the words say, so it is
 * done; but only when the source, asked a second time, says so too. Throws RECEIPT_MISMATCH.
 */
export async function confirmEmpty(
  attempt: Attempt,
  { branch, snapshot, consistentSnapshot, signal }: LoadBranchRequest,
  { rows, isCounted }: { readonly rows: bigint; readonly isCounted: boolean },
): Promise<void> {
  const { write, object } = branch.target;
  if (rows > 0n || write.on_delete !== 'delete') return;
  const counted = isCounted ? 0n : await snapshot.count(branch.source.sql, signal);
  if (counted > 0n) {
    const error = `the source sent no row, but counts ${counted}`;
    throw mismatchError(branch.id, [{ field: 'rows', error }], consistentSnapshot);
  }
  const what = write.mode === 'scd2' ? 'every current version ends' : 'every row is deleted';
  attempt.log.write(
    'warning',
    `The source has no row, and on_delete is delete: ${what} in ${describeObject(object)}.`,
    taskIds(branch.id).verify,
  );
}
