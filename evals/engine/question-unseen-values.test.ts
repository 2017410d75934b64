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

describe('names of people that nobody has seen', () => {
  const { sqlOf: asked } = askedSql(`
    CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE sprints (id INTEGER PRIMARY KEY, goal TEXT);
    CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT NOT NULL, assignee_id INTEGER REFERENCES members,
      reporter_id INTEGER REFERENCES members, sprint_id INTEGER REFERENCES sprints);
  `);
  const { sqlOf: twoNamed } = askedSql(`
    CREATE TABLE workers (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
      manager_id INTEGER REFERENCES workers);
    CREATE TABLE leaves (id INTEGER PRIMARY KEY, worker_id INTEGER NOT NULL REFERENCES workers,
      decided_by INTEGER REFERENCES workers, starts_on DATE NOT NULL);
  `);

  it('are those of whom the verb says', () => {
    expect(asked('tasks reported by Maria Lopez')).toBe(
      "SELECT t.title FROM tasks AS t INNER JOIN members AS m ON t.reporter_id = m.id WHERE m.name = 'Maria Lopez'",
    );
    expect(asked('Tasks assigned to Maria Lopez')).toContain(
      "ON t.assignee_id = m.id WHERE t.assignee_id IS NOT NULL AND m.name = 'Maria Lopez'",
    );
  });

  it('stand in two columns where people have two', () => {
    expect(twoNamed('leaves of Maria Lopez')).toContain(
      "l.worker_id = w.id WHERE w.first_name = 'Maria' AND w.last_name = 'Lopez'",
    );
    expect(twoNamed('Who is the manager of Maria Lopez?')).toMatch(
      /EXISTS \( SELECT 1 FROM workers AS w2 WHERE w2\.manager_id = w\.id AND .*w2\.first_name = 'Maria'/u,
    );
  });

  it('are none where a thing is said that rows are assigned to', () => {
    expect(asked('Tasks that are not assigned to any sprint')).toBe(
      'SELECT t.title FROM tasks AS t WHERE NOT EXISTS (SELECT 1 FROM sprints AS s WHERE t.sprint_id = s.id)',
    );
  });
});
