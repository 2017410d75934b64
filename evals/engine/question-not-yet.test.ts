import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Sled dogs, and people whose day of birth is kept. */
const sleds = askedSql(
  `
  CREATE TABLE race (race_id INTEGER PRIMARY KEY, race_name TEXT, valley TEXT);
  CREATE TABLE hound (hound_id INTEGER PRIMARY KEY, hound_name TEXT, age INTEGER);
  CREATE TABLE race_results (race_id INTEGER REFERENCES race(race_id), hound_id INTEGER REFERENCES hound(hound_id), place INTEGER, PRIMARY KEY (race_id, hound_id));
  CREATE TABLE driver (driver_id INTEGER PRIMARY KEY, driver_name TEXT, date_of_birth DATE);
  `,
  { dialect: 'sqlite' },
);

describe('who is not yet so old', () => {
  it.each([
    ['Which hounds are not yet 5?', 'SELECT hound_name FROM hound AS h WHERE age < 5'],
    [
      'How many hounds have not turned 3 yet?',
      'SELECT count(*) AS hound_count FROM hound AS h WHERE age < 3',
    ],
    ['Hounds that are already 10', 'SELECT hound_name FROM hound AS h WHERE age >= 10'],
    [
      'hounds that have not yet reached the age of 4',
      'SELECT hound_name FROM hound AS h WHERE age < 4',
    ],
  ])('%s', (question, sql) => {
    expect(sleds.sqlOf(question)).toBe(sql);
  });

  it('goes by days of birth, where only other rows have an age', () => {
    const sql = sleds.sqlOf('Which drivers are younger than 30?');
    expect(sql).toContain('FROM driver AS d WHERE date_of_birth >');
    expect(sleds.sqlOf('Which drivers are not yet 30?')).toBe(sql);
  });
});

describe('rows called by a word that says little elsewhere', () => {
  const without =
    'SELECT r.race_name FROM race AS r WHERE NOT EXISTS (SELECT 1 FROM race_results AS rr WHERE rr.race_id = r.race_id)';

  it.each([
    ['Show the names of races that have no results yet.', without],
    ['races without results', without],
    [
      'What is the number of results of each race?',
      'SELECT count(*) AS race_results_count, r.race_name FROM race_results AS rr INNER JOIN race AS r ON rr.race_id = r.race_id GROUP BY r.race_id, r.race_name',
    ],
    [
      'List hounds and order the results by age.',
      'SELECT hound_name FROM hound AS h ORDER BY age NULLS LAST',
    ],
  ])('%s', (question, sql) => {
    expect(sleds.sqlOf(question)).toBe(sql);
  });
});
