import { describe, expect, it } from 'vitest';
import { postgresWith, table, warehouse } from '../../connections.test-data.ts';
import { answerClarification } from '../../index.ts';
import type { PlannerConnection } from '../../plan-types.ts';
import { plan, stepsOf } from '../shape/shapes.test-data.ts';

const shop: PlannerConnection = postgresWith(
  [
    table('customers', 'id int64 key, country text, credit_limit decimal(12;2)'),
    table(
      'orders',
      'id int64 key, customer_id int64, total decimal(12;2), status text, updated_at timestamp',
      {
        references: { customer_id: 'customers' },
      },
    ),
    table('order_items', 'id int64 key, order_id int64, product text, quantity int64', {
      references: { order_id: 'orders' },
    }),
    table('payments', 'id int64 key, order_id int64, amount decimal(12;2)', {
      references: { order_id: 'orders' },
    }),
    table('visits', 'customer_id int64, page text'),
    table('users', 'id int64 key, name text'),
    table('sales', 'id int64 key, seller_id int64, buyer_id int64, amount decimal(12;2)', {
      references: { seller_id: 'users', buyer_id: 'users' },
    }),
  ],
  { name: 'Shop', database: 'shop' },
);
const all = [shop, warehouse];

describe('rows that a join repeats', () => {
  it('are not summed in silence where the other table has no key', async () => {
    const { clarification } = await plan(
      'Join visits with customers from PostgreSQL, sum credit_limit by page, into ClickHouse',
      all,
    );
    expect(clarification.map((one) => one.id)).toEqual(['measure_2_repeated']);
  });

  it('are no key of a merge', async () => {
    const { clarification, spec } = await plan(
      'Join visits with orders on customer_id from PostgreSQL to ClickHouse and merge',
      all,
    );
    expect(clarification.map((one) => one.id)).toEqual(['keys']);
    expect(spec.targets[0]?.write.keys).toEqual([]);
  });

  it.each([
    ['Join orders with order_items', 'count orders by status', 'count(DISTINCT id)'],
    ['Join orders with order_items', 'count rows by status', 'count(*)'],
    ['Left join customers with orders', 'number of orders per country', 'count(id_orders)'],
    ['Left join customers with orders', 'number of customers per country', 'count(DISTINCT id)'],
  ])('%s: %s counts each once, and none where there is none', async (join, said, counted) => {
    const outcome = await plan(`${join} from PostgreSQL, ${said}, into ClickHouse`, all);
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf(outcome).at(-1)).toContain(`count: ${counted}`);
  });

  it('are asked about before a running total', async () => {
    const { clarification } = await plan(
      'Join orders with order_items from PostgreSQL, add a running total of total per status ordered by updated_at, into ClickHouse',
      all,
    );
    expect(clarification.map((one) => one.id)).toContain('measure_2_repeated');
  });
});

describe('keys', () => {
  it('that are declared to lead to one table do not lead to another of a like name', async () => {
    const { assumptions } = await plan(
      'Join order_items and payments from PostgreSQL into ClickHouse',
      all,
    );
    expect(assumptions.find((one) => one.path.endsWith('_join.on'))?.value).toBe(
      'order_items.order_id = payments.order_id',
    );
  });

  it('are asked for where a table refers to another twice', async () => {
    const { clarification } = await plan('Load users from Shop to Warehouse ranked by spend', all);
    expect(clarification[0]).toMatchObject({
      id: 'sum_1',
      choices: [{ value: 'sales.amount by seller_id' }, { value: 'sales.amount by buyer_id' }],
    });
  });
});

describe('sums of new rows alone', () => {
  it.each([
    'Load the sum of total by status from PostgreSQL orders to ClickHouse incrementally by updated_at',
    'Load the sum of total by status from PostgreSQL orders to ClickHouse incrementally by updated_at, upsert by status',
    'Load orders from PostgreSQL to ClickHouse incrementally by updated_at with a running total of total per customer_id ordered by updated_at',
  ])('are not taken for those of all: %s', async (sentence) => {
    const { clarification, state } = await plan(sentence, all);
    expect(clarification.map((one) => one.id)).toEqual(['load_rows']);
    const answered = (load_rows: string) =>
      answerClarification({ state, answers: { load_rows }, connections: all });
    const anew = answered('all_rows');
    expect(anew.clarification).toEqual([]);
    expect(anew.spec.sources[0]?.incremental).toBeUndefined();
    expect(anew.spec.targets[0]?.write.mode).not.toBe('append');
    const only = answered('new_rows');
    expect(only.clarification).toEqual([]);
    expect(only.spec.sources[0]?.incremental).toEqual({ cursor: 'updated_at' });
  });

  it('that are appended as said are told of', async () => {
    const { assumptions } = await plan(
      'Append the sum of total per status from PostgreSQL orders to ClickHouse every day at 5:00 UTC',
      all,
    );
    expect(assumptions.find((one) => one.path === 'targets.*.write.mode')?.because).toBe(
      'it is said; each run adds all groups once more, of all rows',
    );
  });
});
