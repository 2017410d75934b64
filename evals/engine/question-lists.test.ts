import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A school without declared keys on trips, names that are not called name, and numbers kept as texts. */
const school = askedSql(
  `
  CREATE TABLE pupils (pupil_id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, city TEXT, age TEXT, house_no INTEGER);
  CREATE TABLE clubs (club_id INTEGER PRIMARY KEY, club_name TEXT, fee REAL, seats INTEGER, max_age INTEGER, founded_year INTEGER);
  CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, pupil_id INTEGER REFERENCES pupils(pupil_id), club_id INTEGER REFERENCES clubs(club_id), hours INTEGER, stars INTEGER);
  CREATE TABLE stop (id INTEGER PRIMARY KEY, name TEXT, lat REAL);
  CREATE TABLE ride (id INTEGER PRIMARY KEY, from_stop_id INTEGER, to_stop_id INTEGER, minutes INTEGER);
  `,
  {
    held: [
      ['pupils', 'city', 'Oslo'],
      ['pupils', 'age', '12'],
      ['pupils', 'age', '9'],
      ['clubs', 'club_name', 'Chess'],
    ],
    dialect: 'sqlite',
  },
);

describe('lists, counts and names of plain questions', () => {
  it.each([
    // Groups that are named first are shown first.
    [
      'For each city, how many pupils are there?',
      'SELECT city, count(*) AS pupils_count FROM pupils AS p GROUP BY city',
    ],
    [
      'How many pupils are there in each city?',
      'SELECT count(*) AS pupils_count, city FROM pupils AS p GROUP BY city',
    ],
    // All rows are no groups.
    ['What is the average fee for all clubs?', 'SELECT avg(fee) AS avg_fee FROM clubs AS c'],
    // The aggregate is of both columns.
    [
      'What is the average fee and seats of clubs?',
      'SELECT avg(fee) AS avg_fee, avg(seats) AS avg_seats FROM clubs AS c',
    ],
    // A column is called by the short form of an aggregate.
    [
      'Show the average fee of clubs with max age higher than 12',
      'SELECT avg(fee) AS avg_fee FROM clubs AS c WHERE max_age > 12',
    ],
    [
      'In how many cities do pupils live?',
      'SELECT count(DISTINCT city) AS count_city FROM pupils AS p',
    ],
    // Numbers that are kept as texts are added up as numbers.
    [
      'What is the average age of pupils?',
      'SELECT avg(CAST(age AS REAL)) AS avg_age FROM pupils AS p',
    ],
    ['What is the club name of club 3?', 'SELECT club_name FROM clubs AS c WHERE club_id = 3'],
    [
      'Show the club names of clubs founded in 2005 or after',
      'SELECT club_name FROM clubs AS c WHERE founded_year >= 2005',
    ],
    [
      'List the distinct cities of pupils sorted by house number',
      'SELECT city FROM pupils AS p GROUP BY city ORDER BY min(house_no) NULLS LAST',
    ],
    [
      'Show the club name and fee of clubs sorted by fee decreasing and club name ascending',
      'SELECT club_name, fee FROM clubs AS c ORDER BY fee DESC, club_name NULLS LAST',
    ],
    [
      'What is the first and last name of the oldest pupil?',
      'SELECT first_name, last_name FROM pupils AS p ORDER BY age DESC LIMIT 1',
    ],
    ['Show the hours of visits with 5 stars', 'SELECT hours FROM visits AS v WHERE stars = 5'],
    [
      'Which clubs were visited at least twice?',
      'SELECT c.club_name FROM visits AS v INNER JOIN clubs AS c ON v.club_id = c.club_id GROUP BY c.club_id, c.club_name HAVING count(*) >= 2',
    ],
    // `from_stop_id` and `to_stop_id` lead to stops, though no key says so.
    [
      'For each ride, show the name of its from stop',
      'SELECT s.name FROM stop AS s INNER JOIN ride AS r ON r.from_stop_id = s.id',
    ],
  ])('%s', (question, sql) => {
    expect(school.sqlOf(question)).toBe(sql);
  });
});

/** Codes with descriptions in tables of their own, parties that belong to regions. */
const lists = askedSql(
  `
  CREATE TABLE colors (color_code TEXT PRIMARY KEY, color_description TEXT);
  CREATE TABLE products (product_id INTEGER PRIMARY KEY, product_name TEXT, product_description TEXT, color_code TEXT REFERENCES colors(color_code), room_count TEXT);
  CREATE TABLE regions (region_id INTEGER PRIMARY KEY, region_name TEXT);
  CREATE TABLE parties (party_id INTEGER PRIMARY KEY, party_name TEXT, minister TEXT, phone TEXT, founded INTEGER, region_id INTEGER REFERENCES regions(region_id));
  `,
  {
    held: [
      ['products', 'product_name', 'chervil'],
      ['products', 'room_count', '3'],
    ],
    dialect: 'sqlite',
  },
);

describe('names that others share words with', () => {
  it.each([
    [
      'List all color codes and descriptions',
      'SELECT color_code, color_description FROM colors AS c',
    ],
    [
      'What are the names of parties and their respective regions?',
      'SELECT p.party_name, r.region_name FROM parties AS p INNER JOIN regions AS r ON p.region_id = r.region_id',
    ],
    [
      'How many parties were founded in or after 1990?',
      'SELECT count(*) AS parties_count FROM parties AS p WHERE founded >= 1990',
    ],
    [
      'What is the minister and phone number of the parties?',
      'SELECT minister, phone FROM parties AS p',
    ],
    [
      'Show the party names of parties that have Lab in their minister',
      "SELECT party_name FROM parties AS p WHERE minister LIKE '%Lab%'",
    ],
    [
      'Which products have between 2 and 4 room count?',
      'SELECT product_name FROM products AS p WHERE CAST(room_count AS REAL) BETWEEN 2 AND 4',
    ],
    [
      'Show the total number of rooms of all products',
      'SELECT sum(CAST(room_count AS REAL)) AS sum_room_count FROM products AS p',
    ],
  ])('%s', (question, sql) => {
    expect(lists.sqlOf(question)).toBe(sql);
  });
});
