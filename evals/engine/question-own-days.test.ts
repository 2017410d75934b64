import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE gardeners (gardener_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL);
  CREATE TABLE work_logs (log_id INTEGER PRIMARY KEY, gardener_id INTEGER NOT NULL REFERENCES gardeners(gardener_id),
    minutes INTEGER NOT NULL, worked_on DATE NOT NULL, submitted_at TIMESTAMP NOT NULL);
  CREATE TABLE outlays (outlay_id INTEGER PRIMARY KEY, purpose TEXT NOT NULL, amount NUMERIC NOT NULL,
    spent_on DATE NOT NULL, submitted_on DATE NOT NULL);
`);

describe('the day a row is about', () => {
  it.each([
    ['minutes per gardener last month', 'worked_on'],
    ['total amount of outlays in March 2025', 'spent_on'],
    ['outlays submitted in March 2025', 'submitted_on'],
  ])('comes before the one it was handed in, unless that is said: %s', (question, column) => {
    const [, where] = sqlOf(question).split(' WHERE ');
    expect(where).toMatch(new RegExp(String.raw`^(?:\w+\.)?${column} >= `, 'u'));
  });
});
