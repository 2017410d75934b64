import type { PipelineSpec } from '@ai-etl/core';
import { upstreamOf } from '../lower/upstream.ts';
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

/** A node that is looked at by itself is read as for the first target that it reaches. */
export function targetReading(
  node: string,
  spec: PipelineSpec,
  binding: PlanBinding,
): TargetReading {
  const reached = spec.targets.find(
    ({ id, input }) => binding.windows?.[id] !== undefined && upstreamOf(input, spec).has(node),
  );
  return reached === undefined ? {} : readingOf(reached.id, spec, binding);
}
