import type { ColumnType } from '@ai-etl/core';

/** What statements of a profile tell our functions about a column. */
export interface Asked {
  readonly type: ColumnType;
  /** Shares from 0 to 1 at which quantiles are told. */
  readonly levels: readonly number[];
  /** Characters of a shown value at most. */
  readonly longest: number;
}

/** All of them begin so; the process registers them when a statement holds it. */
export const profilingPrefix = 'ai_etl_profile_';

/** Functions of SQL that the process gives a profile's statements; each takes a value and its Asked as JSON. */
export const profilingFunctions = {
  /** Aggregate: the JSON that readAggregates reads. */
  figures: `${profilingPrefix}figures`,
  /** The value as samples show it; one that is not of the type as SQLite keeps it. */
  shown: `${profilingPrefix}shown`,
  /** The same for two values exactly when they are one value of the type; others are kept apart. */
  key: `${profilingPrefix}key`,
  /** The value as samples show it; NULL for what is not of the type, or not finite. */
  inOrder: `${profilingPrefix}in_order`,
  /** Of a text alone: an order that has nothing to do with it. */
  shuffled: `${profilingPrefix}shuffled`,
} as const;
