import { printExpression, queryTables, type GlossaryTerm, type Query } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { answerQuestion } from './answer-question.ts';
import { hypotheticalSchema } from './hypothetical-schema.ts';
import { shop } from './shop.test-data.ts';

/** A query in one line, as the tests read it. */
function shown(query: Query): string {
  if (query.kind === 'set') return expect.fail('one block was asked');
  const parts = [
    query.select
      .map(({ name, expression }) => `${name}: ${printExpression(expression)}`)
      .join(', '),
    `from ${queryTables(query)
      .map((one) => one.object.name)
      .join(', ')}`,
    ...(query.where.length === 0
      ? []
      : [`where ${query.where.map((one) => printExpression(one)).join(' and ')}`]),
    ...(query.limit === null ? [] : [`limit ${query.limit.count}`]),
  ];
  return parts.join(' ');
}

function answered(question: string, schema = shop) {
  const outcome = answerQuestion({ question, schema });
  if (outcome.kind !== 'answered') expect.fail(JSON.stringify(outcome));
  return outcome;
}

describe('questions become queries', () => {
  it.each([
    ['how many orders', 'order_count: count(*) from orders'],
    ['Сколько заказов?', 'order_count: count(*) from orders'],
    ['number of open orders', "order_count: count(*) from orders where o.status = 'open'"],
    [
      'orders that are not delivered: how many?',
      'order_count: count(*) from orders where o.delivered_at IS NULL',
    ],
    [
      'total amount of orders last month',
      "total_amount: sum(o.total_amount) from orders where o.ordered_at IN PERIOD 'last month'",
    ],
    [
      'average salary of current staff',
      'avg_salary: avg(s.salary) from staff where s.left_on IS NULL',
    ],
    ['distinct cities of customers', 'city: c.city from customers limit 100'],
    [
      'how many customers have no email',
      'customer_count: count(*) from customers where c.email IS NULL',
    ],
    [
      'orders with total amount over 1,000.50: how many',
      'order_count: count(*) from orders where o.total_amount > 1000.50',
    ],
    [
      'how many orders delivered last week',
      "order_count: count(*) from orders where o.delivered_at IN PERIOD 'last week'",
    ],
  ])('%s', (question, expected) => {
    expect(shown(answered(question).query)).toBe(expected);
  });

  it('joins along keys, and never adds a row up twice', () => {
    expect(shown(answered('total quantity by customer city').query)).toBe(
      'city: c.city, total_quantity: sum(oi.quantity) from order_items, orders, customers',
    );
    const outcome = answerQuestion({ question: 'total amount of orders by product', schema: shop });
    expect(outcome.kind === 'answered' ? shown(outcome.query) : outcome.kind).not.toContain(
      'sum(o.total_amount) from orders, order_items',
    );
    expect(shown(answered('how many orders per product').query)).toContain('count(DISTINCT o.id)');
  });

  it('tells which of several keys it took', () => {
    const { assumptions } = answered('number of orders per staff');
    expect(assumptions.find((one) => one.path === 'join')).toMatchObject({
      alternatives: [expect.stringContaining('staff.id')],
    });
  });

  it('guesses joins from names where no key is declared, and says so', () => {
    const bare = {
      ...shop,
      tables: shop.tables.map((one) => ({ ...one, foreignKeys: [] })),
    };
    const { assumptions, confidence } = answered('number of orders per customer', bare);
    expect(assumptions).toMatchObject([
      { path: 'join', because: expect.stringContaining('names') },
    ]);
    expect(confidence).toBeLessThan(answered('number of orders per customer').confidence);
  });

  it.each([
    'What is the fuel consumption of each truck?',
    'Give me the numbers for last month',
    'Put the customers in the right order',
    'How many of them are overdue?',
    'What percentage of orders was delivered late?',
    'For each city, the customer with the highest total amount',
    'Покажи худшие показатели',
    'asdf qwer',
  ])('asks back: %s', (question) => {
    const outcome = answerQuestion({ question, schema: shop });
    expect(outcome.kind).toBe('unclear');
  });

  it.each([
    'delete all orders',
    'Please drop the orders table',
    'show orders; drop table orders',
    'SELECT * FROM orders LIMIT 1',
    'customers union all select 1',
    'удали заказы',
  ])('refuses: %s', (question) => {
    expect(answerQuestion({ question, schema: shop }).kind).toBe('refused');
  });

  it('reads "updated", "created" and "change in" as no writes', () => {
    for (const question of [
      'customers created last month',
      'how many orders were cancelled',
      'change in orders',
    ]) {
      expect(answerQuestion({ question, schema: shop }).kind).not.toBe('refused');
    }
  });

  it('sketches tables of which only the names are known', () => {
    const { schema, assumptions } = hypotheticalSchema(['customers', 'orders', 'order_items']);
    expect(assumptions).toHaveLength(3);
    const { query } = answered(
      'Show me top 10 customers by total purchase amount last month',
      schema,
    );
    expect(shown(query)).toBe(
      "customer_id: c.id, customer_name: c.name, total_amount: sum(oi.amount) from order_items, orders, customers where o.created_at IN PERIOD 'last month' limit 10",
    );
  });

  it('gives the same answer each time, and ends on hostile text', () => {
    const question = 'top 3 customers by number of orders';
    expect(answerQuestion({ question, schema: shop })).toEqual(
      answerQuestion({ question, schema: shop }),
    );
    const started = performance.now();
    for (const text of [
      'by '.repeat(600),
      'orders and '.repeat(180),
      '(((((('.repeat(300),
      'a'.repeat(2000),
    ]) {
      answerQuestion({ question: text.slice(0, 2000), schema: shop });
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe("a project's own words", () => {
  const glossary: readonly GlossaryTerm[] = [
    { term: 'punters', means: { kind: 'table', table: 'customers' } },
    { term: 'Takings', means: { kind: 'column', table: 'orders', column: 'total_amount' } },
    {
      term: 'settled',
      means: { kind: 'value', schema: 'public', table: 'orders', column: 'status', value: 'paid' },
    },
    { term: 'elsewhere', means: { kind: 'table', schema: 'other', table: 'customers' } },
    { term: 'boxes', means: { kind: 'column', table: 'orders', column: 'gone' } },
  ];

  it.each([
    ['how many punters', 'customer_count: count(*) from customers'],
    ['sum of takings of orders', 'total_amount: sum(o.total_amount) from orders'],
    ['number of settled orders', "order_count: count(*) from orders where o.status = 'paid'"],
  ])('%s', (question, query) => {
    expect(answerQuestion({ question, schema: shop }).kind).not.toBe('refused');
    const outcome = answerQuestion({ question, schema: shop, glossary });
    if (outcome.kind !== 'answered') expect.fail(JSON.stringify(outcome));
    expect(shown(outcome.query)).toBe(query);
    expect(outcome.lookups).toEqual([]);
  });

  it.each(['how many elsewhere', 'how many boxes'])(
    '%s: what is not there means nothing',
    (question) => {
      expect(answerQuestion({ question, schema: shop, glossary }).kind).toBe('unclear');
    },
  );
});
