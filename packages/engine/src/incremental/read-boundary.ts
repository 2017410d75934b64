import type { PlanBranch, PlanCursor } from '@ai-etl/compile';
import { AiEtlError, maxSeenRows, type CursorReceipt, type SourceSnapshot } from '@ai-etl/core';
import { readRows } from '../checks/read-rows.ts';

/** The snapshot of a source connection. */
export type SnapshotOf = (connection: string) => SourceSnapshot;

/**
 * What the receipt says of a branch's cursors: how far they were read, and which rows the next run
 * would read again. Reads the snapshots that the rows came from.
 */
export async function readCursors(
  { cursors = [] }: PlanBranch,
  snapshotOf: SnapshotOf,
  signal: AbortSignal,
): Promise<readonly CursorReceipt[]> {
  const receipts: CursorReceipt[] = [];
  for (const one of cursors.filter(({ window }) => window.isDetour !== true)) {
    const { window, boundary } = one;
    const seen =
      window.isEmpty === true || boundary === null
        ? {
            seen: window.seen,
            row: window.seenColumns ?? one.row,
            seen_from: window.seenFrom ?? null,
          }
        : await remember(one, boundary, { snapshot: snapshotOf(boundary.connection), signal });
    receipts.push({
      source: one.source,
      cursor: one.cursor,
      from: window.from,
      to: window.to,
      ...seen,
    });
  }
  return receipts;
}

async function remember(
  { source, cursor, row, mustRemember, boundaryFrom }: PlanCursor,
  boundary: NonNullable<PlanCursor['boundary']>,
  { snapshot, signal }: { readonly snapshot: SourceSnapshot; readonly signal: AbortSignal },
): Promise<Pick<CursorReceipt, 'seen' | 'row' | 'seen_from'>> {
  const rows = await readRows(snapshot, boundary, signal);
  if (rows.length > maxSeenRows) {
    if (!mustRemember) return { seen: [], row, seen_from: null };
    throw new AiEtlError(
      'PLAN_INVALID',
      `More than ${maxSeenRows} rows of "${source}" share the newest values of "${cursor}" (within the ` +
        'lag), too many to remember which were appended. Merge by keys, or choose a finer cursor or a ' +
        'shorter lag.',
      {
        details: [{ field: 'incremental', error: `more than ${maxSeenRows} rows at the boundary` }],
      },
    );
  }
  return { seen: rows.map(([hash]) => hash ?? '').sort(), row, seen_from: boundaryFrom };
}

/**
 * Compares two looks at the boundary of a source without a consistent snapshot, one before and one
 * after the rows were read: what came meanwhile might be taken for read.
 */
export function requireSameBoundary(
  before: readonly CursorReceipt[],
  after: readonly CursorReceipt[],
): void {
  const moved = after.find(({ seen }, index) => seen.join() !== (before[index]?.seen ?? []).join());
  if (moved === undefined) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `Rows of "${moved.source}" changed at the newest "${moved.cursor}" while they were read. ` +
      'The source has no consistent snapshot, so the run is tried again.',
    { retryable: true },
  );
}
