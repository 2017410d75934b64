import { describe, expect, it } from 'vitest';
import { clinic, shop } from './asked-rows.test-data.ts';

const databases = { shop, clinic };

describe('ordinals, first and last rows that something has, and the time from each row to the next', () => {
  it.each([
    ['shop', 'customers whose last order was smaller than their first', [['Ann'], ['Cid']]],
    ['shop', 'customers whose first order was bigger than their latest', [['Ann'], ['Cid']]],
    ['shop', 'customers whose latest completed order was smaller than the first one', [['Ann']]],
    ['shop', 'Customers whose latest order was cancelled', [['Ann']]],
    [
      'shop',
      'Customers whose most recent review was of another product than their first',
      [['Ann'], ['Cid']],
    ],
    [
      'clinic',
      'patients whose last appointment was with another doctor than their first',
      [['Pia']],
    ],
    ['shop', 'average number of days between two orders of the same customer', [[31.6667]]],
    ['shop', 'среднее число дней между двумя заказами одного клиента', [[31.6667]]],
    ['clinic', 'departments on the third floor', [['Oncology']]],
    ['shop', 'longest gap in days between two orders of a customer', [[41]]],
    ['shop', 'average gap in days between two completed orders of one customer', [[32]]],
    [
      'shop',
      'average number of days between consecutive orders for each customer',
      [
        ['Ann', 27],
        ['Cid', 41],
      ],
    ],
  ] as const)('%s answers "%s"', (of, question, rows) => {
    expect(databases[of].ask(question)).toEqual(rows);
  });
});
