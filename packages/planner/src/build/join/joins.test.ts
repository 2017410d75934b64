import { describe, expect, it } from 'vitest';
import { postgres, table } from '../../connections.test-data.ts';
import { answerClarification } from '../../plan-pipeline.ts';
import type { PlannerConnection } from '../../plan-types.ts';
import { connections, plan, problemsOf, stepsOf } from '../shape/shapes.test-data.ts';

const crm: PlannerConnection = {
  ...postgres,
  id: 'conn_my',
  name: 'Crm',
  type: 'mysql',
  database: 'crm',
  catalog: {
    defaultSchema: 'crm',
    tables: [
      table('clients', 'id int64 key, region text, status text', { schema: 'crm' }),
      table('badges', 'badge_no text key, holder text', { schema: 'crm' }),
    ],
  },
};
const withCrm = [...connections, crm];

describe('joins of the words become steps', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'Join orders and customers from PostgreSQL into ClickHouse wide',
      ['inner join on source_orders.customer_id = source_customers.id'],
    ],
    [
      'Join PostgreSQL orders and PostgreSQL payments on order_id into ClickHouse wide',
      ['inner join on source_orders.id = source_payments.order_id'],
    ],
    [
      'Load orders from PostgreSQL to ClickHouse, also join customers to get the segment',
      ['inner join on source_orders.customer_id = source_customers.id'],
    ],
    [
      'Join orders with customers from PostgreSQL and keep only paid ones, sum total_amount by month into ClickHouse by_month',
      [
        'inner join on source_orders.customer_id = source_customers.id',
        "where status = 'paid'",
        "by month: CAST(date_trunc('month', ordered_at) AS date) | sum_total_amount: sum(total_amount)",
      ],
    ],
    [
      'Join orders, customers and stores from PostgreSQL and load into ClickHouse wide',
      [
        'inner join on source_orders.customer_id = source_customers.id',
        'inner join on orders_join.store_id = source_stores.id',
      ],
    ],
    [
      'Left join PostgreSQL orders with PostgreSQL customers on customer_id, sum of total_amount per segment of paid orders, into ClickHouse by_segment',
      [
        "where status = 'paid'",
        'left join on orders_filter.customer_id = source_customers.id',
        'by segment | sum_total_amount: sum(total_amount)',
      ],
    ],
    [
      'Join PostgreSQL orders with MySQL clients on customer_id into ClickHouse wide',
      ['inner join on source_orders.customer_id = source_clients.id'],
    ],
    [
      "Load orders from PostgreSQL to ClickHouse wide where segment = 'retail'",
      [
        'left join on source_orders.customer_id = source_customers.id',
        'select id, customer_id, store_id, status, channel, ordered_at, currency, total_amount, recorded_at, notes, segment',
        "where segment = 'retail'",
      ],
    ],
    [
      'Daily revenue per segment from PostgreSQL orders into ClickHouse by_segment',
      [
        'left join on source_orders.customer_id = source_customers.id',
        "by segment, day: CAST(date_trunc('day', ordered_at) AS date) | revenue: sum(total_amount)",
      ],
    ],
    [
      'Join PostgreSQL orders with PostgreSQL payments on order_id, mask status, drop the column id, into ClickHouse wide',
      [
        'inner join on source_orders.id = source_payments.order_id',
        'mask status, status_payments',
        'select customer_id, store_id, status, channel, ordered_at, currency, total_amount, recorded_at, notes, order_id, method, amount, status_payments, paid_at',
      ],
    ],
    [
      'Объедини orders и customers из PostgreSQL по customer_id, захешируй email и выгрузи в ClickHouse wide',
      ['inner join on source_orders.customer_id = source_customers.id', 'mask email'],
    ],
  ])('%s', async (sentence, steps) => {
    const outcome = await plan(sentence, withCrm);
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf(outcome)).toEqual(steps);
    expect(problemsOf(outcome.spec, withCrm)).toEqual([]);
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.spec.targets).toHaveLength(1);
  });

  it('tells by what evidence their keys were chosen, and how columns of one name are called', async () => {
    const { assumptions, spec } = await plan(
      'Join orders and customers from PostgreSQL into ClickHouse',
    );
    expect(assumptions).toContainEqual({
      path: 'steps.orders_join.on',
      value: 'orders.customer_id = customers.id',
      because: 'no key of the join is named; orders refers to customers by a foreign key',
      alternatives: [],
    });
    expect(assumptions).toContainEqual(
      expect.objectContaining({ path: 'steps.orders_join.suffix', value: 'id_customers' }),
    );
    expect(spec.targets[0]).toMatchObject({
      object: { name: 'orders_with_customers' },
      layout: { order_by: ['id'] },
    });
  });
});

describe('what is not clear about them is asked', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    [
      'Join PostgreSQL orders with MySQL badges into ClickHouse wide',
      'join_keys_1',
      'By which columns do rows of orders and badges belong together?',
      ['status = badge_no'],
    ],
    [
      'Join PostgreSQL orders and PostgreSQL customers on loyalty_no into ClickHouse wide',
      'join_keys_1',
      '"loyalty_no" does not connect orders and customers. By which columns do rows of orders and customers belong together?',
      ['customer_id = id'],
    ],
    [
      "Join PostgreSQL orders and PostgreSQL payments on order_id where status = 'paid' into ClickHouse wide",
      'column_status',
      '"status" is a column of orders and of payments. Which one is meant?',
      ['status', 'status_payments'],
    ],
    [
      'Join orders and order_items from PostgreSQL, sum of total_amount per channel into ClickHouse by_channel',
      'measure_2_repeated',
      'A row of orders meets several rows of order_items, so total_amount would count once for each of them. What should be computed?',
      ['quantity', 'unit_price', 'amount', 'as_is'],
    ],
  ])('%s', async (sentence, id, question, choices) => {
    const outcome = await plan(sentence, withCrm);
    expect(outcome.clarification.map((one) => [one.id, one.question])).toEqual([[id, question]]);
    const offered = outcome.clarification[0]?.choices.map((one) => one.value) ?? [];
    if (id !== 'join_keys_1' || choices[0] === 'customer_id = id') expect(offered).toEqual(choices);
    const answer = choices.at(-1) ?? '';
    const answered = answerClarification({
      state: outcome.state,
      answers: { [id]: answer },
      connections: withCrm,
    });
    expect(answered.rejected).toEqual([]);
    expect(answered.clarification).toEqual([]);
    expect(problemsOf(answered.spec, withCrm)).toEqual([]);
  });

  it('which table, with those that keys lead to first', async () => {
    const outcome = await plan('Load orders from PostgreSQL joined with planets to ClickHouse');
    const [question] = outcome.clarification;
    expect(question).toMatchObject({
      id: 'join_1',
      question: 'Which table is orders joined with?',
    });
    expect(
      question?.choices
        .slice(0, 3)
        .map((one) => one.value)
        .toSorted(),
    ).toEqual(['customers', 'order_items', 'stores']);
  });
});
