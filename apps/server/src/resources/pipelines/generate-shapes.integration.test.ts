import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMariadbTestable } from '@ai-etl/local';
import { startShopSystems, type ShopSystems } from '../../testing/shop-systems.ts';
import { valueAt } from '../../testing/test-api.ts';

let shop: ShopSystems;
beforeAll(async () => {
  shop = await startShopSystems();
});
afterAll(() => shop?.close());

/** Generates, runs, and answers the pipeline; the sentence must leave no question. */
async function load(sentence: string): Promise<unknown> {
  const generated = await shop.generate(sentence);
  expect(valueAt(generated, 'clarification')).toEqual([]);
  expect(valueAt(generated, 'validation')).toMatchObject({ status: 'passed', errors: [] });
  await shop.run(generated);
  return generated;
}

/** Rows that a sentence brings to the warehouse, beside those of SQL by hand in the shop. */
async function compare(
  sentence: string,
  { loaded, byHand }: { readonly loaded: string; readonly byHand: string },
): Promise<unknown> {
  const generated = await load(sentence);
  const wanted = await shop.askShop(byHand);
  expect(wanted.length).toBeGreaterThan(0);
  expect(await shop.askWarehouse(loaded)).toEqual(wanted);
  return generated;
}

describe('sums', () => {
  it('of a column by another, in both languages', async () => {
    const byHand = `select channel, trim_scale(sum(price))::text, count(*)::text from orders
      where status = 'paid' group by 1 order by 1 nulls last`;
    const loaded = (table: string) =>
      `select channel, toString(sum_price), count from ${table} order by channel nulls last`;
    const english = await compare(
      'Load the sum of price and the number of orders per channel of paid orders from PostgreSQL to ClickHouse table by_channel',
      { loaded: loaded('by_channel'), byHand },
    );
    expect(valueAt(english, 'plan.route')).toBe('direct');
    await compare(
      "Посчитай сумму price и количество заказов по каждому channel из PostgreSQL orders со статусом 'paid' и перезапиши ClickHouse by_channel_ru",
      { loaded: loaded('by_channel_ru'), byHand },
    );
  });

  it('by month in the zone of the pipeline, kept by a condition on the sum, merged on the groups', async () => {
    const sentence =
      'Upsert the sum of price per month of ordered_at from PostgreSQL orders into ClickHouse price_by_month, only months with sum over 9000, daily at 6am Berlin time';
    const generated = await compare(sentence, {
      loaded: 'select toString(month), toString(sum_price) from price_by_month order by month',
      byHand: `select date_trunc('month', ordered_at at time zone 'Europe/Berlin')::date::text, trim_scale(sum(price))::text
        from orders group by 1 having sum(price) > 9000 order by 1`,
    });
    expect(valueAt(generated, 'spec.targets.0.write')).toMatchObject({
      mode: 'merge',
      keys: ['month'],
    });
  });

  it('of revenue per day and channel, the column an assumption', async () => {
    const generated = await shop.generate(
      'Daily revenue per channel from PostgreSQL orders into ClickHouse',
    );
    expect(valueAt(generated, 'clarification.0')).toMatchObject({
      id: 'measure_1',
      question: 'orders has no number "revenue". What should be summed?',
      choices: [{ value: 'price' }, { value: 'cost' }],
    });
    const answered = await shop.clarify(generated, { measure_1: 'price' });
    expect(valueAt(answered, 'validation.status')).toBe('passed');
    await shop.run(answered);
    expect(
      await shop.askWarehouse(
        'select channel, toString(day), toString(revenue) from orders_by_channel_day order by 1 nulls last, 2',
      ),
    ).toEqual(
      await shop.askShop(
        'select channel, ordered_at::date::text, trim_scale(sum(price))::text from orders group by 1, 2 order by 1 nulls last, 2',
      ),
    );
  });

  it('of an empty table are no rows, and one row where nothing is grouped', async () => {
    await load('Load the sum of amount per status from PostgreSQL refunds to ClickHouse no_groups');
    expect(await shop.askWarehouse('select count() from no_groups')).toEqual(['0']);
    await load(
      'Compute the sum of amount and the number of rows from PostgreSQL refunds into ClickHouse one_row',
    );
    expect(await shop.askWarehouse('select sum_amount, count from one_row')).toEqual(['\\N\t0']);
  });

  it('of orders behind a join count each once, and none for customers without any', async () => {
    await compare(
      'Join orders with order_items from PostgreSQL, count orders by status, into ClickHouse table counted_once',
      {
        loaded: 'select status, toString(count) from counted_once order by 1',
        byHand: 'select status, count(*)::text from orders group by 1 order by 1',
      },
    );
    await compare(
      'Left join customers with orders from PostgreSQL, number of orders per region, into ClickHouse table counted_none',
      {
        loaded: 'select region, toString(count) from counted_none order by 1',
        byHand:
          'select c.region, count(o.id)::text from customers c left join orders o on o.customer_id = c.id group by 1 order by 1',
      },
    );
  });

  it('over names with quotes in them', async () => {
    await compare(
      'Load the sum of "amo\'unt" by "sales region" from PostgreSQL table "o\'sales" to ClickHouse odd',
      {
        loaded: 'select `sales "region"`, toString(`sum_amo\'unt`) from odd order by 1',
        byHand: `select "sales ""region""", trim_scale(sum("amo'unt"))::text from "o'sales" group by 1 order by 1`,
      },
    );
  });
});

describe('calculations and casts', () => {
  it('a margin is computed, then summed; a text is cast before', async () => {
    await compare(
      "Load orders from PostgreSQL to ClickHouse margins, calculate margin = price - cost, cast weight_text to decimal(12,3), fill empty channel with 'unknown'",
      {
        loaded:
          'select id, toString(margin), toString(weight_text), channel from margins order by id',
        byHand: `select id::text, trim_scale(price - cost)::text, trim_scale(weight_text::numeric(12,3))::text, coalesce(channel, 'unknown')
          from orders order by orders.id`,
      },
    );
    await compare(
      'Sum of margin per status from PostgreSQL orders into ClickHouse margin_by_status, where margin = price - cost',
      {
        loaded: 'select status, toString(sum_margin) from margin_by_status order by 1',
        byHand:
          'select status, trim_scale(sum(price - cost))::text from orders group by 1 order by 1',
      },
    );
  });

  it('a text that is summed is asked about, with a cast among the answers', async () => {
    const generated = await shop.generate(
      'Load the sum of weight_text per channel from PostgreSQL orders to ClickHouse weights',
    );
    expect(valueAt(generated, 'clarification')).toMatchObject([
      {
        id: 'measure_1',
        question: 'weight_text of orders is text and cannot be summed. What should be summed?',
        choices: [{ value: 'cast' }, { value: 'price' }, { value: 'cost' }],
      },
    ]);
    const answered = await shop.clarify(generated, { measure_1: 'cast' });
    await shop.run(answered);
    expect(
      await shop.askWarehouse(
        'select channel, toString(sum_weight_text) from weights order by 1 nulls last',
      ),
    ).toEqual(
      await shop.askShop(
        'select channel, trim_scale(sum(weight_text::numeric))::text from orders group by 1 order by 1 nulls last',
      ),
    );
  });
});

describe('joins', () => {
  it('over a foreign key that nobody named, then filtered and summed', async () => {
    const generated = await compare(
      "Join orders and customers from PostgreSQL, keep only rows where channel is 'web', sum of price per region, into ClickHouse web_by_region",
      {
        loaded: 'select region, toString(sum_price) from web_by_region order by 1',
        byHand: `select region, trim_scale(sum(price))::text from orders join customers on customers.id = orders.customer_id
          where channel = 'web' group by 1 order by 1`,
      },
    );
    expect(valueAt(generated, 'assumptions')).toContainEqual(
      expect.objectContaining({
        value: 'orders.customer_id = customers.id',
        because: 'no key of the join is named; orders refers to customers by a foreign key',
      }),
    );
  });

  it('that keep what has no partner', async () => {
    await compare(
      'Left join PostgreSQL customers with PostgreSQL orders on customer_id, number of orders per name, into ClickHouse names',
      {
        loaded: 'select name, count from names order by 1',
        byHand: `select name, count(orders.id)::text from customers left join orders on orders.customer_id = customers.id group by 1 order by name collate "C"`,
      },
    );
  });

  it('that a group needs, as an assumption', async () => {
    await compare('Total price per region from PostgreSQL orders into ClickHouse by_region', {
      loaded: 'select region, toString(sum_price) from by_region order by 1',
      byHand: `select region, trim_scale(sum(price))::text from orders left join customers on customers.id = orders.customer_id group by 1 order by 1`,
    });
  });

  it('that repeat rows: what is summed is asked', async () => {
    const generated = await shop.generate(
      'Join orders and order_items from PostgreSQL, sum of price per sku into ClickHouse by_sku',
    );
    expect(valueAt(generated, 'clarification')).toMatchObject([
      {
        id: 'measure_2_repeated',
        question:
          'A row of orders meets several rows of order_items, so price would count once for each of them. What should be computed?',
      },
    ]);
    await shop.run(await shop.clarify(generated, { measure_2_repeated: 'quantity' }));
    expect(
      await shop.askWarehouse('select sku, toString(sum_quantity) from by_sku order by 1'),
    ).toEqual(
      await shop.askShop('select sku, sum(quantity)::text from order_items group by 1 order by 1'),
    );
  });

  it.skipIf(!isMariadbTestable())('across three servers', async () => {
    await load('Load customers from PostgreSQL to MySQL table clients');
    const generated = await compare(
      'Join PostgreSQL orders with MySQL clients on customer_id, keep only rows where price > 100, sum of price per region and month of ordered_at, into ClickHouse across',
      {
        loaded: 'select region, toString(month), toString(sum_price) from across order by 1, 2',
        byHand: `select region, date_trunc('month', ordered_at)::date::text, trim_scale(sum(price))::text
          from orders join customers on customers.id = orders.customer_id where price > 100 group by 1, 2 order by 1, 2`,
      },
    );
    expect(valueAt(generated, 'plan.route')).toBe('local');
    expect(valueAt(generated, 'plan.extracts.0.pushed')).toEqual([
      'source_orders',
      'orders_filter',
    ]);
  });
});

describe('unions, windows and pivots', () => {
  it('tables are stacked, and what only one has is empty in the other', async () => {
    const generated = await shop.generate(
      'Union orders_2023 and orders_2024 from PostgreSQL into ClickHouse both_years, add a column origin that says which table the row came from',
    );
    expect(valueAt(generated, 'clarification')).toMatchObject([
      {
        id: 'union_1',
        question: 'Not all of orders_2023, orders_2024 have "coupon". What should become of it?',
        choices: [{ value: 'keep' }, { value: 'leave_out' }],
      },
    ]);
    await shop.run(await shop.clarify(generated, { union_1: 'keep' }));
    expect(
      await shop.askWarehouse(
        'select id, status, toString(amount), coupon, origin from both_years order by origin, id',
      ),
    ).toEqual(
      await shop.askShop(
        `select id::text, status, trim_scale(amount)::text, coupon, origin from (
           select id, status, amount, null as coupon, 'orders_2023' as origin from orders_2023
           union all select id, status, amount, coupon, 'orders_2024' from orders_2024) as both_years
         order by origin, both_years.id`,
      ),
    );
  });

  it('customers are ranked by what their orders add up to', async () => {
    const generated = await shop.generate(
      'Rank customers by spend from PostgreSQL into ClickHouse ranked',
    );
    expect(valueAt(generated, 'clarification')).toMatchObject([
      {
        id: 'sum_1',
        question: 'customers has no "spend". The sum of which number is meant?',
        choices: [{ value: 'orders.price' }, { value: 'orders.cost' }],
      },
    ]);
    await shop.run(await shop.clarify(generated, { sum_1: 'orders.price' }));
    expect(
      await shop.askWarehouse('select name, toString(spend), rank from ranked order by ranked.id'),
    ).toEqual(
      await shop.askShop(
        `select name, trim_scale(spend)::text, (rank() over (order by spend desc nulls last))::text
           from customers left join (select customer_id, sum(price) as spend from orders group by 1) as s on s.customer_id = customers.id
           order by customers.id`,
      ),
    );
  });

  it('a total runs within each customer', async () => {
    await compare(
      'Load orders from PostgreSQL to ClickHouse orders_running with a running total of price by ordered_at per customer_id',
      {
        loaded: 'select id, toString(running_price) from orders_running order by orders_running.id',
        byHand: `select id::text, trim_scale(sum(price) over (partition by customer_id order by ordered_at rows unbounded preceding))::text
          from orders order by orders.id`,
      },
    );
  });

  it('line numbers become columns', async () => {
    const generated = await shop.generate(
      'Pivot quantity by line_no per sku from PostgreSQL order_items into ClickHouse wide',
    );
    expect(valueAt(generated, 'clarification.0.question')).toBe(
      '"Pivot quantity by line_no per sku": which values of line_no become columns?',
    );
    await shop.run(await shop.clarify(generated, { pivot_values_1: ['1', '2', '9'] }));
    expect(
      await shop.askWarehouse(
        'select sku, toString(`1`), toString(`2`), toString(`9`) from wide order by 1',
      ),
    ).toEqual(
      await shop.askShop(
        `select sku, (sum(quantity) filter (where line_no = 1))::text, (sum(quantity) filter (where line_no = 2))::text, null
           from order_items group by 1 order by 1`,
      ),
    );
  });
});

describe('values that are known', () => {
  it('become the columns of a pivot, as an assumption', async () => {
    await shop.readValues();
    const generated = await compare(
      'Pivot price by status per channel from PostgreSQL orders into ClickHouse known_wide',
      {
        loaded:
          'select channel, toString(open), toString(paid) from known_wide order by 1 nulls last',
        byHand: `select channel, trim_scale(sum(price) filter (where status = 'open'))::text,
           trim_scale(sum(price) filter (where status = 'paid'))::text from orders group by 1 order by 1 nulls last`,
      },
    );
    expect(valueAt(generated, 'assumptions')).toContainEqual(
      expect.objectContaining({
        value: 'open, paid',
        because: 'these are the values that status is known to have; another one gets no column',
      }),
    );
  });
});

describe('promises', () => {
  it('rows that break one are set apart, the others loaded', async () => {
    await load(
      'Load orders from PostgreSQL to ClickHouse good_orders. channel must not be empty, price must be between 0 and 600; bad rows go to bad_orders.',
    );
    const isBad = 'channel is null or price > 600';
    expect(await shop.askWarehouse('select id from good_orders order by good_orders.id')).toEqual(
      await shop.askShop(`select id::text from orders where not (${isBad}) order by orders.id`),
    );
    expect(
      await shop.askWarehouse('select id, rejected_because from bad_orders order by bad_orders.id'),
    ).toEqual(
      await shop.askShop(
        `select id::text, case when channel is null then 'channel must not be empty' else 'price must be between 0 and 600' end
           from orders where ${isBad} order by orders.id`,
      ),
    );
  });

  it('codes of another form are set apart', async () => {
    await load(
      "Load order_items from PostgreSQL to ClickHouse good_items. sku must match '^sku[0-3]$'; bad rows go to bad_items.",
    );
    const counted = (table: string) =>
      shop.askWarehouse(`select count(), min(sku), max(sku) from ${table}`);
    const byHand = (where: string) =>
      shop.askShop(`select count(*)::text, min(sku), max(sku) from order_items where ${where}`);
    expect(await counted('good_items')).toEqual(await byHand("sku ~ '^sku[0-3]$'"));
    expect(await counted('bad_items')).toEqual(await byHand("sku !~ '^sku[0-3]$'"));
  });

  it('too large a share of empty values stops the run', async () => {
    const sentence = (percent: number) =>
      `Load orders from PostgreSQL to ClickHouse shares_${percent}. At most ${percent}% of the channel values may be null.`;
    // 54 of 600 rows: 9 %.
    await load(sentence(9));
    expect(await shop.askWarehouse('select count() from shares_9')).toEqual(['600']);
    const generated = await shop.generate(sentence(8));
    await expect(shop.run(generated)).rejects.toThrow('CHECK_FAILED');
  });
});

describe('a pipeline that is there', () => {
  it('is joined with a table more, then summed, by instructions', async () => {
    const generated = await shop.generate(
      'Load orders from PostgreSQL to ClickHouse changed where price > 100',
    );
    const joined = await shop.regenerate(generated, 'also join customers to get the region');
    expect(joined).toMatchObject({ outcome: 'updated', version: 2 });
    await shop.run(generated);
    expect(await shop.askWarehouse('select id, region from changed order by changed.id')).toEqual(
      await shop.askShop(
        `select orders.id::text, region from orders left join customers on customers.id = orders.customer_id
          where price > 100 order by orders.id`,
      ),
    );
    const summed = await shop.regenerate(
      generated,
      'sum price by region, and write to ClickHouse table changed_sums',
    );
    expect(summed).toMatchObject({ outcome: 'updated', version: 3 });
    await shop.run(generated);
    expect(
      await shop.askWarehouse('select region, toString(sum_price) from changed_sums order by 1'),
    ).toEqual(
      await shop.askShop(
        `select region, trim_scale(sum(price))::text from orders left join customers on customers.id = orders.customer_id
          where price > 100 group by 1 order by 1`,
      ),
    );
  });
});
