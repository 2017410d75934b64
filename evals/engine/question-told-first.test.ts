import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE reports (report_id INTEGER PRIMARY KEY, report_name VARCHAR(60) NOT NULL, author VARCHAR(40) NOT NULL, reading_fee REAL NOT NULL, state VARCHAR(20) NOT NULL);
  CREATE TABLE copies (copy_id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES reports(report_id), shelf VARCHAR(20) NOT NULL, pages INTEGER NOT NULL);
`,
  { held: [['reports', 'state', 'draft']], dialect: 'sqlite' },
);

describe('verbs that tables and columns are called by too', () => {
  it.each([
    [
      'Which reports charge a reading fee of less than 30? Report their names.',
      'SELECT report_name FROM reports AS r WHERE reading_fee < 30',
    ],
    [
      'Which reports have a reading fee of more than 5? Name their authors.',
      'SELECT author FROM reports AS r WHERE reading_fee > 5',
    ],
    ['Report the names of all reports', 'SELECT report_name FROM reports AS r'],
    ['Name the shelves of the copies', 'SELECT shelf FROM copies AS c'],
    ['State the author of each report', 'SELECT author FROM reports AS r'],
    // Names all the same.
    ['names and states of reports', 'SELECT report_name, state FROM reports AS r'],
    ['State of each report', 'SELECT state FROM reports AS r'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
