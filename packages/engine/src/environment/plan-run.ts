import { compilePlan, type PlanBinding, type RunPlan } from '@ai-etl/compile';
import {
  AiEtlError,
  findTable,
  hasErrors,
  invariant,
  resolveSpec,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type TablePlan,
} from '@ai-etl/core';
import type { SessionPool } from './session-pool.ts';

/** The plan of a spec on live catalogs, or every reason why there is none. */
export interface PlannedRun {
  /** Null when a diagnostic is an error that compiling needs absent. */
  readonly plan: RunPlan | null;
  /** The target's table by branch id. */
  readonly tables: ReadonlyMap<string, TablePlan>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The connector of each connection that the spec names. */
export type ConnectorsByConnection = Pick<SessionPool, 'connector'>;

/** Resolves, compiles and plans the target tables. Reads nothing: pure over its arguments. */
export function planRun(
  spec: PipelineSpec,
  environment: ResolveEnvironment,
  { binding, pool }: { readonly binding: PlanBinding; readonly pool: ConnectorsByConnection },
): PlannedRun {
  const resolution = resolveSpec(spec, environment);
  const compiled = compilePlan(resolution, environment, binding);
  if ('diagnostics' in compiled) {
    return {
      plan: null,
      tables: new Map(),
      diagnostics: mergeFindings(resolution.diagnostics, compiled.diagnostics),
    };
  }
  const tables = planTables(compiled.plan, spec, { environment, pool });
  const tableFindings = [...tables.values()].flatMap((table) => table.diagnostics);
  return {
    plan: compiled.plan,
    tables,
    diagnostics: mergeFindings(resolution.diagnostics, tableFindings),
  };
}

/** A plan that may run. Throws PLAN_INVALID with every error as a detail. */
export function requirePlan(planned: PlannedRun): RunPlan {
  if (planned.plan !== null && !hasErrors(planned.diagnostics)) return planned.plan;
  const errors = planned.diagnostics.filter((one) => one.severity === 'error');
  const shown = errors.slice(0, 3).map((one) => `${one.path}: ${one.message}`);
  const more = errors.length > shown.length ? ` And ${errors.length - shown.length} more.` : '';
  throw new AiEtlError(
    'PLAN_INVALID',
    `The pipeline no longer fits its data. ${shown.join(' ')}${more}`,
    {
      details: errors.map(({ path, code, message, hint }) => ({
        field: path,
        error: `${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
      })),
    },
  );
}

/** Zone in which calendar units begin: the schedule's. */
export function bindingOf(
  spec: PipelineSpec,
  run: Pick<PlanBinding, 'logicalTime' | 'params' | 'maskKey'>,
): PlanBinding {
  return {
    logicalTime: run.logicalTime,
    timezone: spec.schedule?.timezone ?? 'UTC',
    params: run.params,
    ...(run.maskKey === undefined ? {} : { maskKey: run.maskKey }),
  };
}

function planTables(
  plan: RunPlan,
  spec: PipelineSpec,
  { environment, pool }: { environment: ResolveEnvironment; pool: ConnectorsByConnection },
): ReadonlyMap<string, TablePlan> {
  return new Map(
    plan.branches.map(({ id, source, target }) => {
      const connection = environment.connections.get(target.connection);
      invariant(connection !== undefined, 'the target connection of a compiled plan is known');
      const index = spec.targets.findIndex((one) => one.id === id);
      const table = pool.connector(target.connection).planTable({
        object: target.object,
        columns: source.columns,
        write: target.write,
        layout: target.layout,
        fidelity: target.fidelity,
        contract: target.contract,
        existing: findTable(connection.catalog, target.object) ?? null,
        path: `targets.${index}`,
      });
      return [id, table] as const;
    }),
  );
}

/** Passes may repeat what an earlier one found. */
function mergeFindings(
  first: readonly Diagnostic[],
  second: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Set(first.map(findingKey));
  return [...first, ...second.filter((one) => !known.has(findingKey(one)))];
}

function findingKey({ code, path, message }: Diagnostic): string {
  return `${code} ${path} ${message}`;
}
