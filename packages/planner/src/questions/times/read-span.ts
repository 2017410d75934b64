import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import {
  calendar,
  dayOf,
  monthsOf,
  monthsOfYear,
  trailing,
  math,
  floor,
  move,
  tomorrow,
  type Span,
} from './when.ts';

/** A closed stretch of time, and how much of the text says it. */
export interface SpanRead {
  readonly span: Span;
  /** Letters read. */
  readonly length: number;
  /** `year`: only a year was said. `part`: a month or quarter of no year. */
  readonly says: 'year' | 'part' | 'day' | 'more';
}

interface Form {
  readonly pattern: RegExp;
  readonly says: SpanRead['says'];
  readonly read: (groups: Groups) => Span | null;
}

type Groups = Readonly<Record<string, string | undefined>>;

const parts: Readonly<Record<string, string>> = {
  UNIT: '(?<unit>second|minute|hour|day|week|month|quarter|year)',
  COUNT: '(?<count>[1-9]\\d{0,3})',
  MONTH: 'mon(?<month>\\d{1,2})',
  YEAR: '(?<year>(?:19|20)\\d\\d)(?: year)?',
  DAY: '(?<day>\\d{1,2})(?:st|nd|rd|th)?',
  QUARTER: '(?:q(?<q>[1-4])|(?<nth>[1-4]|1st|2nd|second|3rd|4th) quarter)',
  HALF: '(?:h(?<h>[12])|(?<half>1st|2nd|second) (?:half|halfyear))',
  // "of last year"; the year of a month may be counted from this one.
  OFYEAR: '(?:in )?(?<which>last|this|past|next|beforelast) year',
};

function form(
  text: string,
  read: (groups: Groups) => Span | null,
  says: SpanRead['says'] = 'more',
): Form {
  const pattern = text.replaceAll(/[A-Z]{3,}/gu, (name) => parts[name] ?? name);
  return { pattern: new RegExp(`^(?:${pattern})(?= |$)`, 'u'), read, says };
}

/** In the order in which they are tried: longer ones first. */
const forms: readonly Form[] = [
  form('(?:daybeforeyesterday|day before yesterday)', () => calendar('day', -2)),
  form('today', () => calendar('day', 0)),
  form('yesterday', () => calendar('day', -1)),
  form('tomorrow', () => calendar('day', 1)),
  form('(?:this UNIT (?:so far|to (?:date|now|today))|UNIT to date)', ({ unit }) =>
    toDate(unitOf(unit)),
  ),
  form('(?<unit>ytd|mtd|qtd)', ({ unit }) =>
    toDate(({ ytd: 'year', mtd: 'month' } as const)[unit ?? ''] ?? 'quarter'),
  ),
  form('UNIT before last', ({ unit }) => calendar(unitOf(unit), -2)),
  form('beforelast UNIT', ({ unit }) => calendar(unitOf(unit), -2)),
  form('this (?:full )?UNIT', ({ unit }) => calendar(unitOf(unit), 0)),
  form(
    '(?:(?:last|past) COUNT full|full (?:last|past) COUNT|(?:last|past) full COUNT) UNIT',
    ({ unit, count }) => calendar(unitOf(unit), -Number(count), Number(count)),
  ),
  form('(?:(?:last|past) COUNT|COUNT (?:last|past)) UNIT', ({ unit, count }) =>
    trailing(unitOf(unit), Number(count)),
  ),
  form('(?:last|past) (?:halfyear|half year)', () => trailing('month', 6)),
  form('(?:last|past) fortnight', () => trailing('week', 2)),
  form('(?:last|past full) (?:full )?UNIT', ({ unit }) => calendar(unitOf(unit), -1)),
  form('past UNIT', ({ unit }) => trailing(unitOf(unit), 1)),
  form('next COUNT UNIT', ({ unit, count }) => ({
    start: math(floor('day')),
    end: math(floor('day'), move(Number(count), unitOf(unit)), move(1, 'day')),
  })),
  form('next (?:full )?UNIT', ({ unit }) => calendar(unitOf(unit), 1)),
  form('(?:COUNT )?UNIT ago', ({ unit, count }) => calendar(unitOf(unit), -Number(count ?? 1))),
  form('(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?:t\\S*)?', dayFrom, 'day'),
  form('(?<day>\\d{1,2})[./](?<month>\\d{1,2})[./](?<year>\\d{4})', dayFrom, 'day'),
  form('(?:DAY MONTH|MONTH DAY) ?,? YEAR', dayFrom, 'day'),
  form('(?:DAY MONTH|MONTH DAY)', dayFrom, 'day'),
  form('MONTH (?:, )?YEAR', ({ month, year }) => monthsOf(Number(year), Number(month), 1)),
  form('(?<year>\\d{4})-(?<month>0[1-9]|1[0-2])', ({ month, year }) =>
    monthsOf(Number(year), Number(month), 1),
  ),
  form('MONTH OFYEAR', ({ month, which }) => monthsOfYear(yearsFrom(which), Number(month), 1)),
  form('month MONTH', ({ month }) => ({ ...ofNoYear(month), anyYear: true }), 'part'),
  form('MONTH', ({ month }) => ofNoYear(month), 'part'),
  form('QUARTER (?:in )?YEAR', (groups) =>
    monthsOf(Number(groups['year']), quarterFrom(groups), 3),
  ),
  form('YEAR q(?<q>[1-4])', (groups) => monthsOf(Number(groups['year']), quarterFrom(groups), 3)),
  form('(?<year>\\d{4})-q(?<q>[1-4])', (groups) =>
    monthsOf(Number(groups['year']), quarterFrom(groups), 3),
  ),
  form('QUARTER OFYEAR', (groups) =>
    monthsOfYear(yearsFrom(groups['which']), quarterFrom(groups), 3),
  ),
  form('q(?<q>[1-4])', (groups) => monthsOf(null, quarterFrom(groups), 3), 'part'),
  form(
    '(?<nth>1st|2nd|second|3rd|4th) quarter',
    (groups) => monthsOf(null, quarterFrom(groups), 3),
    'part',
  ),
  form('HALF (?:in )?YEAR', (groups) => monthsOf(Number(groups['year']), halfFrom(groups), 6)),
  form('HALF OFYEAR', (groups) => monthsOfYear(yearsFrom(groups['which']), halfFrom(groups), 6)),
  form('(?:year )?YEAR', ({ year }) => monthsOf(Number(year), 1, 12), 'year'),
];

/** Reads a stretch of time at the start of a text of tokens; null when there is none. */
export function readSpan(text: string): SpanRead | null {
  for (const { pattern, read, says } of forms) {
    const found = pattern.exec(text);
    const span = found === null ? null : read(found.groups ?? {});
    if (found !== null && span !== null) return { span, says, length: found[0].length };
  }
  return null;
}

function toDate(unit: TimeUnit): Span {
  return { start: math(floor(unit)), end: tomorrow };
}

function unitOf(word: string | undefined): TimeUnit {
  return parseTimeUnit(word ?? '') ?? 'day';
}

function ofNoYear(month: string | undefined): Span {
  return { ...monthsOf(null, Number(month), 1), month: Number(month) };
}

function yearsFrom(which: string | undefined): number {
  return { this: 0, next: 1, beforelast: -2 }[which ?? ''] ?? -1;
}

function quarterFrom({ q, nth }: Groups): number {
  const number = Number(q ?? (nth === 'second' ? 2 : (nth ?? '1').slice(0, 1)));
  return (number - 1) * 3 + 1;
}

function halfFrom({ h, half }: Groups): number {
  return h === '1' || half === '1st' ? 1 : 7;
}

function dayFrom({ year, month, day }: Groups): Span | null {
  // 12/31/2024: no month is the 31st.
  const isSwapped = Number(month) > 12 && Number(day) <= 12;
  const [m, d] = isSwapped ? [Number(day), Number(month)] : [Number(month), Number(day)];
  return m < 1 || m > 12 ? null : dayOf(year === undefined ? null : Number(year), m, d);
}
