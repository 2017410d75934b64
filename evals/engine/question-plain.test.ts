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
    ['sailors', 'full_name', 'Andy'],
    ['sailors', 'birth_city', 'Andy'],
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
    [
      'names of the three oldest sailors',
      'SELECT full_name FROM sailors AS s ORDER BY age DESC LIMIT 3',
    ],
    [
      'which ferry is the one with the greatest length in meters',
      'SELECT name FROM ferries AS f ORDER BY length_meters DESC NULLS LAST LIMIT 1',
    ],
    [
      'origins that have two or more records',
      'SELECT origin FROM crossings AS c GROUP BY origin HAVING count(*) >= 2',
    ],
    [
      'Which ferries have more than a single permit?',
      'SELECT f.name FROM permits AS p INNER JOIN ferries AS f ON p.ferry_id = f.ferry_id GROUP BY f.ferry_id, f.name HAVING count(*) > 1',
    ],
  ])('reads numbers: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    ['order all ferries by name', 'SELECT name FROM ferries AS f ORDER BY name'],
    ['alphabetically ordered list of ferries', 'SELECT name FROM ferries AS f ORDER BY name'],
    [
      'sort sailors by age from large to small',
      'SELECT full_name FROM sailors AS s ORDER BY age DESC',
    ],
    [
      'Show the name of each county and the number of ferries',
      'SELECT county, count(*) AS ferries_count FROM ferries AS f GROUP BY county',
    ],
    ['What are all ferry ids?', 'SELECT ferry_id FROM ferries AS f'],
    [
      "sailors that have a phone that contains '44'",
      "SELECT full_name FROM sailors AS s WHERE phone ILIKE '%44%'",
    ],
    [
      'minimun and maximun age of sailors',
      'SELECT min(age) AS min_age, max(age) AS max_age FROM sailors AS s',
    ],
    [
      'What are the maximum and minimum age of sailors?',
      'SELECT max(age) AS max_age, min(age) AS min_age FROM sailors AS s',
    ],
    ['How many vessels are there?', 'SELECT count(*) AS ferries_count FROM ferries AS f'],
  ])('keeps orders, groups and keys: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
