import { parseSpec, resolveSpec, type PipelineSpecInput } from '@ai-etl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compilePandas, printPandas } from './compile-pandas.ts';
import { compilePlan } from './compile-plan.ts';
import { dagDefinition } from './dag-definition.ts';
import { goldenEnvironment } from './golden/tables.ts';
import type { PlanBinding } from './plan.ts';
import { loadUserSqlParser } from './user-sql/parser.ts';

beforeAll(loadUserSqlParser);

const binding: PlanBinding = {
  logicalTime: '2024-03-15T10:30:00Z',
  timezone: 'UTC',
  params: {},
};

type Part = Partial<PipelineSpecInput>;

function specOf(part: Part): PipelineSpecInput {
  return {
    version: 1,
    name: 'copy_orders',
    sources: [{ id: 'orders', connection: 'conn_pg', object: { name: 'orders' } }],
    targets: [
      {
        id: 'copy',
        input: 'orders',
        connection: 'conn_ch',
        object: { name: 'copied' },
        write: { mode: 'replace' },
      },
    ],
    ...part,
  };
}

function plan(part: Part = {}, bound: PlanBinding = binding) {
  const environment = goldenEnvironment();
  const parsed = parseSpec(specOf(part));
  if (!('spec' in parsed)) expect.fail(JSON.stringify(parsed));
  const resolution = resolveSpec(parsed.spec, environment);
  return { result: compilePlan(resolution, environment, bound), resolution, environment };
}

function codes(part: Part, bound: PlanBinding = binding): readonly string[] {
  const { result } = plan(part, bound);
  if ('plan' in result) expect.fail('a plan was not expected');
  return result.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} at ${path}`);
}

function planned(part: Part = {}) {
  const { result } = plan(part);
  if (!('plan' in result)) expect.fail(JSON.stringify(result.diagnostics));
  return result.plan;
}

const target = (id: string, input: string) => ({
  id,
  input,
  connection: 'conn_ch',
  object: { name: id },
  write: { mode: 'replace' } as const,
});

describe('a plan', () => {
  it('names the tasks after the target and publishes only after every branch is verified', () => {
    const { tasks } = planned({ targets: [target('a', 'orders'), target('b', 'orders')] });
    expect(tasks.map(({ id, depends_on }) => `${id} <- ${depends_on.join(', ')}`)).toEqual([
      'extract_a <- ',
      'load_a <- extract_a',
      'verify_a <- load_a',
      'extract_b <- ',
      'load_b <- extract_b',
      'verify_b <- load_b',
      'publish_a <- verify_a, verify_b',
      'publish_b <- publish_a',
    ]);
  });

  it('says what is read, from statistics only while every row arrives', () => {
    const whole = planned();
    expect(whole.branches[0]?.source.estimated_rows).toBe(1000);
    expect(whole.estimate).toMatchObject({ source_rows: 1000, source_bytes: 64_000 });
    const filtered = planned({
      steps: [{ id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" }],
      targets: [target('copy', 'paid')],
    });
    expect(filtered.branches[0]?.source.estimated_rows).toBeNull();
    expect(filtered.branches[0]?.source.pushed).toEqual(['orders', 'paid']);
    expect(filtered.because.join(' ')).toContain('PostgreSQL');
  });

  it('reads only the columns that are needed', () => {
    const { branches } = planned({
      steps: [{ id: 'few', op: 'select', inputs: ['orders'], columns: ['id'] }],
      targets: [target('copy', 'few')],
    });
    expect(branches[0]?.source.sql).toBe('SELECT\n  "id"\nFROM "shop"."orders"');
  });

  it('is the same for the same inputs', () => {
    expect(planned()).toEqual(planned());
  });

  it('becomes a graph whose edges are the dependencies', () => {
    const { route, edges } = dagDefinition(planned());
    expect(route).toBe('direct');
    expect(edges).toEqual([
      { from: 'extract_copy', to: 'load_copy' },
      { from: 'load_copy', to: 'verify_copy' },
      { from: 'verify_copy', to: 'publish_copy' },
    ]);
  });
});

describe('what cannot be planned', () => {
  it('is refused with the resolution\u2019s own errors first', () => {
    expect(
      codes({ sources: [{ id: 'orders', connection: 'conn_pg', object: { name: 'no' } }] }),
    ).toContain('UNKNOWN_TABLE at sources.0.object');
  });

  it('tells a shared step once, however many targets read it', () => {
    const steps: Part['steps'] = [
      { id: 'some', op: 'sql', inputs: ['orders'], text: 'SELECT 1 AS x', dialect: 'postgresql' },
    ];
    expect(codes({ steps, targets: [target('a', 'some'), target('b', 'some')] })).toEqual([
      'QUERY_REJECTED at steps.0.text',
    ]);
  });

  it('neither replaces a target by new rows alone, nor keeps history where that cannot be', () => {
    const incremental = { cursor: 'created_at' };
    const source = {
      id: 'orders',
      connection: 'conn_pg',
      object: { name: 'orders' },
      incremental,
    };
    expect(codes({ sources: [source] })).toEqual([
      'WRITE_MODE_NOT_SUPPORTED at targets.0.write.mode',
    ]);
    const write = { mode: 'scd2' as const, keys: ['id'] };
    expect(codes({ targets: [{ ...target('copy', 'orders'), write }] })).toEqual([
      'WRITE_MODE_NOT_SUPPORTED at targets.0.write.mode',
    ]);
  });

  it('needs a value for each parameter', () => {
    const params: Part['params'] = [{ name: 'day', type: 'date' }];
    expect(codes({ params })).toEqual(['PARAMETER_VALUE at params.day']);
    expect(codes({ params }, { ...binding, params: { day: 'soon' } })).toEqual([
      'PARAMETER_VALUE at params.day',
    ]);
  });

  it('refuses a step that reads itself twice, thirty times over', () => {
    const steps: Part['steps'] = Array.from({ length: 30 }, (_one, index) => ({
      id: `step_${index}`,
      op: 'union' as const,
      inputs: index === 0 ? ['orders', 'orders'] : [`step_${index - 1}`, `step_${index - 1}`],
    }));
    expect(codes({ steps, targets: [target('copy', 'step_29')] })).toEqual([
      'ROUTE_NOT_AVAILABLE at steps',
    ]);
  });
});

describe('the pandas program', () => {
  it('begins with pandas, asks the environment for URLs and holds no secret', () => {
    const { resolution, environment } = plan();
    const code = compilePandas(resolution, environment, binding);
    expect(code.startsWith('import pandas as pd\n')).toBe(true);
    expect(code).toContain('SHOP_POSTGRESQL_URL');
    expect(code).toContain('def extract_orders(connection)');
    expect(code).toContain('def transform_copy(orders: pd.DataFrame)');
    expect(code).toContain('def load_copy(url, frame: pd.DataFrame)');
    expect(code).toContain('if __name__ == "__main__":');
  });

  it('refuses sources that are read incrementally: it would append their rows again', () => {
    const orders = { id: 'orders', connection: 'conn_pg', object: { name: 'orders' } };
    const { result, resolution, environment } = plan({
      sources: [{ ...orders, incremental: { cursor: 'created_at' } }],
      targets: [{ ...target('copy', 'orders'), write: { mode: 'append' } }],
    });
    expect(result).toHaveProperty('plan');
    const printed = printPandas(resolution, environment, binding);
    if ('code' in printed) expect.fail('a program was not expected');
    expect(printed.diagnostics).toMatchObject([
      { code: 'DIALECT_UNSUPPORTED', path: 'sources.0.incremental' },
    ]);
  });
});
