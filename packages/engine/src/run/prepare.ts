import { incrementalSourcesOf, type RunPlan } from '@ai-etl/compile';
import { invariant, type ConnectorSession, type PipelineSpec, type TablePlan } from '@ai-etl/core';
import { readEnvironment } from '../environment/read-environment.ts';
import { bindingOf, planRun, requirePlan } from '../environment/plan-run.ts';
import { decideWindows } from '../incremental/decide-windows.ts';
import type { SessionPool } from '../environment/session-pool.ts';
import type { Attempt } from './attempt.ts';

/** What the later steps of an attempt need: the plan and an open session per connection. */
export interface PreparedRun {
  readonly plan: RunPlan;
  readonly pool: SessionPool;
  /** The first session of each connection; not for concurrent use. */
  readonly session: (connectionId: string) => ConnectorSession;
  /** True when all reads of one snapshot see the same moment; null: the scratch database. */
  readonly isConsistent: (connectionId: string | null) => boolean;
  readonly table: (branchId: string) => TablePlan;
  /** IANA zone in which the plan was bound. */
  readonly timezone: string;
}

/**
 * Reads the live catalogs and plans the run on them. Throws PLAN_INVALID with all diagnostics,
 * or what a connection that does not answer gave.
 */
export async function prepareRun(attempt: Attempt, pool: SessionPool): Promise<PreparedRun> {
  const { claimed, control, log } = attempt;
  attempt.progress.setTask('planning');
  const spec = specOfRun(claimed);
  const { logicalTime, params } = claimed.run;
  const maskKey = attempt.ports.maskKey(claimed.projectId);
  const bound = bindingOf(spec, { logicalTime, params, maskKey });
  const live = await readEnvironment({
    spec: claimed.spec,
    connections: claimed.connections,
    pool,
    binding: bound,
    signal: control.signal,
  });
  const [failure] = live.failures;
  if (failure !== undefined) throw failure.error;

  const environment = { ...live.environment, fullRefresh: claimed.run.fullRefresh };
  const windows = await decideWindows(attempt, spec, {
    live: { ...live, environment },
    binding: bound,
  });
  const binding = { ...bound, windows };
  const planned = planRun(spec, environment, { binding, pool });
  const plan = requirePlan(planned);
  for (const one of planned.diagnostics) {
    if (one.severity === 'warning') log.write('warning', `${one.path}: ${one.message}`);
  }
  attempt.tasks.plan(plan.tasks);
  const streams = [
    ...plan.extracts.map(({ id, estimated_rows }) => [id, estimated_rows] as const),
    ...plan.branches.map(({ id, source }) => [id, source.estimated_rows] as const),
  ];
  for (const [id, rows] of streams) {
    attempt.progress.addBranch(id);
    if (rows !== null) attempt.progress.setTotal(id, BigInt(Math.round(rows)), false);
  }
  const count = plan.branches.length;
  log.write('info', `Planned ${count} ${count === 1 ? 'target' : 'targets'}, ${plan.route} route.`);
  return {
    plan,
    pool,
    session: (id) => required(live.sessions.get(id), `session of "${id}"`),
    isConsistent: (id) => id === null || pool.connector(id).spec.capabilities.consistentSnapshot,
    timezone: binding.timezone,
    table: (id) => required(planned.tables.get(id), `table plan of "${id}"`),
  };
}

/** A full refresh replaces what incremental sources had filled; a history is kept, not replaced. */
function specOfRun({ spec, run }: Attempt['claimed']): PipelineSpec {
  if (!run.fullRefresh) return spec;
  return {
    ...spec,
    targets: spec.targets.map((target) =>
      target.write.mode === 'scd2' || incrementalSourcesOf(target.input, spec).length === 0
        ? target
        : { ...target, write: { ...target.write, mode: 'replace' } },
    ),
  };
}

function required<Value>(value: Value | undefined, what: string): Value {
  invariant(value !== undefined, `no ${what}`);
  return value;
}
