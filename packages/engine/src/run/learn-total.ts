import type { PlanBranch } from '@ai-etl/compile';
import { messageOf, type SourceSnapshot } from '@ai-etl/core';
import type { Attempt } from './attempt.ts';

/**
 * Counts the rows of a branch beside its stream, for percent and estimated completion. Only when
 * statistics say nothing; checksums give the exact number by themselves.
 */
export async function learnTotal(
  attempt: Attempt,
  branch: PlanBranch,
  { snapshot, signal }: { readonly snapshot: SourceSnapshot; readonly signal: AbortSignal },
): Promise<void> {
  if (branch.source.estimated_rows !== null) return;
  try {
    attempt.progress.setTotal(branch.id, await snapshot.count(branch.source.sql, signal), true);
  } catch (error) {
    // The run is over before its rows were counted, or the count failed: progress has no percent.
    if (signal.aborted) return;
    attempt.log.write('debug', `Rows of "${branch.id}" could not be counted: ${messageOf(error)}`);
  }
}
