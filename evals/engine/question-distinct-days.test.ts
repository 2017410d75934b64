import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A lending place for tools. */
const tools = askedSql(
  `
  CREATE TABLE patron (patron_id INTEGER PRIMARY KEY, patron_name TEXT, enrolled_on DATE NOT NULL);
  CREATE TABLE workshop (workshop_id INTEGER PRIMARY KEY, title TEXT, start_date DATE);
  CREATE TABLE repair (repair_id INTEGER PRIMARY KEY, patron_id INTEGER REFERENCES patron(patron_id), repaired_on DATE NOT NULL);
  `,
  { dialect: 'sqlite' },
);

describe('on which days something was done', () => {
  it.each([
    ['On which distinct days were repairs made?', 'SELECT DISTINCT repaired_on FROM repair AS r'],
    ['On which distinct days did patrons enrol?', 'SELECT DISTINCT enrolled_on FROM patron AS p'],
    [
      'On which different dates do workshops start?',
      'SELECT DISTINCT start_date FROM workshop AS w',
    ],
    [
      'On how many different days were repairs made?',
      'SELECT count(DISTINCT repaired_on) AS count_repaired_on FROM repair AS r',
    ],
  ])('%s', (question, sql) => {
    expect(tools.sqlOf(question)).toBe(sql);
  });
});
