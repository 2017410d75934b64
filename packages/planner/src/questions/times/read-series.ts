import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import { unitAdverbs } from '../cues/times.ts';
import type { CyclePart, Derived } from './derived.ts';
import type { TimeToken } from './time-tokens.ts';

/** By what rows are put together, and where the words after it begin. */
export interface SeriesRead {
  readonly derived: Derived;
  readonly end: number;
  /** Only the unit was said: "month", which may go on a list of what groups are made by. */
  readonly isBare: boolean;
  /** "in one month", "in a single day". */
  readonly isSingle: boolean;
}

const unit = '(?<unit>hour|day|week|month|quarter|year)';
const cycle = '(?<cycle>weekday|day week|hour day|month year|day month)';
const lead =
  '(?:(?:grouped |split |broken down )?(?:per|by|po|in each|for each|each|on each|at each|(?:in|within|on) (?:1 |any )?single|(?:in|within|on) 1|(?:in|within|on)(?= (?:day|week|month|quarter|year)$)|(?:in |on )?which|(?:in |on )?what)(?: full| single)? )';
const forms: readonly RegExp[] = [
  new RegExp(`^${lead}(?:${cycle}|${unit})(?= |$)(?! (?:ago|to date|old))`, 'u'),
  new RegExp(
    `^(?<unit>day|week|month|quarter|year)-?(?: by |-by-| over |-over-| after )\\k<unit>(?= |$)`,
    'u',
  ),
];
const bare = new RegExp(`^(?:${cycle}|${unit})(?= |$)(?! (?:ago|to date|old|before))`, 'u');

const cycles: Readonly<Record<string, CyclePart>> = {
  weekday: 'isodow',
  'day week': 'isodow',
  'hour day': 'hour',
  'month year': 'month',
  'day month': 'day',
};

/** Reads "per month", "by weekday", "monthly", "day by day" at the start of tokens; null when there is none. */
export function readSeries(tokens: readonly TimeToken[]): SeriesRead | null {
  const [first] = tokens;
  if (first === undefined) return null;
  const adverb = adverbUnit(first.text);
  // "Monthly recurring revenue" is that of one month, and no series.
  if (adverb !== null && tokens[1]?.text === 'recurring') return null;
  if (adverb !== null)
    return {
      derived: { kind: 'series', unit: adverb },
      end: first.end,
      isBare: false,
      isSingle: false,
    };
  const text = tokens.map((token) => token.text).join(' ');
  for (const pattern of [...forms, bare]) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const last = tokens[found[0].split(' ').length - 1];
    const part = cycles[found.groups?.['cycle'] ?? ''];
    const each = parseTimeUnit(found.groups?.['unit'] ?? '') ?? 'day';
    const derived: Derived =
      part === undefined ? { kind: 'series', unit: each } : { kind: 'cycle', part };
    const isSingle = /^(?:in|within|on) (?:1|any|single|(?:day|week|month|quarter|year)$)/u.test(
      text,
    );
    if (last !== undefined) return { derived, end: last.end, isBare: pattern === bare, isSingle };
  }
  return null;
}

function adverbUnit(word: string): TimeUnit | null {
  for (const [said, each] of unitAdverbs) {
    const fits = said.endsWith('*') ? word.startsWith(said.slice(0, -1)) : word === said;
    if (fits) return parseTimeUnit(each) ?? null;
  }
  return null;
}
