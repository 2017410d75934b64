import { sqliteAggregates, type AggregateState } from './aggregates.ts';
import { sqliteFunctions } from './sqlite-functions.ts';
import type { SqliteFunction, SqliteValue } from './value.ts';

/** What a connection must offer; `DatabaseSync` of node:sqlite does, which core does not import. */
export interface SqliteRegistrar {
  function(name: string, options: RegisterOptions, compute: SqliteFunction): void;
  aggregate(name: string, options: AggregateOptions): void;
}

interface RegisterOptions {
  readonly deterministic: boolean;
  readonly useBigIntArguments: boolean;
  readonly varargs: boolean;
}

interface AggregateOptions {
  readonly useBigIntArguments: boolean;
  readonly varargs: boolean;
  readonly start: () => AggregateState;
  readonly step: (state: AggregateState, ...values: SqliteValue[]) => AggregateState;
  readonly result: (state: AggregateState) => SqliteValue;
  readonly inverse?: (state: AggregateState, ...values: SqliteValue[]) => AggregateState;
}

/** Gives a connection all functions that SQL of the dialect `sqlite` calls. */
export function registerSqliteFunctions(connection: SqliteRegistrar): void {
  const options = { useBigIntArguments: true, varargs: true };
  for (const [name, compute] of Object.entries(sqliteFunctions)) {
    connection.function(name, { ...options, deterministic: true }, compute);
  }
  for (const [name, { start, moves }] of Object.entries(sqliteAggregates)) {
    connection.aggregate(name, {
      ...options,
      start,
      step(state, value = null) {
        state.add(value);
        return state;
      },
      result: (state) => state.result(),
      ...(moves && {
        inverse(state, value = null) {
          state.remove(value);
          return state;
        },
      }),
    });
  }
}
