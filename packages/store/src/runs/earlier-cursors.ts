import { sql, type Kysely } from 'kysely';
import type { EarlierCursors } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';

/**
 * Runs of the same pipeline and environment before this one whose receipt names cursors, newest
 * first, up to and with the first success. However many have failed since: where it is not known
 * what is committed, rows would be read again from the beginning.
 */
export async function earlierCursors(
  db: Kysely<AllTables>,
  runId: string,
): Promise<readonly EarlierCursors[]> {
  const earlier = db
    .selectFrom('runs as earlier')
    .innerJoin('runs as one', 'one.pipeline_id', 'earlier.pipeline_id')
    .where('one.id', '=', runId)
    .whereRef('earlier.environment', '=', 'one.environment')
    .whereRef('earlier.seq', '<', 'one.seq')
    .where(sql<boolean>`jsonb_path_exists(earlier.receipt, '$.targets[*].cursors')`)
    .orderBy('earlier.seq', 'desc');
  const success = await earlier
    .select('earlier.seq')
    .where('earlier.status', '=', 'success')
    .limit(1)
    .executeTakeFirst();
  const rows = await earlier
    .select(['earlier.id', 'earlier.attempt', 'earlier.receipt'])
    .$if(success !== undefined, (query) => query.where('earlier.seq', '>=', success?.seq ?? 0))
    .execute();
  return rows.flatMap(({ id, attempt, receipt }) =>
    receipt === null ? [] : [{ runId: id, attempt, receipt }],
  );
}
