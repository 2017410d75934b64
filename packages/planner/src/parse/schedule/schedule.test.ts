import { parseCron } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../text/tokenise.ts';
import { openReading } from '../reading.ts';
import { readSchedule } from './index.ts';

const read = (text: string): ReturnType<typeof readSchedule> =>
  readSchedule(openReading(text, tokenise(text)));

/** Words, the cron they mean, and the zone they name. */
const crons: readonly (readonly [string, string, string?])[] = [
  ['daily', '0 2 * * *'],
  ['every day', '0 2 * * *'],
  ['once a day', '0 2 * * *'],
  ['nightly', '0 2 * * *'],
  ['every morning', '0 6 * * *'],
  ['every evening', '0 20 * * *'],
  ['hourly', '0 * * * *'],
  ['every hour', '0 * * * *'],
  ['every 15 minutes', '*/15 * * * *'],
  ['every minute', '* * * * *'],
  ['every half hour', '*/30 * * * *'],
  ['half-hourly', '*/30 * * * *'],
  ['every 3 hours', '0 */3 * * *'],
  ['every 12 hours', '0 */12 * * *'],
  ['every 60 minutes', '0 * * * *'],
  ['every 6 hours starting at 03:00', '0 3,9,15,21 * * *'],
  ['twice a day', '0 */12 * * *'],
  ['3 times per day', '0 */8 * * *'],
  ['twice a day at 9 and 21', '0 9,21 * * *'],
  ['four times an hour', '*/15 * * * *'],
  ['weekly', '0 2 * * 1'],
  ['weekly on Sunday at 4 am', '0 4 * * 0'],
  ['monthly', '0 2 1 * *'],
  ['quarterly', '0 2 1 1,4,7,10 *'],
  ['every 2 months', '0 2 1 1,3,5,7,9,11 *'],
  ['every six months', '0 2 1 1,7 *'],
  ['yearly', '0 2 1 1 *'],
  ['weekdays at 8:15', '15 8 * * 1-5'],
  ['every weekday', '0 2 * * 1-5'],
  ['on business days at 7:20', '20 7 * * 1-5'],
  ['business days only, half past six in the evening', '30 18 * * 1-5'],
  ['weekends at noon', '0 12 * * 0,6'],
  ['every Monday and Thursday at 7:30', '30 7 * * 1,4'],
  ['Mondays, Wednesdays and Fridays at 6 pm', '0 18 * * 1,3,5'],
  ['Mondays to Thursdays at 21:10', '10 21 * * 1-4'],
  ['Mon-Fri 09:05', '5 9 * * 1-5'],
  ['every day except Sunday at 5:00', '0 5 * * 1-6'],
  ['each Sunday 23:30', '30 23 * * 0'],
  ['1:30 am on Saturdays and Sundays', '30 1 * * 0,6'],
  ['daily at 3am', '0 3 * * *'],
  ['daily at 12 am', '0 0 * * *'],
  ['daily at 12pm', '0 12 * * *'],
  ['at midnight', '0 0 * * *'],
  ['every night at 11 in the evening', '0 23 * * *'],
  ['at 6 in the morning', '0 6 * * *'],
  ["at 7 o'clock in the evening", '0 19 * * *'],
  ['at quarter to 5 in the morning', '45 4 * * *'],
  ['at 10 past 7 daily', '10 7 * * *'],
  ['daily at 9:00 and 21:00', '0 9,21 * * *'],
  ['at 10 and 40 minutes past every hour', '10,40 * * * *'],
  ['at 5, 25 and 45 minutes past each hour', '5,25,45 * * * *'],
  ['on the 15th of every month, 11am', '0 11 15 * *'],
  ['on the 10th and 25th at 20:00', '0 20 10,25 * *'],
  ['on the first of the month', '0 2 1 * *'],
  ['on the last day of each month at 22:00', '0 22 L * *'],
  ['at the end of every month', '0 2 L * *'],
  ['on the last business day of each month at 6pm', '0 18 LW * *'],
  ['on the first working day of every month at 9:00', '0 9 1W * *'],
  ['monthly on the last business day at 18:00', '0 18 LW * *'],
  ['on the first Monday of the month', '0 2 * * 1#1'],
  ['every last Friday of the month at 17:00', '0 17 * * 5L'],
  ['on the second and fourth Tuesday of each month at 8am', '0 8 * * 2#2,2#4'],
  ['on the first Monday of each quarter at 7:00', '0 7 * 1,4,7,10 1#1'],
  ['в последний рабочий день месяца в 19:00', '0 19 LW * *'],
  ['в первый рабочий день каждого месяца', '0 2 1W * *'],
  ['в первый понедельник месяца в 9 утра', '0 9 * * 1#1'],
  ['on 1 Jan and 1 Jul, 02:00', '0 2 1 1,7 *'],
  ['on the 5th of January, April, July and October at 9 in the morning', '0 9 5 1,4,7,10 *'],
  ['every half hour on weekdays from 6 to 22', '*/30 6-21 * * 1-5'],
  ['every hour between 9am and 5pm', '0 9-17 * * *'],
  ['every 10 minutes on Mondays', '*/10 * * * 1'],
  ['cron 0 3 * * 1', '0 3 * * 1'],
  ['on the schedule `*/20 8-18 * * MON-FRI`', '*/20 8-18 * * MON-FRI'],
  ['cron 30 4 1 1 0', '30 4 1 1 0'],
  ['at 3am Berlin time', '0 3 * * *', 'Europe/Berlin'],
  ['at 4:50 each morning New York time', '50 4 * * *', 'America/New_York'],
  ['at 6:25 PM Pacific time every day', '25 18 * * *', 'America/Los_Angeles'],
  ['00:45 UTC daily', '45 0 * * *', 'UTC'],
  ['daily at 9:00 (Asia/Tokyo)', '0 9 * * *', 'Asia/Tokyo'],
  ['daily at 09:00 in London', '0 9 * * *', 'Europe/London'],
  ['ежедневно в 5:20 по Екатеринбургу', '20 5 * * *', 'Asia/Yekaterinburg'],
  ['каждый день в 3 часа ночи по московскому времени', '0 3 * * *', 'Europe/Moscow'],
  ['каждые 20 минут', '*/20 * * * *'],
  ['каждый час', '0 * * * *'],
  ['раз в сутки', '0 2 * * *'],
  ['по пятницам в 18:00', '0 18 * * 5'],
  ['по рабочим дням в 10:15', '15 10 * * 1-5'],
  ['два раза в день', '0 */12 * * *'],
  ['первого числа каждого месяца в 2 часа ночи', '0 2 1 * *'],
  ['15 числа каждого месяца в 9 утра', '0 9 15 * *'],
  ['в последний день месяца в 20:00', '0 20 L * *'],
];

describe('schedule phrases', () => {
  const cases = crons.map(([text, cron, zone = null]) => ({ text, cron, zone }));
  it.each(cases)('"$text" is $cron', ({ text, cron, zone }) => {
    const { schedule, zone: named, conflicts } = read(`Load orders ${text}`);
    expect(conflicts).toEqual([]);
    expect(schedule).toMatchObject({ kind: 'cron', cron });
    expect(named?.zone ?? null).toBe(zone);
    expect(parseCron(cron).ok).toBe(true);
  });

  it.each([
    'once',
    'one time job',
    'on demand only',
    'I start it by hand',
    'right now',
    'разово',
    'вручную',
  ])('"%s" means no schedule', (text) => {
    expect(read(`Load orders ${text}`).schedule).toMatchObject({ kind: 'manual' });
  });

  it.each(['continuously', 'in real time', 'as it arrives', 'live.', 'непрерывно'])(
    '"%s" is a stream',
    (text) => {
      expect(read(`Load orders ${text}`).schedule).toMatchObject({ kind: 'streaming' });
    },
  );

  it.each([
    'daily, every hour',
    'once, every day',
    'every 30 minutes, exactly three times per day',
    'each hour once a quarter',
    'every 10 minutes at 09:00',
    'twice a day at 7:00',
    'daily on Monday',
    'on the 1st of the month on Mondays',
    'каждый час раз в квартал',
  ])('"%s" is a contradiction that names both parts', (text) => {
    const { schedule, conflicts } = read(`Load orders ${text}`);
    expect(schedule).toBeNull();
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]?.claims).toHaveLength(2);
    for (const claim of conflicts[0]?.claims ?? []) expect(text).toContain(claim.text);
  });

  it.each([
    ['on 31 February at noon', 'does not exist'],
    ['on the 31st of April', 'does not exist'],
    ['every 45 minutes', 'does not divide an hour'],
    ['every 5 hours', 'does not divide a day'],
    ['every 2 weeks', 'five-field cron'],
    ['every 30 seconds', 'one minute'],
    ['cron 0 0 3 * * 1', 'has 6 fields'],
    ['daily at 7:30 and 9:15', 'minutes differ'],
    ['daily at 25:10', 'no time of day'],
  ])('"%s" fits no cron: %s', (text, problem) => {
    const { schedule } = read(`Load orders ${text}`);
    expect(schedule?.kind === 'impossible' ? schedule.problem : '').toContain(problem);
  });

  it('offers near crons that are valid', () => {
    for (const text of [
      'every 45 minutes',
      'every 5 hours',
      'every 2 weeks',
      'every 3 days',
      'cron 0 0 3 * * 1',
    ]) {
      const { schedule } = read(text);
      const nearest = schedule?.kind === 'impossible' ? schedule.nearest : [];
      expect(nearest.length).toBeGreaterThan(0);
      expect(nearest.map((cron) => parseCron(cron).ok)).not.toContain(false);
    }
  });

  it('knows when the words name no hour', () => {
    expect(read('daily').schedule).toMatchObject({ hourStated: false });
    expect(read('daily at 2:00').schedule).toMatchObject({ hourStated: true });
  });

  it('reads no schedule where there is none', () => {
    for (const text of [
      'Load the last 7 days of orders',
      'orders from last month',
      'columns id and time',
      'over 100',
    ]) {
      expect(read(text).schedule).toBeNull();
    }
  });

  it('keeps the words it was read from', () => {
    const text = 'Load orders every Monday at 7:30 Berlin time, please';
    const { schedule, zone } = read(text);
    expect(schedule?.evidence.map((one) => text.slice(one.start, one.end))).toEqual([
      'every Monday',
      'at 7:30',
    ]);
    expect(zone?.evidence.text).toBe('Berlin time');
  });

  it('does not take a city for a zone when no time stands beside it', () => {
    expect(read('Load orders of shops in Berlin daily').zone).toBeNull();
  });
});
