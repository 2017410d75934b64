import { beginAgain, type IncrementalSource } from '@ai-etl/compile';
import { AiEtlError, type CursorReceipt, type ReadWindow, type Schema } from '@ai-etl/core';
import type { cursorOf } from '@ai-etl/compile';

export interface WindowFacts {
  readonly source: IncrementalSource;
  readonly cursor: ReturnType<typeof cursorOf>;
  /** What is committed; undefined: nothing has been read yet. */
  readonly committed: CursorReceipt | undefined;
  /** True when rows that are read twice are there twice. */
  readonly isAppended: boolean;
}

/** Where reading begins: the lag before what is committed, or the spec's own beginning. */
export function windowStart({ source, cursor, committed }: WindowFacts): string | null {
  if (committed !== undefined && committed.cursor !== cursor.name) {
    throw new AiEtlError(
      'PLAN_INVALID',
      `"${source.id}" was read by "${committed.cursor}" until now, and by "${cursor.name}" it is ` +
        'not known what is new. Run it once with full_refresh, or name the old cursor.',
      { details: [{ field: 'incremental.cursor', error: 'the cursor was changed' }] },
    );
  }
  const to = committed?.to ?? null;
  return to === null ? (source.incremental.initial ?? null) : beginAgain(source, to, cursor);
}

/** The window of one run, from where reading begins to the newest value there is now. Pure. */
export function decideWindow(
  facts: WindowFacts,
  { from, newest }: { readonly from: string | null; readonly newest: string | null },
): ReadWindow {
  const { committed, isAppended, cursor } = facts;
  const seen = isAppended ? (committed?.seen ?? []) : [];
  const seenColumns = committed?.row;
  const known = {
    seen,
    ...(seen.length === 0 || seenColumns === undefined ? {} : { seenColumns }),
  };
  if (newest === null) return { from, to: committed?.to ?? null, isEmpty: true, ...known };
  if (seen.length > 0 && seenColumns !== undefined && !hasAll(cursor.row, seenColumns)) {
    // Rows cannot be told apart as before: what lies beyond the last value is surely new.
    return { from: committed?.to ?? from, fromExclusive: true, to: newest, seen: [] };
  }
  return { from, to: newest, ...known };
}

function hasAll(row: Schema, names: readonly string[]): boolean {
  return names.every((name) => row.some((column) => column.name === name));
}
