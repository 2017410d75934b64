import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** No table holds what was sold for: that is pieces times their price. */
const { answerOf, reader } = askedSql(
  `
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, client_name VARCHAR(60) NOT NULL, city VARCHAR(30) NOT NULL,
    joined_on DATE NOT NULL);
  CREATE TABLE goods (good_id INTEGER PRIMARY KEY, good_name VARCHAR(60) NOT NULL, kind VARCHAR(30) NOT NULL,
    list_price INTEGER NOT NULL, unit_cost INTEGER NOT NULL, on_hand INTEGER NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(client_id),
    ordered_at TIMESTAMP NOT NULL, status VARCHAR(12) NOT NULL);
  CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders(order_id), line_no INTEGER NOT NULL,
    good_id INTEGER NOT NULL REFERENCES goods(good_id), qty INTEGER NOT NULL, unit_price INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no));
`,
  { held: [['goods', 'kind', 'toys']], dialect: 'sqlite' },
);
const lines = 'FROM order_lines AS ol';
const orders = `${lines} INNER JOIN orders AS o ON ol.order_id = o.order_id`;
const clients = `${orders} INNER JOIN clients AS c ON o.client_id = c.client_id`;
const goods = `${lines} INNER JOIN goods AS t ON ol.good_id = t.good_id`;

describe('money that is a quantity times a price', () => {
  it.each([
    ['revenue', `SELECT sum(qty * unit_price) AS sum_amount ${lines}`],
    [
      'turnover by kind',
      `SELECT sum(ol.qty * ol.unit_price) AS sum_amount, t.kind ${goods} GROUP BY t.kind`,
    ],
    [
      'sales of toys',
      `SELECT sum(ol.qty * ol.unit_price) AS sum_amount ${goods} WHERE t.kind = 'toys'`,
    ],
    // The lines of an order happen when it does.
    [
      'how much did we sell last month',
      `SELECT sum(ol.qty * ol.unit_price) AS sum_amount ${orders} WHERE o.ordered_at >= '2025-12-01 00:00:00' AND o.ordered_at < '2026-01-01 00:00:00'`,
    ],
    [
      'top 3 clients by revenue',
      `SELECT c.client_name, sum(ol.qty * ol.unit_price) AS sum_amount ${clients} GROUP BY c.client_id, c.client_name ORDER BY sum_amount DESC LIMIT 3`,
    ],
    [
      'clients who spent more than 1000',
      `SELECT c.client_name ${clients} GROUP BY c.client_id, c.client_name HAVING sum(ol.qty * ol.unit_price) > 1000`,
    ],
    [
      'orders over 500',
      `SELECT o.order_id ${orders} GROUP BY o.order_id HAVING sum(ol.qty * ol.unit_price) > 500`,
    ],
    [
      'orders worth more than 500 euros',
      `SELECT o.order_id ${orders} GROUP BY o.order_id HAVING sum(ol.qty * ol.unit_price) > 500`,
    ],
    [
      'largest order',
      `SELECT o.order_id ${orders} GROUP BY o.order_id ORDER BY sum(ol.qty * ol.unit_price) DESC LIMIT 1`,
    ],
    [
      'average order value by city',
      `SELECT city, avg(sum_amount) AS avg_sum_amount FROM ( SELECT c.city, sum(ol.qty * ol.unit_price) AS sum_amount ${clients} GROUP BY c.city, o.order_id ) AS each GROUP BY city`,
    ],
    [
      'средний чек',
      `SELECT avg(sum_amount) AS avg_sum_amount FROM ( SELECT sum(ol.qty * ol.unit_price) AS sum_amount ${orders} GROUP BY o.order_id ) AS each`,
    ],
    [
      'what is our stock worth',
      'SELECT sum(on_hand * unit_cost) AS sum_stock_value FROM goods AS t',
    ],
    [
      'profit by kind',
      `SELECT sum(ol.qty * (ol.unit_price - t.unit_cost)) AS sum_profit, t.kind ${goods} GROUP BY t.kind`,
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it('makes lines parts of orders, and of nothing else', () => {
    const wholes = reader.index.schema.tables.flatMap((table) =>
      reader.index.amounts.detailsOf(table).map(({ object }) => [table.object.name, object.name]),
    );
    expect(wholes).toEqual([['orders', 'order_lines']]);
  });
});

/** What a table's rows come to, by its name. */
function amountsOf(ddl: string): Readonly<Record<string, string>> {
  const { amounts } = askedSql(ddl).reader.index;
  const told = amounts.all.map(({ field, reckoning }) => {
    const { quantity, price, discount } = reckoning;
    const many =
      quantity === null
        ? 'each'
        : quantity.kind === 'days'
          ? `${quantity.from.name}..${quantity.to.name}`
          : `${quantity.of.column.name}${quantity.per === 1 ? '' : ` / ${quantity.per}`}`;
    const off = discount === null ? '' : ` off ${discount.column.name} of ${discount.outOf}`;
    return [`${field.table.object.name} ${reckoning.kind}`, `${many} x ${price.column.name}${off}`];
  });
  return Object.fromEntries(told);
}

describe('amounts that columns make', () => {
  it.each([
    [
      'days times the rate of a day',
      `CREATE TABLE cars (car_id INTEGER PRIMARY KEY, plate TEXT, daily_rate NUMERIC(8,2) NOT NULL);
       CREATE TABLE rentals (rental_id INTEGER PRIMARY KEY, car_id INTEGER NOT NULL REFERENCES cars(car_id),
         start_date DATE NOT NULL, end_date DATE NOT NULL);`,
      { 'rentals income': 'start_date..end_date x daily_rate' },
    ],
    [
      'minutes times the wage of an hour',
      `CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, full_name TEXT, hourly_wage NUMERIC(8,2) NOT NULL);
       CREATE TABLE shifts (shift_id INTEGER PRIMARY KEY, staff_id INTEGER NOT NULL REFERENCES staff(staff_id),
         worked_on DATE NOT NULL, minutes INTEGER NOT NULL);`,
      { 'shifts spending': 'minutes / 60 x hourly_wage' },
    ],
    [
      'less a discount',
      `CREATE TABLE sales (sale_id INTEGER PRIMARY KEY, sold_on DATE NOT NULL, copies INTEGER NOT NULL,
         price NUMERIC(8,2) NOT NULL, discount_pct NUMERIC(5,2));`,
      { 'sales income': 'copies x price off discount_pct of 100' },
    ],
    [
      'nothing, where a column holds the total',
      `CREATE TABLE sales (sale_id INTEGER PRIMARY KEY, sold_on DATE NOT NULL, qty INTEGER NOT NULL,
         unit_price NUMERIC(8,2) NOT NULL, line_total NUMERIC(9,2) NOT NULL);`,
      {},
    ],
  ])('%s', (_, ddl, amounts) => {
    expect(amountsOf(ddl)).toEqual(amounts);
  });
});
