import type { DatabaseSync } from 'node:sqlite';
import { fittingOf, type Fitting, type Held } from '../values/fitting.ts';
import type { SqlValue } from '../values/sql-value.ts';

/** `ai_etl_fitting(value, held)`: the value as the column keeps it, NULL where it does not fit. */
export const fittingFunction = 'ai_etl_fitting';

/** Registers the function; it may be called again. */
export function registerFitting(database: DatabaseSync): void {
  const known = new Map<SqlValue, Fitting>();
  database.function(
    fittingFunction,
    { deterministic: true, directOnly: true, useBigIntArguments: true },
    (value: SqlValue, held: SqlValue) => {
      const fitting = known.get(held) ?? fittingOf(parseHeld(held));
      known.set(held, fitting);
      return fitting(value);
    },
  );
}

/** Both ends are files of one version: see protocol.ts. */
function parseHeld(held: SqlValue): Held {
  const parsed: unknown = JSON.parse(String(held));
  if (isHeld(parsed)) return parsed;
  throw new TypeError('a tested column has a type');
}

function isHeld(value: unknown): value is Held {
  return typeof value === 'object' && value !== null && 'type' in value;
}
