import type { Period, TimeUnit } from './ast.ts';
import { parseDateMath, printDateMath } from './date-math.ts';
import { parseTimeUnit } from './time-unit.ts';

/** Every form a period may have, for messages. */
export const periodForms =
  'today, yesterday, this month, last month, last 3 months, trailing 7 days, older than 90 days, from now/y-1y to now/d';

const maxCount = 100_000;

/**
 * Reads the text of `IN PERIOD '…'`; undefined when it is none of the forms. One meaning each:
 * `last 3 months` are the 3 whole calendar months before the current one; `trailing 3 months`
 * end at the run's logical time; `older than 3 months` is all that lies before that window; the ends
 * of `from now-1y/y to now/d` are date math, and one of them may be left out.
 */
export function parsePeriod(text: string): Period | undefined {
  const range = parseRange(text);
  if (range !== undefined) return range;
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

/** Every unit that a period counts in. */
export function periodUnits(period: Period): readonly TimeUnit[] {
  if (period.kind !== 'between') return [period.unit];
  return [...(period.from ?? []), ...(period.to ?? [])].map(({ unit }) => unit);
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
  if (period.kind === 'between') return printRange(period);
  const { kind, unit } = period;
  if (kind === 'current') return unit === 'day' ? 'today' : `this ${unit}`;
  const counted = period.count === 1 ? `1 ${unit}` : `${period.count} ${unit}s`;
  if (kind === 'trailing') return `trailing ${counted}`;
  if (kind === 'before') return `older than ${counted}`;
  if (period.count > 1) return `last ${counted}`;
  return unit === 'day' ? 'yesterday' : `last ${unit}`;
}

type Range = Extract<Period, { kind: 'between' }>;

/** Case matters in date math: `m` is a minute, `M` a month. */
function parseRange(text: string): Range | undefined {
  const matched = /^\s*(?:from\s+(now\S*))?\s*(?:\bto\s+(now\S*))?\s*$/i.exec(text);
  const [, fromText, toText] = matched ?? [];
  if (fromText === undefined && toText === undefined) return undefined;
  const from = fromText === undefined ? null : parseDateMath(fromText);
  const to = toText === undefined ? null : parseDateMath(toText);
  return from === undefined || to === undefined ? undefined : { kind: 'between', from, to };
}

function printRange({ from, to }: Range): string {
  const ends = [
    ...(from === null ? [] : [`from ${printDateMath(from)}`]),
    ...(to === null ? [] : [`to ${printDateMath(to)}`]),
  ];
  return ends.join(' ');
}
