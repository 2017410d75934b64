import { openPoints, type PlannerIR } from '@ai-etl/planner';
import type { Expect, ExpectedClarify, ExpectedPlan } from '../expect.ts';
import { checksOf, notificationsOf, parsingOf, policyOf } from './checks.ts';
import { sourcesOf, targetsOf } from './endpoints.ts';
import { operationsOf } from './operations.ts';

/** What a sentence was read as, in the shape of the suite: a plan, or questions and what is known. Pure. */
export function expectOf(ir: PlannerIR): Expect {
  const plan = planOf(ir);
  const open = openPoints(ir);
  if (open.length === 0) return plan;
  const { outcome: _outcome, ...draft } = plan;
  return {
    outcome: 'clarify',
    ask_about: [...new Set(open.map((one) => one.about))],
    why: open.map((one) => one.problem).join('; '),
    understood: understoodOf(ir, plan),
    draft,
  };
}

function planOf(ir: PlannerIR): ExpectedPlan {
  const sources = sourcesOf(ir.sources);
  const targets = targetsOf(ir.targets, sources);
  const writeMode = targets.length === 0 ? null : writeModeOf(ir);
  const keys = writeMode === 'upsert' || writeMode === 'scd2' ? (ir.write?.keys ?? []) : [];
  return {
    outcome: 'plan',
    sources,
    targets,
    operations: operationsOf(ir.operations),
    write_mode: writeMode,
    keys: [...keys],
    load: loadOf(ir),
    schedule: scheduleOf(ir),
    checks: checksOf(ir.checks),
    notifications: notificationsOf(ir.notifications),
    ...(ir.load?.changes === undefined ? {} : { cdc_ops: [...ir.load.changes] }),
    ...(ir.onFail === null ? {} : { on_fail: ir.onFail }),
    ...policyOf(ir.policy),
    ...parsingOf(ir.parsing),
  };
}

const writeModes = {
  append: 'append',
  replace: 'overwrite',
  merge: 'upsert',
  scd2: 'scd2',
} as const satisfies Record<NonNullable<NonNullable<PlannerIR['write']>['mode']>, string>;

/** As said, else the default that the builder states as an assumption. */
function writeModeOf({ write, load, schedule, targets }: PlannerIR): string {
  if (write?.mode != null) return writeModes[write.mode];
  if (write !== null && write.keys.length > 0) return 'upsert';
  const isLog = targets.every(({ system, role }) => system === 'kafka' || role === 'quarantine');
  if (load?.mode === 'cdc') return isLog || load.changes?.join() === 'insert' ? 'append' : 'upsert';
  const isNewOnly = load?.mode === 'watermark' || load?.mode === 'new_files';
  const isStream = load?.mode === 'stream' || schedule?.kind === 'streaming';
  return isNewOnly || isStream ? 'append' : 'overwrite';
}

function loadOf({ load, schedule }: PlannerIR): NonNullable<ExpectedPlan['load']> {
  if (load === null) return { mode: schedule?.kind === 'streaming' ? 'stream' : 'full' };
  return load.column === null ? { mode: load.mode } : { mode: load.mode, column: load.column };
}

function scheduleOf({ schedule, zone, load }: PlannerIR): NonNullable<ExpectedPlan['schedule']> {
  const timezone = zone?.zone ?? null;
  switch (schedule?.kind) {
    case 'cron':
      return { kind: 'cron', cron: schedule.cron, timezone };
    case 'streaming':
      return { kind: 'streaming', cron: null, timezone };
    case 'manual':
    case 'impossible':
    case undefined: {
      const isEndless = load?.mode === 'stream' || load?.mode === 'cdc';
      const kind = schedule === null && isEndless ? 'streaming' : 'manual';
      return { kind, cron: null, timezone };
    }
  }
}

function understoodOf(ir: PlannerIR, plan: ExpectedPlan): ExpectedClarify['understood'] {
  const isNamed = ({ type, object }: ExpectedPlan['sources'][number]): boolean =>
    type != null || object != null;
  const sources = plan.sources.filter(isNamed);
  const targets = targetsOf(ir.targets, []).filter(isNamed);
  const cron = ir.schedule?.kind === 'cron' ? ir.schedule.cron : null;
  return {
    ...(sources.length === 0 ? {} : { sources }),
    ...(targets.length === 0 ? {} : { targets }),
    ...(ir.write?.mode == null ? {} : { write_mode: writeModes[ir.write.mode] }),
    ...(cron === null ? {} : { cron }),
  };
}
