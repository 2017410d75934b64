import { invariant, parseSpec, type PipelineSpec } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../build/shape/shapes.test-data.ts';
import { context, schemasOf, shop } from './revise.test-data.ts';
import { warehouse } from '../connections.test-data.ts';
import { revisePipeline, type RevisionOutcome } from './revise-pipeline.ts';

function ordersSpec(changes: Readonly<Record<string, unknown>> = {}): PipelineSpec {
  const parsed = parseSpec({
    version: 1,
    name: 'orders_sync',
    description: 'PostgreSQL to ClickHouse sync',
    sources: [
      { id: 'source_orders', connection: shop.id, object: { schema: 'public', name: 'orders' } },
    ],
    steps: [
      { id: 'orders_filter', op: 'filter', inputs: ['source_orders'], where: "status = 'paid'" },
    ],
    targets: [
      {
        id: 'orders',
        input: 'orders_filter',
        connection: warehouse.id,
        object: { schema: 'warehouse', name: 'orders' },
        write: { mode: 'merge', keys: ['id'] },
        layout: { order_by: ['id'] },
      },
    ],
    ...changes,
  });
  invariant(parsed.ok, 'the spec of the test has a valid shape');
  return parsed.spec;
}

const revise = (instruction: string, spec = ordersSpec()): RevisionOutcome =>
  revisePipeline({ ...context, spec, instruction, answers: {}, schemasOf });

describe('an instruction that makes other rows', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'also join users to get the segment',
      [
        "where status = 'paid'",
        'left join on orders_filter.user_id = source_users.id',
        'select id, user_id, status, city, total_amount, ordered_at, notes, segment',
      ],
    ],
    [
      'добавь join с users',
      ["where status = 'paid'", 'inner join on orders_filter.user_id = source_users.id'],
    ],
    [
      'sum total_amount by month',
      [
        "where status = 'paid'",
        "by month: CAST(date_trunc('month', ordered_at) AS date) | sum_total_amount: sum(total_amount)",
      ],
    ],
    [
      'also join users to get the segment and sum total_amount per segment',
      [
        "where status = 'paid'",
        'left join on orders_filter.user_id = source_users.id',
        'select id, user_id, status, city, total_amount, ordered_at, notes, segment',
        'by segment | sum_total_amount: sum(total_amount)',
      ],
    ],
    [
      'sum total_amount by city, then only cities with sum over 100',
      [
        "where status = 'paid'",
        'by city | sum_total_amount: sum(total_amount)',
        'where sum_total_amount > 100',
      ],
    ],
    [
      'add a column gross = total_amount * 1.2',
      ["where status = 'paid'", 'derive gross: total_amount * 1.2'],
    ],
    [
      'cast total_amount to decimal(18,4)',
      ["where status = 'paid'", 'cast total_amount: decimal(18,4)'],
    ],
  ])('%s', (instruction, steps) => {
    const outcome = revise(instruction);
    expect(outcome.clarification).toEqual([]);
    expect(stepsOf({ spec: outcome.spec })).toEqual(steps);
    for (const step of outcome.spec.steps) expect(schemasOf(outcome.spec).has(step.id)).toBe(true);
  });

  it('makes the groups the key of what is merged, and tells it', () => {
    const { spec, assumptions } = revise('sum total_amount by city');
    expect(spec.targets).toMatchObject([
      { write: { mode: 'merge', keys: ['city'] }, layout: { order_by: ['city'] } },
    ]);
    expect(assumptions).toContainEqual(
      expect.objectContaining({ path: 'targets.orders.write.keys', value: 'city' }),
    );
  });

  it('puts other groups in the place of those there were', () => {
    const before = revise('sum total_amount by city').spec;
    const { spec, changes } = revise('sum total_amount by month instead', before);
    expect(spec.steps.filter((step) => step.op === 'aggregate')).toHaveLength(1);
    expect(spec.targets[0]?.write.keys).toEqual(['month']);
    expect(changes.map((one) => one.text).join('\n')).toContain('month');
  });
});
