import type { Assumption } from '@ai-etl/core';
import { freshMs } from '../../data/catalog-cache.ts';
import type { SchemaChoice } from './find-schema.ts';

/** Told when what was read is old enough to have changed. */
export function ageAssumption(
  { takenAtMs, connection }: SchemaChoice,
  nowMs: number,
): readonly Assumption[] {
  if (takenAtMs === null || nowMs - takenAtMs <= freshMs) return [];
  const minutes = Math.round((nowMs - takenAtMs) / 60_000);
  return [
    {
      path: 'catalog',
      value: new Date(takenAtMs).toISOString(),
      because: `tables and columns of "${connection?.name ?? ''}" are known as they were ${minutes} minutes ago`,
      alternatives: [],
    },
  ];
}
