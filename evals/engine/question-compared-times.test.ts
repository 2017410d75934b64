import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE stalls (stall_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE takings (taking_id INTEGER PRIMARY KEY, stall_id INTEGER NOT NULL REFERENCES stalls,
    amount NUMERIC(9,2) NOT NULL, taken_on DATE NOT NULL);
`);

describe('each number goes by its time', () => {
  it.each([
    [
      'takings this month versus last month',
      ['takings_count_this_month', 'takings_count_last_month'],
    ],
    ['total amount yesterday vs today', ['sum_amount_yesterday', 'sum_amount_today']],
    ['total amount in Q1 vs Q2 2025', ['sum_amount_2025_q1', 'sum_amount_2025_q2']],
    ['total amount in 2024 versus 2025', ['sum_amount_2024', 'sum_amount_2025']],
    ['total amount in March versus in April', ['sum_amount_march', 'sum_amount_april']],
  ])('%s', (question, names) => {
    const said = [...sqlOf(question).matchAll(/ AS (\w+_\w+)/gu)].map(([, name]) => name);
    expect(said).toStrictEqual(names);
  });
});

describe('two times that are compared are two numbers, however it is said', () => {
  it.each([
    'compare takings this month with last month',
    'Compare the takings of this month and last month',
    'takings this month compared to last month',
    'How do takings this month compare with last month?',
    "Compare this month's takings to last month's",
    'Comparison of takings this month vs. last month',
  ])('%s', (question) => {
    expect(sqlOf(question)).toBe(sqlOf('takings this month versus last month'));
  });

  it.each([
    ['total amount in March compared to April', 'total amount in March versus in April'],
    [
      'compare total amount in January and February 2025',
      'total amount in January 2025 versus in February 2025',
    ],
    ['compare total amount by stall in 2024 and 2025', 'total amount by stall in 2024 versus 2025'],
    ['total amount in Q1 vs Q2 2025', 'total amount in Q1 2025 versus in Q2 2025'],
  ])('%s', (question, other) => {
    expect(sqlOf(question)).toBe(sqlOf(other));
    expect(sqlOf(question).match(/CASE WHEN/gu)).toHaveLength(2);
  });

  it.each([
    ['takings in January and February 2025', 0],
    ['compare stalls by takings this month', 0],
  ])('and others are not: %s', (question, times) => {
    expect(sqlOf(question).match(/CASE WHEN/gu) ?? []).toHaveLength(times);
  });
});
