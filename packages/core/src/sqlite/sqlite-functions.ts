import { castFunctions } from './cast.ts';
import { numericFunctions } from './numeric.ts';
import { storedFunctions } from './stored.ts';
import { temporalFunctions } from './temporal.ts';
import { textFunctions } from './text.ts';
import type { SqliteFunction } from './value.ts';

/**
 * What the dialect `sqlite` calls by name: SQLite itself has neither exact decimals nor failing casts,
 * dates, or Unicode. Whoever runs its SQL registers all of them on the connection (deterministic,
 * integers as bigint, any number of arguments), and `sqliteAggregates`. See docs/decisions/0021.
 */
export const sqliteFunctions: Readonly<Record<string, SqliteFunction>> = {
  ...numericFunctions,
  ...textFunctions,
  ...temporalFunctions,
  ...castFunctions,
  ...storedFunctions,
};
