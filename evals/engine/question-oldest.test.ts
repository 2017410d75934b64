import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Regattas, piers and cheeses. */
const coast = askedSql(
  `
  CREATE TABLE regatta (regatta_id INTEGER PRIMARY KEY, regatta_name TEXT, host_port TEXT, first_sailed INTEGER, days INTEGER);
  CREATE TABLE pier (pier_id INTEGER PRIMARY KEY, pier_name TEXT, year_completed INTEGER, repair_days INTEGER, last_painted INTEGER);
  CREATE TABLE cheese (cheese_id INTEGER PRIMARY KEY, cheese_name TEXT, ripening_days INTEGER, price REAL);
  `,
  { dialect: 'sqlite' },
);

describe('the oldest and newest of what is no person', () => {
  it.each([
    [
      'What is the host port of the oldest regatta?',
      'SELECT host_port FROM regatta AS r ORDER BY first_sailed NULLS LAST LIMIT 1',
    ],
    [
      'Which is the newest regatta?',
      'SELECT regatta_name FROM regatta AS r ORDER BY first_sailed DESC LIMIT 1',
    ],
    [
      'List the regattas from oldest to newest.',
      'SELECT regatta_name FROM regatta AS r ORDER BY first_sailed NULLS LAST',
    ],
    [
      'Show the oldest pier.',
      'SELECT pier_name FROM pier AS p ORDER BY year_completed NULLS LAST LIMIT 1',
    ],
    // Asked of rows that have a column of that name.
    [
      'Which regatta was first sailed?',
      'SELECT regatta_name FROM regatta AS r ORDER BY first_sailed NULLS LAST LIMIT 1',
    ],
    [
      'Which pier was last painted?',
      'SELECT pier_name FROM pier AS p ORDER BY last_painted DESC LIMIT 1',
    ],
    ['piers last painted in 1990', 'SELECT pier_name FROM pier AS p WHERE last_painted = 1990'],
    [
      'What are the name and first year of each regatta?',
      'SELECT regatta_name, first_sailed FROM regatta AS r',
    ],
    ['When did the regattas start?', 'SELECT first_sailed FROM regatta AS r'],
  ])('%s', (question, sql) => {
    expect(coast.sqlOf(question)).toBe(sql);
  });

  it('asks by what, where only a number of days is there', async () => {
    expect(await coast.answerOf('Which is the oldest cheese?')).toBe('unclear');
  });
});
