import type { DagDefinition, PlanQuery, RunPlan } from '@ai-etl/compile';
import {
  describeObject,
  hasErrors,
  printColumnType,
  type Diagnostic,
  type SpecChange,
} from '@ai-etl/core';
import type { PlannerState, Question } from '@ai-etl/planner';
import type { z } from 'zod';
import type { DeployedPipeline, StoredSchedule } from '@ai-etl/store';
import type { Proof } from '../../planning/prove.ts';
import type { Deployed } from './deploy.ts';
import type { TableChange } from './deploy-tables.ts';
import type { ListedPipeline } from './service.ts';
import type {
  ChangeBody,
  DagBody,
  DeployedBody,
  DeploymentBody,
  EngineBody,
  PlanBody,
  QuestionBody,
  SummaryBody,
  TableChange as TableBody,
  ValidationBody,
} from './shapes.ts';

/** A pipeline as lists show it. */
export function presentSummary({ pipeline, lastRun, deployments }: ListedPipeline): SummaryBody {
  const { deployment, schedule } = pipeline;
  return {
    pipeline_id: pipeline.id,
    project_id: pipeline.projectId,
    name: pipeline.name,
    sentence: pipeline.description,
    status: pipeline.status,
    version: pipeline.latestVersion,
    deployment:
      deployment === null
        ? null
        : {
            environment: deployment.environment,
            version: deployment.version,
            deployed_at: deployment.deployedAt,
          },
    deployments: deployments.map(presentDeployment),
    schedule: schedule === null ? null : presentSchedule(schedule),
    last_run:
      lastRun === null
        ? null
        : {
            run_id: lastRun.id,
            status: lastRun.status,
            created_at: lastRun.createdAt,
            started_at: lastRun.startedAt,
            finished_at: lastRun.finishedAt,
          },
    deleted_at: pipeline.deletedAt,
    created_at: pipeline.createdAt,
    updated_at: pipeline.updatedAt,
  };
}

export function presentSchedule(schedule: StoredSchedule): NonNullable<SummaryBody['schedule']> {
  const { cron, timezone, catchup, paused, nextAt } = schedule;
  return { cron, timezone, catchup, paused, next_run_at: paused ? null : nextAt };
}

export function presentDeployment(deployed: DeployedPipeline): DeploymentBody {
  const { environment, version, deployedAt, deployedBy, bindings, schedule } = deployed;
  return {
    environment,
    version,
    deployed_at: deployedAt,
    deployed_by: deployedBy,
    connections: { ...bindings },
    schedule: schedule === null ? null : presentSchedule(schedule),
  };
}

/** What was deployed, what that changed, and when it will run. */
export function presentDeployed(deployed: Deployed): DeployedBody {
  const { changes, schedule } = deployed;
  return {
    pipeline_id: deployed.pipelineId,
    environment: deployed.environment,
    version: deployed.version,
    dry_run: deployed.deployedAt === null,
    deployed_at: deployed.deployedAt,
    schedule: schedule === null ? null : presentSchedule(schedule),
    next_runs: [...deployed.nextRuns],
    changes: {
      version: { from: changes.fromVersion, to: deployed.version },
      spec: changes.spec.map(presentChange),
      schedule: {
        from: changes.schedule.from === null ? null : lineOf(changes.schedule.from),
        to: changes.schedule.to === null ? null : lineOf(changes.schedule.to),
      },
      connections: {
        from: { ...changes.connections.from },
        to: { ...changes.connections.to },
      },
      tables: changes.tables.map(presentTable),
    },
    notes: [...deployed.notes],
  };
}

function lineOf({
  cron,
  timezone,
  catchup,
}: Pick<StoredSchedule, 'cron' | 'timezone' | 'catchup'>) {
  return { cron, timezone, catchup };
}

export function presentChange({ path, kind, before, after, text }: SpecChange): ChangeBody {
  return { path, kind, before: before ?? null, after: after ?? null, text };
}

export function presentTable(table: TableChange): z.infer<typeof TableBody> {
  return {
    connection_id: table.connection,
    table: table.object,
    write_mode: table.writeMode,
    change: table.change,
    create_sql: table.createSql,
    new_columns: [...table.newColumns],
    other_columns: [...table.otherColumns],
  };
}

export function presentQuestion(question: Question): QuestionBody {
  const { id, field, question: text, choices, allow_free_text, allow_multiple } = question;
  return {
    id,
    field,
    question: text,
    choices: choices.map((choice) => ({ ...choice })),
    allow_free_text,
    allow_multiple,
  };
}

/** Findings by severity; open questions outrank them. */
export function presentValidation(
  diagnostics: readonly Diagnostic[],
  { open, proof }: { readonly open: boolean; readonly proof: Proof | null },
): ValidationBody {
  const ofSeverity = (severity: Diagnostic['severity']) =>
    diagnostics
      .filter((one) => one.severity === severity)
      .map(({ code, path, message, hint }) => ({ code, path, message, hint: hint ?? null }));
  const settled = hasErrors(diagnostics) ? 'failed' : 'passed';
  return {
    status: open ? 'needs_clarification' : settled,
    errors: ofSeverity('error'),
    warnings: ofSeverity('warning'),
    notes: ofSeverity('info'),
    checked: proof?.checked ?? 'catalog',
    sampled_rows: proof?.sampledRows ?? 0,
  };
}

/** Who read the words. */
export function presentEngine(
  used: PlannerState['engine'] = { engine: 'built-in', because: null },
): EngineBody {
  return used.engine === 'model'
    ? {
        engine: 'model',
        model: `${used.provider}/${used.model}`,
        rounds: used.rounds,
        because: null,
      }
    : { engine: 'built-in', model: null, rounds: null, because: used.because };
}

export function presentDag(dag: DagDefinition | null): DagBody {
  if (dag === null) return { route: null, tasks: [], edges: [] };
  return {
    route: dag.route,
    tasks: dag.tasks.map(({ id, kind, branch, depends_on }) => ({
      id,
      kind,
      branch,
      depends_on: [...depends_on],
    })),
    edges: dag.edges.map(({ from, to }) => ({ from, to })),
  };
}

export function presentPlan(plan: RunPlan): PlanBody {
  return {
    route: plan.route,
    because: [...plan.because],
    estimate: {
      ...plan.estimate,
      sources: plan.estimate.sources.map((one) => ({ ...one })),
      routes: plan.estimate.routes.map((one) => ({ ...one })),
    },
    extracts: plan.extracts.map((extract) => ({
      id: extract.id,
      source_connection: extract.connection,
      ...presentQuery(extract),
    })),
    branches: plan.branches.map(({ id, route, source, target }) => ({
      id,
      route,
      source_connection: source.connection,
      ...presentQuery(source),
      target_connection: target.connection,
      target: describeObject(target.object),
      write_mode: target.write.mode,
      write_keys: [...target.write.keys],
    })),
  };
}

function presentQuery({ sql, pushed, estimated_rows, columns }: Omit<PlanQuery, 'connection'>) {
  return {
    source_sql: sql,
    pushed: [...pushed],
    estimated_rows,
    columns: columns.map(({ name, type, nullable }) => ({
      name,
      type: printColumnType(type),
      nullable,
    })),
  };
}
