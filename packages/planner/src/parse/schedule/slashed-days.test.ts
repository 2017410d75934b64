import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

describe('days and minutes as people jot them down', () => {
  it.each<readonly [string, string]>([
    ['Mon/Wed/Fri 19:25', '25 19 * * 1,3,5'],
    ['every Tue/Thu at 6am', '0 6 * * 2,4'],
    ['пн/ср/пт в 7:15', '15 7 * * 1,3,5'],
    ['every hour at the 20th minute', '20 * * * *'],
    ['on the 7th minute of each hour', '7 * * * *'],
    ['каждый час на 12-й минуте', '12 * * * *'],
    ['ежечасно, на 5-й и 35-й минуте', '5,35 * * * *'],
  ])('%s', (words, cron) => {
    const { schedule } = parseDescription(`MySQL trips to Postgres trips, ${words}`).ir;
    expect(schedule).toMatchObject({ kind: 'cron', cron });
  });
});
