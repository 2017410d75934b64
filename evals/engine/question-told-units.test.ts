import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE teams (team_id INTEGER PRIMARY KEY, team_name VARCHAR(40) NOT NULL);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams(team_id),
    wait_sec INTEGER NOT NULL, called_at TIMESTAMP NOT NULL, price_cents INTEGER NOT NULL);
  CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, weight_g INTEGER NOT NULL, city VARCHAR(20) NOT NULL);
`,
  { dialect: 'sqlite' },
);

describe('numbers shown in a unit that the question asks for', () => {
  it.each([
    [
      'total price in euros',
      'SELECT CAST(sum(price_cents) AS REAL) / 100.0 AS sum_price FROM calls AS c',
    ],
    [
      'average wait in minutes by team',
      'SELECT avg(c.wait_sec) / 60.0 AS avg_wait, t.team_name FROM calls AS c INNER JOIN teams AS t ON c.team_id = t.team_id GROUP BY t.team_id, t.team_name',
    ],
    [
      'weight of parcels in kg',
      'SELECT CAST(weight_g AS REAL) / 1000.0 AS weight FROM parcels AS p',
    ],
    // It is in that unit already.
    ['weight of parcels in grams', 'SELECT weight_g FROM parcels AS p'],
    [
      'total price in thousands of euros',
      'SELECT CAST(sum(price_cents) AS REAL) / 100000.0 AS sum_price FROM calls AS c',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
