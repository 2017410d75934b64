import { describe, expect, it } from 'vitest';
import { postgresWith, retailTables, table, warehouse } from '../../connections.test-data.ts';
import { answerClarification, planPipeline } from '../../plan-pipeline.ts';
import type { Answers, PlanOutcome } from '../../plan-types.ts';
import { plan, problemsOf, stepsOf } from './shapes.test-data.ts';

const connections = [
  postgresWith(
    [
      ...retailTables,
      table('orders_2023', 'id int64 key, status text, amount decimal(14;2)'),
      table('orders_2024', 'id int64 key, status text, amount decimal(14;2), coupon text'),
      table('visits_eu', 'id int64 key, page text'),
      table('visits_us', 'id int32 key, page text'),
      table('visits_old', 'id text key, page text'),
      table('readings', 'id int64 key, sensor text, value float64, taken_at timestamp'),
    ],
    { name: 'Sales (sample)', database: 'sales' },
  ),
  warehouse,
];

async function planned(sentence: string, answers: Answers): Promise<PlanOutcome> {
  const open = await plan(sentence, connections);
  const outcome = answerClarification({ state: open.state, answers, connections });
  expect(open.clarification.map((one) => one.id)).toEqual(Object.keys(answers));
  expect(outcome.rejected).toEqual([]);
  expect(outcome.clarification).toEqual([]);
  expect(problemsOf(outcome.spec, connections)).toEqual([]);
  return outcome;
}

describe('unions', () => {
  it('stack tables of the same columns, types that meet and all', async () => {
    const outcome = await planned(
      'Union of visits_eu and visits_us from PostgreSQL into ClickHouse, add a column origin that says which table the row came from',
      {},
    );
    expect(stepsOf(outcome)).toEqual([
      "derive origin: 'visits_eu'",
      "derive origin: 'visits_us'",
      'union visits_eu_derive, visits_us_derive',
    ]);
    expect(outcome.spec.targets).toMatchObject([{ object: { name: 'visits_all' } }]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['keep', ['derive coupon: CAST(NULL AS text)', 'union orders_2023_derive, source_orders_2024']],
    ['leave_out', ['select id, status, amount', 'union source_orders_2023, orders_2024_select']],
  ])('ask about columns that only some have: %s', async (answer, steps) => {
    const sentence = 'Union orders_2023 and orders_2024 from PostgreSQL into ClickHouse both_years';
    expect(stepsOf(await planned(sentence, { union_1: answer }))).toEqual(steps);
  });

  it('ask about types that never meet', async () => {
    const outcome = await planned(
      'Union visits_eu and visits_old from PostgreSQL into ClickHouse both',
      { union_type_1_id: 'text' },
    );
    expect(stepsOf(outcome)).toEqual([
      'derive id: CAST(id AS text)',
      'union visits_eu_derive, source_visits_old',
    ]);
  });
});

describe('windows', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'Rank readings by value per sensor from PostgreSQL into ClickHouse ranked',
      ['window rank: rank() OVER (PARTITION BY sensor ORDER BY value DESC)'],
    ],
    [
      'Top 3 readings per sensor by value from PostgreSQL to ClickHouse best',
      [
        'window place: row_number() OVER (PARTITION BY sensor ORDER BY value DESC)',
        'where place <= 3',
      ],
    ],
    [
      'Проранжируй readings по value из PostgreSQL в ClickHouse ranked',
      ['window rank: rank() OVER (ORDER BY value DESC)'],
    ],
    [
      'Load readings from PostgreSQL to ClickHouse with a running total of value by taken_at per sensor',
      [
        'window running_value: sum(value) OVER (PARTITION BY sensor ORDER BY taken_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)',
      ],
    ],
    [
      'Sum of total_amount per customer_id from PostgreSQL orders into ClickHouse spend, rank by sum of total_amount',
      [
        'by customer_id | sum_total_amount: sum(total_amount)',
        'window rank: rank() OVER (ORDER BY sum_total_amount DESC)',
      ],
    ],
    [
      'Rank customers by spend from PostgreSQL into ClickHouse ranked',
      [
        'by customer_id | spend: sum(total_amount)',
        'left join on source_customers.id = orders_group.customer_id',
        'select id, email, full_name, country_code, city, phone, segment, created_at, updated_at, spend',
        'window rank: rank() OVER (ORDER BY spend DESC)',
      ],
    ],
  ])('%s', async (sentence, steps) => {
    expect(stepsOf(await planned(sentence, {}))).toEqual(steps);
  });

  it('ask by what is ranked', async () => {
    const outcome = await plan(
      'Rank employees by size from PostgreSQL into ClickHouse',
      connections,
    );
    expect(outcome.clarification.map((one) => one.question)).toEqual([
      'employees has no number "size". What should be ranked by?',
    ]);
  });
});

describe('pivots', () => {
  it('ask for the values, and sum what falls into one cell', async () => {
    const outcome = await planned(
      'Pivot total_amount by status per channel from PostgreSQL orders into ClickHouse wide',
      { pivot_values_1: ['paid', 'open'] },
    );
    expect(stepsOf(outcome)).toEqual(['pivot channel | status | paid, open | sum(total_amount)']);
    expect(outcome.spec.targets[0]?.layout.order_by).toEqual(['channel']);
  });

  it('take the values that are known of the column', async () => {
    const sentence =
      'Pivot total_amount by status per channel from PostgreSQL orders into ClickHouse wide';
    const [question] = (await plan(sentence, connections)).clarification;
    expect(question?.valuesOf).toMatchObject({ table: 'orders', column: 'status' });
    if (question?.valuesOf === undefined) return;
    const known = [{ ...question.valuesOf, values: ['open', 'paid'] }];
    const outcome = await planPipeline({ description: sentence, connections, values: known });
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf(outcome)).toEqual(['pivot channel | status | open, paid | sum(total_amount)']);
  });

  it('count rows when nothing else is said', async () => {
    const outcome = await planned(
      'Pivot orders by status per channel from PostgreSQL into ClickHouse wide',
      { pivot_values_1: 'paid' },
    );
    expect(stepsOf(outcome)).toEqual(['pivot channel | status | paid | count(*)']);
  });

  it('know the two values of a flag', async () => {
    const outcome = await planned(
      'Pivot unit_price by active per category_id from PostgreSQL products into ClickHouse wide',
      {},
    );
    expect(stepsOf(outcome)).toEqual([
      'pivot category_id | active | true, false | sum(unit_price)',
    ]);
  });
});
