import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineSpecInput } from '@ai-etl/core';
import { createEngineFixture, type EngineFixture } from './engine-fixture.ts';

type CheckInput = NonNullable<PipelineSpecInput['checks']>[number];
let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await createEngineFixture();
  await fixture.sql(
    'source',
    `CREATE TABLE customers (id bigint PRIMARY KEY);
     INSERT INTO customers SELECT generate_series(1, 50);
     CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, "e""mail" text, status text,
       amount numeric(12,2), at timestamptz);
     INSERT INTO orders SELECT n, n % 60, 'ann' || n % 900 || '@example.com',
       CASE WHEN n % 100 = 0 THEN 'odd' ELSE 'paid' END, n - 10,
       timestamptz '2026-01-01 00:00:00+00' FROM generate_series(1, 1000) AS n;
     UPDATE orders SET customer = NULL WHERE id = 7`,
  );
});

afterAll(() => fixture.close());

const specOf = (
  name: string,
  to: 'warehouse' | 'target',
  checks: readonly CheckInput[],
): PipelineSpecInput => ({
  version: 1,
  name,
  sources: [{ id: 'rows', connection: fixture.connections.source, object: { name: 'orders' } }],
  targets: [
    {
      id: 'out',
      input: 'rows',
      connection: fixture.connections[to],
      object: { name },
      write: { mode: 'replace' },
    },
  ],
  checks: [...checks],
});

async function run(pipelineId: string) {
  const { id } = await fixture.queueRun(pipelineId);
  const outcome = await fixture.execute(id);
  return { outcome, run: await fixture.getRun(id) };
}

describe('checks on a real source', () => {
  it('are measured before anything is published, with the rows that fail', async () => {
    const on = { on: 'out', severity: 'warn' } as const;
    const customers = {
      columns: ['customer'],
      connection: fixture.connections.source,
      object: { name: 'customers' },
      referenced_columns: ['id'],
    };
    const pipeline = await fixture.createPipeline(
      specOf('warned', 'warehouse', [
        { ...on, id: 'ids', kind: 'not_null', columns: ['id'] },
        { ...on, id: 'customers', kind: 'not_null', columns: ['customer'] },
        { ...on, id: 'mails', kind: 'unique', columns: ['e"mail'] },
        { ...on, id: 'states', kind: 'accepted_values', column: 'status', values: ['paid'] },
        { ...on, id: 'amounts', kind: 'range', column: 'amount', min: '0', max: '980' },
        { ...on, id: 'many', kind: 'row_count', min: 1001 },
        { ...on, id: 'known', kind: 'reference', ...customers },
        { ...on, id: 'told', kind: 'sql', condition: 'amount <> 5' },
        { ...on, id: 'fresh', kind: 'freshness', column: 'at', max_age_seconds: 60 },
      ]),
    );
    const { outcome, run: ended } = await run(pipeline);
    expect(ended.error).toBeNull();
    expect(outcome).toBe('success');
    const checks = ended.receipt?.checks ?? [];
    expect(checks.map(({ check, passed, failing_rows }) => [check, passed, failing_rows])).toEqual([
      ['ids', true, '0'],
      ['customers', false, '1'],
      ['mails', false, '200'],
      ['states', false, '10'],
      ['amounts', false, '19'],
      ['many', false, null],
      // n % 60 is 0 or 51 to 59; the NULL points at nothing and may.
      ['known', false, '160'],
      ['told', false, '1'],
      ['fresh', false, null],
    ]);
    const sampleOf = (id: string) => checks.find(({ check }) => check === id)?.sample;
    expect(sampleOf('customers')).toEqual({
      columns: ['id', 'customer', 'e"mail', 'status', 'amount', 'at'],
      rows: [['7', null, 'a***@***', 'paid', '-3.00', '2026-01-01 00:00:00']],
    });
    expect(sampleOf('mails')?.rows).toHaveLength(10);
    expect(sampleOf('ids')).toBeUndefined();
    expect(checks.find(({ check }) => check === 'many')).toMatchObject({
      measured: '1000',
      expected: 'at least 1001 rows',
    });
    expect(Number(checks.find(({ check }) => check === 'fresh')?.measured)).toBeGreaterThan(60);
  });

  it.each(['warehouse', 'target'] as const)(
    'stop a run before it publishes into the %s, and say which rows',
    async (to) => {
      const pipeline = await fixture.createPipeline(
        specOf('stopped', to, [
          { id: 'states', on: 'rows', kind: 'accepted_values', column: 'status', values: ['paid'] },
          { id: 'ids', on: 'rows', kind: 'unique', columns: ['id'] },
        ]),
      );
      const { outcome, run: ended } = await run(pipeline);
      expect(outcome).toBe('failed');
      expect(ended.error).toMatchObject({
        code: 'CHECK_FAILED',
        details: [{ field: 'checks.states' }],
      });
      expect(ended.error?.message).toContain('The targets are as they were.');
      expect(ended.receipt?.checks).toMatchObject([
        { check: 'states', passed: false, failing_rows: '10', sample: { rows: { length: 10 } } },
        { check: 'ids', passed: true },
      ]);
      const tables =
        to === 'target'
          ? await fixture.sql('target', `SELECT 1 FROM pg_tables WHERE tablename LIKE '%stopped%'`)
          : (await fixture.clickhouse(`SHOW TABLES LIKE '%stopped%'`)).split('\n').filter(Boolean);
      expect(tables).toEqual([]);
    },
  );

  it('compare a row count with those of earlier runs of the same pipeline', async () => {
    const pipeline = await fixture.createPipeline(
      specOf('volume', 'warehouse', [
        { id: 'volume', on: 'rows', kind: 'anomaly', measure: 'row_count', min_history: 3 },
      ]),
    );
    for (let count = 0; count < 3; count += 1) {
      const { outcome, run: ended } = await run(pipeline);
      expect(outcome).toBe('success');
      expect(ended.receipt?.checks?.[0]?.expected).toBe(`not known yet: ${count} of 3 runs`);
    }
    expect((await run(pipeline)).outcome).toBe('success');
    await fixture.sql('source', 'DELETE FROM orders WHERE id > 500');
    const { outcome, run: ended } = await run(pipeline);
    expect(outcome).toBe('failed');
    expect(ended.receipt?.checks).toMatchObject([
      { measured: '500', passed: false, expected: '930 to 1070, by 4 earlier runs' },
    ]);
    expect(await fixture.clickhouse('SELECT count() FROM volume')).toContain('1000');
  });
});
