import { planNames, type PlanName, type RateLimit } from '@ai-etl/store';

/** What AI_ETL_RATE_LIMIT says; null when it is not given: every organisation's own plan. */
export type RateLimitSetting = PlanName | RateLimit | 'off' | null;

/** How AI_ETL_RATE_LIMIT may be written. */
export const rateLimitForms =
  'must be free, pro, enterprise, off, or <requests per hour>/<burst> such as 5000/200';

const most = 100_000_000;

/** Undefined: not of one of the forms. */
export function parseRateLimit(text: string): RateLimitSetting | undefined {
  const plan = planNames.find((name) => name === text);
  if (plan !== undefined || text === 'off') return plan ?? 'off';
  const numbers = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (numbers === null) return undefined;
  const limit = { requestsPerHour: Number(numbers[1]), burst: Number(numbers[2]) };
  const sound = Object.values(limit).every((value) => value >= 1 && value <= most);
  return sound ? limit : undefined;
}
