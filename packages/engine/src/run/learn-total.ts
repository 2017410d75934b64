import { messageOf, type SourceSnapshot } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';
import type { RowStream } from './stream-rows.ts';

/**
 * Counts the rows of a query beside its stream, for percent and estimated completion. Only when
 * statistics say nothing; checksums give the exact number by themselves.
 */
export async function learnTotal(
  attempt: Attempt,
  { id, query }: Pick<RowStream, 'id' | 'query'>,
  { snapshot, signal }: { readonly snapshot: SourceSnapshot; readonly signal: AbortSignal },
): Promise<void> {
  if (query.estimated_rows !== null) return;
  try {
    attempt.progress.setTotal(id, await snapshot.count(query.sql, signal), true);
  } catch (error) {
    // The run is over before its rows were counted, or the count failed: progress has no percent.
    if (signal.aborted) return;
    attempt.log.write('debug', `Rows of "${id}" could not be counted: ${messageOf(error)}`);
  }
}
