import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE ferries (ferry_id INTEGER PRIMARY KEY, ferry_name VARCHAR(40), launch REAL, tickets INTEGER);
  CREATE TABLE sailors (sailor_id INTEGER PRIMARY KEY, sailor_name VARCHAR(40), hired_on DATE, dob TEXT, date_left DATE);
  CREATE TABLE voyages (voyage_id INTEGER PRIMARY KEY, ferry_id INTEGER REFERENCES ferries(ferry_id), logged_on DATE);
`);

describe('the last day of something done', () => {
  it.each([
    [
      'When is the last day any sailor left?',
      'SELECT date_left FROM sailors AS s ORDER BY date_left DESC NULLS LAST LIMIT 1',
    ],
    [
      'What is the first day any sailor was hired?',
      'SELECT min(hired_on) AS min_hired_on FROM sailors AS s',
    ],
    [
      'Which sailor has the earliest date of birth?',
      'SELECT sailor_name FROM sailors AS s ORDER BY dob LIMIT 1',
    ],
    [
      'Which ferry was launched most recently?',
      'SELECT ferry_name FROM ferries AS f ORDER BY launch DESC NULLS LAST LIMIT 1',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('rows in the order of their sizes', () => {
  it.each([
    'Show the names of ferries sorted by the ones with the highest tickets first',
    'Show the names of ferries ordered by highest tickets first',
  ])('%s', async (question) => {
    expect(await answerOf(question)).toBe(
      'SELECT ferry_name FROM ferries AS f ORDER BY tickets DESC NULLS LAST',
    );
  });

  it('never puts names in the order of an age', async () => {
    expect(await answerOf('List ferry names, oldest first')).not.toContain('ferry_name DESC');
  });
});
