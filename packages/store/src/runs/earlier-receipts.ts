import type { Kysely } from 'kysely';
import type { Receipt } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';

/** Receipts of successful runs of the same pipeline and environment before this one, newest first. */
export async function earlierReceipts(
  db: Kysely<AllTables>,
  runId: string,
  limit: number,
): Promise<readonly Receipt[]> {
  const rows = await db
    .selectFrom('runs as earlier')
    .innerJoin('runs as one', 'one.pipeline_id', 'earlier.pipeline_id')
    .select('earlier.receipt')
    .where('one.id', '=', runId)
    .whereRef('earlier.environment', '=', 'one.environment')
    .whereRef('earlier.seq', '<', 'one.seq')
    .where('earlier.status', '=', 'success')
    .orderBy('earlier.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ receipt }) => receipt ?? []);
}
