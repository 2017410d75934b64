import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A zoo in which hardly any column is called as the adjective that speaks of it. */
const zoo = askedSql(
  `
  CREATE TABLE keeper (keeper_id INTEGER PRIMARY KEY, name TEXT, birth_date DATE, hire_date DATE, salary REAL, height_cm REAL);
  CREATE TABLE enclosure (enclosure_id INTEGER PRIMARY KEY, name TEXT, built INTEGER, area REAL, depth_m REAL, keeper_id INTEGER REFERENCES keeper(keeper_id));
  CREATE TABLE animal (animal_id INTEGER PRIMARY KEY, name TEXT, species TEXT, age INTEGER, weight_kg REAL, enclosure_id INTEGER REFERENCES enclosure(enclosure_id));
  CREATE TABLE documentary (doc_id INTEGER PRIMARY KEY, title TEXT, running_minutes INTEGER, released INTEGER, production_cost REAL, keeper_id INTEGER REFERENCES keeper(keeper_id));
  CREATE TABLE sponsor (sponsor_id INTEGER PRIMARY KEY, name TEXT, net_worth REAL, founded_year INTEGER);
  CREATE TABLE pack (pack_id INTEGER PRIMARY KEY, name TEXT, num_of_members INTEGER, formed INTEGER);
  CREATE TABLE race (race_id INTEGER PRIMARY KEY, animal_id INTEGER REFERENCES animal(animal_id), finish_time REAL, distance REAL, held_on DATE);
  `,
  { dialect: 'sqlite' },
);

describe('orders from one adjective to another', () => {
  it.each([
    // Days of birth go against age.
    [
      'List the names of keepers from oldest to youngest',
      'SELECT name FROM keeper AS k ORDER BY birth_date NULLS LAST',
    ],
    [
      'Show the name and height of each keeper, from the tallest to the shortest',
      'SELECT name, height_cm FROM keeper AS k ORDER BY height_cm DESC',
    ],
    [
      'names of all animals from heaviest to lightest',
      'SELECT name FROM animal AS a ORDER BY weight_kg DESC',
    ],
    // Of its own table, and not of people or animals far away.
    [
      'List the enclosures from the oldest to the newest',
      'SELECT name FROM enclosure AS e ORDER BY built NULLS LAST',
    ],
    [
      'Show the title of documentaries from longest to shortest',
      'SELECT title FROM documentary AS d ORDER BY running_minutes DESC',
    ],
    // The second adjective completes the first one.
    [
      'List documentaries from most to least expensive',
      'SELECT title FROM documentary AS d ORDER BY production_cost DESC',
    ],
    ['List sponsors, richest to poorest', 'SELECT name FROM sponsor AS s ORDER BY net_worth DESC'],
    // What is sorted by is said.
    [
      'List the names of keepers sorted by hire date from newest to oldest',
      'SELECT name FROM keeper AS k ORDER BY hire_date DESC',
    ],
    // What is shown is what any number may be sorted by.
    [
      'Show the name and salary of all keepers from highest to lowest',
      'SELECT name, salary FROM keeper AS k ORDER BY salary DESC',
    ],
  ])('%s', (question, sql) => {
    expect(zoo.sqlOf(question)).toBe(sql);
  });
});

describe('superlatives whose column is called otherwise', () => {
  it.each([
    [
      'Which is the oldest enclosure?',
      'SELECT name FROM enclosure AS e ORDER BY built NULLS LAST LIMIT 1',
    ],
    [
      'What is the newest documentary?',
      'SELECT title FROM documentary AS d ORDER BY released DESC LIMIT 1',
    ],
    [
      'What is the longest documentary?',
      'SELECT title FROM documentary AS d ORDER BY running_minutes DESC LIMIT 1',
    ],
    [
      'Who is the richest sponsor?',
      'SELECT name FROM sponsor AS s ORDER BY net_worth DESC LIMIT 1',
    ],
    [
      'What are the 2 largest packs?',
      'SELECT name FROM pack AS p ORDER BY num_of_members DESC LIMIT 2',
    ],
    [
      'What is the deepest enclosure?',
      'SELECT name FROM enclosure AS e ORDER BY depth_m DESC LIMIT 1',
    ],
    // What is said behind it is what is highest.
    ['What is the highest salary of keepers?', 'SELECT max(salary) AS max_salary FROM keeper AS k'],
  ])('%s', (question, sql) => {
    expect(zoo.sqlOf(question)).toBe(sql);
  });
});

describe('both ends of what adjectives measure', () => {
  it.each([
    [
      'What are the ages of the youngest and the oldest animal?',
      'SELECT min(age) AS min_age, max(age) AS max_age FROM animal AS a',
    ],
    [
      'What is the average age, and the youngest and oldest age of animals?',
      'SELECT avg(age) AS avg_age, min(age) AS min_age, max(age) AS max_age FROM animal AS a',
    ],
    [
      'Return the mean, youngest and oldest age over all animals',
      'SELECT avg(age) AS avg_age, min(age) AS min_age, max(age) AS max_age FROM animal AS a',
    ],
    [
      'How long are the longest and the shortest documentary?',
      'SELECT max(running_minutes) AS max_running_minutes, min(running_minutes) AS min_running_minutes FROM documentary AS d',
    ],
    [
      'Find the average length and the longest length of all documentaries',
      'SELECT avg(running_minutes) AS avg_running_minutes, max(running_minutes) AS max_running_minutes FROM documentary AS d',
    ],
    [
      'What is the shortest time in race 2?',
      'SELECT min(finish_time) AS min_finish_time FROM race AS r WHERE race_id = 2',
    ],
    // One of them, and not both.
    [
      'What is the weight of the oldest animal?',
      'SELECT weight_kg FROM animal AS a ORDER BY age DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(zoo.sqlOf(question)).toBe(sql);
  });
});

describe('rows in the order of a moment or measure that a clause tells of', () => {
  it.each([
    // The youngest first.
    [
      'List the names of keepers sorted by how old they are',
      'SELECT name FROM keeper AS k ORDER BY birth_date DESC',
    ],
    [
      'List the names of sponsors ordered by when they were founded',
      'SELECT name FROM sponsor AS s ORDER BY founded_year NULLS LAST',
    ],
    [
      'List the names of keepers in the order in which they were hired',
      'SELECT name FROM keeper AS k ORDER BY hire_date NULLS LAST',
    ],
    [
      'names of enclosures ordered by the year they were built in descending order',
      'SELECT name FROM enclosure AS e ORDER BY built DESC',
    ],
  ])('%s', (question, sql) => {
    expect(zoo.sqlOf(question)).toBe(sql);
  });
});
