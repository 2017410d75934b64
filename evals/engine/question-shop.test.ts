import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf, reader } = askedSql(`
  CREATE TABLE buyers (buyer_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    phone TEXT, created_at TIMESTAMP NOT NULL);
  CREATE TABLE goods (good_id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
    price NUMERIC(9,2) NOT NULL, stock_qty INTEGER NOT NULL);
  CREATE TABLE depots (depot_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES buyers,
    depot_id INTEGER NOT NULL REFERENCES depots, order_date DATE NOT NULL, coupon_code TEXT, shipped_at TIMESTAMP,
    total NUMERIC(9,2) NOT NULL, status TEXT NOT NULL CHECK (status IN ('new', 'shipped')));
  CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders, good_id INTEGER NOT NULL REFERENCES goods,
    quantity INTEGER NOT NULL, PRIMARY KEY (order_id, good_id));
  CREATE TABLE reviews (review_id INTEGER PRIMARY KEY, good_id INTEGER NOT NULL REFERENCES goods,
    buyer_id INTEGER NOT NULL REFERENCES buyers, created_at TIMESTAMP NOT NULL);
`);

describe('rows that have something in a column', () => {
  it.each([
    ['orders with a coupon', 'SELECT order_id FROM orders AS o WHERE coupon_code IS NOT NULL'],
    [
      'How many orders used a coupon?',
      'SELECT count(*) AS orders_count FROM orders AS o WHERE coupon_code IS NOT NULL',
    ],
    [
      'How many orders did not use a coupon?',
      'SELECT count(*) AS orders_count FROM orders AS o WHERE coupon_code IS NULL',
    ],
    [
      'How many buyers have a phone number?',
      'SELECT count(*) AS buyers_count FROM buyers AS b WHERE phone IS NOT NULL',
    ],
    ['Which goods are out of stock?', 'SELECT name FROM goods AS t WHERE stock_qty <= 0'],
    [
      'How many goods are in stock?',
      'SELECT count(*) AS goods_count FROM goods AS t WHERE stock_qty > 0',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('the first and last of each', () => {
  const joined =
    'FROM orders AS o INNER JOIN buyers AS b ON o.buyer_id = b.buyer_id GROUP BY b.buyer_id, b.first_name, b.last_name';
  it.each([
    [
      'First order date of each buyer',
      `SELECT min(o.order_date) AS min_order_date, b.first_name, b.last_name ${joined}`,
    ],
    [
      'latest order date per buyer',
      `SELECT max(o.order_date) AS max_order_date, b.first_name, b.last_name ${joined}`,
    ],
    [
      'highest price per kind',
      'SELECT max(price) AS max_price, kind FROM goods AS t GROUP BY kind',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('verbs', () => {
  it('of what was done take its moment, and not that of anything else', () => {
    expect(sqlOf('Buyers who have not ordered in the last 6 months')).toMatch(
      /NOT EXISTS \( SELECT 1 FROM orders AS o WHERE o\.buyer_id = b\.buyer_id AND \(o\.order_date >= /u,
    );
    expect(sqlOf('How many distinct goods were sold last year?')).toContain('o.order_date >= ');
  });

  it('between who does it and what it is done to are no states', () => {
    expect(sqlOf('Which depot ships the most orders?')).toBe(
      'SELECT d.name FROM orders AS o INNER JOIN depots AS d ON o.depot_id = d.depot_id GROUP BY d.depot_id, d.name ORDER BY count(*) DESC LIMIT 1',
    );
  });
});

describe('names of people in two columns', () => {
  it('are both shown where whose they are is said', () => {
    expect(sqlOf('Show the 5 most recent orders with buyer name and total')).toBe(
      'SELECT o.order_id, b.first_name, b.last_name, o.total FROM orders AS o INNER JOIN buyers AS b ON o.buyer_id = b.buyer_id ORDER BY o.order_date DESC LIMIT 5',
    );
  });
});

describe('money', () => {
  const { sqlOf: sold } = askedSql(`
    CREATE TABLE courses (course_id INTEGER PRIMARY KEY, title TEXT NOT NULL, topic TEXT NOT NULL,
      price NUMERIC(9,2) NOT NULL, retired_on DATE);
    CREATE TABLE order_lines (line_id INTEGER PRIMARY KEY, course_id INTEGER NOT NULL REFERENCES courses,
      qty INTEGER NOT NULL, unit_price NUMERIC(9,2) NOT NULL);
    CREATE TABLE reviews (review_id INTEGER PRIMARY KEY, course_id INTEGER NOT NULL REFERENCES courses,
      stars INTEGER NOT NULL, posted_at TIMESTAMP NOT NULL);
  `);

  it('that came in is what was sold, and no list of prices', () => {
    expect(sold('Revenue per course')).toBe(
      'SELECT sum(ol.qty * ol.unit_price) AS sum_amount, c.title FROM order_lines AS ol INNER JOIN courses AS c ON ol.course_id = c.course_id GROUP BY c.course_id, c.title',
    );
  });

  it('is nothing that a course came to: its ratings are averaged', () => {
    expect(sold('Average rating by course')).toBe(
      'SELECT avg(r.stars) AS avg_stars, c.title FROM reviews AS r INNER JOIN courses AS c ON r.course_id = c.course_id GROUP BY c.course_id, c.title',
    );
  });

  it('ranks rows within groups, also where no comma stands before them', () => {
    expect(sold('For every topic the most expensive course')).toContain(
      'PARTITION BY topic ORDER BY price DESC',
    );
  });
});

describe('what no rows say is asked back', () => {
  it.each([
    ['Why did reviews drop in March?', 'not why'],
    ['Почему упали заказы?', 'не почему'],
    ['How much do we spend on ads?', '"ads"'],
    ['How much did we pay for electricity last year?', '"electricity"'],
  ])('%s', async (question, said) => {
    const outcome = await askQuestion({ question, reader });
    expect(outcome.kind).not.toBe('answered');
    expect(JSON.stringify(outcome)).toContain(said.replaceAll('"', '\\"'));
  });
});

describe('how often, when, and letters', () => {
  it.each([
    [
      'What percentage of buyers have ordered at least once?',
      'buyer_id IN (SELECT buyer_id FROM orders',
    ],
    ['How many buyers ordered more than once last year?', 'HAVING count(*) > 1'],
    ['Orders placed on weekends', 'isodow'],
    ['Buyers whose last name starts with A', "last_name ILIKE 'A%'"],
  ])('%s', (question, part) => {
    expect(sqlOf(question)?.replaceAll('ISODOW', 'isodow')).toContain(part);
  });

  it('ask for the month, and not for what each one had', () => {
    expect(sqlOf('Which month had the highest revenue?')).toMatch(
      /GROUP BY month ORDER BY sum\(total\) DESC LIMIT 1$/u,
    );
  });
});
