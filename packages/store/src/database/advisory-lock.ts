import type { Pool } from 'pg';
import { translateDatabaseError } from './database-error.ts';

/** Numbers of our advisory locks, in one place so that no two meet. */
export const advisoryLocks = {
  migrate: 7_240_001,
  defaults: 7_240_002,
  installQueue: 7_240_003,
  /** Taken inside the SQL function ai_etl.sequence_events(). */
  sequenceEvents: 7_240_004,
  rollUp: 7_240_013,
  housekeeping: 7_240_014,
  lineage: 7_240_015,
  traces: 7_240_016,
} as const;

/**
 * Holds a lock among all processes of this database while `use` runs; it ends with the session,
 * so a killed process leaves none behind. Takes one connection of the pool besides those of `use`.
 */
export async function withAdvisoryLock<Answer>(
  pool: Pool,
  lock: number,
  use: () => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const answer = await use();
    await client.query('select pg_advisory_unlock($1)', [lock]);
    client.release();
    return answer;
  } catch (error) {
    // Ends the session, and with it the lock, whatever state it is in.
    client.release(true);
    throw translateDatabaseError(error);
  }
}
