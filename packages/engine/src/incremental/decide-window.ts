import { beginAgain, type IncrementalSource } from '@ai-etl/compile';
import { AiEtlError, type CursorReceipt, type ReadWindow } from '@ai-etl/core';
import type { cursorOf } from '@ai-etl/compile';

export interface WindowFacts {
  readonly source: IncrementalSource;
  readonly cursor: ReturnType<typeof cursorOf>;
  /** What is committed; undefined: nothing has been read yet. */
  readonly committed: CursorReceipt | undefined;
  /** True when rows that are read twice are there twice. */
  readonly isAppended: boolean;
}

/**
 * Where reading begins: the lag before what is committed, or the spec's own beginning. What is
 * appended begins where the remembered rows do, so a lag that was changed counts one run later.
 */
export function windowStart(facts: WindowFacts): string | null {
  const { source, cursor, committed, isAppended } = facts;
  if (committed !== undefined && committed.cursor !== cursor.name) {
    throw new AiEtlError(
      'PLAN_INVALID',
      `"${source.id}" was read by "${committed.cursor}" until now, and by "${cursor.name}" it is ` +
        'not known what is new. Run it once with full_refresh, or name the old cursor.',
      { details: [{ field: 'incremental.cursor', error: 'the cursor was changed' }] },
    );
  }
  const to = committed?.to ?? null;
  if (to === null) return source.incremental.initial ?? null;
  if (!isAppended) return beginAgain(source, to, cursor);
  const seenFrom = committed?.seen_from ?? null;
  if (seenFrom !== null) return seenFrom;
  throw new AiEtlError(
    'PLAN_INVALID',
    `Rows of "${source.id}" were merged or compared until now, so it is not remembered which of the ` +
      'newest are there, and appending could double them. Run it once with full_refresh, or merge.',
    { details: [{ field: 'write.mode', error: 'the write mode was changed to append' }] },
  );
}

/** The window of one run, from where reading begins to the newest value there is now. Pure. */
export function decideWindow(
  facts: WindowFacts,
  { from, newest }: { readonly from: string | null; readonly newest: string | null },
): ReadWindow {
  const { committed, isAppended } = facts;
  const seen = isAppended ? (committed?.seen ?? []) : [];
  const seenColumns = committed?.row;
  const seenFrom = isAppended ? (committed?.seen_from ?? null) : null;
  const known = {
    seen,
    ...(seenFrom === null ? {} : { seenFrom }),
    ...(seen.length === 0 || seenColumns === undefined ? {} : { seenColumns }),
  };
  if (newest === null) return { from, to: committed?.to ?? null, isEmpty: true, ...known };
  if (seen.length > 0 && seenColumns !== undefined) requireAll(facts, seenColumns);
  return { from, to: newest, ...known };
}

/** Without the columns that the remembered hashes are of, rows cannot be told apart as before. */
function requireAll({ source, cursor }: WindowFacts, names: readonly string[]): void {
  const lost = names.filter((name) => cursor.row.every((column) => column.name !== name));
  if (lost.length === 0) return;
  throw new AiEtlError(
    'PLAN_INVALID',
    `"${source.id}" no longer has ${lost.map((name) => `"${name}"`).join(', ')}, so it is not known ` +
      'which of its newest rows were appended before. Run it once with full_refresh, or merge.',
    { details: [{ field: 'incremental', error: `columns are gone: ${lost.join(', ')}` }] },
  );
}
