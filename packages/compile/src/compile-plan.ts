import {
  diagnostic,
  hasErrors,
  invariant,
  specHash,
  targetObject,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type Resolution,
  type Route,
  type Target,
} from '@ai-etl/core';
import { compileChecks } from './checks/compile-checks.ts';
import { planCursors } from './incremental/plan-cursors.ts';
import { readingOf, type TargetReading } from './incremental/target-reading.ts';
import type { PlanBinding, PlanBranch, RunPlan } from './plan.ts';
import { chooseRoute } from './route/choose-route.ts';
import { explainBranch, explainExtract, type Explained } from './route/explain.ts';
import { explainFiles } from './route/explain-files.ts';
import { createCutters } from './route/local-query.ts';
import { planEstimate } from './route/plan-estimate.ts';
import { planExtracts } from './route/plan-extracts.ts';
import { planTasks } from './route/plan-tasks.ts';
import { routeOptions, type RouteContext } from './route/route-options.ts';

export type PlanResult =
  { readonly plan: RunPlan } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Compiles a resolved spec into the plan of one run. Pure; a plan or every reason why there is
 * none. Relative dates and parameters are bound, so the same inputs give the same plan. Each
 * target takes the route that moves the fewest bytes, or the one that `policy.route` names.
 */
export function compilePlan(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): PlanResult {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { spec } = resolution;
  const compiling = { resolution, environment, binding };
  const context = { ...compiling, cutters: createCutters(compiling) };
  const checks = compileChecks(resolution, environment, binding);
  const findings: Diagnostic[] = [...checks.diagnostics, ...checkTargets(spec, environment)];
  const planned: Explained[] = [];
  for (const [index, target] of spec.targets.entries()) {
    const reading = readingOf(target.id, spec, binding);
    const result = planBranch(target, index, readingContext(context, reading));
    if ('diagnostics' in result) addMissing(findings, result.diagnostics);
    else planned.push(result);
  }
  if (hasErrors(findings)) return { diagnostics: findings };
  const extracts = planExtracts([
    ...planned.flatMap(({ chosen }) => chosen.local ?? []),
    ...checks.local,
  ]);
  const branches = planned.map(({ branch }) => branch);
  const estimate = planEstimate(planned, context);
  return {
    plan: {
      version: 1,
      spec_hash: specHash(spec),
      route: overallRoute(branches),
      because: [
        ...extracts.flatMap((one) => explainExtract(one, environment)),
        ...planned.flatMap((one) => explainBranch(one, environment)),
        ...explainFiles(context, estimate),
      ],
      extracts,
      branches,
      checks: checks.checks,
      tasks: planTasks(extracts, branches),
      estimate,
    },
  };
}

/** A target that is read differently is cut by itself. */
function readingContext(context: RouteContext, reading: TargetReading): RouteContext {
  if (reading.windows === undefined) return context;
  const own = { ...context, ...reading };
  return { ...own, cutters: createCutters(own) };
}

function planBranch(
  target: Target,
  index: number,
  context: RouteContext,
): Explained | { readonly diagnostics: readonly Diagnostic[] } {
  const wanted = context.resolution.spec.policy.route ?? 'auto';
  const options = routeOptions(target, index, context);
  const chosen = chooseRoute(options, wanted);
  if ('diagnostics' in chosen) return chosen;
  const { id, connection, write, layout, fidelity, contract } = target;
  const branch: PlanBranch = {
    id,
    route: chosen.route,
    source: chosen.source,
    target: { connection, object: targetObject(target), write, layout, fidelity, contract },
    ...(context.windows === undefined ? {} : { cursors: planCursors(target, context) }),
  };
  return { branch, chosen, options, isWanted: wanted !== 'auto' };
}

/** What a person is told: the route with the most on its way. */
function overallRoute(branches: readonly PlanBranch[]): Route {
  const order: readonly Route[] = ['local', 'direct', 'in_target'];
  return order.find((route) => branches.some((one) => one.route === route)) ?? 'direct';
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
