import { describe, expect, it } from 'vitest';
import { clinic, shop } from './asked-rows.test-data.ts';

const databases = { shop, clinic };

describe('measures over time: running totals, changes, one time against another', () => {
  it.each([
    [
      'shop',
      'running total of order amount by month',
      [
        ['2025-01-01', 130, 130],
        ['2025-02-01', 140, 270],
        ['2025-03-01', 60, 330],
      ],
    ],
    [
      'shop',
      'cumulative number of orders per month',
      [
        ['2025-01-01', 2, 2],
        ['2025-02-01', 2, 4],
        ['2025-03-01', 2, 6],
      ],
    ],
    [
      'shop',
      'monthly order amount and change versus the previous month',
      [
        ['2025-01-01', 130, null],
        ['2025-02-01', 140, 10],
        ['2025-03-01', 60, -80],
      ],
    ],
    [
      'shop',
      'change in orders versus the previous month',
      [
        ['2025-01-01', 2, null],
        ['2025-02-01', 2, 0],
        ['2025-03-01', 2, 0],
      ],
    ],
    [
      'shop',
      'month over month growth in order amount',
      [
        ['2025-01-01', 130, null],
        ['2025-02-01', 140, 7.6923],
        ['2025-03-01', 60, -57.1429],
      ],
    ],
    [
      'shop',
      'change in orders versus the month before, for the last 2 months',
      [
        ['2025-02-01', 2, 0],
        ['2025-03-01', 2, 0],
      ],
    ],
    [
      'shop',
      'running total of orders per month for each region',
      [
        ['2025-01-01', 'North', 2, 2],
        ['2025-02-01', 'North', 1, 3],
        ['2025-02-01', 'South', 1, 1],
        ['2025-03-01', 'North', 1, 4],
        ['2025-03-01', 'South', 1, 2],
      ],
    ],
    ['shop', 'orders this month compared to last month', [[2, 2]]],
    ['shop', 'revenue this month vs last month', [[60, 140]]],
    ['shop', 'Year to date revenue against the same stretch of last year', [[330, 0]]],
    [
      'shop',
      'top 2 customers by revenue',
      [
        ['Ann', 200],
        ['Cid', 100],
      ],
    ],
    [
      'shop',
      'top 2 customers by total order amount',
      [
        ['Ann', 200],
        ['Cid', 100],
      ],
    ],
    ['clinic', 'largest number of appointments a single patient had in one calendar month', [[2]]],
  ] as const)('%s answers "%s"', (of, question, rows) => {
    expect(databases[of].ask(question)).toEqual(rows);
  });
});
