import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE flats (flat_id INTEGER PRIMARY KEY, street VARCHAR(50) NOT NULL, bedrooms INTEGER NOT NULL,
    rent NUMERIC(8,2) NOT NULL);
  CREATE TABLE contracts (contract_id INTEGER PRIMARY KEY, flat_id INTEGER NOT NULL REFERENCES flats(flat_id),
    term_months INTEGER NOT NULL, signed_on DATE NOT NULL);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, duration_sec INTEGER NOT NULL,
    contract_id INTEGER NOT NULL REFERENCES contracts(contract_id));
  CREATE TABLE buses (bus_id INTEGER PRIMARY KEY, plate VARCHAR(10) NOT NULL, seats INTEGER NOT NULL,
    axles INTEGER NOT NULL);
  CREATE TABLE tours (tour_id INTEGER PRIMARY KEY, tour_name VARCHAR(40) NOT NULL, duration_days INTEGER NOT NULL);
`);

describe('numbers that are adjectives', () => {
  it.each([
    [
      'How many two-bedroom flats are there?',
      'SELECT count(*) AS flats_count FROM flats AS f WHERE bedrooms = 2',
    ],
    ['list 3 bedroom flats', 'SELECT flat_id FROM flats AS f WHERE bedrooms = 3'],
    [
      'average rent of one-bedroom flats',
      'SELECT avg(rent) AS avg_rent FROM flats AS f WHERE bedrooms = 1',
    ],
    ['50-seat buses', 'SELECT plate FROM buses AS b WHERE seats = 50'],
    // In the unit of the column.
    ['12-month contracts', 'SELECT contract_id FROM contracts AS c WHERE term_months = 12'],
    ['five minute calls', 'SELECT call_id FROM calls AS c WHERE duration_sec = 300'],
    ['семидневные туры', 'SELECT tour_name FROM tours AS t WHERE duration_days = 7'],
    [
      'сколько трёхосных автобусов',
      'SELECT count(*) AS buses_count FROM buses AS b WHERE axles = 3',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
