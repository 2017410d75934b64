import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

describe('a quantity is turned into the unit of its column', () => {
  const { sqlOf: ask } = askedSql(`
    CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, weight_g INTEGER NOT NULL,
      distance_m INTEGER NOT NULL, duration_min INTEGER NOT NULL, price_cents INTEGER NOT NULL,
      discount NUMERIC(4,2) NOT NULL, -- 0..1
      latency INTEGER NOT NULL -- in milliseconds
    );
  `);
  it.each([
    ['parcels above 2.5 kg', 'weight_g > 2500'],
    ['parcels heavier than 500g', 'weight_g > 500'],
    ['parcels between 1 and 2 kg', 'weight_g >= 1000 AND weight_g <= 2000'],
    ['parcels over 3 kilometres', 'distance_m > 3000'],
    ['parcels longer than 2 hours', 'duration_min > 120'],
    ['parcels with a price over €20', 'price_cents > 2000'],
    ['parcels with a discount over 10%', 'discount > 0.1'],
    ['parcels with a latency of more than 2 seconds', 'latency > 2000'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT parcel_id FROM parcels AS p WHERE ${condition}`);
  });
});

describe('what was done and what was paid need not be called as their tables and columns', () => {
  const { sqlOf: ask } = askedSql(
    `
    CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
      country VARCHAR(40) NOT NULL);
    CREATE TABLE orders (order_id INTEGER PRIMARY KEY,
      guest_id INTEGER NOT NULL REFERENCES guests(guest_id), dish VARCHAR(40) NOT NULL,
      unit_price NUMERIC(10,2) NOT NULL, total NUMERIC(10,2) NOT NULL,
      channel VARCHAR(10) NOT NULL, ordered_at TIMESTAMP NOT NULL);
  `,
    {
      held: [
        ['orders', 'dish', 'Onion Soup'],
        ['orders', 'dish', 'Apple Pie'],
      ],
    },
  );
  it.each([
    [
      'Who bought an Onion Soup but never an Apple Pie?',
      "SELECT t.full_name FROM guests AS t WHERE EXISTS ( SELECT 1 FROM orders AS o WHERE o.guest_id = t.guest_id AND o.dish = 'Onion Soup' ) AND NOT EXISTS ( SELECT 1 FROM (SELECT guest_id FROM orders AS o WHERE dish = 'Apple Pie') AS with_2 WHERE t.guest_id = with_2.guest_id )",
    ],
    [
      'guests who bought nothing',
      'SELECT t.full_name FROM guests AS t WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.guest_id = t.guest_id)',
    ],
    [
      'total revenue per channel',
      'SELECT sum(total) AS sum_total, channel FROM orders AS o GROUP BY channel',
    ],
    [
      'guests who spent more than 1000',
      'SELECT t.full_name FROM orders AS o INNER JOIN guests AS t ON o.guest_id = t.guest_id GROUP BY t.guest_id, t.full_name HAVING sum(o.total) > 1000',
    ],
    [
      'orders, with the guest name',
      'SELECT o.order_id, t.full_name FROM orders AS o INNER JOIN guests AS t ON o.guest_id = t.guest_id',
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });
});
