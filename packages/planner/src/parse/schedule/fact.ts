import type { Evidence } from '../../ir/index.ts';

/** A time of day, 24 hours. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** The unit of a rhythm. */
export type RepeatUnit =
  'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';
/** A part of the day that stands for an hour when none is named. */
export type Daypart = 'morning' | 'afternoon' | 'day' | 'evening' | 'night';
/** A day of the month; `L` is the last one, `1W` and `LW` its first and last working day. */
export type MonthDay = number | 'L' | '1W' | 'LW';

/** One thing the words say about when. A schedule is what all facts together allow. */
export type FactBody =
  | { readonly kind: 'cron'; readonly cron: string }
  | { readonly kind: 'repeat'; readonly unit: RepeatUnit; readonly count: number }
  /** "twice a day" */
  | { readonly kind: 'count'; readonly times: number; readonly unit: RepeatUnit }
  /** `ofDay`: "Friday evening", the part of a day that is named, and no rhythm. */
  | { readonly kind: 'daypart'; readonly part: Daypart; readonly ofDay?: true }
  /** `group`: "weekdays", a range or an exception, which may narrow "daily". */
  | { readonly kind: 'weekdays'; readonly days: readonly number[]; readonly group: boolean }
  /** "first Monday of the month": as cron writes them, `1#1`, `5L`. */
  | { readonly kind: 'nth_weekdays'; readonly days: readonly string[] }
  | { readonly kind: 'month_days'; readonly days: readonly MonthDay[] }
  | {
      readonly kind: 'dates';
      readonly days: readonly MonthDay[];
      readonly months: readonly number[];
    }
  | { readonly kind: 'clock'; readonly times: readonly ClockTime[]; readonly starting: boolean }
  /** "at 10 and 40 minutes past every hour" */
  | { readonly kind: 'minutes'; readonly minutes: readonly number[] }
  | { readonly kind: 'window'; readonly from: number; readonly to: number }
  | { readonly kind: 'manual' }
  | { readonly kind: 'streaming' }
  /** Understood, and known to fit no cron. */
  | { readonly kind: 'impossible'; readonly problem: string; readonly nearest: readonly string[] };

/** A fact and the words it was read from. */
export type TimeFact = FactBody & { readonly evidence: Evidence };

/** A fact read at some token, and where it ends. */
export interface FactRead {
  readonly body: FactBody;
  readonly end: number;
}

/** Facts of one kind. */
export type FactOf<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }> & {
  readonly evidence: Evidence;
};

/** The facts of one kind, in the order of the text. */
export function factsOf<Kind extends FactBody['kind']>(
  facts: readonly TimeFact[],
  kind: Kind,
): FactOf<Kind>[] {
  return facts.filter((fact): fact is FactOf<Kind> & TimeFact => fact.kind === kind);
}
