import {
  describeObject,
  diagnostic,
  findTable,
  hasErrors,
  invariant,
  specHash,
  type CatalogTable,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type Resolution,
  type Target,
} from '@ai-etl/core';
import { compileChecks } from './checks/compile-checks.ts';
import { compileSourceQuery } from './compile-source-query.ts';
import { dialects } from './dialects/catalog.ts';
import { upstreamOf } from './lower/upstream.ts';
import type { PlanBinding, PlanBranch, PlanTask, RunPlan } from './plan.ts';

export type PlanResult =
  { readonly plan: RunPlan } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Compiles a resolved spec into the plan of one run. Pure; a plan or every reason why there is
 * none. Relative dates and parameters are bound, so the same inputs give the same plan.
 */
export function compilePlan(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): PlanResult {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { spec } = resolution;
  const checks = compileChecks(resolution, environment, binding);
  const findings: Diagnostic[] = [...checks.diagnostics, ...checkTargets(spec, environment)];
  const branches: PlanBranch[] = [];
  for (const target of spec.targets) {
    const result = compileSourceQuery(target.input, resolution, { environment, binding });
    if ('diagnostics' in result) addMissing(findings, result.diagnostics);
    else if (target.object !== undefined) {
      const { query } = result;
      branches.push({
        id: target.id,
        source: { ...query, estimated_rows: estimateRows(target.input, spec, environment) },
        target: {
          connection: target.connection,
          object: target.object,
          write: target.write,
          layout: target.layout,
          fidelity: target.fidelity,
          contract: target.contract,
        },
      });
    }
  }
  if (hasErrors(findings)) return { diagnostics: findings };
  return {
    plan: {
      version: 1,
      spec_hash: specHash(spec),
      route: 'direct',
      because: becauseOf(branches, environment),
      branches,
      checks: checks.checks,
      tasks: tasksOf(spec.targets.map(({ id }) => id)),
      estimate: estimateSources(spec, environment),
    },
  };
}

/** Branches share steps: the same finding is told once. */
function addMissing(findings: Diagnostic[], more: readonly Diagnostic[]): void {
  for (const one of more) {
    const known = findings.some(
      ({ code, path, message }) =>
        code === one.code && path === one.path && message === one.message,
    );
    if (!known) findings.push(one);
  }
}

function checkTargets(spec: PipelineSpec, environment: ResolveEnvironment): readonly Diagnostic[] {
  return spec.targets.flatMap((target, index) => {
    const connection = environment.connections.get(target.connection);
    invariant(connection !== undefined, 'target connections are known after resolving');
    const found: Diagnostic[] = [];
    if (target.object === undefined) {
      found.push(
        diagnostic(
          'ROUTE_NOT_AVAILABLE',
          `targets.${index}.path`,
          `Target "${target.id}" writes files.`,
          'files run on the local route, which comes later',
        ),
      );
    }
    const { writeModes } = connection.capabilities;
    if (!writeModes.includes(target.write.mode)) {
      found.push(
        diagnostic(
          'WRITE_MODE_NOT_SUPPORTED',
          `targets.${index}.write.mode`,
          `Connection "${connection.name}" cannot write in mode "${target.write.mode}".`,
          `it can: ${writeModes.join(', ')}`,
        ),
      );
    }
    return found;
  });
}

/**
 * Nothing is published before every branch is verified; then one after the other, so that the
 * graph stays small with hundreds of branches.
 */
function tasksOf(ids: readonly string[]): readonly PlanTask[] {
  const prepared = ids.flatMap((id): readonly PlanTask[] => [
    { id: `extract_${id}`, kind: 'extract', branch: id, depends_on: [] },
    { id: `load_${id}`, kind: 'load', branch: id, depends_on: [`extract_${id}`] },
    { id: `verify_${id}`, kind: 'verify', branch: id, depends_on: [`load_${id}`] },
  ]);
  const published = ids.map((id, index): PlanTask => {
    const before = ids[index - 1];
    const depends =
      before === undefined ? ids.map((one) => `verify_${one}`) : [`publish_${before}`];
    return { id: `publish_${id}`, kind: 'publish', branch: id, depends_on: depends };
  });
  return [...prepared, ...published];
}

function becauseOf(
  branches: readonly PlanBranch[],
  environment: ResolveEnvironment,
): readonly string[] {
  return branches.flatMap(({ id, source, target }) => {
    const from = environment.connections.get(source.connection)?.name ?? source.connection;
    const title = dialects[source.dialect].title;
    const steps = source.pushed.length - source.objects.length;
    const work =
      steps > 0
        ? `${title} can do all ${source.pushed.length} parts of "${id}" itself, so they run in one query on "${from}"`
        : `"${id}" reads ${source.objects.map(describeObject).join(', ')} as it is, on "${from}"`;
    return [
      `${work}; ${source.columns.length} columns are read.`,
      `Its bytes stream straight into ${describeObject(target.object)}: no row is parsed on the way.`,
    ];
  });
}

/** Known only when each row that is read arrives. */
function estimateRows(
  input: string,
  spec: PipelineSpec,
  environment: ResolveEnvironment,
): number | null {
  const upstream = upstreamOf(input, spec);
  const keepsRows = ['select', 'rename', 'cast', 'derive', 'window', 'sort'];
  const steps = spec.steps.filter((step) => upstream.has(step.id));
  if (!steps.every((step) => keepsRows.includes(step.op))) return null;
  const tables = tablesOf(upstream, spec, environment);
  return tables.length === 1 ? (tables[0]?.estimatedRows ?? null) : null;
}

function estimateSources(spec: PipelineSpec, environment: ResolveEnvironment): RunPlan['estimate'] {
  const read = new Set(spec.targets.flatMap((one: Target) => [...upstreamOf(one.input, spec)]));
  const tables = tablesOf(read, spec, environment);
  const known = tables.length === spec.sources.filter((one) => read.has(one.id)).length;
  const sum = (value: (table: CatalogTable) => number | null) =>
    tables.reduce<number | null>((total, table) => {
      const one = value(table);
      return total === null || one === null ? null : total + one;
    }, 0);
  return {
    source_rows: known ? sum((table) => table.estimatedRows) : null,
    source_bytes: known ? sum((table) => table.estimatedBytes) : null,
  };
}

function tablesOf(
  nodes: ReadonlySet<string>,
  spec: PipelineSpec,
  environment: ResolveEnvironment,
): readonly CatalogTable[] {
  return spec.sources.flatMap((source) => {
    const catalog = environment.connections.get(source.connection)?.catalog;
    if (!nodes.has(source.id) || source.object === undefined || catalog === undefined) return [];
    return findTable(catalog, source.object) ?? [];
  });
}
