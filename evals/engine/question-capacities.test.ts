import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf: ask } = askedSql(
  `
  CREATE TABLE arenas (arena_id INTEGER PRIMARY KEY, arena_name VARCHAR(40), town VARCHAR(30), capacity INTEGER);
  CREATE TABLE concerts (concert_id INTEGER PRIMARY KEY, arena_id INTEGER REFERENCES arenas(arena_id),
    title VARCHAR(40), visitors INTEGER);
  CREATE TABLE garages (garage_id INTEGER PRIMARY KEY, garage_name VARCHAR(40), spaces INTEGER);
  CREATE TABLE cars (car_id INTEGER PRIMARY KEY, garage_id INTEGER REFERENCES garages(garage_id),
    model VARCHAR(40), no_of_seats INTEGER, fuel VARCHAR(20));
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(40), max_guests INTEGER);
`,
  {
    held: [
      ['arenas', 'arena_name', 'Ice Dome'],
      ['arenas', 'town', 'Bern'],
      ['cars', 'fuel', 'electric'],
    ],
  },
);

describe('what something can hold is in a column, and is not counted', () => {
  it.each([
    [
      'What is the name of each arena and how many people can it hold?',
      'SELECT arena_name, capacity FROM arenas AS a',
    ],
    [
      'How many people can the Ice Dome hold?',
      "SELECT capacity FROM arenas AS a WHERE arena_name = 'Ice Dome'",
    ],
    [
      'How many spectators fit in the Ice Dome?',
      "SELECT capacity FROM arenas AS a WHERE arena_name = 'Ice Dome'",
    ],
    [
      'Show the arenas in Bern and how many people they can hold.',
      "SELECT arena_name, capacity FROM arenas AS a WHERE town = 'Bern'",
    ],
    [
      'How many passengers can sit in all the electric cars together?',
      "SELECT sum(no_of_seats) AS sum_no_of_seats FROM cars AS c WHERE fuel = 'electric'",
    ],
    [
      'Which arenas can hold at least 1000 people?',
      'SELECT arena_name FROM arenas AS a WHERE capacity >= 1000',
    ],
    ['arenas with room for 500 people', 'SELECT arena_name FROM arenas AS a WHERE capacity >= 500'],
    [
      'Which garages can hold more than 100 cars?',
      'SELECT garage_name FROM garages AS t WHERE spaces > 100',
    ],
    [
      'models of cars which can seat 4 to 6 passengers',
      'SELECT model FROM cars AS c WHERE no_of_seats BETWEEN 4 AND 6',
    ],
    [
      'lodges that accommodate more than 20 guests',
      'SELECT lodge_name FROM lodges AS l WHERE max_guests > 20',
    ],
    [
      'Which arena can seat the most people?',
      'SELECT arena_name FROM arenas AS a ORDER BY capacity DESC NULLS LAST LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });

  it('rows that are there are counted', () => {
    expect(ask('How many cars are there in each garage?')).toContain('count(*)');
    expect(ask('How many people visited the Ice Dome?')).not.toContain('capacity');
  });
});
