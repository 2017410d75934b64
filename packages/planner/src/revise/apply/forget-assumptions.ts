import type { Working } from './working.ts';

/** Defaults that the instruction has settled are assumed no more: `schedule` and all below it. */
export function forgetAssumptions(working: Working, ...paths: readonly string[]): void {
  const { spec } = working;
  const isGone = (path: string): boolean =>
    paths.some((one) => path === one || path.startsWith(`${one}.`));
  working.spec = { ...spec, assumptions: spec.assumptions.filter((one) => !isGone(one.path)) };
}
