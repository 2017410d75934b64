import { type PipelineSpec, upstreamOf } from '@ai-etl/core';
import type { PlanBinding } from '../plan.ts';
import { incrementalSourcesOf, type ReadWindows } from './cursors-of.ts';

/** How the sources are read for one target. */
export interface TargetReading {
  readonly windows?: ReadWindows;
  /**
   * Name of a node's table in the scratch database. Windows differ by target, and so do the rows of
   * what they cut; everything else is extracted once for all.
   */
  readonly extractName?: (node: string) => string;
}

export function readingOf(target: string, spec: PipelineSpec, binding: PlanBinding): TargetReading {
  const windows = binding.windows?.[target];
  if (windows === undefined) return {};
  return {
    windows,
    extractName: (node) =>
      incrementalSourcesOf(node, spec).length === 0 ? node : `${node}__${target}`,
  };
}

/**
 * How a node is read that is looked at by itself: as for the target that is meant, or else once for
 * each target that it reaches, where they are not read alike.
 */
export function readingsOf(
  node: string,
  { spec, only }: { readonly spec: PipelineSpec; readonly only: string | undefined },
  binding: PlanBinding,
): readonly TargetReading[] {
  const sources = incrementalSourcesOf(node, spec).map(({ id }) => id);
  const found = new Map<string, TargetReading>();
  for (const { id, input } of spec.targets) {
    const isMeant = only === undefined ? upstreamOf(input, spec).has(node) : id === only;
    const windows = binding.windows?.[id];
    if (sources.length === 0 || !isMeant || windows === undefined) continue;
    const alike = JSON.stringify(sources.map((source) => windows[source]));
    if (!found.has(alike)) found.set(alike, readingOf(id, spec, binding));
  }
  return found.size === 0 ? [{}] : [...found.values()];
}
