import type { Check } from '@ai-etl/core';

/**
 * Whether an exported program proves a check by itself: freshness counts from the moment of a run, an
 * anomaly from the runs before it, and a warning stops nothing.
 */
export function isAsserted({ kind, severity }: Check): boolean {
  return severity === 'fail' && kind !== 'freshness' && kind !== 'anomaly';
}

/** A line for each check that is left to the engine. */
export function checksLeft(checks: readonly Check[]): readonly string[] {
  return checks
    .filter((check) => !isAsserted(check))
    .map(({ id, severity }) =>
      severity === 'fail'
        ? `Not checked here: ${id}, which the engine judges by time and history.`
        : `Not checked here: ${id}, which only warns.`,
    );
}
