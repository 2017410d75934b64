import { describe, expect, it } from 'vitest';
import { clinic, shop } from './asked-rows.test-data.ts';

const databases = { shop, clinic };

describe('comparisons with groups, money, and who did one thing but not another', () => {
  it.each([
    ['shop', 'customers who spent more than the average customer', [['Ann']]],
    ['shop', 'customers who placed more orders than the average customer', [['Ann']]],
    ['shop', 'products priced above the average of their category', [['Robot'], ['Hose']]],
    [
      'shop',
      'products that cost more than the average price in their category',
      [['Robot'], ['Hose']],
    ],
    ['clinic', 'doctors who earn more than the average doctor', [['Ada']]],
    ['clinic', 'doctors earning more than the average of their department', [['Ada']]],
    ['clinic', 'doctors with more appointments than average', [['Ada']]],
    [
      'shop',
      'Which customer spent the most in each region?',
      [
        ['North', 'Ann', 200],
        ['South', 'Cid', 100],
      ],
    ],
    ['clinic', 'which doctor earns the least?', [['Bo']]],
    [
      'shop',
      'revenue by region',
      [
        [230, 'North'],
        [100, 'South'],
      ],
    ],
    [
      'shop',
      'total revenue per tier',
      [
        [130, 'basic'],
        [200, 'premium'],
      ],
    ],
    [
      'shop',
      'best-selling product in each category, by quantity',
      [
        ['Garden', 'Shovel', 2],
        ['Garden', 'Hose', 2],
        ['Toys', 'Kite', 4],
      ],
    ],
    ['shop', 'customers who bought a Kite but never a Robot', []],
    ['shop', 'customers who bought both a Kite and a Robot', [['Ann'], ['Cid']]],
    ['shop', 'Who bought a Robot or a Shovel but not a Puzzle?', [['Ben'], ['Cid']]],
    ['shop', 'Who ordered a Kite but not a Robot?', []],
    ['shop', 'customers who have never reviewed anything', [['Dee']]],
    ['clinic', 'patients who got Aspirin but never Ibuprofen', [['Quin']]],
    ['clinic', 'What drug do patients from Lyon take most?', [['Aspirin']]],
    ['clinic', "doctors that don't see patients from Lyon", [['Bo']]],
    ['shop', "What's the most expensive product by price?", [['Robot']]],
  ] as const)('%s answers "%s"', (of, question, rows) => {
    expect(databases[of].ask(question)).toEqual(rows);
  });
});
