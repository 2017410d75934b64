import {
  BinaryOperationNode,
  ColumnNode,
  FunctionNode,
  OperatorNode,
  RawNode,
  ReferenceNode,
  SelectionNode,
  SelectQueryNode,
  TableNode,
  ValueNode,
  WhereNode,
  type OperationNode,
  type SchemableIdentifierNode,
} from 'kysely';
import { invariant } from '@ai-etl/core';
import type { TenantTables } from './schema.ts';

type Owner = 'pipelines' | 'runs' | 'connections';

/**
 * How a row of a table belongs to a project: by a column of its own, through the row that owns it,
 * or not at all ('organisation': whoever may see the table sees all of it).
 */
type Belonging =
  { readonly column: string } | { readonly column: string; readonly owner: Owner } | 'organisation';

/**
 * A new table of tenants does not compile until it says here where it belongs, and callers of
 * single projects are shut out of one that did not.
 */
const belongings: Readonly<Record<keyof TenantTables, Belonging>> = {
  projects: { column: 'id' },
  memberships: 'organisation',
  audit_log: 'organisation',
  project_members: { column: 'project_id' },
  invitations: { column: 'project_id' },
  api_keys: 'organisation',
  connections: { column: 'project_id' },
  catalog_snapshots: { column: 'connection_id', owner: 'connections' },
  catalog_refreshes: { column: 'connection_id', owner: 'connections' },
  catalog_columns: { column: 'connection_id', owner: 'connections' },
  catalog_values: { column: 'connection_id', owner: 'connections' },
  pipelines: { column: 'project_id' },
  pipeline_versions: { column: 'pipeline_id', owner: 'pipelines' },
  pipeline_version_connections: { column: 'pipeline_id', owner: 'pipelines' },
  schedules: { column: 'pipeline_id', owner: 'pipelines' },
  runs: { column: 'project_id' },
  run_tasks: { column: 'run_id', owner: 'runs' },
  run_logs: { column: 'run_id', owner: 'runs' },
  idempotency_keys: 'organisation',
  environment_connections: { column: 'project_id' },
  deployments: { column: 'pipeline_id', owner: 'pipelines' },
  event_inbox: { column: 'project_id' },
  events: { column: 'project_id' },
  webhooks: { column: 'project_id' },
  webhook_deliveries: { column: 'project_id' },
  metric_rollups: { column: 'project_id' },
  glossaries: { column: 'project_id' },
  verified_questions: { column: 'project_id' },
  model_settings: { column: 'project_id' },
  model_usage: { column: 'project_id' },
  model_answers: { column: 'project_id' },
};

const byName: ReadonlyMap<string, Belonging> = new Map(Object.entries(belongings));

function belongingOf(table: string): Belonging {
  const belonging = byName.get(table);
  invariant(belonging !== undefined, `project-wall.ts says how ${table} belongs to a project`);
  return belonging;
}

/** The condition on `table`, called `name` in the query; null where the whole organisation shares it. */
export function projectCondition(
  table: SchemableIdentifierNode,
  name: string,
  projectIds: readonly string[],
): OperationNode | null {
  const belonging = belongingOf(table.identifier.name);
  if (belonging === 'organisation') return null;
  const column = columnOf(name, belonging.column);
  if (!('owner' in belonging)) return isAnyOf(column, projectIds);
  const { owner } = belonging;
  const ownerTable =
    table.schema === undefined
      ? TableNode.create(owner)
      : TableNode.createWithSchema(table.schema.name, owner);
  const owners: SelectQueryNode = {
    ...SelectQueryNode.createFrom([ownerTable]),
    selections: [SelectionNode.create(columnOf(owner, 'id'))],
    where: WhereNode.create(isAnyOf(columnOf(owner, 'project_id'), projectIds)),
  };
  return BinaryOperationNode.create(column, OperatorNode.create('in'), owners);
}

/** The column of an insert that names a project; null where there is none. */
export function projectColumnOf(table: string): string | null {
  const belonging = belongingOf(table);
  return belonging === 'organisation' || 'owner' in belonging ? null : belonging.column;
}

/**
 * What is stored as a row's project when it is only known when the query runs: NULL, which the
 * tables refuse, unless it is one of the caller's.
 */
export function admittedProject(
  project: OperationNode,
  projectIds: readonly string[],
): OperationNode {
  return RawNode.create(
    ['(case when ', ' = any(', '::text[]) then ', ' end)'],
    [project, ValueNode.create(projectIds), project],
  );
}

function isAnyOf(column: ReferenceNode, projectIds: readonly string[]): OperationNode {
  return BinaryOperationNode.create(
    column,
    OperatorNode.create('='),
    FunctionNode.create('any', [ValueNode.create(projectIds)]),
  );
}

function columnOf(table: string, column: string): ReferenceNode {
  return ReferenceNode.create(ColumnNode.create(column), TableNode.create(table));
}
