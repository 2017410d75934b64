import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A publisher of recorded lectures. */
const lectures = askedSql(
  `
  CREATE TABLE speaker (speaker_id INTEGER PRIMARY KEY, name TEXT, birth_year INTEGER, town TEXT, joined_on DATE, debt REAL, fee REAL);
  CREATE TABLE lecture (lecture_id INTEGER PRIMARY KEY, title TEXT, length_min INTEGER, recorded_year INTEGER, start_time TEXT, times_quoted INTEGER, speaker_id INTEGER REFERENCES speaker(speaker_id));
  CREATE TABLE sponsor (sponsor_id INTEGER PRIMARY KEY, sponsor_name TEXT, budget REAL);
  `,
  { dialect: 'sqlite' },
);

describe('what comes first, behind what rows are sorted by', () => {
  it.each([
    [
      'List the names of speakers sorted by year of birth, latest first.',
      'SELECT name FROM speaker AS s ORDER BY birth_year DESC',
    ],
    [
      'List the names of speakers sorted by birth year, oldest first.',
      'SELECT name FROM speaker AS s ORDER BY birth_year NULLS LAST',
    ],
    [
      'Show lecture titles sorted by start time, earliest start first.',
      'SELECT title FROM lecture AS l ORDER BY start_time NULLS LAST',
    ],
    [
      'Show lecture titles ordered by recorded year, newest first.',
      'SELECT title FROM lecture AS l ORDER BY recorded_year DESC',
    ],
    [
      'Show the names of speakers sorted by fee, starting with the lowest.',
      'SELECT name FROM speaker AS s ORDER BY fee NULLS LAST',
    ],
    // The second thing to sort by, where the first one is a name.
    [
      'List the names of speakers sorted by town, youngest first.',
      'SELECT name FROM speaker AS s ORDER BY town NULLS LAST, birth_year DESC',
    ],
  ])('%s', (question, sql) => {
    expect(lectures.sqlOf(question)).toBe(sql);
  });
});

describe('from the one that has most to the one that has least', () => {
  it.each([
    [
      'List sponsors from the one with the most money to the one with the least.',
      'SELECT sponsor_name FROM sponsor AS s ORDER BY budget DESC',
    ],
    [
      'List speakers from who owes the least to who owes the most.',
      'SELECT name FROM speaker AS s ORDER BY debt NULLS LAST',
    ],
    [
      'Show lecture titles, starting from the one that is quoted most and going down to the one that is quoted least.',
      'SELECT title FROM lecture AS l ORDER BY times_quoted DESC',
    ],
    [
      'lectures from the most quoted to the least quoted',
      'SELECT title FROM lecture AS l ORDER BY times_quoted DESC',
    ],
    [
      'List sponsors from the one with the lowest budget to the one with the highest',
      'SELECT sponsor_name FROM sponsor AS s ORDER BY budget NULLS LAST',
    ],
    [
      'List speakers from the one with the fewest lectures to the one with the most',
      'SELECT s.name FROM lecture AS l INNER JOIN speaker AS s ON l.speaker_id = s.speaker_id GROUP BY s.speaker_id, s.name ORDER BY count(*)',
    ],
    ['Which speaker owes the most?', 'SELECT name FROM speaker AS s ORDER BY debt DESC LIMIT 1'],
    ['Which speakers owe more than 150?', 'SELECT name FROM speaker AS s WHERE debt > 150'],
    [
      'List the names of speakers from the longest serving to the most recently hired.',
      'SELECT name FROM speaker AS s ORDER BY joined_on NULLS LAST',
    ],
  ])('%s', (question, sql) => {
    expect(lectures.sqlOf(question)).toBe(sql);
  });
});

describe('every one of what is listed, and nothing counted', () => {
  it.each([
    [
      'List every sponsor name, sorted alphabetically.',
      'SELECT sponsor_name FROM sponsor AS s ORDER BY sponsor_name NULLS LAST',
    ],
    [
      'Show each lecture title in alphabetical order.',
      'SELECT title FROM lecture AS l ORDER BY title NULLS LAST',
    ],
  ])('%s', (question, sql) => {
    expect(lectures.sqlOf(question)).toBe(sql);
  });
});

describe('running time', () => {
  it.each([
    [
      'What is the longest lecture? Show its title and running time.',
      'SELECT title, length_min FROM lecture AS l ORDER BY length_min DESC LIMIT 1',
    ],
    [
      'List lecture titles in increasing order of running time.',
      'SELECT title FROM lecture AS l ORDER BY length_min NULLS LAST',
    ],
    [
      'What is the average playing time of lectures?',
      'SELECT avg(length_min) AS avg_length_min FROM lecture AS l',
    ],
    [
      'Which lecture has the longest running time?',
      'SELECT title FROM lecture AS l ORDER BY length_min DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(lectures.sqlOf(question)).toBe(sql);
  });
});
