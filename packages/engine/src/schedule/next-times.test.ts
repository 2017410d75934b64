import { AiEtlError } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { nextTimes, timesBetween } from './next-times.ts';

const cases: readonly {
  name: string;
  cron: string;
  timezone: string;
  after: string;
  times: readonly string[];
}[] = [
  {
    name: 'reads the fields in the zone',
    cron: '0 2 * * *',
    timezone: 'America/New_York',
    after: '2026-01-10T00:00:00Z',
    times: ['2026-01-10T07:00:00.000Z', '2026-01-11T07:00:00.000Z'],
  },
  {
    name: 'is strictly after',
    cron: '0 2 * * *',
    timezone: 'UTC',
    after: '2026-01-10T02:00:00Z',
    times: ['2026-01-11T02:00:00.000Z'],
  },
  {
    name: 'runs a skipped wall-clock time at the first moment after the gap',
    cron: '30 2 * * *',
    timezone: 'Europe/Berlin',
    after: '2026-03-28T12:00:00Z',
    times: ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
  },
  {
    name: 'runs a wall-clock time that comes twice once, at its first occurrence',
    cron: '30 2 * * *',
    timezone: 'Europe/Berlin',
    after: '2026-10-24T12:00:00Z',
    times: ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
  },
  {
    name: 'keeps a half-hourly line half-hourly when the clock goes back',
    cron: '*/30 * * * *',
    timezone: 'Europe/Berlin',
    after: '2026-10-25T00:00:00Z',
    times: [
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ],
  },
  {
    name: 'runs once a day where midnight is skipped',
    cron: '15 0 * * *',
    timezone: 'America/Sao_Paulo',
    after: '2018-11-03T12:00:00Z',
    times: ['2018-11-04T03:00:00.000Z', '2018-11-05T02:15:00.000Z'],
  },
  {
    name: 'takes either day when day of month and day of week are both given',
    cron: '0 0 13 * 5',
    timezone: 'UTC',
    after: '2026-04-05T00:00:00Z',
    times: ['2026-04-10T00:00:00.000Z', '2026-04-13T00:00:00.000Z', '2026-04-17T00:00:00.000Z'],
  },
  {
    name: 'has no time for a day that does not exist',
    cron: '0 0 31 2 *',
    timezone: 'UTC',
    after: '2026-01-01T00:00:00Z',
    times: [],
  },
];

describe('nextTimes', () => {
  it.each(cases)('$name', ({ cron, timezone, after, times }) => {
    expect(nextTimes({ cron, timezone }, after, Math.max(1, times.length))).toEqual(times);
  });

  it.each([
    ['0 0 2 * * *', 'UTC', 'schedule.cron'],
    ['61 * * * *', 'UTC', 'schedule.cron'],
    ['every day', 'UTC', 'schedule.cron'],
    ['0 2 * * *', 'Mars/Olympus', 'schedule.timezone'],
  ])('refuses "%s" in %s, naming %s', (cron, timezone, field) => {
    expect.assertions(2);
    try {
      nextTimes({ cron, timezone }, '2026-01-01T00:00:00Z', 1);
    } catch (error) {
      expect(error).toBeInstanceOf(AiEtlError);
      if (error instanceof AiEtlError) expect(error.details[0]?.field).toBe(field);
    }
  });
});

describe('timesBetween', () => {
  it('leaves out the start and keeps the end', () => {
    const range = { after: '2026-01-01T00:00:00Z', upTo: '2026-01-01T03:00:00Z' };
    expect(timesBetween({ cron: '0 * * * *', timezone: 'UTC' }, range, 100)).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T02:00:00.000Z',
      '2026-01-01T03:00:00.000Z',
    ]);
  });
});
