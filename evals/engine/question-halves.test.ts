import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE drivers (driver_id INTEGER PRIMARY KEY, driver_name VARCHAR(60) NOT NULL, born_on DATE NOT NULL);
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY, driver_id INTEGER NOT NULL REFERENCES drivers(driver_id),
    duration_min INTEGER NOT NULL, planned_days INTEGER NOT NULL,
    outcome VARCHAR(10) NOT NULL -- finished | cancelled
  );
`);

/** What follows WHERE. */
const conditionOf = (question: string) => sqlOf(question).split(' WHERE ')[1];

describe('stretches of time in words', () => {
  it.each([
    ['trips of more than an hour and a half', 'duration_min > 90'],
    ['trips longer than two and a half hours', 'duration_min > 150'],
    ['trips shorter than half an hour', 'duration_min < 30'],
    ['trips with a duration of at least an hour', 'duration_min >= 60'],
    ['trips with planned days of more than a week', 'planned_days > 7'],
    ['trips with planned days of at most two weeks', 'planned_days <= 14'],
  ])('%s', (question, condition) => {
    expect(conditionOf(question)).toBe(condition);
  });
});

describe('how often something happened', () => {
  const cancelled = (having: string): string =>
    `SELECT d.driver_name FROM trips AS t INNER JOIN drivers AS d ON t.driver_id = d.driver_id WHERE t.outcome = 'cancelled' GROUP BY d.driver_id, d.driver_name HAVING count(*) ${having}`;
  it.each([
    ['drivers who cancelled at least twice', cancelled('>= 2')],
    ['drivers who cancelled more than once', cancelled('> 1')],
    ['drivers who cancelled more than 3 times', cancelled('> 3')],
    ['drivers who cancelled fewer than five times', cancelled('< 5')],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('takes how often for no age', () => {
    expect(sqlOf('drivers who cancelled more than 3 times')).not.toContain('born_on');
    expect(conditionOf('drivers over 60')).toBe("born_on < DATE '1965-01-02'");
  });
});
