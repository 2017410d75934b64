import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf, answerOf } = askedSql(`
  CREATE TABLE crews (crew_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE rowers (rower_id INTEGER PRIMARY KEY, name TEXT NOT NULL, wage NUMERIC NOT NULL,
    crew_id INTEGER NOT NULL REFERENCES crews(crew_id), medals INTEGER NOT NULL);
  CREATE TABLE work_orders (work_order_id INTEGER PRIMARY KEY, opened_on DATE NOT NULL);
  CREATE TABLE tasks (task_id INTEGER PRIMARY KEY, wo_id INTEGER NOT NULL REFERENCES work_orders(work_order_id));
  CREATE TABLE crates (crate_id INTEGER PRIMARY KEY, grocer TEXT NOT NULL, is_spoiled BOOLEAN NOT NULL);
`);

describe('the most for each', () => {
  it.each(['most medals per crew', 'most medals for each crew'])(
    'is the highest where nothing that has some was named: %s',
    (question) => {
      expect(sqlOf(question)).toMatch(/^SELECT max\(r\.medals\) .* GROUP BY c\.crew_id/u);
    },
  );

  it('is a total of what was named', () => {
    expect(sqlOf('which crew has the most medals?')).toContain('ORDER BY sum(r.medals) DESC');
  });
});

describe('half of an average', () => {
  it.each([
    'rowers with a wage above half of the average',
    'rowers with a wage below half of the average wage',
  ])('is no part of the rows: %s', (question) => {
    expect(sqlOf(question)).toMatch(/WHERE wage [<>] 0\.5 \* \(SELECT avg\(wage\)/u);
  });
});

describe('rows called by the letters of their table', () => {
  it('are all of them', () => {
    const sql = sqlOf('How many WOs were there in 2024?');
    expect(sql).toContain('FROM work_orders');
    expect(sql).not.toContain('EXISTS');
  });
});

describe('values that have rows', () => {
  it.each(['Which grocers have crates that are spoiled?', 'Which grocers had spoiled crates?'])(
    'come once each: %s',
    async (question) => {
      expect(await answerOf(question)).toBe(
        'SELECT DISTINCT grocer FROM crates AS c WHERE is_spoiled',
      );
    },
  );
});
