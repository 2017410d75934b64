import { describe, expect, it } from 'vitest';
import { postgresWith, retail, table, warehouse } from './connections.test-data.ts';
import { answerClarification, planPipeline } from './plan-pipeline.ts';
import type { Answers, PlannerConnection, PlannerState, PlanOutcome } from './plan-types.ts';

const years = [
  postgresWith([table('sales_2023', 'id int64 key'), table('sales_2024', 'id int64 key')]),
  warehouse,
];

/** Plans, stores the state as JSON, and answers with what was stored. */
async function clarify(
  description: string,
  answers: Answers,
  connections: readonly PlannerConnection[] = retail,
): Promise<PlanOutcome> {
  const draft = await planPipeline({ description, connections });
  expect(draft.status).toBe('needs_clarification');
  const state: PlannerState = JSON.parse(JSON.stringify(draft.state));
  return answerClarification({ state, answers, connections });
}

describe('answers', () => {
  it.each<readonly [string, Answers, (outcome: PlanOutcome) => unknown, unknown]>([
    [
      'Load orders from PostgreSQL',
      { target: 'conn_ch' },
      ({ spec }) => spec.targets[0]?.connection,
      'conn_ch',
    ],
    [
      'Load orders from PostgreSQL',
      { target: 'Warehouse' },
      ({ spec }) => spec.targets[0]?.connection,
      'conn_ch',
    ],
    [
      'Load invoices from PostgreSQL to ClickHouse',
      { object: 'payments' },
      ({ spec }) => spec.sources[0]?.object,
      { schema: 'public', name: 'payments' },
    ],
    [
      'Load invoices from PostgreSQL to ClickHouse',
      { object: ['public.orders', 'customers'] },
      ({ spec }) => spec.sources.map((one) => one.object?.name),
      ['customers', 'orders'],
    ],
    [
      'Load invoices from PostgreSQL to ClickHouse',
      { object: '*' },
      ({ spec }) => spec.sources.length,
      10,
    ],
    [
      'Load orders from PostgreSQL to ClickHouse daily, every hour',
      { schedule: '0 * * * *' },
      ({ spec }) => spec.schedule?.cron,
      '0 * * * *',
    ],
    [
      'Load orders from PostgreSQL to ClickHouse daily, every hour',
      { schedule: 'weekdays at 3am Berlin time' },
      ({ spec }) => spec.schedule,
      { cron: '0 3 * * 1-5', timezone: 'Europe/Berlin', catchup: 'latest' },
    ],
    [
      'Load orders from PostgreSQL to ClickHouse daily, every hour',
      { schedule: 'manual' },
      ({ spec }) => spec.schedule,
      undefined,
    ],
    [
      'Load orders from PostgreSQL to ClickHouse every 45 minutes',
      { schedule: '*/30 * * * *' },
      ({ spec }) => spec.schedule?.cron,
      '*/30 * * * *',
    ],
    [
      'Load orders from PostgreSQL to ClickHouse at 3am Gotham time',
      { timezone: 'Europe/Paris' },
      ({ spec }) => spec.schedule?.timezone,
      'Europe/Paris',
    ],
    [
      'Load orders from PostgreSQL to ClickHouse at 3am Gotham time',
      { timezone: 'Tokyo' },
      ({ spec }) => spec.schedule?.timezone,
      'Asia/Tokyo',
    ],
    [
      'Append orders from PostgreSQL to ClickHouse and wipe the table first',
      { write_mode: 'append' },
      ({ spec }) => spec.targets[0]?.write.mode,
      'append',
    ],
    [
      'Upsert payments from PostgreSQL to ClickHouse',
      { keys: ['id', 'order_id'] },
      ({ spec }) => spec.targets[0]?.write.keys,
      ['id', 'order_id'],
    ],
    [
      'Load vip customers from PostgreSQL to ClickHouse',
      { filter_customers_vip: 'segment' },
      ({ spec }) => spec.steps,
      [
        {
          id: 'customers_filter',
          op: 'filter',
          inputs: ['source_customers'],
          where: "segment = 'vip'",
        },
      ],
    ],
    [
      'Load vip customers from PostgreSQL to ClickHouse',
      { filter_customers_vip: 'ignore' },
      ({ spec }) => spec.steps,
      [],
    ],
    [
      'Load orders where colour is web from PostgreSQL to ClickHouse',
      { filter_1: 'channel' },
      ({ spec }) => spec.steps.map((step) => (step.op === 'filter' ? step.where : '')),
      ["channel = 'web'"],
    ],
    [
      'Load customers from PostgreSQL to ClickHouse, minus the columns legal does not want there',
      { columns_1: ['email', 'phone'] },
      ({ spec }) => spec.steps.map((step) => (step.op === 'select' ? step.columns.length : 0)),
      [7],
    ],
    [
      'Load orders joined with categories from PostgreSQL to ClickHouse',
      { join_keys_1: 'store_id = id' },
      ({ spec }) => spec.steps.map((step) => (step.op === 'join' ? step.on : '')),
      ['source_orders.store_id = source_categories.id'],
    ],
    [
      'Load orders from PostgreSQL to ClickHouse daily and notify me on failure',
      { notifications: 'ops@shop.example' },
      ({ spec }) => spec.notifications,
      [{ on: 'failure', channel: 'email', to: 'ops@shop.example' }],
    ],
    [
      'Copy orders from Sales (sample) to Sales (sample)',
      { target_object: 'orders_backup' },
      ({ spec }) => spec.targets[0]?.object?.name,
      'orders_backup',
    ],
  ])('"%s" with %j', async (description, answers, pick, expected) => {
    const outcome = await clarify(description, answers);
    expect(outcome.rejected).toEqual([]);
    expect(outcome.clarification).toEqual([]);
    expect(outcome.status).toBe('ready');
    expect(pick(outcome)).toEqual(expected);
  });

  it('may choose several of the tables that fit equally', async () => {
    const outcome = await clarify(
      'Load sales data from PostgreSQL to ClickHouse',
      { object: ['public.sales_2023', 'public.sales_2024'] },
      years,
    );
    expect(outcome.spec.sources.map((one) => one.object?.name)).toEqual([
      'sales_2023',
      'sales_2024',
    ]);
  });

  it('are one for each thing that is meant, whichever source it is of', async () => {
    const two = 'Copy widgets from PostgreSQL and gizmos from ClickHouse to ClickHouse';
    const { clarification } = await clarify(two, {});
    const asked = clarification.filter((one) => one.field === 'object');
    expect(asked.map((one) => one.id)).toEqual(['object', 'object_2']);
    const { clarification: words } = await clarify('Copy zzz zzz customers to ClickHouse', {});
    expect(words.filter((one) => one.field === 'filter')).toHaveLength(1);
  });

  it('are remembered over several rounds', async () => {
    const first = await clarify('Load invoices', { source: 'conn_pg' });
    expect(first.clarification.map((one) => one.id)).toEqual(['target', 'object']);
    const second = answerClarification({
      state: first.state,
      answers: { target: 'conn_ch' },
      connections: retail,
    });
    expect(second.clarification.map((one) => one.id)).toEqual(['object']);
    const third = answerClarification({
      state: second.state,
      answers: { object: 'payments' },
      connections: retail,
    });
    expect(third.status).toBe('ready');
    expect(third.state.answers).toEqual({
      source: 'conn_pg',
      target: 'conn_ch',
      object: 'payments',
    });
  });

  it.each<readonly [string, Answers, string, string]>([
    [
      'Load orders from PostgreSQL',
      { target: 'conn_other' },
      'answers.target',
      '"conn_other" is not one of them. Question: Where should the data go? Allowed: conn_pg, conn_ch.',
    ],
    [
      'Load sales data from PostgreSQL to ClickHouse',
      { object: 'sales_2022' },
      'answers.object',
      'Allowed: public.sales_2023, public.sales_2024, *, or another valid value.',
    ],
    [
      'Load orders from PostgreSQL to ClickHouse daily, every hour',
      { schedule: '0 0 3 * * 1' },
      'answers.schedule',
      '"0 0 3 * * 1" is not one of them',
    ],
    [
      'Load orders from PostgreSQL',
      { target: ['conn_pg', 'conn_ch'] },
      'answers.target',
      'only one value may be chosen',
    ],
    ['Load orders from PostgreSQL', { target: [] }, 'answers.target', 'one answer is needed'],
    [
      'Load orders from PostgreSQL',
      { colour: 'red' },
      'answers.colour',
      'there is no question "colour". Open questions: target.',
    ],
    [
      'Load orders from PostgreSQL',
      { constructor: 'x' },
      'answers.constructor',
      'there is no question',
    ],
  ])(
    'that are wrong are named with what is allowed: "%s" with %j',
    async (description, answers, field, error) => {
      const connections = description.includes('sales') ? years : retail;
      const outcome = await clarify(description, answers, connections);
      expect(outcome.status).toBe('needs_clarification');
      expect(outcome.rejected.map((one) => one.field)).toEqual([field]);
      expect(outcome.rejected[0]?.error).toContain(error);
      expect(outcome.state.answers).toEqual({});
    },
  );

  it('are read against the catalog as it is now', async () => {
    const draft = await planPipeline({
      description: 'Load sales data from PostgreSQL to ClickHouse',
      connections: years,
    });
    const later = [
      postgresWith([table('sales_2024', 'id int64 key'), table('sales_2025', 'id int64 key')]),
      warehouse,
    ];
    const outcome = answerClarification({
      state: draft.state,
      answers: { object: 'public.sales_2023' },
      connections: later,
    });
    expect(outcome.rejected.map((one) => one.field)).toEqual(['answers.object']);
    expect(outcome.clarification[0]?.choices.map((one) => one.value)).toContain(
      'public.sales_2025',
    );
  });

  it('may be changed by a later one', async () => {
    const first = await clarify('Load orders from PostgreSQL', { target: 'conn_ch' });
    const changed = answerClarification({
      state: first.state,
      answers: { target: 'conn_ch' },
      connections: retail,
    });
    expect(changed.status).toBe('ready');
    expect(changed.spec).toEqual(first.spec);
  });
});
