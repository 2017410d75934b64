import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE airports (airport_id INTEGER PRIMARY KEY, airport_name VARCHAR(80) NOT NULL,
    city VARCHAR(40) NOT NULL, terminal VARCHAR(10) NOT NULL);
  CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    job VARCHAR(40) NOT NULL, manager_id INTEGER -- employees.employee_id of whoever leads them
  );
  CREATE TABLE flights (flight_id INTEGER PRIMARY KEY,
    origin_airport_id INTEGER NOT NULL REFERENCES airports(airport_id),
    destination_airport_id INTEGER NOT NULL REFERENCES airports(airport_id),
    pilot_id INTEGER REFERENCES employees(employee_id), price NUMERIC(10,2) NOT NULL);
`;
const held = [
  ['airports', 'city', 'Berlin'],
  ['airports', 'city', 'Paris'],
  ['employees', 'full_name', 'Ann Lee'],
  ['employees', 'job', 'Chief Pilot'],
] as const;
const { sqlOf } = askedSql(ddl, { held });

describe('one table in several roles', () => {
  it.each([
    [
      'flights from Berlin to Paris',
      "SELECT f.flight_id FROM flights AS f INNER JOIN airports AS a ON f.origin_airport_id = a.airport_id INNER JOIN airports AS a2 ON f.destination_airport_id = a2.airport_id WHERE a.city = 'Berlin' AND a2.city = 'Paris'",
    ],
    [
      'number of flights per destination airport',
      'SELECT count(*) AS flights_count, a.airport_name FROM flights AS f INNER JOIN airports AS a ON f.destination_airport_id = a.airport_id GROUP BY a.airport_id, a.airport_name',
    ],
    [
      'Who does Ann Lee report to?',
      "SELECT e.full_name FROM employees AS e WHERE EXISTS ( SELECT 1 FROM employees AS e2 WHERE e2.manager_id = e.employee_id AND e2.full_name = 'Ann Lee' )",
    ],
    [
      'How many people report to each supervisor?',
      'SELECT count(*) AS employees_count, e2.full_name FROM employees AS e INNER JOIN employees AS e2 ON e.manager_id = e2.employee_id GROUP BY e2.employee_id, e2.full_name',
    ],
    [
      'Which employees have no manager?',
      'SELECT e.full_name FROM employees AS e WHERE NOT EXISTS (SELECT 1 FROM employees AS e2 WHERE e.manager_id = e2.employee_id)',
    ],
    [
      'list the pilots',
      'SELECT e.full_name FROM employees AS e WHERE EXISTS (SELECT 1 FROM flights AS f WHERE f.pilot_id = e.employee_id)',
    ],
    [
      'Average price per chief pilot',
      'SELECT avg(f.price) AS avg_price, e.full_name FROM flights AS f INNER JOIN employees AS e ON f.pilot_id = e.employee_id GROUP BY e.employee_id, e.full_name',
    ],
    ['What terminals do we use?', 'SELECT DISTINCT terminal FROM airports AS a'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
