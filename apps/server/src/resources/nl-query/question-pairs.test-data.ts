/** A question over the sample database, and hand-written SQL with the same answer. */
export interface QuestionPair {
  readonly question: string;
  /** PostgreSQL. */
  readonly sql: string;
  /** The order of the rows is part of the answer. */
  readonly ordered?: boolean;
}

const lastMonth = `>= timestamptz '2026-05-01 00:00:00+00' AND %c < timestamptz '2026-06-01 00:00:00+00'`;
const during = (column: string) => `${column} ${lastMonth.replaceAll('%c', column)}`;

/** The moment of every question: inside the sample's two and a half years. */
export const questionMoment = '2026-06-10T12:00:00Z';

export const englishPairs: readonly QuestionPair[] = [
  { question: 'How many orders are there?', sql: 'SELECT count(*) FROM orders' },
  { question: 'How many customers do we have in total?', sql: 'SELECT count(*) FROM customers' },
  {
    question: 'Number of orders by status',
    sql: 'SELECT status, count(*) FROM orders GROUP BY status',
  },
  { question: 'What is the total order amount?', sql: 'SELECT sum(total_amount) FROM orders' },
  {
    question: 'Average total amount of orders per channel',
    sql: 'SELECT channel, avg(total_amount) FROM orders GROUP BY channel',
  },
  {
    question: 'What is the highest salary of employees?',
    sql: 'SELECT max(salary) FROM employees',
  },
  {
    question: 'Minimum and maximum unit price of products',
    sql: 'SELECT min(unit_price), max(unit_price) FROM products',
  },
  {
    question: 'Show me top 10 customers by total purchase amount last month',
    sql: `SELECT c.full_name, sum(o.total_amount) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE ${during('o.ordered_at')} GROUP BY c.id, c.full_name ORDER BY 2 DESC, c.id LIMIT 10`,
    ordered: true,
  },
  {
    question: 'top 5 products by quantity sold',
    sql: 'SELECT p.name, sum(i.quantity) FROM order_items i JOIN products p ON p.id = i.product_id GROUP BY p.id, p.name ORDER BY 2 DESC, p.id LIMIT 5',
    ordered: true,
  },
  {
    question: 'List the 5 most expensive products',
    sql: 'SELECT name FROM products ORDER BY unit_price DESC, id LIMIT 5',
    ordered: true,
  },
  {
    question: 'Which customers have no orders?',
    sql: 'SELECT full_name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id) ORDER BY id LIMIT 100',
  },
  {
    question: 'customers without email',
    sql: 'SELECT full_name FROM customers WHERE email IS NULL ORDER BY id LIMIT 100',
  },
  {
    question: 'How many customers without a phone are there?',
    sql: 'SELECT count(*) FROM customers WHERE phone IS NULL',
  },
  {
    question: 'How many orders were cancelled?',
    sql: `SELECT count(*) FROM orders WHERE status = 'cancelled'`,
  },
  {
    question: 'number of cancelled orders last month',
    sql: `SELECT count(*) FROM orders WHERE status = 'cancelled' AND ${during('ordered_at')}`,
  },
  {
    question: 'How many pending or shipped orders are there?',
    sql: `SELECT count(*) FROM orders WHERE status IN ('pending', 'shipped')`,
  },
  {
    question: 'How many orders are not completed?',
    sql: `SELECT count(*) FROM orders WHERE status <> 'completed'`,
  },
  {
    question: 'How many vip customers are there?',
    sql: `SELECT count(*) FROM customers WHERE segment = 'vip'`,
  },
  {
    question: 'count of customers by segment',
    sql: 'SELECT segment, count(*) FROM customers GROUP BY segment',
  },
  {
    question: 'orders with total amount over 500',
    sql: 'SELECT id FROM orders WHERE total_amount > 500 ORDER BY id LIMIT 100',
  },
  {
    question: 'How many orders have a total amount between 100 and 200?',
    sql: 'SELECT count(*) FROM orders WHERE total_amount BETWEEN 100 AND 200',
  },
  {
    question: 'orders per month',
    sql: `SELECT date_trunc('month', ordered_at AT TIME ZONE 'UTC') AS m, count(*) FROM orders GROUP BY 1 ORDER BY 1`,
    ordered: true,
  },
  {
    question: 'Monthly number of orders in 2025',
    sql: `SELECT date_trunc('month', ordered_at AT TIME ZONE 'UTC') AS m, count(*) FROM orders WHERE ordered_at >= '2025-01-01 00:00:00+00' AND ordered_at < '2026-01-01 00:00:00+00' GROUP BY 1 ORDER BY 1`,
    ordered: true,
  },
  {
    question: 'revenue per quarter',
    sql: `SELECT date_trunc('quarter', ordered_at AT TIME ZONE 'UTC') AS m, sum(total_amount) FROM orders GROUP BY 1 ORDER BY 1`,
    ordered: true,
  },
  {
    question: 'How many orders were placed in March 2026?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2026-03-01 00:00:00+00' AND ordered_at < '2026-04-01 00:00:00+00'`,
  },
  {
    question: 'How many orders since 2026-01-01?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2026-01-01 00:00:00+00'`,
  },
  {
    question: 'orders between 2026-01-01 and 2026-01-31: how many?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2026-01-01 00:00:00+00' AND ordered_at < '2026-02-01 00:00:00+00'`,
  },
  {
    question: 'How many orders came in during the last 7 days?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2026-06-03 00:00:00+00' AND ordered_at < '2026-06-11 00:00:00+00'`,
  },
  {
    question: 'How many orders yesterday?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2026-06-09 00:00:00+00' AND ordered_at < '2026-06-10 00:00:00+00'`,
  },
  {
    question: 'total amount of orders this year',
    sql: `SELECT sum(total_amount) FROM orders WHERE ordered_at >= '2026-01-01 00:00:00+00' AND ordered_at < '2027-01-01 00:00:00+00'`,
  },
  {
    question: 'How many different cities do customers live in?',
    sql: 'SELECT count(DISTINCT city) FROM customers',
  },
  {
    question: 'list the distinct carriers of shipments',
    sql: 'SELECT DISTINCT carrier FROM shipments',
  },
  { question: 'What currencies do we use in orders?', sql: 'SELECT DISTINCT currency FROM orders' },
  {
    question: 'names and emails of employees hired since 2023',
    sql: `SELECT full_name, email FROM employees WHERE hired_on >= '2023-01-01' LIMIT 100`,
  },
  {
    question: 'employees with salary above 50000 sorted by salary descending',
    sql: 'SELECT full_name FROM employees WHERE salary > 50000 ORDER BY salary DESC, id LIMIT 100',
    ordered: true,
  },
  {
    question: 'average salary per store',
    sql: 'SELECT s.name, avg(e.salary) FROM employees e JOIN stores s ON s.id = e.store_id GROUP BY s.id, s.name',
  },
  {
    question: 'How many employees work in each store?',
    sql: 'SELECT s.name, count(*) FROM employees e JOIN stores s ON s.id = e.store_id GROUP BY s.id, s.name',
  },
  {
    question: 'Which store has the most employees?',
    sql: 'SELECT s.name FROM employees e JOIN stores s ON s.id = e.store_id GROUP BY s.id, s.name ORDER BY count(*) DESC, s.id LIMIT 1',
  },
  {
    question: 'top 2 customer segments by number of customers',
    sql: 'SELECT segment, count(*) FROM customers GROUP BY segment ORDER BY 2 DESC LIMIT 2',
    ordered: true,
  },
  {
    question: 'customers with more than 50 orders',
    sql: 'SELECT c.full_name FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.full_name HAVING count(*) > 50',
  },
  {
    question: 'total refunded amount by reason',
    sql: 'SELECT reason, sum(refunded_amount) FROM returns GROUP BY reason',
  },
  {
    question: 'Number of shipments per carrier, highest first',
    sql: 'SELECT carrier, count(*) FROM shipments GROUP BY carrier ORDER BY 2 DESC',
    ordered: true,
  },
  {
    question: 'average shipment cost by carrier',
    sql: 'SELECT carrier, avg(cost) FROM shipments GROUP BY carrier',
  },
  {
    question: 'How many active products are there?',
    sql: 'SELECT count(*) FROM products WHERE active',
  },
  {
    question: 'How many products are in each category?',
    sql: 'SELECT c.name, count(*) FROM products p JOIN categories c ON c.id = p.category_id GROUP BY c.id, c.name',
  },
  {
    question: 'How many orders come from customers in Berlin?',
    sql: `SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.city = 'Berlin'`,
  },
  {
    question: 'How many customers are from Germany?',
    sql: `SELECT count(*) FROM customers WHERE country_code = 'DE'`,
  },
  {
    question: 'orders by channel and status',
    sql: 'SELECT channel, status, count(*) FROM orders GROUP BY channel, status',
  },
  {
    question: 'total payments amount by method',
    sql: 'SELECT method, sum(amount) FROM payments GROUP BY method',
  },
  { question: 'When was the latest order date?', sql: 'SELECT max(ordered_at) FROM orders' },
  {
    question: 'product with the lowest unit cost',
    sql: 'SELECT name FROM products ORDER BY unit_cost, id LIMIT 1',
  },
  {
    question: 'customers whose name contains Silva',
    sql: `SELECT full_name FROM customers WHERE full_name ILIKE '%silva%' ORDER BY id LIMIT 100`,
  },
  {
    question: 'the last 5 orders',
    sql: 'SELECT id FROM orders ORDER BY ordered_at DESC, id LIMIT 5',
    ordered: true,
  },
  {
    question: 'median order total amount',
    sql: 'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total_amount::float8) FROM orders',
  },
  {
    question: 'sales by store country code',
    sql: 'SELECT s.country_code, sum(o.total_amount) FROM orders o JOIN stores s ON s.id = o.store_id GROUP BY s.country_code',
  },
  {
    question: 'shipments that are not delivered: how many?',
    sql: 'SELECT count(*) FROM shipments WHERE delivered_at IS NULL',
  },
];

export const russianPairs: readonly QuestionPair[] = [
  { question: 'Сколько всего заказов?', sql: 'SELECT count(*) FROM orders' },
  {
    question: 'Сколько клиентов в каждом сегменте?',
    sql: 'SELECT segment, count(*) FROM customers GROUP BY segment',
  },
  {
    question: 'Количество заказов по статусам',
    sql: 'SELECT status, count(*) FROM orders GROUP BY status',
  },
  {
    question: 'Топ-5 клиентов по сумме заказов за прошлый месяц',
    sql: `SELECT c.full_name, sum(o.total_amount) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE ${during('o.ordered_at')} GROUP BY c.id, c.full_name ORDER BY 2 DESC, c.id LIMIT 5`,
    ordered: true,
  },
  { question: 'Средняя зарплата сотрудников', sql: 'SELECT avg(salary) FROM employees' },
  {
    question: 'Сколько заказов отменено за прошлый месяц?',
    sql: `SELECT count(*) FROM orders WHERE status = 'cancelled' AND ${during('ordered_at')}`,
  },
  {
    question: 'Выручка по месяцам',
    sql: `SELECT date_trunc('month', ordered_at AT TIME ZONE 'UTC') AS m, sum(total_amount) FROM orders GROUP BY 1 ORDER BY 1`,
    ordered: true,
  },
  {
    question: 'Сколько заказов было в 2025 году?',
    sql: `SELECT count(*) FROM orders WHERE ordered_at >= '2025-01-01 00:00:00+00' AND ordered_at < '2026-01-01 00:00:00+00'`,
  },
  {
    question: 'Сколько клиентов без телефона?',
    sql: 'SELECT count(*) FROM customers WHERE phone IS NULL',
  },
  {
    question: 'Сколько сотрудников в каждом магазине?',
    sql: 'SELECT s.name, count(*) FROM employees e JOIN stores s ON s.id = e.store_id GROUP BY s.id, s.name',
  },
  {
    question: '5 самых дорогих товаров',
    sql: 'SELECT name FROM products ORDER BY unit_price DESC, id LIMIT 5',
    ordered: true,
  },
  { question: 'Максимальная сумма заказа', sql: 'SELECT max(total_amount) FROM orders' },
  {
    question: 'Сколько клиентов в городе "Berlin"?',
    sql: `SELECT count(*) FROM customers WHERE city = 'Berlin'`,
  },
  {
    question: 'Покажи заказы на сумму больше 500',
    sql: 'SELECT id FROM orders WHERE total_amount > 500 ORDER BY id LIMIT 100',
  },
];
