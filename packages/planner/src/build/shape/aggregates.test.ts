import { describe, expect, it } from 'vitest';
import { answerClarification } from '../../plan-pipeline.ts';
import { connections, plan, problemsOf, stepsOf } from './shapes.test-data.ts';

describe('sums, counts and calculations become steps', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'Load the sum of total_amount per channel from PostgreSQL orders to ClickHouse the_totals',
      ['by channel | sum_total_amount: sum(total_amount)'],
    ],
    [
      'Посчитай количество заказов по каждому customer_id из PostgreSQL orders в ClickHouse the_counts',
      ['by customer_id | count: count(*)'],
    ],
    [
      'Count orders per status per day from PostgreSQL into ClickHouse order_counts',
      ["by status, day: CAST(date_trunc('day', ordered_at) AS date) | count: count(*)"],
    ],
    [
      'Daily revenue per channel from PostgreSQL orders into ClickHouse channel_revenue',
      ["by channel, day: CAST(date_trunc('day', ordered_at) AS date) | revenue: sum(total_amount)"],
    ],
    [
      'Load the sum of price per month and region from PostgreSQL sales to ClickHouse the_totals',
      ["by month: date_trunc('month', sold_on), region | sum_price: sum(price)"],
    ],
    [
      'Sum of total_amount per channel of paid orders from PostgreSQL to ClickHouse the_totals, only channels with sum over 100',
      [
        "where status = 'paid'",
        'by channel | sum_total_amount: sum(total_amount)',
        'where sum_total_amount > 100',
      ],
    ],
    [
      'Sum of margin per region from PostgreSQL sales to ClickHouse the_totals, where margin = price - cost',
      ['derive margin: price - cost', 'by region | sum_margin: sum(margin)'],
    ],
    [
      '5-minute average value per sensor from PostgreSQL readings to ClickHouse the_averages',
      [
        "by sensor, minute_start: date_add(TIMESTAMP '1970-01-01 00:00:00', date_diff('minute', TIMESTAMP '1970-01-01 00:00:00', taken_at) - date_diff('minute', TIMESTAMP '1970-01-01 00:00:00', taken_at) % 5, 'minute') | avg_value: avg(value)",
      ],
    ],
    [
      'Top 10 customers by sum of total_amount from PostgreSQL orders grouped by customer_id to ClickHouse best',
      [
        'by customer_id | sum_total_amount: sum(total_amount)',
        'sort sum_total_amount desc',
        'limit 10',
      ],
    ],
    [
      'Number of different email per country_code from PostgreSQL customers to ClickHouse the_totals, mask email and country_code',
      [
        'mask email',
        'by country_code | count_distinct_email: count(DISTINCT email)',
        'mask country_code',
      ],
    ],
    [
      "Load sales from PostgreSQL to ClickHouse, cast weight to decimal(12,3), fill empty region with 'none'",
      ['cast weight: decimal(12,3)', "derive region: coalesce(region, 'none')"],
    ],
    [
      'Load sales from PostgreSQL to ClickHouse, cast weight to decimal',
      ['cast weight: decimal(38,9)'],
    ],
    [
      'Split full_name into first_name and last_name, load customers from PostgreSQL to ClickHouse',
      [
        "derive first_name: split_part(full_name, ' ', 1), last_name: if(position(full_name, ' ') = 0, '', substring(full_name, position(full_name, ' ') + 1))",
      ],
    ],
  ])('%s', async (sentence, steps) => {
    const outcome = await plan(sentence);
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf(outcome)).toEqual(steps);
    expect(problemsOf(outcome.spec)).toEqual([]);
  });

  it('groups in the zone of the pipeline, and says so', async () => {
    const outcome = await plan(
      'Sum of total_amount per day from PostgreSQL orders to ClickHouse the_totals daily at 6am Berlin time',
    );
    expect(stepsOf(outcome)).toEqual([
      "by day: CAST(date_trunc('day', at_time_zone(ordered_at, 'Europe/Berlin')) AS date) | sum_total_amount: sum(total_amount)",
    ]);
    expect(outcome.assumptions).toContainEqual({
      path: 'steps.orders.group_by.day',
      value: 'days of Europe/Berlin',
      because: 'ordered_at holds instants, and Europe/Berlin is the zone of the pipeline',
      alternatives: [],
    });
  });

  it('merges on the groups, and calls the table by them, when neither is said', async () => {
    const { spec, assumptions, name } = await plan(
      'Upsert the sum of total_amount per customer_id from PostgreSQL orders into ClickHouse',
    );
    expect(name).toBe('orders_by_customer_id_sync');
    expect(spec.targets).toMatchObject([
      {
        object: { name: 'orders_by_customer_id' },
        write: { mode: 'merge', keys: ['customer_id'] },
        layout: { order_by: ['customer_id'] },
      },
    ]);
    expect(assumptions).toContainEqual(
      expect.objectContaining({
        path: 'targets.orders.write.keys',
        because: 'no key is named; each group is one row',
      }),
    );
  });
});

describe('what is not clear about them is asked, once and sharply', () => {
  it.each<readonly [string, string, string]>([
    [
      'Load the sum of weight per region from PostgreSQL sales to ClickHouse the_totals',
      'measure_1',
      'weight of sales is text and cannot be summed. What should be summed?',
    ],
    [
      'Load revenue per region from PostgreSQL sales to ClickHouse the_totals',
      'measure_1',
      'sales has no number "revenue". What should be summed?',
    ],
    [
      'Load the sum of price per continent from PostgreSQL sales to ClickHouse the_totals',
      'group_1',
      'sales has no column "continent". By which column are rows grouped?',
    ],
    [
      'Summarise the sales of PostgreSQL into ClickHouse the_totals',
      'measure_1',
      '"Summarise": what should be computed of sales?',
    ],
    [
      'Load sales from PostgreSQL to ClickHouse, calculate margin = price - expenses',
      'columns_1_2',
      'sales has no number "expenses". What should be computed with?',
    ],
    [
      'Load sales from PostgreSQL to ClickHouse, cast payload to date',
      'cast_1',
      'payload is json, which cannot become date. Which type should it have?',
    ],
    [
      "Load sales from PostgreSQL to ClickHouse, fill empty price with 'none'",
      'value_1',
      '"fill empty price with \'none\'": "none" is no value of price, which is decimal(12;2). Which value should it have?',
    ],
  ])('%s', async (sentence, id, question) => {
    const outcome = await plan(sentence);
    expect(outcome.clarification.map((one) => [one.id, one.question])).toEqual([[id, question]]);
  });

  it('and done as it is answered', async () => {
    const open = await plan(
      'Load the sum of weight per region from PostgreSQL sales to ClickHouse the_totals',
    );
    const outcome = answerClarification({
      state: open.state,
      answers: { measure_1: 'cast' },
      connections,
    });
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf(outcome)).toEqual([
      'cast weight: decimal(38,9)',
      'by region | sum_weight: sum(weight)',
    ]);
    expect(problemsOf(outcome.spec)).toEqual([]);
  });
});
