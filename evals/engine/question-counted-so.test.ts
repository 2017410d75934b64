import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A dance school. */
const { answerOf } = askedSql(
  `
  CREATE TABLE rooms (room_id INTEGER PRIMARY KEY, room_name VARCHAR(40) NOT NULL, area_m2 INTEGER NOT NULL);
  CREATE TABLE coaches (coach_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL);
  CREATE TABLE lessons (lesson_id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES rooms(room_id),
    coach_id INTEGER NOT NULL REFERENCES coaches(coach_id), style VARCHAR(10) NOT NULL, price NUMERIC(7,2) NOT NULL,
    is_private BOOLEAN NOT NULL, cancelled_at TIMESTAMP, held_on DATE NOT NULL);
  CREATE TABLE lockers (locker_id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES rooms(room_id),
    owner VARCHAR(40) -- NULL when the locker is empty
  );
`,
  {
    held: [
      ['lessons', 'style', 'tango'],
      ['lessons', 'style', 'salsa'],
    ],
  },
);

const coaches = (having: string): string =>
  `SELECT c.full_name FROM lessons AS l INNER JOIN coaches AS c ON l.coach_id = c.coach_id GROUP BY c.coach_id, c.full_name HAVING ${having}`;

describe('rows that are counted, with what is said of them', () => {
  it.each([
    [
      'by a value',
      'Which coaches gave more than 5 tango lessons?',
      coaches("count(CASE WHEN l.style = 'tango' THEN 1 ELSE NULL END) > 5"),
    ],
    [
      'by a flag',
      'coaches with fewer than 3 private lessons',
      coaches('count(CASE WHEN l.is_private THEN 1 ELSE NULL END) < 3'),
    ],
    [
      'by a moment',
      'coaches with at least 2 cancelled lessons',
      coaches('count(CASE WHEN l.cancelled_at IS NOT NULL THEN 1 ELSE NULL END) >= 2'),
    ],
    [
      'by two of them',
      'coaches that have 2 cancelled tango lessons',
      coaches(
        "count(CASE WHEN l.cancelled_at IS NOT NULL AND l.style = 'tango' THEN 1 ELSE NULL END) = 2",
      ),
    ],
    [
      'by a comment that names them',
      'rooms with at least 4 empty lockers',
      'SELECT r.room_name FROM lockers AS l INNER JOIN rooms AS r ON l.room_id = r.room_id GROUP BY r.room_id, r.room_name HAVING count(CASE WHEN l.owner IS NULL THEN 1 ELSE NULL END) >= 4',
    ],
  ])('%s: %s', async (_what, question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('measures', () => {
  it.each([
    [
      'a list of ends with an average is of one column',
      'Smallest, largest and average price of lessons, split by style',
      'SELECT min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price, style FROM lessons AS l GROUP BY style',
    ],
    [
      'what is best within groups may be said behind them',
      'dearest lesson in every style by price',
      'SELECT style, lesson_id, price FROM ( SELECT style, lesson_id, price, rank() OVER (PARTITION BY style ORDER BY price DESC) AS place FROM lessons AS l ) AS ranked WHERE place = 1 ORDER BY style, place',
    ],
  ])('%s: %s', async (_what, question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
