import { parseSpec, resolveSpec, type PipelineSpecInput } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { goldenEnvironment } from '../golden/tables.ts';
import { planExtracts } from '../route/plan-extracts.ts';
import { compileChecks } from './compile-checks.ts';

type CheckInput = NonNullable<PipelineSpecInput['checks']>[number];

function compiled(
  checks: readonly CheckInput[],
  source: 'conn_pg' | 'conn_ch' = 'conn_pg',
  environment = goldenEnvironment(),
) {
  const parsed = parseSpec({
    version: 1,
    name: 'copy_orders',
    sources: [{ id: 'orders', connection: source, object: { name: 'orders' } }],
    // An id that the checks would choose.
    steps: [{ id: 'check_failing', op: 'filter', inputs: ['orders'], where: 'amount > 0' }],
    targets: [
      {
        id: 'copy',
        input: 'check_failing',
        connection: 'conn_ch',
        object: { name: 'copied' },
        write: { mode: 'replace' },
      },
    ],
    checks: [...checks],
  } satisfies PipelineSpecInput);
  if (!parsed.ok) expect.fail(JSON.stringify(parsed));
  const resolution = resolveSpec(parsed.spec, environment);
  expect(resolution.diagnostics).toEqual([]);
  return compileChecks(resolution, environment, {
    logicalTime: '2026-01-01T00:00:00Z',
    timezone: 'UTC',
    params: {},
  });
}

function only(check: CheckInput) {
  const { checks, diagnostics } = compiled([check]);
  expect(diagnostics).toEqual([]);
  const [one] = checks;
  if (one === undefined) expect.fail('the check was not compiled');
  return { sql: oneLine(one.measure.sql), failing: one.failing && oneLine(one.failing.sql), one };
}

const oneLine = (sql: string) => sql.replaceAll(/\s+/g, ' ');

describe('checks as queries', () => {
  it('count the rows that fail behind every step of the target, and read some of them', () => {
    const check: CheckInput = { id: 'c', on: 'copy', kind: 'not_null', columns: ['id', 'status'] };
    const { sql, failing } = only(check);
    expect(sql).toBe(
      'SELECT count(*) AS "measured" FROM "shop"."orders" WHERE ' +
        '"amount" > 0 AND ("id" IS NULL OR "status" IS NULL)',
    );
    expect(failing).toContain('LIMIT 50');
  });

  it.each<readonly [CheckInput, string]>([
    [
      { id: 'c', on: 'orders', kind: 'accepted_values', column: 'status', values: ["it's", 'new'] },
      `"status" NOT IN ('it''s', 'new')`,
    ],
    [
      { id: 'c', on: 'orders', kind: 'range', column: 'amount', min: '-1.50', max: '100' },
      '"amount" < -1.50 OR "amount" > 100',
    ],
    [{ id: 'c', on: 'orders', kind: 'sql', condition: 'quantity >= 1' }, 'NOT "quantity" >= 1'],
  ])('say what fails: %j', (check, where) => {
    const { sql } = only(check);
    expect(sql).toContain(where);
  });

  it('sum the rows of keys that occur more than once, NULLs left out', () => {
    const check: CheckInput = { id: 'c', on: 'orders', kind: 'unique', columns: ['customer_id'] };
    const { sql } = only(check);
    expect(sql).toMatch(/coalesce\(sum\(.*"rows"/i);
    expect(sql).toContain('"customer_id" IS NOT NULL');
    expect(sql).toContain('> 1');
  });

  it('look a reference up in another table of the same server', () => {
    const { sql } = only({
      id: 'c',
      on: 'orders',
      kind: 'reference',
      columns: ['customer_id'],
      connection: 'conn_pg',
      object: { name: 'customers' },
      referenced_columns: ['id'],
    });
    expect(sql).toContain('NOT EXISTS');
    expect(sql).toContain('"shop"."customers"');
  });

  it('measure row counts and the newest moment, and show no rows for them', () => {
    const count = only({ id: 'c', on: 'orders', kind: 'row_count', min: 1 });
    expect(count.one).toMatchObject({ judged: { kind: 'row_count' }, failing: null });
    const fresh = only({
      id: 'c',
      on: 'orders',
      kind: 'freshness',
      column: 'created_at',
      max_age_seconds: 60,
    });
    expect(fresh.sql).toContain('max("created_at")');
    expect(fresh.one.judged).toEqual({ kind: 'newest', type: { kind: 'timestamptz' } });
  });

  it('read what lies on another server in the scratch database, each check under its own names', () => {
    const reference = (id: string, name: string): CheckInput => ({
      id,
      on: 'orders',
      kind: 'reference',
      columns: ['customer_id'],
      connection: 'conn_pg',
      object: { name },
      referenced_columns: ['id'],
    });
    const { checks, local, diagnostics } = compiled(
      [
        { id: 'rows', on: 'orders', kind: 'row_count', min: 1 },
        reference('customers', 'customers'),
        reference('numbers', 'v'),
      ],
      'conn_ch',
    );
    expect(diagnostics).toEqual([]);
    expect(checks.map(({ measure }) => [measure.connection, measure.dialect])).toEqual([
      ['conn_ch', 'clickhouse'],
      [null, 'duckdb'],
      [null, 'duckdb'],
    ]);
    const extracts = planExtracts(local);
    expect(extracts.map(({ id, connection }) => [id, connection])).toEqual([
      ['check_1_whole', 'conn_ch'],
      ['check_1_there', 'conn_pg'],
      ['check_2_whole', 'conn_ch'],
      ['check_2_there', 'conn_pg'],
    ]);
    expect(extracts[1]?.sql).toContain('"customers"');
    expect(extracts[3]?.sql).toContain('"v"');
  });

  it('name the check that no route can measure, and why', () => {
    const { connections, querySchemas } = goldenEnvironment();
    const wordless = [...connections.values()].map((one) => ({
      ...one,
      capabilities: {
        ...one.capabilities,
        dialect: one.id === 'conn_pg' ? null : one.capabilities.dialect,
      },
    }));
    const { checks, diagnostics } = compiled(
      [
        { id: 'rows', on: 'orders', kind: 'row_count', min: 1 },
        {
          id: 'customers',
          on: 'orders',
          kind: 'reference',
          columns: ['customer_id'],
          connection: 'conn_pg',
          object: { name: 'customers' },
          referenced_columns: ['id'],
        },
      ],
      'conn_ch',
      { connections: new Map(wordless.map((one) => [one.id, one])), querySchemas },
    );
    expect(checks.map(({ check }) => check.id)).toEqual(['rows']);
    expect(diagnostics).toMatchObject([{ code: 'CHECK_NOT_EXECUTABLE', path: 'checks.1' }]);
    expect(diagnostics[0]?.message).toContain('"customers" cannot be measured');
  });
});
