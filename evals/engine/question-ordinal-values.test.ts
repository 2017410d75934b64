import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE riders (rider_id INTEGER PRIMARY KEY, rider_name VARCHAR(60) NOT NULL, team VARCHAR(40) NOT NULL);
  CREATE TABLE rallies (rally_id INTEGER PRIMARY KEY, rally_name VARCHAR(60) NOT NULL, edition INTEGER NOT NULL);
  CREATE TABLE runs (run_id INTEGER PRIMARY KEY, rider_id INTEGER NOT NULL REFERENCES riders(rider_id),
    rally_id INTEGER NOT NULL REFERENCES rallies(rally_id), rank INTEGER NOT NULL, bounty REAL NOT NULL, laps INTEGER NOT NULL);
  CREATE TABLE seats (seat_id INTEGER PRIMARY KEY, floor INTEGER NOT NULL, class VARCHAR(20) NOT NULL, price REAL NOT NULL);
`,
  {
    held: [
      ['rallies', 'rally_name', 'Dune Trophy'],
      ['riders', 'rider_name', 'Lena Fox'],
      ['seats', 'class', 'First'],
      ['seats', 'class', 'Second'],
    ],
    dialect: 'sqlite',
  },
);
const riders = (test: string) =>
  `SELECT r.rider_name FROM riders AS r WHERE ${test.replace('#', 'EXISTS (SELECT 1 FROM runs AS r2 WHERE r2.rider_id = r.rider_id AND')}`;

describe('ordinals that a column holds as its values', () => {
  it.each([
    ['Which riders took first place?', riders('# r2.rank = 1)')],
    ['riders who finished second', riders('# r2.rank = 2)')],
    ['Which riders never came third?', riders('NOT # r2.rank = 3)')],
    [
      'How many riders were in second or third place?',
      'SELECT count(*) AS riders_count FROM riders AS r WHERE EXISTS ( SELECT 1 FROM runs AS r2 WHERE r2.rider_id = r.rider_id AND (r2.rank = 2 OR r2.rank = 3) )',
    ],
    ['riders who finished in the first three places', riders('# r2.rank <= 3)')],
    [
      'How many times did Lena Fox take first place?',
      "SELECT count(*) AS runs_count FROM runs AS r INNER JOIN riders AS r2 ON r.rider_id = r2.rider_id WHERE r2.rider_name = 'Lena Fox' AND r.rank = 1",
    ],
    ['name of the 10th edition of the Dune Trophy', null],
    [
      'How many seats are on the second floor?',
      'SELECT count(*) AS seats_count FROM seats AS s WHERE floor = 2',
    ],
    [
      'average price of first class seats',
      "SELECT avg(price) AS avg_price FROM seats AS s WHERE class = 'First'",
    ],
    // No ordinals of that kind.
    [
      'What is the second highest price?',
      'SELECT DISTINCT price FROM seats AS s ORDER BY price DESC LIMIT 1 OFFSET 1',
    ],
  ])('%s', (question, sql) => {
    if (sql === null) expect(sqlOf(question)).toContain('edition = 10');
    else expect(sqlOf(question)).toBe(sql);
  });
});

describe('what is said of the row that links and of what it leads to is said of one row', () => {
  it.each([
    ['Who finished second in the Dune Trophy?', "r.rank = 2 AND r2.rally_name = 'Dune Trophy'"],
    [
      'riders with more than 8 laps in the Dune Trophy',
      "r.laps > 8 AND r2.rally_name = 'Dune Trophy'",
    ],
  ])('%s', (question, tests) => {
    expect(sqlOf(question)).toBe(
      `SELECT r.rider_name FROM riders AS r WHERE EXISTS ( SELECT 1 FROM ( SELECT r.rider_id FROM runs AS r INNER JOIN rallies AS r2 ON r.rally_id = r2.rally_id WHERE ${tests} ) AS with_1 WHERE r.rider_id = with_1.rider_id )`,
    );
  });
});

describe('a clause that says again who has an amount', () => {
  const total =
    'FROM runs AS r INNER JOIN riders AS r2 ON r.rider_id = r2.rider_id GROUP BY r2.rider_id, r2.rider_name';
  it.each([
    [
      'For each rider, list the name and the total bounty they won',
      `SELECT r2.rider_name, sum(r.bounty) AS sum_bounty ${total}`,
    ],
    [
      'What is the total bounty won by each rider?',
      `SELECT sum(r.bounty) AS sum_bounty, r2.rider_name ${total}`,
    ],
    [
      'For each rider, give the average bounty she has won.',
      `SELECT r2.rider_name, avg(r.bounty) AS avg_bounty ${total}`,
    ],
    [
      'How much bounty did Lena Fox win?',
      "SELECT sum(r.bounty) AS sum_bounty FROM runs AS r INNER JOIN riders AS r2 ON r.rider_id = r2.rider_id WHERE r2.rider_name = 'Lena Fox'",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
