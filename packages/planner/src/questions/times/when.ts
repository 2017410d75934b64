import type { DateMath, DateStep, TimeUnit } from '@ai-etl/core';

/** A place in time: a day, or steps from the moment of asking. */
export type Edge =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'math'; readonly steps: DateMath };

/** A stretch of time that is closed: `end` lies outside of it. */
export interface Span {
  readonly start: Edge;
  readonly end: Edge;
  /** Only this month was said, of no year: 5 for "in May". */
  readonly month?: number;
  /** "in the month of May": of any year, whatever the column. */
  readonly anyYear?: true;
}

/** A stretch of time; null is an open end, and at least one is not. */
export interface When {
  readonly start: Edge | null;
  readonly end: Edge | null;
  readonly month?: number;
  readonly anyYear?: true;
}

export const floor = (unit: TimeUnit): DateStep => ({ kind: 'floor', unit });
export const move = (count: number, unit: TimeUnit): DateStep => ({ kind: 'move', count, unit });

/** Steps from the moment of asking; those of nothing are left out. */
export function math(first: DateStep, ...rest: readonly DateStep[]): Edge {
  const steps = rest.filter((step) => step.kind === 'floor' || step.count !== 0);
  return { kind: 'math', steps: [first, ...steps] };
}

/** The start of the day after today. */
export const tomorrow: Edge = math(floor('day'), move(1, 'day'));

/** The calendar unit that lies `from` units from now, `length` of them. */
export function calendar(unit: TimeUnit, from: number, length = 1): Span {
  return {
    start: math(floor(unit), move(from, unit)),
    end: math(floor(unit), move(from + length, unit)),
  };
}

/** `count` units back from today, whole days; from this moment for units shorter than days. */
export function back(unit: TimeUnit, count: number): Edge {
  return isClock(unit) ? math(move(-count, unit)) : math(floor('day'), move(-count, unit));
}

/** The `count` units that end now: today belongs to them. */
export function trailing(unit: TimeUnit, count: number): Span {
  const end = isClock(unit) ? math(floor('second'), move(1, 'second')) : tomorrow;
  return { start: back(unit, count), end };
}

/** Months from the start of a year. `year` null: the last time that they began. */
export function monthsOf(year: number | null, month: number, count: number): Span {
  if (year !== null) return { start: firstOf(year, month), end: firstOf(year, month + count) };
  const start = (from: number): Edge =>
    math(move(1 - month, 'month'), floor('year'), move(from, 'month'));
  return { start: start(month - 1), end: start(month - 1 + count) };
}

/** Months of a year that lies `years` from this one. */
export function monthsOfYear(years: number, month: number, count: number): Span {
  const start = (from: number): Edge =>
    math(floor('year'), move(years, 'year'), move(from, 'month'));
  return { start: start(month - 1), end: start(month - 1 + count) };
}

/** A day of a month; null when there is none such. `year` null: the last time that it came. */
export function dayOf(year: number | null, month: number, day: number): Span | null {
  if (day < 1 || day > 31) return null;
  if (year === null) {
    const at = (more: number): Edge =>
      math(
        move(1 - day, 'day'),
        move(1 - month, 'month'),
        floor('year'),
        move(month - 1, 'month'),
        move(day - 1 + more, 'day'),
      );
    return { start: at(0), end: at(1) };
  }
  const start = new Date(Date.UTC(year, month - 1, day));
  if (start.getUTCMonth() !== month - 1) return null;
  return {
    start: { kind: 'day', day: iso(start) },
    end: { kind: 'day', day: iso(new Date(start.getTime() + 86_400_000)) },
  };
}

function firstOf(year: number, month: number): Edge {
  return { kind: 'day', day: iso(new Date(Date.UTC(year, month - 1, 1))) };
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function isClock(unit: TimeUnit): boolean {
  return unit === 'second' || unit === 'minute' || unit === 'hour';
}
