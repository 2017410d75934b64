import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Nothing of the data is known: only what DDL tells. */
const { sqlOf } = askedSql(`
  CREATE TYPE contract AS ENUM ('permanent', 'intern');
  CREATE TABLE offices (office_id INTEGER PRIMARY KEY, city TEXT NOT NULL, country TEXT NOT NULL);
  CREATE TABLE departments (department_id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    office_id INTEGER NOT NULL REFERENCES offices);
  CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, email TEXT NOT NULL,
    salary NUMERIC(9,2) NOT NULL, is_remote BOOLEAN NOT NULL, contract_type contract NOT NULL,
    department_id INTEGER NOT NULL REFERENCES departments);
  CREATE TABLE requests (request_id INTEGER PRIMARY KEY, employee_id INTEGER NOT NULL REFERENCES employees,
    channel TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('filed', 'denied', 'granted')),
    reason TEXT NOT NULL -- travel, equipment, course
  );
  CREATE TABLE grades (grade_id INTEGER PRIMARY KEY, title TEXT NOT NULL, min_salary NUMERIC(9,2) NOT NULL);
`);

const people =
  'FROM employees AS e INNER JOIN departments AS d ON e.department_id = d.department_id';
const offices = `${people} INNER JOIN offices AS o ON d.office_id = o.office_id`;

describe('values that only the schema tells of', () => {
  it.each([
    [
      'How many interns do we have?',
      "SELECT count(*) AS employees_count FROM employees AS e WHERE contract_type = 'intern'",
    ],
    [
      'How many denied requests are there?',
      "SELECT count(*) AS requests_count FROM requests AS r WHERE stage = 'denied'",
    ],
    [
      'How many equipment requests are there?',
      "SELECT count(*) AS requests_count FROM requests AS r WHERE reason = 'equipment'",
    ],
    [
      'How many people work remotely?',
      'SELECT count(*) AS employees_count FROM employees AS e WHERE is_remote',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('a name that nobody has seen is of the column that the words beside it speak of', () => {
  it.each([
    [
      'names and emails of employees in Oslo',
      `SELECT e.full_name, e.email ${offices} WHERE o.city = 'Oslo'`,
    ],
    ['employees in Norway', `SELECT e.full_name ${offices} WHERE o.country = 'Norway'`],
    ['employees of the Oslo office', `SELECT e.full_name ${offices} WHERE o.city = 'Oslo'`],
    ['employees of the Sales department', `SELECT e.full_name ${people} WHERE d.name = 'Sales'`],
    ['requests from Slack', "SELECT request_id FROM requests AS r WHERE channel = 'Slack'"],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('who does something is a person', () => {
  it('though another thing is named', () => {
    expect(sqlOf('Who has never filed a request?')).toMatch(
      /^SELECT e\.full_name FROM employees AS e WHERE NOT EXISTS/u,
    );
  });
});

describe('a name that makes something else of it is not meant', () => {
  it('unless it is said', () => {
    expect(sqlOf('average salary')).toBe('SELECT avg(salary) AS avg_salary FROM employees AS e');
    expect(sqlOf('average minimum salary')).toBe(
      'SELECT avg(min_salary) AS avg_min_salary FROM grades AS t',
    );
  });
});
