import type { Check, ResolveEnvironment, Resolution, Source } from '@ai-etl/core';
import { isAsserted } from '../checks/asserted.ts';
import { measuredSpec } from '../checks/compile-checks.ts';

/** A check that the program proves before it writes. */
export interface ProgramCheck {
  readonly check: Check;
  /** Python function that measures it. */
  readonly name: string;
  /** The spec with the steps that measure it, and the node that is one row with the measure. */
  readonly resolution: Resolution;
  readonly node: string;
  /** Tables that only the check reads. */
  readonly sources: readonly Source[];
}

/** Checks that fail a run, said in the pipeline's own language as everywhere. */
export function programChecks(
  resolution: Resolution,
  environment: ResolveEnvironment,
): readonly ProgramCheck[] {
  return resolution.spec.checks.flatMap((check, index) => {
    if (!isAsserted(check)) return [];
    const { nodes, extended } = measuredSpec(check, resolution, { environment, index });
    return [
      {
        check,
        name: `check_${check.id}`,
        resolution: extended,
        node: nodes.measure,
        sources: nodes.sources,
      },
    ];
  });
}

/** Python function that says whether a measure is good. */
export function printPassing(check: Check): string {
  if (check.kind !== 'row_count') return 'lambda measured: measured == 0';
  const { min = 0, max } = check;
  return max === undefined
    ? `lambda measured: measured >= ${min}`
    : `lambda measured: ${min} <= measured <= ${max}`;
}
