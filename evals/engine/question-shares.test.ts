import { describe, expect, it } from 'vitest';
import { clinic, shop } from './asked-rows.test-data.ts';

const databases = { shop, clinic };

describe('shares, ratios, arithmetic and measures of several tables', () => {
  it.each([
    ['shop', 'What percentage of orders are cancelled?', [[16.6667]]],
    ['shop', 'what percentage of completed orders have a discount above 5', [[25]]],
    ['shop', 'share of cancelled orders among all orders', [[16.6667]]],
    ['shop', 'What share of customers is premium?', [[50]]],
    [
      'shop',
      'what fraction of the order amount came from each region',
      [
        [69.697, 'North'],
        [30.303, 'South'],
      ],
    ],
    [
      'shop',
      'percentage of orders by status',
      [
        [16.6667, 'cancelled'],
        [66.6667, 'completed'],
        [16.6667, 'pending'],
      ],
    ],
    [
      'shop',
      'share of total order amount per tier',
      [
        [39.3939, 'basic'],
        [60.6061, 'premium'],
      ],
    ],
    ['clinic', 'proportion of female patients', [[50]]],
    [
      'clinic',
      'percentage of completed appointments per doctor',
      [
        [66.6667, 'Ada'],
        [100, 'Bo'],
        [100, 'Cy'],
      ],
    ],
    [
      'clinic',
      'no-show rate by department',
      [
        [25, 'Cardiology'],
        [0, 'Oncology'],
      ],
    ],
    [
      'shop',
      'for each region, the percentage of cancelled orders',
      [
        ['North', 25],
        ['South', 0],
      ],
    ],
    ['shop', 'percentage of customers who have no email', [[50]]],
    ['shop', 'ratio of orders to customers', [[1.5]]],
    ['clinic', 'ratio of female to male patients', [[1]]],
    [
      'clinic',
      'ratio of appointments to doctors per department',
      [
        ['Cardiology', 2],
        ['Oncology', 1],
      ],
    ],
    [
      'shop',
      'total quantity times unit price per category',
      [
        [240, 'Toys'],
        [90, 'Garden'],
      ],
    ],
    [
      'shop',
      'price multiplied by stock for each product',
      [
        [100, 'Kite'],
        [100, 'Robot'],
        [150, 'Shovel'],
        [120, 'Hose'],
        [80, 'Puzzle'],
      ],
    ],
    [
      'shop',
      'difference between the highest and lowest price per category',
      [
        [40, 'Toys'],
        [15, 'Garden'],
      ],
    ],
    [
      'shop',
      'amount minus discount of each order',
      [
        [90, 1],
        [60, 2],
        [35, 3],
        [30, 4],
        [60, 5],
        [20, 6],
      ],
    ],
    [
      'shop',
      'total revenue per region, counting quantity times unit price of completed orders',
      [
        ['North', 190],
        ['South', 20],
      ],
    ],
    [
      'shop',
      'for each tier: number of customers, orders placed and reviews written',
      [
        ['premium', 2, 3, 2],
        ['basic', 2, 3, 3],
      ],
    ],
    ['shop', 'number of customers, orders and reviews', [[4, 6, 5]]],
    [
      'shop',
      'for each region: number of customers and total order amount, highest amount first',
      [
        ['North', 2, 230],
        ['South', 2, 100],
      ],
    ],
    [
      'clinic',
      'for each department the number of doctors and total appointment fee',
      [
        ['Cardiology', 2, 350],
        ['Oncology', 1, 60],
      ],
    ],
    [
      'shop',
      'how many orders and reviews does each customer have',
      [
        ['Ann', 3, 2],
        ['Ben', 1, 1],
        ['Cid', 2, 2],
        ['Dee', 0, 0],
      ],
    ],
  ] as const)('%s answers "%s"', (of, question, rows) => {
    expect(databases[of].ask(question)).toEqual(rows);
  });
});
