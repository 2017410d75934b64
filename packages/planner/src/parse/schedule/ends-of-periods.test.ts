import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

describe('ends of periods and parts of named days', () => {
  it.each<readonly [string, string]>([
    ['every quarter end at 23:00', '0 23 L 3,6,9,12 *'],
    ['at quarter-end 22:30', '30 22 L 3,6,9,12 *'],
    ['at month end, 21:00', '0 21 L * *'],
    ['в конце квартала в 23:00', '0 23 L 3,6,9,12 *'],
    ['weekly on Friday evening', '0 20 * * 5'],
    ['every Friday evening', '0 20 * * 5'],
    ['on Friday nights at 11pm', '0 23 * * 5'],
  ])('%s', (words, cron) => {
    const { schedule, conflicts } = parseDescription(`MySQL tours to Postgres tours, ${words}`).ir;
    expect(conflicts).toEqual([]);
    expect(schedule).toMatchObject({ kind: 'cron', cron });
  });

  it('an hour before what is checked', () => {
    const { schedule } = parseDescription('Check daily at 6 that Postgres tours has 10 rows').ir;
    expect(schedule).toMatchObject({ cron: '0 6 * * *' });
  });
});
