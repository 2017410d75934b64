import type { Period, TimeUnit } from './ast.ts';
import { parseTimeUnit } from './time-unit.ts';

/** Every form a period may have, for messages. */
export const periodForms =
  'today, yesterday, this month, last month, last 3 months, trailing 7 days, older than 90 days';

const maxCount = 100_000;

/**
 * Reads the text of `IN PERIOD '…'`; undefined when it is none of the forms. One meaning each:
 * `last 3 months` are the 3 whole calendar months before the current one; `trailing 3 months`
 * end at the run's logical time; `older than 3 months` is all that lies before that window.
 */
export function parsePeriod(text: string): Period | undefined {
  const words = text.trim().toLowerCase().split(/\s+/);
  const phrase = words.join(' ');
  if (phrase === 'today') return { kind: 'current', unit: 'day' };
  if (phrase === 'yesterday') return { kind: 'previous', unit: 'day', count: 1 };
  const matched =
    /^(this|current|last|previous|trailing|past|older than)(?: (\d{1,6}))? ([a-z]+)$/.exec(phrase);
  const [, verb, countText, unitText] = matched ?? [];
  const unit = parseTimeUnit(unitText ?? '');
  if (verb === undefined || unit === undefined) return undefined;
  const count = countText === undefined ? undefined : Number(countText);
  if (count !== undefined && (count < 1 || count > maxCount)) return undefined;
  return periodOf(verb, unit, count);
}

function periodOf(verb: string, unit: TimeUnit, count: number | undefined): Period | undefined {
  switch (verb) {
    case 'this':
    case 'current':
      return count === undefined ? { kind: 'current', unit } : undefined;
    case 'last':
    case 'previous':
      return { kind: 'previous', unit, count: count ?? 1 };
    case 'trailing':
    case 'past':
      return { kind: 'trailing', unit, count: count ?? 1 };
    default:
      return { kind: 'before', unit, count: count ?? 1 };
  }
}

/** Canonical text: what `parsePeriod` reads back as the same period. */
export function printPeriod(period: Period): string {
  const { kind, unit } = period;
  if (kind === 'current') return unit === 'day' ? 'today' : `this ${unit}`;
  const counted = period.count === 1 ? `1 ${unit}` : `${period.count} ${unit}s`;
  if (kind === 'trailing') return `trailing ${counted}`;
  if (kind === 'before') return `older than ${counted}`;
  if (period.count > 1) return `last ${counted}`;
  return unit === 'day' ? 'yesterday' : `last ${unit}`;
}
