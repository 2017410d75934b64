import type { PipelineSpec } from '@ai-etl/core';

/** Ids of a node and all nodes it reads, directly or not. */
export function upstreamOf(id: string, spec: PipelineSpec): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(spec.steps.find((step) => step.id === next)?.inputs ?? []));
  }
  return found;
}
