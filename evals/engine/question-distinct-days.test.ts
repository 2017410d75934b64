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

const { answerOf: ofYears } = askedSql(
  `
  CREATE TABLE terms (term_id INTEGER PRIMARY KEY, year INTEGER NOT NULL, mayor VARCHAR(40) NOT NULL, city VARCHAR(40) NOT NULL);
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(40) NOT NULL);
  CREATE TABLE bookings (booking_id INTEGER PRIMARY KEY, lodge_id INTEGER NOT NULL REFERENCES lodges(lodge_id), booked_on DATE NOT NULL);
`,
  { held: [['terms', 'mayor', 'Anna Berg']], dialect: 'sqlite' },
);

describe('"in which distinct years" shows years', () => {
  it.each([
    [
      'In which distinct years was the mayor "Anna Berg"?',
      "SELECT DISTINCT year FROM terms AS t WHERE mayor = 'Anna Berg'",
    ],
    [
      'In which different years was the mayor not Anna Berg?',
      "SELECT DISTINCT year FROM terms AS t WHERE mayor <> 'Anna Berg'",
    ],
    [
      'In how many different years was Anna Berg mayor?',
      "SELECT count(DISTINCT year) AS count_year FROM terms AS t WHERE mayor = 'Anna Berg'",
    ],
    [
      'In which distinct years were lodges booked?',
      "SELECT DISTINCT strftime('%Y-01-01', booked_on) AS year FROM bookings AS b",
    ],
  ])('%s', async (question, sql) => {
    expect(await ofYears(question)).toBe(sql);
  });
});
