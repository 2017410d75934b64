import type { ProfileRequest, ProfiledIndex, SampleMethod } from '@ai-etl/core';
import type { TextRow } from './answers.ts';
import type { StatisticKind } from './statistics-of.ts';

/** A column as statements of a profile call it: `c0`, `c1`, … */
export interface ProfiledColumn {
  readonly name: string;
  /** Place in the request's table. */
  readonly index: number;
  readonly kind: StatisticKind;
  /** The system's own spelling of the type. */
  readonly nativeType: string;
  readonly type: ProfileRequest['table']['columns'][number]['type'];
}

/** What a system knows without looking at rows. */
export interface TableFacts {
  /** Estimated or exact; null when unknown. */
  readonly rows: number | null;
  readonly rowsExact: boolean;
  readonly sizeBytes: number | null;
  readonly indexBytes: number | null;
  readonly indexes: readonly ProfiledIndex[];
  readonly partitionKey: string | null;
  readonly sortedBy: readonly string[];
  readonly lastWrittenAt: string | null;
  /** Distinct values of the whole table by column, where statistics say so. */
  readonly systemDistinct: ReadonlyMap<string, number>;
  /** Columns whose least and greatest value an index gives at once. */
  readonly rangedByIndex: ReadonlySet<string>;
}

/** What is known of a table of which nothing is known. */
export const unknownFacts: TableFacts = {
  rows: null,
  rowsExact: false,
  sizeBytes: null,
  indexBytes: null,
  indexes: [],
  partitionKey: null,
  sortedBy: [],
  lastWrittenAt: null,
  systemDistinct: new Map(),
  rangedByIndex: new Set(),
};

/** Where the looked at rows come from. */
export interface DrawnRows {
  readonly method: SampleMethod;
  /** Why there are fewer rows than were asked for, when the table would have them. */
  readonly limitedBecause?: string;
  /** A SELECT of the given columns under their short names. */
  select(columns: readonly ProfiledColumn[]): string;
}

/** A dialect's words for a profile. Statements answer texts. */
export interface Profiler {
  /** The table in its own schema; throws OBJECT_NOT_FOUND. */
  facts(timeoutMs: number): Promise<TableFacts>;
  /** How rows are drawn, from what is known. */
  draw(facts: TableFacts): DrawnRows;
  /** Why a column cannot be looked at; undefined when it can. */
  unreadable(column: ProfiledColumn): string | undefined;
  /** One row: `rows`, and the JSON of each column's aggregates as `c0`, `c1`, … */
  aggregates(rows: DrawnRows, columns: readonly ProfiledColumn[]): string;
  /** Rows as readFrequencies reads them. */
  frequencies(rows: DrawnRows, columns: readonly ProfiledColumn[], top: number): string;
  /** The row that readRepetition reads. */
  repetition(rows: DrawnRows, columns: readonly ProfiledColumn[]): string;
  /** One row `n`: the number of all rows. */
  countAll(): string;
  /** One row `a0, b0, a1, b1, …`: least and greatest of each column over the whole table. */
  wholeRanges(columns: readonly ProfiledColumn[]): string;
  typeName(column: ProfiledColumn): string;
  query(sql: string, timeoutMs: number): Promise<readonly TextRow[]>;
  /** True for the failure of a statement that ran out of time. */
  isTimeout(error: unknown): boolean;
}
