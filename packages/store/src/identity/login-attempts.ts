import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { schemaName } from '../database/kysely.ts';
import type { AllTables } from '../database/schema.ts';

/** Something whose tries are counted, and how many it has in a window. */
export interface AttemptLimit {
  /** Kept as a hash: it may hold an e-mail address. */
  readonly key: string;
  readonly most: number;
}

/** Counts tries for all API processes together. */
export interface LoginAttempts {
  /**
   * Milliseconds to wait, or 0 when a try is allowed: then it counts against all the limits. One
   * that is refused counts against none, so that a blocked address cannot lock out an account.
   */
  takeAttempt(limits: readonly AttemptLimit[], windowMs: number): Promise<number>;
  /** A try that succeeded takes itself back. */
  forgiveAttempt(keys: readonly string[]): Promise<void>;
  /** Forgets windows that have ended; answers how many. */
  deleteExpiredAttempts(): Promise<number>;
}

const table = sql.table(`${schemaName}.login_attempts`);

export function loginAttemptsOf(db: Kysely<AllTables>): LoginAttempts {
  return {
    takeAttempt: async (limits, windowMs) => {
      const keys = limits.map(({ key }) => hashOf(key));
      const mosts = limits.map(({ most }) => most);
      // Two at once may both find room: whoever counted beyond the limit is refused all the same.
      // Rows are locked in the order of their keys, so that two callers never wait for each other.
      const { rows } = await sql<{ waitMs: number }>`
        with asked as (
          select * from unnest(${keys}::text[], ${mosts}::int[]) as asked (key, most)
        ), full_ones as (
          select a.ends_at from asked join ${table} as a using (key)
          where a.ends_at > now() and a.tries >= asked.most
        ), counted as (
          insert into ${table} as a (key, tries, ends_at)
          select key, 1, now() + ${windowMs} * interval '1 millisecond' from asked
          where not exists (select from full_ones) order by key
          on conflict (key) do update set
            tries = case when a.ends_at > now() then a.tries + 1 else 1 end,
            ends_at = case when a.ends_at > now() then a.ends_at else excluded.ends_at end
          returning key, tries, ends_at
        ), refusals as (
          select ends_at from full_ones
          union all
          select counted.ends_at from counted join asked using (key) where counted.tries > asked.most
        )
        select coalesce(ceil(extract(epoch from max(ends_at) - now()) * 1000), 0)::int as "waitMs"
        from refusals`.execute(db);
      return rows[0]?.waitMs ?? 0;
    },
    forgiveAttempt: async (keys) => {
      await sql`
        with mine as (
          select key from ${table} where key = any(${keys.map(hashOf)}::text[])
          order by key for update
        )
        update ${table} as a set tries = greatest(a.tries - 1, 0)
        from mine where mine.key = a.key`.execute(db);
    },
    deleteExpiredAttempts: async () => {
      const result = await db
        .deleteFrom('login_attempts')
        .where('ends_at', '<', sql<string>`now()`)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
