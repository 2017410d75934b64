import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invariant } from '../errors/invariant.ts';
import { cronMatches, parseCron } from './cron.ts';
import { describeCron } from './describe-cron.ts';
import { isTimeZone } from './time-zone.ts';

function matches(text: string, at: string): boolean {
  const parsed = parseCron(text);
  invariant(parsed.ok, `"${text}" is a cron`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = at.split(/[- :]/).map(Number);
  return cronMatches(parsed.cron, { year, month, day, hour, minute });
}

describe('parseCron', () => {
  it.each([
    ['0 2 * * *', '2024-05-15 02:00', '2024-05-15 02:01'],
    ['*/15 8-18 * * MON-FRI', '2024-05-15 08:45', '2024-05-18 08:45'],
    ['0 0 * * 7', '2024-05-12 00:00', '2024-05-13 00:00'],
    ['0 0 * * 5-7', '2024-05-12 00:00', '2024-05-16 00:00'],
    ['0 0 L * *', '2024-02-29 00:00', '2024-02-28 00:00'],
    ['0 0 15,L * *', '2024-02-15 00:00', '2024-02-14 00:00'],
    ['0 0 1 jan,jul *', '2024-07-01 00:00', '2024-06-01 00:00'],
    ['5-59/20 * * * *', '2024-06-01 10:25', '2024-06-01 10:20'],
    // 1 June 2024 is a Saturday, 30 June 2024 a Sunday, 1 September 2024 a Sunday.
    ['0 9 1W * *', '2024-06-03 09:00', '2024-06-01 09:00'],
    ['0 9 1W * *', '2024-09-02 09:00', '2024-09-03 09:00'],
    ['0 9 1w * *', '2024-05-01 09:00', '2024-05-02 09:00'],
    ['0 9 LW * *', '2024-06-28 09:00', '2024-06-30 09:00'],
    ['0 9 LW * *', '2024-05-31 09:00', '2024-05-30 09:00'],
    ['0 9 15,1W * *', '2024-06-15 09:00', '2024-06-04 09:00'],
    ['0 9 * * 1#1', '2024-06-03 09:00', '2024-06-10 09:00'],
    ['0 9 * * MON#2', '2024-06-10 09:00', '2024-06-03 09:00'],
    ['0 9 * * 5L', '2024-06-28 09:00', '2024-06-21 09:00'],
    ['0 9 * * 7#5', '2024-06-30 09:00', '2024-06-23 09:00'],
    ['0 9 * * 2,1#1', '2024-06-04 09:00', '2024-06-10 09:00'],
    // Both day fields limited: either one is enough, as in every cron.
    ['0 0 13 * FRI', '2024-05-17 00:00', '2024-05-16 00:00'],
  ])('reads %s: fires at %s, not at %s', (text, fires, doesNot) => {
    expect(matches(text, fires)).toBe(true);
    expect(matches(text, doesNot)).toBe(false);
  });

  it.each([
    ['', 'no fields'],
    ['0 2 * *', '4 fields'],
    ['0 0 2 * * *', '6 fields'],
    ['60 * * * *', '"60" is not in the minute field, which holds 0 to 59'],
    ['* 24 * * *', '"24" is not in the hour field'],
    ['* * 0 * *', 'day-of-month field, which holds 1 to 31'],
    ['* * * FOO *', 'which holds 1 to 12 or JAN to DEC'],
    ['* * * * 8', 'day-of-week'],
    ['5-1 * * * *', 'runs backwards'],
    ['*/0 * * * *', 'the step "0"'],
    ['*/90 * * * *', 'the step "90"'],
    ['5/10 * * * *', 'needs a range'],
    ['1,,2 * * * *', 'cannot be read'],
    ['* * ? * *', '"?"'],
    ['-1 * * * *', '"-1"'],
    ['1e1 * * * *', '"1e1"'],
    ['0 0 31 2,4 *', 'never fires'],
    ['0 9 15,LW * *', 'LW stands alone'],
    ['0 9 15W * *', '"15W" is not in the day-of-month field'],
    ['0 9 * * 1#6', 'day-of-week'],
    ['0 9 * * 9#1', 'day-of-week'],
    ['@reboot', 'is not a schedule'],
  ])('refuses %s, saying %s', (text, message) => {
    const parsed = parseCron(text);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.message).toContain(message);
  });

  it.each([
    ['0 30 2 ? * MON-FRI', '30 2 * * MON-FRI'],
    ['0 30 2 * * * 2024', '30 2 * * *'],
  ])('shows the five fields of %s', (text, five) => {
    const parsed = parseCron(text);
    expect(parsed.ok ? '' : parsed.hint).toBe(
      `seconds are not supported; without them it reads ${five}`,
    );
    expect(parseCron(five).ok).toBe(true);
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(typeof parseCron(text).ok).toBe('boolean');
      }),
    );
  });
});

describe('describeCron', () => {
  it.each([
    ['0 2 * * *', 'every day at 02:00'],
    ['30 2,14 * * *', 'every day at 02:30 and 14:30'],
    ['0 9 * * MON-FRI', 'every weekday at 09:00'],
    ['0 9 * * SUN,MON', 'every Monday and Sunday at 09:00'],
    ['0 0 1 * *', 'every month on day 1 at 00:00'],
    ['0 9 1W * *', 'every month on the first working day at 09:00'],
    ['0 9 LW * *', 'every month on the last working day at 09:00'],
    ['0 9 * * 1#1,5L', 'on the first Monday and last Friday of every month at 09:00'],
    ['0 * * * *', 'every hour'],
    ['5 * * * *', 'every hour at minute 5'],
    ['*/15 * * * *', 'every 15 minutes'],
    ['* * * * *', 'every minute'],
    ['7,9 8-20 * 3 *', 'on the schedule 7,9 8-20 * 3 *'],
    ['nonsense', 'on the schedule nonsense'],
  ])('reads %s as %s', (text, words) => {
    expect(describeCron(text)).toBe(words);
  });
});

describe('isTimeZone', () => {
  it.each([
    ['UTC', true],
    ['Europe/Berlin', true],
    ['America/Argentina/Buenos_Aires', true],
    ['+02:00', false],
    ['Berlin', false],
    ['', false],
    ['UTC; DROP TABLE x', false],
  ])('says of "%s": %s', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected);
  });
});
