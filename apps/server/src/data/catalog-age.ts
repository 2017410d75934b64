import type { Assumption } from '@ai-etl/core';
import type { Connection } from '@ai-etl/store';
import { freshMs } from './catalog-cache.ts';

export interface ReadCatalog {
  readonly connection: Pick<Connection, 'name'> | null;
  /** Null: it is no connection's. */
  readonly takenAtMs: number | null;
}

/** Told when what was read is old enough to have changed. */
export function ageAssumption(
  { takenAtMs, connection }: ReadCatalog,
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
