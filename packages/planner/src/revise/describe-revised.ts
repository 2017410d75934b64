import { describeObject, type PipelineSpec } from '@ai-etl/core';
import { systemTitle } from '../lexicon/systems.ts';
import type { PlannerContext } from '../plan-types.ts';

/** As the planner of new pipelines words it: "PostgreSQL to ClickHouse sync of orders where …". */
const planned = /^.{1,100}? to .{1,100}? sync(?: of .+)?$/su;

/** The description of a changed spec: the planner's own follows the change, a person's own stays. */
export function describeRevised(
  before: PipelineSpec,
  after: PipelineSpec,
  { connections }: PlannerContext,
): string {
  if (!planned.test(before.description)) return before.description;
  const titleOf = (id: string | undefined): string | null => {
    const type = connections.find((one) => one.id === id)?.type;
    return type === undefined ? null : systemTitle(type);
  };
  const source = titleOf(after.sources[0]?.connection);
  const target = titleOf(after.targets[0]?.connection);
  if (source === null || target === null) return before.description;
  const base = `${source} to ${target} sync`;
  const [only] = after.sources;
  if (only?.object === undefined || after.sources.length > 1 || after.steps.length === 0)
    return base;
  const filters = after.steps.flatMap((step) => (step.op === 'filter' ? [step.where] : []));
  const rows = filters.length === 0 ? '' : ` where ${filters.join(' and ')}`;
  return `${base} of ${describeObject(only.object)}${rows}`.slice(0, 2000);
}
