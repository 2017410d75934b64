import {
  parseSpec,
  resolveSpec,
  type CatalogTable,
  type PipelineSpecInput,
  type ResolvedConnection,
  type ResolveEnvironment,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { compilePlan } from '../compile-plan.ts';
import { goldenEnvironment } from '../golden/tables.ts';

type Part = Partial<PipelineSpecInput>;
type Step = NonNullable<PipelineSpecInput['steps']>[number];

const binding = { logicalTime: '2024-03-15T10:30:00Z', timezone: 'UTC', params: {} };
const orders = { id: 'orders', connection: 'conn_pg', object: { name: 'orders' } };
const customers = { id: 'customers', connection: 'conn_ch', object: { name: 'customers' } };
const paid: Step = { id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" };

function join(...inputs: readonly [string, string]): Step {
  const on = `${inputs[0]}.customer_id = ${inputs[1]}.id`;
  return { id: 'joined', op: 'join', inputs: [...inputs], how: 'inner', on, suffix: '_c' };
}

function target(id: string, input: string, connection = 'conn_ch') {
  return { id, input, connection, object: { name: id }, write: { mode: 'replace' as const } };
}

interface Given {
  readonly environment?: ResolveEnvironment;
}

function compile(part: Part, { environment = goldenEnvironment() }: Given = {}) {
  const parsed = parseSpec({ version: 1, name: 'routes', ...part });
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.diagnostics));
  const resolution = resolveSpec(parsed.spec, environment);
  return compilePlan(resolution, environment, binding);
}

function planned(part: Part, given?: Given) {
  const result = compile(part, given);
  if (!('plan' in result)) expect.fail(JSON.stringify(result.diagnostics));
  return result.plan;
}

function errors(part: Part, given?: Given) {
  const result = compile(part, given);
  if ('plan' in result) expect.fail('a plan was not expected');
  return result.diagnostics.filter(({ severity }) => severity === 'error');
}

/** The golden environment with one connection changed. */
function changed(
  id: string,
  change: (connection: ResolvedConnection) => Partial<ResolvedConnection>,
): ResolveEnvironment {
  const { connections, querySchemas } = goldenEnvironment();
  const connection = connections.get(id);
  if (connection === undefined) expect.fail(`no ${id}`);
  return {
    querySchemas,
    connections: new Map([...connections, [id, { ...connection, ...change(connection) }]]),
  };
}

function withTable(name: string, facts: Partial<CatalogTable>) {
  return ({ catalog }: ResolvedConnection) => ({
    catalog: {
      ...catalog,
      tables: catalog.tables.map((one) => (one.object.name === name ? { ...one, ...facts } : one)),
    },
  });
}

describe('the local route', () => {
  const part: Part = {
    sources: [orders, customers],
    steps: [
      paid,
      join('paid', 'customers'),
      {
        id: 'by_country',
        op: 'aggregate',
        inputs: ['joined'],
        group_by: [{ name: 'country', expression: 'country' }],
        measures: [{ name: 'total', expression: 'sum(amount)' }],
      },
    ],
    targets: [target('totals', 'by_country')],
  };

  it('extracts from each server what it can do itself, and does the rest in DuckDB', () => {
    const { route, extracts, branches } = planned(part);
    expect(route).toBe('local');
    expect(
      extracts.map(({ id, connection, dialect, pushed }) => ({ id, connection, dialect, pushed })),
    ).toEqual([
      { id: 'paid', connection: 'conn_pg', dialect: 'postgresql', pushed: ['orders', 'paid'] },
      { id: 'customers', connection: 'conn_ch', dialect: 'clickhouse', pushed: ['customers'] },
    ]);
    expect(branches[0]).toMatchObject({
      route: 'local',
      source: { connection: null, dialect: 'duckdb', pushed: ['joined', 'by_country'] },
    });
    expect(branches[0]?.source.sql).toContain('FROM "paid"');
    expect(branches[0]?.source.sql).toContain('INNER JOIN "customers"');
    expect(branches[0]?.source.columns.map(({ name }) => name)).toEqual(['country', 'total']);
  });

  it('extracts only the columns that are read, and filters before it sends', () => {
    const { extracts } = planned(part);
    expect(extracts.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ['customer_id', 'amount'],
      ['id', 'country'],
    ]);
    expect(extracts[0]?.sql).toBe(
      'SELECT\n  "customer_id",\n  "amount"\nFROM "shop"."orders"\nWHERE "status" = \'paid\'',
    );
  });

  it('extracts a node once, with what any of its readers needs', () => {
    const { extracts, branches } = planned({
      sources: [orders, customers],
      steps: [
        join('orders', 'customers'),
        { id: 'amounts', op: 'select', inputs: ['joined'], columns: ['amount'] },
        { id: 'names', op: 'select', inputs: ['joined'], columns: ['name', 'status'] },
      ],
      targets: [target('a', 'amounts'), target('b', 'names')],
    });
    expect(extracts.map(({ id, columns }) => [id, columns.map(({ name }) => name)])).toEqual([
      ['orders', ['customer_id', 'status', 'amount']],
      ['customers', ['id', 'name']],
    ]);
    expect(branches.map(({ route }) => route)).toEqual(['local', 'local']);
  });

  it('leaves a target that one server can answer on the direct route', () => {
    const { route, extracts, branches } = planned({
      ...part,
      targets: [target('totals', 'by_country'), target('copy', 'paid')],
    });
    expect(route).toBe('local');
    expect(branches.map(({ id, route: one }) => [id, one])).toEqual([
      ['totals', 'local'],
      ['copy', 'direct'],
    ]);
    expect(extracts.map(({ id }) => id)).toEqual(['paid', 'customers']);
  });

  it('gathers all extracts before a target is computed', () => {
    const { tasks } = planned(part);
    expect(tasks.map(({ id, kind, depends_on }) => [id, kind, depends_on])).toEqual([
      ['extract_paid', 'extract', []],
      ['extract_customers', 'extract', []],
      ['transform_totals', 'transform', ['extract_paid', 'extract_customers']],
      ['load_totals', 'load', ['transform_totals']],
      ['verify_totals', 'verify', ['load_totals']],
      ['publish_totals', 'publish', ['verify_totals']],
    ]);
  });

  it('carries sort keys as hidden columns where a limit is left to DuckDB', () => {
    const { extracts, branches } = planned({
      sources: [{ id: 'v', connection: 'conn_ch', object: { name: 'v' } }],
      steps: [
        { id: 'largest', op: 'sort', inputs: ['v'], by: [{ by: 'n * 2', direction: 'desc' }] },
        { id: 'few', op: 'select', inputs: ['largest'], columns: ['id', 'f'] },
        {
          id: 'exact',
          op: 'cast',
          inputs: ['few'],
          // ClickHouse cannot say this cast.
          columns: [{ name: 'f', to: 'decimal(18,2)' }],
        },
        { id: 'top', op: 'limit', inputs: ['exact'], count: 3 },
      ],
      targets: [target('copy', 'top', 'conn_pg')],
    });
    expect(extracts.map(({ id, columns }) => [id, columns.map(({ name }) => name)])).toEqual([
      ['few', ['id', 'f', '_ai_etl_order_1']],
    ]);
    expect(extracts[0]?.sql).not.toContain('ORDER BY');
    expect(branches[0]?.source.sql).toMatch(/ORDER BY "_ai_etl_order_1" DESC[^]*LIMIT 3/);
    expect(branches[0]?.source.columns.map(({ name }) => name)).toEqual(['id', 'f']);
  });

  it('counts rows of an extract without any of its columns', () => {
    const { extracts } = planned({
      sources: [orders, customers],
      steps: [
        {
          id: 'pairs',
          op: 'join',
          inputs: ['orders', 'customers'],
          how: 'inner',
          on: 'true',
          suffix: '_c',
        },
        {
          id: 'n',
          op: 'aggregate',
          inputs: ['pairs'],
          group_by: [],
          measures: [{ name: 'n', expression: 'count(*)' }],
        },
      ],
      targets: [target('copy', 'n')],
    });
    expect(extracts.map(({ columns }) => columns.length)).toEqual([1, 1]);
  });

  it('cuts below a join that would send more than both its inputs', () => {
    // A wide dimension, joined by its key to many narrow facts.
    const wide = withTable('customers', {
      primaryKey: ['id'],
      estimatedRows: 10,
      estimatedBytes: 40_000,
    });
    const many = withTable('orders', { estimatedRows: 1_000_000, estimatedBytes: 64_000_000 });
    const environment = changed('conn_pg', (one) => many({ ...one, ...wide(one) }));
    const { extracts } = planned(
      {
        sources: [
          orders,
          { ...customers, connection: 'conn_pg' },
          { id: 'v', connection: 'conn_ch', object: { name: 'v' } },
        ],
        steps: [
          join('orders', 'customers'),
          {
            id: 'more',
            op: 'join',
            inputs: ['joined', 'v'],
            how: 'left',
            on: 'joined.id = v.id',
            suffix: '_v',
          },
        ],
        targets: [target('copy', 'more')],
      },
      { environment },
    );
    expect(extracts.map(({ id }) => id)).toEqual(['orders', 'customers', 'v']);
  });

  it('refuses what DuckDB cannot hold, and says where', () => {
    const unbounded = withTable('orders', {
      columns: [
        { name: 'id', type: { kind: 'int64' }, nullable: false, nativeType: 'bigint' },
        { name: 'customer_id', type: { kind: 'int64' }, nullable: true, nativeType: 'bigint' },
        { name: 'amount', type: { kind: 'decimal' }, nullable: true, nativeType: 'numeric' },
      ],
    });
    const two: Part = {
      sources: [orders, customers],
      steps: [join('orders', 'customers')],
      targets: [target('copy', 'joined')],
    };
    expect(errors(two, { environment: changed('conn_pg', unbounded) })).toMatchObject([
      {
        code: 'DIALECT_UNSUPPORTED',
        path: 'sources.0',
        message: expect.stringContaining('amount'),
      },
    ]);
  });
});

describe('the choice of a route', () => {
  const copy: Part = { sources: [orders], targets: [target('copy', 'orders')] };

  it('is direct between two servers, and tells what the others would have moved', () => {
    const { route, because, estimate } = planned(copy);
    expect(route).toBe('direct');
    expect(because.join(' ')).toContain('the local route would move');
    expect(estimate).toMatchObject({
      read_rows: 1000,
      moved_bytes: 2 * (estimate.read_bytes ?? 0),
    });
    expect(estimate.routes).toMatchObject([
      { route: 'direct', possible: true },
      { route: 'local', possible: true },
      { route: 'in_target', possible: false, obstacle: expect.stringContaining('same server') },
    ]);
  });

  it('stays inside a server that is source and target and can fill itself', () => {
    const environment = changed('conn_pg', ({ capabilities }) => ({
      capabilities: { ...capabilities, inTarget: true },
    }));
    const inside: Part = { ...copy, targets: [target('copy', 'orders', 'conn_pg')] };
    const { route, because, tasks, estimate } = planned(inside, { environment });
    expect(route).toBe('in_target');
    expect(because.join(' ')).toContain('no byte leaves it');
    expect(tasks.map(({ id }) => id)).toEqual(['load_copy', 'verify_copy', 'publish_copy']);
    expect(estimate.moved_bytes).toBe(0);
    expect(planned(inside).route).toBe('direct');
  });

  it('is local for one server where joining there would send far more than it reads', () => {
    const wide = withTable('customers', {
      primaryKey: ['id'],
      estimatedRows: 10,
      estimatedBytes: 40_000,
    });
    const many = withTable('orders', { estimatedRows: 1_000_000, estimatedBytes: 64_000_000 });
    const environment = changed('conn_pg', (one) => many({ ...one, ...wide(one) }));
    const both: Part = {
      sources: [orders, { ...customers, connection: 'conn_pg' }],
      steps: [join('orders', 'customers')],
      targets: [target('copy', 'joined')],
    };
    const { route, estimate } = planned(both, { environment });
    const [direct, local] = estimate.routes;
    // It saves nearly half of what is moved, which is not worth storing all rows once more.
    expect(local?.moved_bytes).toBeLessThan(direct?.moved_bytes ?? 0);
    expect(route).toBe('direct');
  });

  it('follows the policy, and says so', () => {
    const { route, extracts, because } = planned({ ...copy, policy: { route: 'local' } });
    expect(route).toBe('local');
    expect(extracts.map(({ id }) => id)).toEqual(['orders']);
    expect(because.join(' ')).toContain('policy.route');
  });

  it('refuses a route that the policy names and that cannot be taken', () => {
    expect(errors({ ...copy, policy: { route: 'in_target' } })).toMatchObject([
      { code: 'ROUTE_NOT_AVAILABLE', path: 'policy.route' },
      { code: 'ROUTE_NOT_AVAILABLE', path: 'targets.0.connection' },
    ]);
    const two: Part = {
      sources: [orders, customers],
      steps: [join('orders', 'customers')],
      targets: [target('copy', 'joined')],
      policy: { route: 'direct' },
    };
    expect(errors(two).map(({ path }) => path)).toEqual(['policy.route', 'steps.0.inputs']);
  });

  it('is local when the one source cannot say a step that DuckDB can', () => {
    const unequal: Part = {
      sources: [{ ...orders, connection: 'conn_ch' }, customers],
      steps: [
        {
          id: 'near',
          op: 'join',
          inputs: ['orders', 'customers'],
          how: 'left',
          on: 'orders.id < customers.id',
          suffix: '_c',
        },
      ],
      targets: [target('copy', 'near', 'conn_pg')],
    };
    const { route, extracts } = planned(unequal);
    expect(route).toBe('local');
    expect(extracts.map(({ id, connection }) => [id, connection])).toEqual([
      ['orders', 'conn_ch'],
      ['customers', 'conn_ch'],
    ]);
    expect(errors({ ...unequal, policy: { route: 'direct' } }).map(({ code }) => code)).toContain(
      'DIALECT_UNSUPPORTED',
    );
  });
});
