import type { CatalogTable } from '../types/catalog.ts';

/** What a profile looks at, and how long it may. */
export interface ProfileRequest {
  /** From a catalog of this system: its names are the system's own, never a caller's text. */
  readonly table: CatalogTable;
  /** Rows that are drawn when the table has more. */
  readonly sampleRows: number;
  /** True: read every row, however many there are. */
  readonly exact: boolean;
  /** Frequent values kept per column; they serve both the answer and the guess of what they mean. */
  readonly topValues: number;
  /** For everything together. What is not known by then is named in `missing`. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** How the rows that were looked at were drawn. */
export type SampleMethod =
  /** Every row. */
  | 'all_rows'
  /** Whole pages or granules, picked evenly over the table. */
  | 'blocks'
  /** Each row with the same chance. */
  | 'rows'
  /** The table's own sampling key. */
  | 'sampling_key'
  /** The first rows the system gives: views, and tables that cannot be sampled. */
  | 'first_rows';

/** What a source knows of one table and of its rows. Values are the texts of `Sample`. */
export interface TableProfile {
  /** null: unknown. */
  readonly rows: { readonly count: number | null; readonly exact: boolean };
  /** Without indexes; null when the system does not tell. */
  readonly sizeBytes: number | null;
  readonly indexBytes: number | null;
  readonly sample: { readonly method: SampleMethod; readonly rows: number };
  /** In the order of the request's table. */
  readonly columns: readonly ColumnProfile[];
  /** Whole rows that occur more than once among the looked at; null when not known. */
  readonly repeated: RowRepetition | null;
  readonly indexes: readonly ProfiledIndex[];
  /** The system's own text, such as `RANGE (created_at)`; null when the table has none. */
  readonly partitionKey: string | null;
  /** Columns or expressions the rows are stored by; empty when there is no such order. */
  readonly sortedBy: readonly string[];
  /** RFC 3339; null where the system keeps no such time. */
  readonly lastWrittenAt: string | null;
  /** What is not known, and why: a time limit, a type that cannot be compared. */
  readonly missing: readonly MissingPart[];
}

export interface MissingPart {
  /** `rows`, `statistics of column "a"`, … */
  readonly what: string;
  readonly why: string;
}

export interface RowRepetition {
  readonly rows: number;
  readonly distinct: number;
  /** Rows that occur exactly once. */
  readonly single: number;
}

export interface ProfiledIndex {
  /** Key columns in order; null stands for an expression. */
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
  /** True when it covers some of the rows only. */
  readonly partial: boolean;
}

/** One column over the rows looked at. `null` throughout: not known, or no such thing for the type. */
export interface ColumnProfile {
  readonly name: string;
  /** As a person writes it: `integer`, `varchar(255)`, `LowCardinality(String)`. */
  readonly typeName: string;
  readonly nulls: number | null;
  readonly values: ValueStatistics | null;
  /** Values that are not of the column's type, where the system keeps such; `values` leaves them out. */
  readonly foreign?: number;
  readonly frequencies: ValueFrequencies | null;
  /** Distinct values of the whole table by the system's own statistics. */
  readonly systemDistinct: number | null;
  /** Least and greatest of the whole table, from an index. */
  readonly wholeRange: { readonly min: string | null; readonly max: string | null } | null;
}

/** Over the values that are not NULL. */
export interface ValueStatistics {
  readonly min: string | null;
  readonly max: string | null;
  /** Of times: the time in the middle. */
  readonly mean: string | null;
  /** Of times: seconds. */
  readonly stddev: number | null;
  /** At `quantileLevels`. */
  readonly quantiles: readonly string[] | null;
  /** NaN, Infinity: left out of everything above. */
  readonly notFinite: number | null;
  /** Characters of texts, bytes of bytes, entries of lists. */
  readonly length: {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
  } | null;
  /** Texts of no characters. */
  readonly empty: number | null;
}

export interface ValueFrequencies {
  readonly distinct: number;
  /** Values that occur exactly once. */
  readonly single: number;
  /** Most frequent first; long texts are cut at `longestShownValue` characters. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}
