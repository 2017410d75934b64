import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE labs (lab_id INTEGER PRIMARY KEY, lab_name VARCHAR(40) NOT NULL, town VARCHAR(20) NOT NULL);
  CREATE TABLE persons (person_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, lab_id INTEGER NOT NULL REFERENCES labs(lab_id),
    boss_id INTEGER REFERENCES persons(person_id), start_dt DATE NOT NULL, end_dt DATE, is_temp BOOLEAN NOT NULL);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, trial_name VARCHAR(40) NOT NULL, lab_id INTEGER NOT NULL REFERENCES labs(lab_id),
    head_id INTEGER NOT NULL REFERENCES persons(person_id), phase VARCHAR(12) NOT NULL, begun_on DATE NOT NULL);
  CREATE TABLE rotas (rota_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL REFERENCES trials(trial_id),
    person_id INTEGER NOT NULL REFERENCES persons(person_id), from_dt DATE NOT NULL, to_dt DATE);
  CREATE TABLE absences (absence_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES persons(person_id),
    kind VARCHAR(12) NOT NULL, first_day DATE NOT NULL, last_day DATE NOT NULL);
`,
  {
    held: [
      ['trials', 'phase', 'running'],
      ['trials', 'phase', 'idle'],
      ['absences', 'kind', 'study'],
      ['labs', 'lab_name', 'Optics'],
      ['persons', 'full_name', 'Ines Duarte'],
    ],
  },
);

describe('a state that a column of the rows holds', () => {
  it.each([
    ['running trials', "phase = 'running'"],
    ['trials running', "phase = 'running'"],
    ['which trials are running right now?', "phase = 'running'"],
    ['labs with at least three trials running', "phase = 'running'"],
    ['which trials have gone idle?', "phase = 'idle'"],
  ])('is not one of whoever is there beside: %s', (question, test) => {
    const sql = sqlOf(question);
    expect(sql).toContain(test);
    expect(sql).not.toMatch(/persons|rotas/u);
  });

  it('of rows that begin and end it says that today lies between', () => {
    expect(sqlOf('rotas running')).toContain("from_dt <= DATE '2026-01-01'");
  });
});

describe('people who come and go', () => {
  it.each([
    'how many persons does each lab have right now?',
    'headcount by lab as of today',
    'persons who are still here',
    'How many persons report directly to Ines Duarte today?',
    'which colleagues work in Optics at the moment?',
  ])('are those who have not gone, where the words say now: %s', (question) => {
    expect(sqlOf(question)).toContain('end_dt IS NULL');
  });

  it.each([
    'how many persons does each lab have?',
    'how many persons started today?',
    'how many trials are there right now?',
  ])('are all of them where they do not: %s', (question) => {
    expect(sqlOf(question)).not.toContain('end_dt');
  });

  it.each([
    ['who is on study absence today?', "kind = 'study'"],
    ['how many persons are on absence right now?', "last_day >= DATE '2026-01-01'"],
  ])('are named where one asks who is on something: %s', (question, part) => {
    const sql = sqlOf(question);
    expect(sql).toContain(part);
    expect(sql).toContain("first_day <= DATE '2026-01-01'");
    expect(sql).toMatch(/FROM persons/u);
  });

  it.each([
    ['who is our latest joiner?', /full_name FROM persons AS p ORDER BY start_dt DESC LIMIT 1/u],
    ['the last 3 hires', /FROM persons AS p ORDER BY start_dt DESC LIMIT 3/u],
    ['most recent hire in each lab', /rank\(\) OVER \(PARTITION BY .* ORDER BY p.start_dt DESC/u],
    ['headcount', /^SELECT count\(\*\) AS persons_count FROM persons AS p$/u],
    ['headcount, temps included', /^SELECT count\(\*\) AS persons_count FROM persons AS p$/u],
  ])('are called by words for those who work here: %s', (question, sql) => {
    expect(sqlOf(question)).toMatch(sql);
  });
});
