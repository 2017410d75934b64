import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeUnits } from '../expression/time-unit.ts';
import { parsePeriod, printPeriod } from '../expression/period.ts';
import { invariant } from '../errors/invariant.ts';
import { resolvePeriod, type PeriodRange } from './resolve-period.ts';
import { instantAt, wallClockAt } from './zoned-time.ts';

/** The instant, in UTC, of a reading in Berlin. */
function berlin(text: string): string {
  return new Date(instantAt(Date.parse(`${text}Z`), 'Europe/Berlin')).toISOString();
}

function resolve(text: string, at: string, zone: string): PeriodRange {
  const period = parsePeriod(text);
  invariant(period !== undefined, `"${text}" is a period`);
  return resolvePeriod(period, Date.parse(at), zone);
}

describe('resolvePeriod', () => {
  it.each([
    [
      'today',
      '2024-05-15T22:30:00Z',
      'UTC',
      '2024-05-15T00:00:00.000Z',
      '2024-05-16T00:00:00.000Z',
    ],
    [
      'today',
      '2024-05-15T22:30:00Z',
      'Europe/Berlin',
      '2024-05-15T22:00:00.000Z',
      '2024-05-16T22:00:00.000Z',
    ],
    [
      'yesterday',
      '2024-03-01T12:00:00Z',
      'UTC',
      '2024-02-29T00:00:00.000Z',
      '2024-03-01T00:00:00.000Z',
    ],
    [
      'this week',
      '2024-05-12T12:00:00Z',
      'UTC',
      '2024-05-06T00:00:00.000Z',
      '2024-05-13T00:00:00.000Z',
    ],
    [
      'from now/w-2w to now/w-1w',
      '2024-05-15T10:00:00Z',
      'UTC',
      '2024-04-29T00:00:00.000Z',
      '2024-05-06T00:00:00.000Z',
    ],
    [
      'from now/d-6M to now/d+1d',
      '2024-08-31T22:30:00Z',
      'Europe/Berlin',
      '2024-02-29T23:00:00.000Z',
      '2024-09-01T22:00:00.000Z',
    ],
    [
      'last month',
      '2024-01-31T23:30:00Z',
      'Europe/Berlin',
      '2023-12-31T23:00:00.000Z',
      '2024-01-31T23:00:00.000Z',
    ],
    [
      'last 3 months',
      '2024-02-10T00:00:00Z',
      'UTC',
      '2023-11-01T00:00:00.000Z',
      '2024-02-01T00:00:00.000Z',
    ],
    [
      'last quarter',
      '2024-02-10T00:00:00Z',
      'UTC',
      '2023-10-01T00:00:00.000Z',
      '2024-01-01T00:00:00.000Z',
    ],
    [
      'last year',
      '2024-02-10T00:00:00Z',
      'Asia/Kolkata',
      '2022-12-31T18:30:00.000Z',
      '2023-12-31T18:30:00.000Z',
    ],
    [
      'trailing 1 month',
      '2024-03-31T10:00:00Z',
      'UTC',
      '2024-02-29T10:00:00.000Z',
      '2024-03-31T10:00:00.000Z',
    ],
    // Clocks go forward on 31 March 2024: that day has 23 hours, and 7 days back is 10:00 local.
    [
      'today',
      '2024-03-31T12:00:00Z',
      'Europe/Berlin',
      '2024-03-30T23:00:00.000Z',
      '2024-03-31T22:00:00.000Z',
    ],
    [
      'trailing 7 days',
      '2024-04-02T08:00:00Z',
      'Europe/Berlin',
      '2024-03-26T09:00:00.000Z',
      '2024-04-02T08:00:00.000Z',
    ],
    [
      'trailing 2 hours',
      '2024-03-31T01:30:00Z',
      'Europe/Berlin',
      '2024-03-30T23:30:00.000Z',
      '2024-03-31T01:30:00.000Z',
    ],
    // Midnight does not exist there that day: the day begins at 01:00.
    [
      'today',
      '2024-04-26T12:00:00Z',
      'Africa/Cairo',
      '2024-04-25T22:00:00.000Z',
      '2024-04-26T21:00:00.000Z',
    ],
  ])('reads %s at %s in %s', (text, at, zone, start, end) => {
    expect(resolve(text, at, zone).instants).toEqual({ start, end });
  });

  it('gives wall-clock readings and dates of the zone', () => {
    const { local, dates } = resolve('last month', '2024-01-31T23:30:00Z', 'Europe/Berlin');
    expect(local).toEqual({ start: '2024-01-01 00:00:00', end: '2024-02-01 00:00:00' });
    expect(dates).toEqual({ start: '2024-01-01', end: '2024-02-01' });
  });

  it('counts a date as its midnight', () => {
    const { dates } = resolve('trailing 1 day', '2024-01-31T10:00:00Z', 'UTC');
    expect(dates).toEqual({ start: '2024-01-31', end: '2024-02-01' });
  });

  it('has no start for older than', () => {
    expect(resolve('older than 90 days', '2024-03-31T00:00:00Z', 'UTC').instants).toEqual({
      start: null,
      end: '2024-01-01T00:00:00.000Z',
    });
  });

  it('makes current and previous meet without gap or overlap, in any zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Africa/Cairo',
    );
    const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 11) });
    const calendar = fc.constantFrom(
      ...timeUnits.filter((unit) => unit !== 'second' && unit !== 'minute' && unit !== 'hour'),
    );
    fc.assert(
      fc.property(zones, moments, calendar, (zone, moment, unit) => {
        const current = resolvePeriod({ kind: 'current', unit }, moment, zone).instants;
        const previous = resolvePeriod({ kind: 'previous', unit, count: 1 }, moment, zone).instants;
        expect(previous.end).toBe(current.start);
        expect(Date.parse(current.start ?? '')).toBeLessThanOrEqual(moment);
        expect(Date.parse(current.end ?? '')).toBeGreaterThan(moment);
      }),
    );
  });
});

describe('instantAt', () => {
  it('is undone by wallClockAt, save where the clock repeats or skips', () => {
    const zones = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Tehran');
    fc.assert(
      fc.property(zones, fc.integer({ min: -2e12, max: 2e12 }), (zone, instant) => {
        const found = instantAt(wallClockAt(instant, zone), zone);
        expect(wallClockAt(found, zone)).toBe(wallClockAt(instant, zone));
        expect(found).toBeLessThanOrEqual(instant);
      }),
    );
  });

  it('takes the first of two and moves a skipped reading forward', () => {
    expect(berlin('2024-10-27T02:30:00')).toBe('2024-10-27T00:30:00.000Z');
    expect(berlin('2024-03-31T02:30:00')).toBe('2024-03-31T01:30:00.000Z');
  });
});

describe('parsePeriod', () => {
  it.each([
    ['Today', 'today'],
    ['this day', 'today'],
    ['last day', 'yesterday'],
    ['previous 1 month', 'last month'],
    ['last 3 Months', 'last 3 months'],
    ['past 7 days', 'trailing 7 days'],
    ['trailing week', 'trailing 1 week'],
    ['older than 90 days', 'older than 90 days'],
    ['FROM now-1M/M TO now+2m', 'from now-1M/M to now+2m'],
    ['to now/w', 'to now/w'],
  ])('reads "%s" as %s', (text, canonical) => {
    const period = parsePeriod(text);
    expect(period && printPeriod(period)).toBe(canonical);
    expect(parsePeriod(canonical)).toEqual(period);
  });

  it.each([
    '',
    'tomorrow',
    'last',
    'last 0 days',
    'last 3',
    'this 3 months',
    'last 3 fortnights',
    'last 9999999 days',
  ])('refuses "%s"', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});
