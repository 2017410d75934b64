import { upstreamOf, type PipelineSpec } from '@ai-etl/core';

/**
 * True where the rows of a target may arrive in any order: a table has none. A file does, and keeps that of its
 * source; so does whatever somebody sorted, or asked for in SQL of his own.
 */
export function isInAnyOrder(
  spec: PipelineSpec,
  { target: id, writesFiles }: { readonly target: string; readonly writesFiles: boolean },
): boolean {
  const target = spec.targets.find((one) => one.id === id);
  if (target === undefined || writesFiles) return false;
  const upstream = upstreamOf(target.input, spec);
  const isSorted = spec.steps.some(
    (step) => upstream.has(step.id) && (step.op === 'sort' || step.op === 'sql'),
  );
  return !isSorted && !spec.sources.some((one) => upstream.has(one.id) && one.query !== undefined);
}
