import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE wards (ward_id INTEGER PRIMARY KEY, ward_name VARCHAR(40) NOT NULL);
  CREATE TABLE roles (role_code VARCHAR(4) PRIMARY KEY, role_name VARCHAR(40) NOT NULL);
  CREATE TABLE nurses (nurse_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL, age INTEGER NOT NULL,
    role_code VARCHAR(4) NOT NULL REFERENCES roles(role_code), ward_id INTEGER REFERENCES wards(ward_id),
    supervisor_id INTEGER REFERENCES nurses(nurse_id));
  CREATE TABLE posting_history (nurse_id INTEGER NOT NULL REFERENCES nurses(nurse_id), started_on DATE NOT NULL,
    role_code VARCHAR(4) NOT NULL REFERENCES roles(role_code), PRIMARY KEY (nurse_id, started_on));
`);

const posted = 'FROM posting_history AS ph INNER JOIN nurses AS n ON ph.nurse_id = n.nurse_id';

describe('several rows of what each row has one of', () => {
  it.each([
    [
      'What are the nurse ids of nurses who have held two or more roles?',
      `SELECT n.nurse_id ${posted} GROUP BY n.nurse_id HAVING count(DISTINCT ph.role_code) >= 2`,
    ],
    [
      'Find the names of nurses who held more than one role',
      `SELECT n.full_name ${posted} GROUP BY n.nurse_id, n.full_name HAVING count(DISTINCT ph.role_code) > 1`,
    ],
    // The other way round each has several, and wards have no history.
    [
      'Which roles have at least two nurses?',
      'SELECT r.role_name FROM nurses AS n INNER JOIN roles AS r ON n.role_code = r.role_code GROUP BY r.role_code, r.role_name HAVING count(*) >= 2',
    ],
    [
      'supervisor ids of nurses older than 30',
      'SELECT supervisor_id FROM nurses AS n WHERE age > 30',
    ],
    ['ids of nurses older than 30', 'SELECT nurse_id FROM nurses AS n WHERE age > 30'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('a second sentence says more of the rows that the first asked for', () => {
  it.each([
    ['Which nurses have the role with code "HN"? Find their names.', 'n.full_name'],
    ['Which nurses have the role with code "HN"? Give their ages.', 'n.age'],
    ['Which nurses have the role with code "HN"? List their names and ages.', 'n.full_name, n.age'],
  ])('%s', async (question, shown) => {
    expect(await answerOf(question)).toBe(
      `SELECT ${shown} FROM nurses AS n INNER JOIN roles AS r ON n.role_code = r.role_code WHERE r.role_code = 'HN'`,
    );
  });
});
