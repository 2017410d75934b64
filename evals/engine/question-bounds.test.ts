import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(40) NOT NULL, city VARCHAR(40) NOT NULL, min_stay INTEGER NOT NULL);
  CREATE TABLE jetties (jetty_id INTEGER PRIMARY KEY, city VARCHAR(40) NOT NULL, length REAL NOT NULL);
  CREATE TABLE guides (guide_id INTEGER PRIMARY KEY, guide_name VARCHAR(60) NOT NULL, age INTEGER NOT NULL, salary REAL NOT NULL);
  CREATE TABLE bookings (booking_id INTEGER PRIMARY KEY, lodge_id INTEGER NOT NULL REFERENCES lodges(lodge_id), booked_on DATE NOT NULL);
`);

describe('so many rows for each value', () => {
  it.each(['Which cities have 2 to 4 jetties?', 'cities with between 2 and 4 jetties'])(
    '%s',
    async (question) => {
      expect(await answerOf(question)).toBe(
        'SELECT city FROM jetties AS j GROUP BY city HAVING count(*) BETWEEN 2 AND 4',
      );
    },
  );

  it('of a column', async () => {
    expect(await answerOf('jetties with a length between 10 and 30')).toBe(
      'SELECT jetty_id FROM jetties AS j WHERE length BETWEEN 10 AND 30',
    );
  });

  it('so many times', async () => {
    expect(await answerOf('Find the lodges that have been booked for 3 times')).toBe(
      'SELECT l.lodge_name FROM bookings AS b INNER JOIN lodges AS l ON b.lodge_id = l.lodge_id GROUP BY l.lodge_id, l.lodge_name HAVING count(*) = 3',
    );
  });
});

describe('a bound that is said before its column', () => {
  it.each([
    ['guides with at least a salary of 2000', 'salary >= 2000'],
    ['Which guides have at most a salary of 2000?', 'salary <= 2000'],
    ['guides with a minimum age of 30', 'age >= 30'],
    ['guides with a maximum age of 45', 'age <= 45'],
  ])('%s', async (question, test) => {
    expect(await answerOf(question)).toBe(`SELECT guide_name FROM guides AS t WHERE ${test}`);
  });

  it.each([
    ['What is the minimum age of the guides?', 'SELECT min(age) AS min_age FROM guides AS t'],
    ['lodges with a minimum stay of 2', 'SELECT lodge_name FROM lodges AS l WHERE min_stay = 2'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
