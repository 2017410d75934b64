import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Rowing clubs and who borrows their boats. */
const clubs = askedSql(
  `
  CREATE TABLE club (club_id INTEGER PRIMARY KEY, club_name TEXT, town TEXT, district TEXT, formed INTEGER, jetties INTEGER);
  CREATE TABLE member (member_id INTEGER PRIMARY KEY, member_name TEXT, club_id INTEGER REFERENCES club(club_id), enrolled_on DATE NOT NULL, weight REAL);
  CREATE TABLE boat (boat_id INTEGER PRIMARY KEY, boat_name TEXT, built INTEGER, num_seats INTEGER);
  CREATE TABLE loan (loan_id INTEGER PRIMARY KEY, boat_id INTEGER REFERENCES boat(boat_id), member_id INTEGER REFERENCES member(member_id), lent_on DATE NOT NULL);
  `,
  { dialect: 'sqlite' },
);

describe('what was done first, and last', () => {
  it.each([
    [
      'Which club was formed most recently?',
      'SELECT club_name FROM club AS c ORDER BY formed DESC LIMIT 1',
    ],
    [
      'Which boat was built first?',
      'SELECT boat_name FROM boat AS b ORDER BY built NULLS LAST LIMIT 1',
    ],
    [
      'Find the name of the member who enrolled last.',
      'SELECT member_name FROM member AS m ORDER BY enrolled_on DESC LIMIT 1',
    ],
    [
      'Who was enrolled earliest?',
      'SELECT member_name FROM member AS m ORDER BY enrolled_on LIMIT 1',
    ],
    [
      'What is the town of the most recently formed club?',
      'SELECT town FROM club AS c ORDER BY formed DESC LIMIT 1',
    ],
    [
      'Who was the first member to enrol?',
      'SELECT member_name FROM member AS m ORDER BY enrolled_on LIMIT 1',
    ],
    // A year in which it was done, and no rank.
    ['boats first built in 1985', 'SELECT boat_name FROM boat AS b WHERE built = 1985'],
    // All of them, in that order.
    [
      'List the clubs, the most recently formed first.',
      'SELECT club_name FROM club AS c ORDER BY formed DESC',
    ],
    [
      'List boat names from the most recently built to the oldest.',
      'SELECT boat_name FROM boat AS b ORDER BY built DESC',
    ],
    [
      'List the clubs in the order in which they were formed.',
      'SELECT club_name FROM club AS c ORDER BY formed NULLS LAST',
    ],
  ])('%s', (question, sql) => {
    expect(clubs.sqlOf(question)).toBe(sql);
  });
});

describe('from the most of something to the least of it', () => {
  const byLoans =
    'SELECT b.boat_name FROM loan AS l INNER JOIN boat AS b ON l.boat_id = b.boat_id GROUP BY b.boat_id, b.boat_name ORDER BY count(*)';

  it.each([
    [
      'List members from the highest weight to the lowest.',
      'SELECT member_name FROM member AS m ORDER BY weight DESC',
    ],
    [
      'Show the names of the clubs from the fewest jetties to the most.',
      'SELECT club_name FROM club AS c ORDER BY jetties NULLS LAST',
    ],
    ['List the boats from most borrowed to least borrowed.', `${byLoans} DESC`],
    ['Boats, least borrowed first', byLoans],
    ['List the boats from the busiest to the quietest.', `${byLoans} DESC`],
  ])('%s', (question, sql) => {
    expect(clubs.sqlOf(question)).toBe(sql);
  });

  it('is of no text for what is large', () => {
    expect(clubs.sqlOf('List clubs from largest to smallest.')).not.toContain('district');
  });
});
