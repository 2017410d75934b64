import {
  parseSpec,
  resolveSpec,
  invariant,
  type PipelineSpec,
  type ResolveEnvironment,
} from '@ai-etl/core';
import { postgresWith, table, warehouse } from '../connections.test-data.ts';
import type { PlannerContext } from '../plan-types.ts';
import { revisePipeline, type RevisionOutcome, type RevisionRequest } from './revise-pipeline.ts';
import type { SchemasOf } from './apply/working.ts';

/** A shop whose users and orders are loaded to a warehouse. */
export const shop = postgresWith([
  table(
    'users',
    'id int64 key, email text, full_name text, phone text ?, country_code text, segment text, is_test bool, status text, created_at timestamptz, updated_at timestamptz',
  ),
  table(
    'orders',
    'id int64 key, user_id int64, status text, city text, total_amount decimal(14;2), ordered_at timestamptz, notes text ?',
  ),
]);

export const context: PlannerContext = {
  connections: [shop, warehouse, { ...warehouse, id: 'conn_dwh', name: 'Archive', type: 'duckdb' }],
};

const capabilities = {
  source: true,
  target: true,
  dialect: 'postgresql',
  writeModes: ['append', 'replace', 'merge', 'scd2'],
  consistentSnapshot: true,
} as const;

const environment: ResolveEnvironment = {
  connections: new Map(
    context.connections.flatMap(({ id, name, type, catalog }) =>
      catalog === null ? [] : [[id, { id, name, type, capabilities, catalog, serverIdentity: id }]],
    ),
  ),
  querySchemas: new Map(),
};

export const schemasOf: SchemasOf = (spec) => resolveSpec(spec, environment).schemas;

/** The pipeline of users, with what a test changes of it. */
export function usersSpec(changes: Readonly<Record<string, unknown>> = {}): PipelineSpec {
  const parsed = parseSpec({
    version: 1,
    name: 'users_sync',
    description: 'PostgreSQL to ClickHouse sync',
    sources: [
      { id: 'source_users', connection: shop.id, object: { schema: 'public', name: 'users' } },
    ],
    targets: [
      {
        id: 'users',
        input: 'source_users',
        connection: warehouse.id,
        object: { schema: 'warehouse', name: 'users' },
        write: { mode: 'replace' },
      },
    ],
    schedule: { cron: '0 2 * * *', timezone: 'UTC' },
    ...changes,
  });
  invariant(parsed.ok, 'the spec of the test has a valid shape');
  return parsed.spec;
}

/** A step without its inputs. */
type TestStep = Readonly<Record<string, unknown>> & { readonly id: string };

/** The same target behind these steps, each reading the one before it. */
export function withSteps(...steps: readonly TestStep[]): Record<string, unknown> {
  const linked = steps.map((step, at) => ({
    inputs: [steps[at - 1]?.id ?? 'source_users'],
    ...step,
  }));
  const input = steps.at(-1)?.id ?? 'source_users';
  const [target] = usersSpec().targets;
  return { steps: linked, targets: [{ ...target, input }] };
}

export function revise(
  instruction: string,
  changes: Readonly<Record<string, unknown>> = {},
  rest: Partial<Pick<RevisionRequest, 'answers' | 'spec'>> = {},
): RevisionOutcome {
  return revisePipeline({
    spec: usersSpec(changes),
    instruction,
    answers: {},
    schemasOf,
    ...context,
    ...rest,
  });
}
