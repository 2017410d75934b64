import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE island (isl_id INTEGER PRIMARY KEY, island_name TEXT NOT NULL, nation TEXT NOT NULL, population INTEGER NOT NULL);
  CREATE TABLE ferry (ferry_id INTEGER PRIMARY KEY, ferry_name TEXT NOT NULL, seats INTEGER NOT NULL);
  CREATE TABLE sailor (sailor_id INTEGER PRIMARY KEY, name TEXT NOT NULL, ferry_id INTEGER REFERENCES ferry(ferry_id));
  CREATE TABLE crossing (cr_id INTEGER PRIMARY KEY, isl_id INTEGER REFERENCES island(isl_id),
    ferry_id INTEGER REFERENCES ferry(ferry_id), passengers INTEGER NOT NULL);
`);
const called = askedSql(`
  CREATE TABLE hamlet (hamlet_id INTEGER PRIMARY KEY, hamlet_name TEXT NOT NULL, valley TEXT NOT NULL, inhabitants INTEGER NOT NULL);
  CREATE TABLE residents (resident_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, hamlet_id INTEGER REFERENCES hamlet(hamlet_id));
`);

describe('people of places that hold how many they have', () => {
  it.each([
    [
      'Which islands have over 3000 people?',
      'SELECT island_name FROM island AS i WHERE population > 3000',
    ],
    [
      'Which island has the most people?',
      'SELECT island_name FROM island AS i ORDER BY population DESC LIMIT 1',
    ],
    [
      'Which nations have both an island with more than 4000 people and an island with fewer than 700?',
      'SELECT nation FROM island AS i WHERE population > 4000 INTERSECT SELECT nation FROM island AS i WHERE population < 700',
    ],
    [
      'ferries with more than 5 people',
      'SELECT f.ferry_name FROM ferry AS f WHERE EXISTS ( SELECT 1 FROM crossing AS c WHERE c.ferry_id = f.ferry_id AND c.passengers > 5 )',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('are that number however it is called, and rows where a table is called so', () => {
    expect(called.sqlOf('Which hamlets have more than 90 people?')).toBe(
      'SELECT hamlet_name FROM hamlet AS h WHERE inhabitants > 90',
    );
    expect(called.sqlOf('hamlets with more than 90 residents')).toBe(
      'SELECT h.hamlet_name FROM residents AS r INNER JOIN hamlet AS h ON r.hamlet_id = h.hamlet_id GROUP BY h.hamlet_id, h.hamlet_name HAVING count(*) > 90',
    );
  });
});
