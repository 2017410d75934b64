import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A theatre: what people do there is a value of theirs, and keys of other rows are called by it too. */
const { answerOf } = askedSql(`
  CREATE TABLE people (person_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL,
    craft VARCHAR(20) NOT NULL, -- Painter | Tailor | Usher
    joined_on DATE NOT NULL);
  CREATE TABLE sets (set_id INTEGER PRIMARY KEY, set_name VARCHAR(40) NOT NULL, style VARCHAR(10) NOT NULL, -- modern | baroque
    painter_id INTEGER NOT NULL REFERENCES people(person_id));
  CREATE TABLE costumes (costume_id INTEGER PRIMARY KEY, label VARCHAR(40) NOT NULL,
    tailor_id INTEGER NOT NULL REFERENCES people(person_id));
`);

describe('a noun for what people do and for whom a key leads to', () => {
  it.each([
    [
      'is a value where they are listed',
      'Painters who joined last year',
      "SELECT full_name FROM people AS p WHERE joined_on >= DATE '2025-01-01' AND joined_on < DATE '2026-01-01' AND craft = 'Painter'",
    ],
    [
      'is a value where they are counted',
      'How many tailors are there?',
      "SELECT count(*) AS people_count FROM people AS p WHERE craft = 'Tailor'",
    ],
    [
      'is a value of those who never did it',
      'Which painters have never painted a baroque set?',
      "SELECT p.full_name FROM people AS p WHERE NOT EXISTS ( SELECT 1 FROM sets AS s WHERE s.painter_id = p.person_id AND s.style = 'baroque' ) AND p.craft = 'Painter'",
    ],
    [
      'is one of several values',
      'painters and tailors',
      "SELECT full_name FROM people AS p WHERE craft IN ('Painter', 'Tailor')",
    ],
    [
      'is the key where rows are counted for each',
      'sets per painter',
      'SELECT count(*) AS sets_count, p.full_name FROM sets AS s INNER JOIN people AS p ON s.painter_id = p.person_id GROUP BY p.person_id, p.full_name',
    ],
  ])('%s: %s', async (_what, question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
