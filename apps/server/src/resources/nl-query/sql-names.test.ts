import { describe, expect, it } from 'vitest';
import { namesInSql } from './sql-names.ts';

describe('names in SQL', () => {
  it('are words and quoted names, not what is in texts and comments', () => {
    const names = namesInSql(`select "Full Name", city -- email
      /* phone */ from t where note = 'it''s secret' and x = $$ card $$`);
    for (const one of ['full name', 'CITY', 'note']) expect(names.mentions(one)).toBe(true);
    for (const one of ['email', 'phone', 'secret', 'card']) expect(names.mentions(one)).toBe(false);
  });

  it.each([
    'select * from customers',
    'select c.* from customers c',
    'select c from customers c',
    'select customers from customers',
    'select c::text from sales.customers as c where c.id = 1',
    'select row_to_json(x) from (select id from customers) x',
    'select o.id, c from orders o join customers c on c.id = o.customer_id',
    'select b from a, b',
  ])('leave it open what is shown: %s', (sql) => {
    expect(namesInSql(sql).isOpen).toBe(true);
  });

  it.each([
    'select count(*) from customers',
    'select c.city, count(*) as n from customers as c group by c.city order by n desc',
    'select o.status from orders o, customers c where o.customer_id = c.id',
    'select customers.city from sales.customers join sales.orders on orders.customer_id = customers.id',
    'select x.n from (select count(*) as n from orders) as x',
  ])('say all that is shown: %s', (sql) => {
    expect(namesInSql(sql).isOpen).toBe(false);
  });
});
