import type { Pool } from 'pg';
import { invariant } from '@ai-etl/core';
import { translateDatabaseError } from '../database/database-error.ts';

/** Requests per hour in the long run, and at once after a pause. */
export interface RateLimit {
  readonly requestsPerHour: number;
  readonly burst: number;
}

export interface TakeRequests {
  /** Who is counted: an organisation or an address. */
  readonly key: string;
  /** Whose plan applies; null: nobody's, so the default plan. */
  readonly organisationId: string | null;
  /** At least 1. */
  readonly count: number;
  /** In place of the plan. */
  readonly override: RateLimit | PlanName | null;
}

/** Names of the rows of `plans`. */
export const planNames = ['free', 'pro', 'enterprise'] as const;
export type PlanName = (typeof planNames)[number];

export interface TakenRequests extends RateLimit {
  /** 0 to the count asked for: these may go on, the others are refused. */
  readonly granted: number;
  /** From now until all of the burst is there again. */
  readonly fullInSeconds: number;
  /** The database's clock, in Unix seconds with a fraction. */
  readonly nowSeconds: number;
}

/** Who may send how much, counted for all processes together. */
export interface RateLimits {
  /**
   * Takes up to `count` requests from a caller's allowance, in one statement by the database's
   * clock: of any number of processes at the same time, none gets what another has got.
   */
  takeRequests(request: TakeRequests): Promise<TakenRequests>;
  /** Forgets callers whose allowance is full again; answers how many. */
  deleteIdleRateLimits(): Promise<number>;
}

/**
 * GCRA (ITU-T I.371), for `count` cells at once. The allowance in use is the time until `full_at`,
 * in steps of an hour / requests_per_hour. A `full_at` beyond the burst (a smaller plan than a
 * moment ago, a clock set back) counts as an allowance used up, not more. The 1e-6 is the rounding
 * of times to microseconds. `now()` is one moment for all of the statement; it may be older than
 * a wait for the row's lock, which errs on the side of refusing.
 */
const takeText = `
insert into ai_etl.rate_limits as r (key, granted, requests_per_hour, burst, full_at)
select $1, least($2::int, l.burst), l.requests_per_hour, l.burst,
  now() + make_interval(secs => least($2::int, l.burst) * 3600.0 / l.requests_per_hour)
from (
  select coalesce($5::int, p.requests_per_hour) as requests_per_hour,
    coalesce($6::int, p.burst) as burst
  from ai_etl.plans p
  where p.name = coalesce(
    $4, (select o.plan from ai_etl.organisations o where o.id = $3), 'enterprise')
) l
on conflict (key) do update set (granted, requests_per_hour, burst, full_at) = (
  select g.granted, excluded.requests_per_hour, excluded.burst,
    b.base + make_interval(secs => g.granted * s.step)
  from
    (select 3600.0::float8 / excluded.requests_per_hour as step) s,
    lateral (select greatest(now(),
      least(r.full_at, now() + make_interval(secs => excluded.burst * s.step))) as base) b,
    lateral (select least(excluded.granted, greatest(0, floor(
      excluded.burst - extract(epoch from b.base - now())::float8 / s.step + 1e-6)))::int as granted) g
)
returning granted, requests_per_hour, burst,
  extract(epoch from full_at - now())::float8 as full_in_seconds,
  extract(epoch from now())::float8 as now_seconds`;

interface TakenRow {
  readonly granted: number;
  readonly requests_per_hour: number;
  readonly burst: number;
  readonly full_in_seconds: number;
  readonly now_seconds: number;
}

export function rateLimitsOf(pool: Pick<Pool, 'query'>): RateLimits {
  return {
    takeRequests: async ({ key, organisationId, count, override }) => {
      const plan = typeof override === 'string' ? override : null;
      const own = typeof override === 'string' ? null : override;
      const values = [key, count, organisationId, plan, own?.requestsPerHour, own?.burst];
      try {
        const { rows } = await pool.query<TakenRow>({
          name: 'take_requests',
          text: takeText,
          values,
        });
        const [row] = rows;
        invariant(row !== undefined, 'every plan has a row');
        return {
          granted: row.granted,
          requestsPerHour: row.requests_per_hour,
          burst: row.burst,
          fullInSeconds: row.full_in_seconds,
          nowSeconds: row.now_seconds,
        };
      } catch (error) {
        throw translateDatabaseError(error);
      }
    },
    deleteIdleRateLimits: async () => {
      try {
        const answer = await pool.query('delete from ai_etl.rate_limits where full_at < now()');
        return answer.rowCount ?? 0;
      } catch (error) {
        throw translateDatabaseError(error);
      }
    },
  };
}
