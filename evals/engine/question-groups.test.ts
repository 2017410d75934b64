import { describe, expect, it } from 'vitest';
import { clinic, shop } from './asked-rows.test-data.ts';

const databases = { shop, clinic };

describe('best of each group, ranks, aggregates of aggregates and lists', () => {
  it.each([
    [
      'shop',
      'For each category, the product with the highest price',
      [
        ['Garden', 'Hose', 30],
        ['Toys', 'Robot', 50],
      ],
    ],
    [
      'shop',
      'top 3 products per category by price',
      [
        ['Garden', 'Hose', 30],
        ['Garden', 'Shovel', 15],
        ['Toys', 'Robot', 50],
        ['Toys', 'Kite', 20],
        ['Toys', 'Puzzle', 10],
      ],
    ],
    [
      'shop',
      'top two customers per region by order amount',
      [
        ['North', 'Ann', 200],
        ['North', 'Ben', 30],
        ['South', 'Cid', 100],
      ],
    ],
    [
      'shop',
      'the newest customer in each tier',
      [
        ['basic', 'Ben', '2024-03-01'],
        ['premium', 'Dee', '2024-06-01'],
      ],
    ],
    [
      'shop',
      'most recent order for every customer',
      [
        ['Ann', 3, '2025-03-05'],
        ['Ben', 4, '2025-01-20'],
        ['Cid', 6, '2025-03-15'],
      ],
    ],
    [
      'shop',
      'For each category, the most expensive product',
      [
        ['Garden', 'Hose', 30],
        ['Toys', 'Robot', 50],
      ],
    ],
    [
      'shop',
      'For each region the customer with the most orders',
      [
        ['North', 'Ann', 3],
        ['South', 'Cid', 2],
      ],
    ],
    [
      'clinic',
      'For each department, the doctor who has been there longest',
      [
        ['Cardiology', 'Ada', '2015-01-01'],
        ['Oncology', 'Cy', '2012-05-01'],
      ],
    ],
    [
      'shop',
      'Rank products within their category by price',
      [
        ['Toys', 'Robot', 50, 1],
        ['Toys', 'Kite', 20, 2],
        ['Toys', 'Puzzle', 10, 3],
        ['Garden', 'Hose', 30, 1],
        ['Garden', 'Shovel', 15, 2],
      ],
    ],
    ['shop', 'What is the most orders one customer placed in a single month?', [[1]]],
    ['clinic', 'largest number of appointments a patient had in a year', [[3]]],
    [
      'clinic',
      'for every department, the highest paid doctor',
      [
        ['Cardiology', 'Ada', 9000],
        ['Oncology', 'Cy', 8000],
      ],
    ],
    [
      'clinic',
      'most prescribed drug in every city',
      [
        ['Lyon', 'Aspirin', 2],
        ['Nice', 'Ibuprofen', 1],
      ],
    ],
    [
      'clinic',
      'For each doctor, show the patient with the most appointments',
      [
        ['Ada', 'Pia', 2],
        ['Bo', 'Rae', 1],
        ['Cy', 'Pia', 1],
      ],
    ],
    ['shop', 'average number of orders per customer', [[2]]],
    ['clinic', 'what is the highest number of appointments for a single patient?', [[3]]],
    ['clinic', 'how many appointments does a patient have on average?', [[1.6667]]],
    [
      'clinic',
      'for each department, the average number of appointments per doctor',
      [
        ['Cardiology', 2],
        ['Oncology', 1],
      ],
    ],
    ['clinic', 'average total fee per patient', [[136.6667]]],
    ['shop', 'the third cheapest product', [['Kite']]],
    ['clinic', 'second longest appointment: its id and duration', [[4, 45]]],
    ['clinic', 'the second highest salary', [[8000]]],
    [
      'clinic',
      'highest, lowest and average salary per department',
      [
        [9000, 7000, 8000, 'Cardiology'],
        [8000, 8000, 8000, 'Oncology'],
      ],
    ],
    [
      'shop',
      'count, average and maximum price of products per category',
      [
        [3, 26.6667, 50, 'Toys'],
        [2, 22.5, 30, 'Garden'],
      ],
    ],
    [
      'clinic',
      'for each department: how many doctors and their combined salary, biggest first',
      [
        ['Cardiology', 2, 16000],
        ['Oncology', 1, 8000],
      ],
    ],
    [
      'clinic',
      'doctors and their salaries, starting with the highest',
      [
        ['Ada', 9000],
        ['Cy', 8000],
        ['Bo', 7000],
      ],
    ],
    [
      'clinic',
      'departments by number of doctors, largest first',
      [
        ['Cardiology', 2],
        ['Oncology', 1],
      ],
    ],
    [
      'shop',
      'completed orders per customer',
      [
        [2, 'Ann'],
        [1, 'Ben'],
        [1, 'Cid'],
      ],
    ],
    [
      'shop',
      'top 2 customers by orders',
      [
        ['Ann', 3],
        ['Cid', 2],
      ],
    ],
    [
      'shop',
      'number of completed orders by region since 2025-02-01',
      [
        [1, 'North'],
        [1, 'South'],
      ],
    ],
    ['shop', 'orders, newest first', [[6], [3], [2], [5], [4], [1]]],
  ] as const)('%s answers "%s"', (of, question, rows) => {
    expect(databases[of].ask(question)).toEqual(rows);
  });
});
