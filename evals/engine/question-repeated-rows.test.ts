import { describe, expect, it } from 'vitest';
import { askQuestion } from '@ai-etl/planner';
import { askedSql } from './asked-sql.test-data.ts';

/** Orders have totals of their own, and lines of goods of several brands. */
const { answerOf, reader } = askedSql(
  `
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, client_name VARCHAR(60) NOT NULL, email VARCHAR(60), phone VARCHAR(20));
  CREATE TABLE goods (good_id INTEGER PRIMARY KEY, good_name VARCHAR(60) NOT NULL, brand VARCHAR(30) NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(client_id),
    ordered_at TIMESTAMP NOT NULL, coupon VARCHAR(12), status VARCHAR(12) NOT NULL, total_amount INTEGER NOT NULL);
  CREATE TABLE order_lines (order_id INTEGER REFERENCES orders(order_id), good_id INTEGER REFERENCES goods(good_id),
    qty INTEGER NOT NULL, unit_price INTEGER NOT NULL, PRIMARY KEY (order_id, good_id));
  CREATE TABLE reviews (review_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(client_id),
    stars INTEGER NOT NULL);
  CREATE TABLE teams (team_id INTEGER PRIMARY KEY, team_name VARCHAR(40) NOT NULL);
  CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, first_name VARCHAR(40) NOT NULL, last_name VARCHAR(40) NOT NULL,
    team_id INTEGER NOT NULL REFERENCES teams(team_id), salary INTEGER NOT NULL,
    contract VARCHAR(12) NOT NULL); -- permanent, intern, contractor
`,
  { held: [['orders', 'status', 'paid']], dialect: 'sqlite' },
);
const goods = 'FROM order_lines AS ol INNER JOIN goods AS t ON ol.good_id = t.good_id';
const orders =
  'FROM orders AS o INNER JOIN order_lines AS ol ON ol.order_id = o.order_id INNER JOIN goods AS t ON ol.good_id = t.good_id';

describe('what joins would repeat counts once', () => {
  it.each([
    [
      'revenue by brand',
      `SELECT sum(ol.qty * ol.unit_price) AS sum_amount, t.brand ${goods} GROUP BY t.brand`,
    ],
    [
      'total revenue by brand',
      `SELECT sum(ol.qty * ol.unit_price) AS sum_amount, t.brand ${goods} GROUP BY t.brand`,
    ],
    [
      'which brand has the highest revenue',
      `SELECT t.brand ${goods} GROUP BY t.brand ORDER BY sum(ol.qty * ol.unit_price) DESC LIMIT 1`,
    ],
    [
      'revenue by client',
      'SELECT sum(o.total_amount) AS sum_total_amount, c.client_name FROM orders AS o INNER JOIN clients AS c ON o.client_id = c.client_id GROUP BY c.client_id, c.client_name',
    ],
    [
      'top 3 brands by revenue in 2025',
      `SELECT t.brand, sum(ol.qty * ol.unit_price) AS sum_amount ${goods} INNER JOIN orders AS o ON ol.order_id = o.order_id WHERE CAST(strftime('%Y', o.ordered_at) AS INTEGER) = 2025 GROUP BY t.brand ORDER BY sum_amount DESC LIMIT 3`,
    ],
    [
      'number of orders by brand',
      `SELECT count(DISTINCT o.order_id) AS orders_count, t.brand ${orders} GROUP BY t.brand`,
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('what is repeated all the same is told', () => {
  it.each([
    ['average order value by brand', ['orders.total_amount']],
    ['revenue by brand', []],
    ['revenue by client', []],
    ['average salary by team', []],
  ])('%s', async (question, columns) => {
    const outcome = await askQuestion({ question, reader });
    const told = outcome.kind === 'answered' ? outcome.assumptions : null;
    expect(told?.filter(({ path }) => path === 'sum').map(({ value }) => value)).toEqual(columns);
  });
});

const none = (table: string, alias: string): string =>
  `NOT EXISTS (SELECT 1 FROM ${table} AS ${alias} WHERE ${alias}.client_id = c.client_id)`;

describe('of all that is missing, and of nothing else', () => {
  it.each([
    [
      'clients without orders or reviews',
      `SELECT c.client_name FROM clients AS c WHERE ${none('orders', 'o')} AND ${none('reviews', 'r')}`,
    ],
    [
      'clients without orders and reviews',
      `SELECT c.client_name FROM clients AS c WHERE ${none('orders', 'o')} AND ${none('reviews', 'r')}`,
    ],
    [
      'clients without email or phone',
      'SELECT client_name FROM clients AS c WHERE email IS NULL AND phone IS NULL',
    ],
    [
      'paid orders without a coupon',
      "SELECT order_id FROM orders AS o WHERE status = 'paid' AND coupon IS NULL",
    ],
    [
      'orders without a coupon that are paid',
      "SELECT order_id FROM orders AS o WHERE coupon IS NULL AND status = 'paid'",
    ],
    [
      'orders without coupon paid',
      "SELECT order_id FROM orders AS o WHERE coupon IS NULL AND status = 'paid'",
    ],
    [
      'average salary by team excluding interns',
      "SELECT avg(s.salary) AS avg_salary, t.team_name FROM staff AS s INNER JOIN teams AS t ON s.team_id = t.team_id WHERE s.contract <> 'intern' GROUP BY t.team_id, t.team_name",
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

const loans = askedSql(
  `
  CREATE TABLE loans (loan_id INTEGER PRIMARY KEY, opened_on DATE NOT NULL);
  CREATE TABLE loan_payments (payment_id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loans(loan_id),
    due_on DATE NOT NULL, paid_on DATE);
`,
  { dialect: 'sqlite' },
);
const paidLate = 'FROM loan_payments AS lp WHERE lp.loan_id = l.loan_id AND lp.paid_on > lp.due_on';

describe('of all rows that something has', () => {
  const allPaid =
    'SELECT l.loan_id FROM loans AS l WHERE NOT EXISTS ( SELECT 1 FROM loan_payments AS lp WHERE lp.loan_id = l.loan_id AND lp.paid_on IS NULL ) AND EXISTS';
  it.each([
    'loans whose payments are all paid',
    'loans where all payments are paid',
    'loans all of whose payments are paid',
    'loans where every payment is paid',
  ])('%s', async (question) => {
    expect(await loans.answerOf(question)).toContain(allPaid);
  });

  it.each(['loans never paid late', 'loans not paid late'])('%s', async (question) => {
    expect(await loans.answerOf(question)).toBe(
      `SELECT l.loan_id FROM loans AS l WHERE NOT EXISTS ( SELECT 1 ${paidLate} )`,
    );
  });
});
