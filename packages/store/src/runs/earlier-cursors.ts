import { sql, type Kysely } from 'kysely';
import type { EarlierCursors } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';

/** Runs that may have to be asked about: failed ones since the last success. */
const mostRuns = 100;

/**
 * Runs of the same pipeline and environment before this one whose receipt names cursors, newest
 * first, up to and with the first success.
 */
export async function earlierCursors(
  db: Kysely<AllTables>,
  runId: string,
): Promise<readonly EarlierCursors[]> {
  const rows = await db
    .selectFrom('runs as earlier')
    .innerJoin('runs as one', 'one.pipeline_id', 'earlier.pipeline_id')
    .select(['earlier.id', 'earlier.attempt', 'earlier.status', 'earlier.receipt'])
    .where('one.id', '=', runId)
    .whereRef('earlier.environment', '=', 'one.environment')
    .whereRef('earlier.seq', '<', 'one.seq')
    .where(sql<boolean>`jsonb_path_exists(earlier.receipt, '$.targets[*].cursors')`)
    .orderBy('earlier.seq', 'desc')
    .limit(mostRuns)
    .execute();
  const success = rows.findIndex(({ status }) => status === 'success');
  const needed = success === -1 ? rows : rows.slice(0, success + 1);
  return needed.flatMap(({ id, attempt, receipt }) =>
    receipt === null ? [] : [{ runId: id, attempt, receipt }],
  );
}
