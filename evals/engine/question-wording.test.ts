import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    job VARCHAR(40) NOT NULL, salary NUMERIC(10,2) NOT NULL, hired_on DATE NOT NULL);
  CREATE TABLE travellers (traveller_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    country_code CHAR(2) NOT NULL, language CHAR(2) NOT NULL,
    grade SMALLINT NOT NULL -- 0 = basic, 1 = silver, 2 = platinum
  );
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY,
    traveller_id INTEGER NOT NULL REFERENCES travellers(traveller_id),
    guide_id INTEGER REFERENCES employees(employee_id),
    harbour VARCHAR(40) NOT NULL, reserved_at TIMESTAMP NOT NULL, price NUMERIC(10,2) NOT NULL);
`;
const held = [
  ['travellers', 'country_code', 'ES'],
  ['travellers', 'country_code', 'PL'],
  ['travellers', 'language', 'de'],
  ['travellers', 'full_name', 'Nils Holgersson'],
  ['trips', 'harbour', 'Rotterdam'],
] as const;
const { sqlOf } = askedSql(ddl, { held });

describe('other words than those of the schema', () => {
  it.each([
    [
      'Spanish or Polish travellers',
      "SELECT full_name FROM travellers AS t WHERE country_code IN ('ES', 'PL')",
    ],
    ['travellers from Poland', "SELECT full_name FROM travellers AS t WHERE country_code = 'PL'"],
    [
      'How many German travellers are there?',
      "SELECT count(*) AS travellers_count FROM travellers AS t WHERE language = 'de'",
    ],
    ['platinum travellers', 'SELECT full_name FROM travellers AS t WHERE grade = 2'],
    ['trips from Roterdam', "SELECT trip_id FROM trips AS t WHERE harbour = 'Rotterdam'"],
    ['How many reservations are there?', 'SELECT count(*) AS trips_count FROM trips AS t'],
    ['average wage of staff members', 'SELECT avg(salary) AS avg_salary FROM employees AS e'],
    [
      'trips of Holgersson',
      "SELECT t.trip_id FROM trips AS t INNER JOIN travellers AS t2 ON t.traveller_id = t2.traveller_id WHERE t2.full_name = 'Nils Holgersson'",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
