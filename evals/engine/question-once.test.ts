import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, client_name VARCHAR(60) NOT NULL, country VARCHAR(30) NOT NULL);
  CREATE TABLE offices (office_id INTEGER PRIMARY KEY, office_name VARCHAR(60) NOT NULL, city VARCHAR(30) NOT NULL);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(client_id),
    language VARCHAR(20) NOT NULL, called_at TIMESTAMP NOT NULL);
`);

describe('values that are asked for are listed once', () => {
  it.each([
    ['Which countries do our clients come from?', 'SELECT DISTINCT country FROM clients AS c'],
    ['countries our clients come from', 'SELECT DISTINCT country FROM clients AS c'],
    ['In which cities do we have offices?', 'SELECT DISTINCT city FROM offices AS o'],
    ['what languages are used in calls', 'SELECT DISTINCT language FROM calls AS c'],
    ['В каких городах у нас есть офисы?', 'SELECT DISTINCT city FROM offices AS o'],
    [
      'How many countries do our clients come from?',
      'SELECT count(DISTINCT country) AS count_country FROM clients AS c',
    ],
    // What names a row, and what is asked of a single one, stays as it is.
    ['Which clients do we have?', 'SELECT client_name FROM clients AS c'],
    [
      'Which country does client 5 come from?',
      'SELECT country FROM clients AS c WHERE client_id = 5',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('"without repeats" shows and counts each once', () => {
  it.each([
    ['names of the clients in Spain, without repeats', 'SELECT DISTINCT client_name FROM'],
    ['List the cities of the offices with no duplicates', 'SELECT DISTINCT city FROM offices AS o'],
    ['the country of every client, each only once', 'SELECT DISTINCT country FROM clients AS c'],
    ['List each city just once.', 'SELECT DISTINCT city FROM offices AS o'],
    ['языки звонков без повторов', 'SELECT DISTINCT language FROM calls AS c'],
    [
      'count the languages of calls, without duplicates',
      'SELECT count(DISTINCT language) AS count_language FROM calls AS c',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toContain(sql);
  });
});
