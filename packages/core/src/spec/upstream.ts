import type { PipelineSpec } from './pipeline-spec.ts';

/** Ids of a node and of all nodes it reads, directly or not; ids that do not exist among them. */
export function upstreamOf(id: string, spec: Pick<PipelineSpec, 'steps'>): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(spec.steps.find((step) => step.id === next)?.inputs ?? []));
  }
  return found;
}
