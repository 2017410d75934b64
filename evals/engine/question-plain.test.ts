import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE sailors (sailor_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL, age INTEGER NOT NULL,
    phone VARCHAR(20), birth_city VARCHAR(40), death_city VARCHAR(40));
  CREATE TABLE captains (captain_id INTEGER PRIMARY KEY REFERENCES sailors(sailor_id), total_points INTEGER NOT NULL);
  CREATE TABLE ferries (ferry_id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, county VARCHAR(40),
    home_port VARCHAR(40), length_meters NUMERIC(6,2), length_feet NUMERIC(6,2), size VARCHAR(10));
  CREATE TABLE crossings (crossing_id INTEGER PRIMARY KEY, ferry_id INTEGER NOT NULL REFERENCES ferries(ferry_id),
    origin VARCHAR(40) NOT NULL, destination VARCHAR(40) NOT NULL, level INTEGER NOT NULL, votes INTEGER,
    vote_percent NUMERIC(4,1));
  CREATE TABLE permits (permit_id INTEGER PRIMARY KEY, sailor_id INTEGER NOT NULL REFERENCES sailors(sailor_id),
    ferry_id INTEGER NOT NULL REFERENCES ferries(ferry_id));
`;
const { sqlOf } = askedSql(ddl, {
  held: [
    ['ferries', 'county', 'Cork'],
    ['ferries', 'home_port', 'Cork'],
    ['crossings', 'origin', 'Cork'],
    ['crossings', 'destination', 'Cork'],
    ['sailors', 'birth_city', 'Bergen'],
    ['sailors', 'death_city', 'Bergen'],
    ['sailors', 'full_name', 'Please'],
  ],
});

describe('plain questions', () => {
  const withPermit =
    'SELECT count(*) AS sailors_count FROM sailors AS s WHERE EXISTS (SELECT 1 FROM permits AS p WHERE p.sailor_id = s.sailor_id)';

  it.each([
    ['How many sailors have a permit?', withPermit],
    ['Count the number of sailors who hold permits.', withPermit],
    [
      'How many crossings of ferries are there?',
      'SELECT count(*) AS crossings_count FROM crossings AS c',
    ],
    ['How many permits do sailors have?', 'SELECT count(*) AS permits_count FROM permits AS p'],
  ])('counts rows that have others: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'What are the names of captains?',
      'SELECT s.full_name FROM sailors AS s WHERE EXISTS (SELECT 1 FROM captains AS c WHERE c.captain_id = s.sailor_id)',
    ],
    [
      'average age of captains',
      'SELECT avg(s.age) AS avg_age FROM sailors AS s WHERE EXISTS (SELECT 1 FROM captains AS c WHERE c.captain_id = s.sailor_id)',
    ],
    [
      'all information about each ferry',
      'SELECT ferry_id, name, county, home_port, length_meters, length_feet, size FROM ferries AS f',
    ],
  ])('keeps to the rows that are asked about: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    ['Which ferries are in Cork county?', "SELECT name FROM ferries AS f WHERE county = 'Cork'"],
    ['crossings from Cork', "SELECT crossing_id FROM crossings AS c WHERE origin = 'Cork'"],
    ['crossings to Cork', "SELECT crossing_id FROM crossings AS c WHERE destination = 'Cork'"],
    ['sailors born in Bergen', "SELECT full_name FROM sailors AS s WHERE birth_city = 'Bergen'"],
    [
      'sailors who died in Bergen',
      "SELECT full_name FROM sailors AS s WHERE death_city = 'Bergen'",
    ],
    ['Please list all sailors', 'SELECT full_name FROM sailors AS s'],
  ])('finds the column of a value by the words beside it: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'What is the average length in feet of the ferries?',
      'SELECT avg(length_feet) AS avg_length_feet FROM ferries AS f',
    ],
    [
      'List the votes of crossings in descending order.',
      'SELECT votes FROM crossings AS c ORDER BY votes DESC NULLS LAST',
    ],
    [
      'total points of captains in descending order',
      'SELECT total_points FROM captains AS c ORDER BY total_points DESC',
    ],
    ['List the phone numbers of all sailors.', 'SELECT phone FROM sailors AS s'],
    ['Show all sizes of ferries', 'SELECT size FROM ferries AS f'],
    [
      'Return the highest votes of crossings from Cork',
      "SELECT max(votes) AS max_votes FROM crossings AS c WHERE origin = 'Cork'",
    ],
    [
      'How many crossings are there in total',
      'SELECT count(*) AS crossings_count FROM crossings AS c',
    ],
  ])('shows the column that is named: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'List the top 3 oldest sailors.',
      'SELECT full_name FROM sailors AS s ORDER BY age DESC LIMIT 3',
    ],
    [
      'top 3 highest votes',
      'SELECT votes FROM crossings AS c ORDER BY votes DESC NULLS LAST LIMIT 3',
    ],
    [
      'crossings with a level between -5 and 5',
      'SELECT crossing_id FROM crossings AS c WHERE level BETWEEN -5 AND 5',
    ],
    [
      'crossings whose level is in the range of 2 and 4',
      'SELECT crossing_id FROM crossings AS c WHERE level BETWEEN 2 AND 4',
    ],
    [
      'sailors with age either 24 or 25',
      'SELECT full_name FROM sailors AS s WHERE age = 24 OR age = 25',
    ],
  ])('reads numbers: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
