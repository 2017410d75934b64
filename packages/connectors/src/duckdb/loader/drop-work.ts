import { quoteObject } from '../../kit/duckdb/quote.ts';
import type { StagingParts } from './staging.ts';

/** Drops the staging table, and the one in which rows landed. */
export async function dropWork(
  { connection, staging, landing }: Pick<StagingParts, 'connection' | 'staging' | 'landing'>,
  object: string,
): Promise<void> {
  for (const table of new Set([staging, landing])) {
    await connection.run(`DROP TABLE IF EXISTS ${quoteObject(table)}`, { doing: 'drop', object });
  }
}
