import type { Period } from '@ai-etl/core';
import type { Evidence } from './evidence.ts';

/** Something done to rows on their way, with columns as the words name them. */
export type OperationIntent =
  | FilterIntent
  | {
      readonly op: 'select';
      readonly columns: readonly string[];
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'drop_columns';
      /** Empty: "the columns legal does not want". */
      readonly columns: readonly string[];
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'rename';
      readonly from: string;
      readonly to: string;
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'dedupe';
      /** Empty: the whole row. */
      readonly keys: readonly string[];
      readonly keep: 'first' | 'last' | null;
      readonly orderBy: string | null;
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'mask';
      readonly columns: readonly string[];
      readonly method: 'hash' | 'partial' | 'redact' | 'tokenise' | 'encrypt';
      /** `sha256`, `sha512`, `md5`, `aes-256`; absent when not stated. */
      readonly algorithm?: string;
      /** Characters that stay readable at the end (`partial`). */
      readonly keepLast?: number;
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'sort';
      readonly column: string;
      readonly direction: 'asc' | 'desc';
      readonly evidence: Evidence;
    }
  | { readonly op: 'limit'; readonly count: number; readonly evidence: Evidence }
  | {
      readonly op: 'join';
      readonly right: string;
      readonly on: readonly string[];
      readonly how: 'inner' | 'left' | 'right' | 'full';
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'aggregate';
      readonly groupBy: readonly GroupKey[];
      readonly measures: readonly Measure[];
      readonly evidence: Evidence;
    }
  | { readonly op: 'union'; readonly evidence: Evidence }
  /** `expression`: arithmetic over columns, `upper(sku)`, `now()`, `source`. */
  | {
      readonly op: 'derive';
      readonly as: string;
      readonly expression: string;
      readonly evidence: Evidence;
    }
  /** `type` as written, lower case: `numeric(10,3)`, `date`. */
  | {
      readonly op: 'cast';
      readonly column: string;
      readonly type: string;
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'split';
      readonly column: string;
      readonly into: readonly string[];
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'fill_null';
      readonly column: string;
      readonly value: Scalar;
      readonly evidence: Evidence;
    }
  /** A tumbling window over a stream. */
  | {
      readonly op: 'window';
      readonly count: number;
      readonly unit: 'second' | 'minute' | 'hour' | 'day';
      readonly evidence: Evidence;
    }
  /** A column computed over the rows around each row: its rank, a running total, the row before. */
  | {
      readonly op: 'window_column';
      readonly fn: 'rank' | 'dense_rank' | 'row_number' | 'running_sum' | 'lag' | 'lead';
      /** What is summed or looked up; null for places. */
      readonly column: string | null;
      /** Empty: over all rows. */
      readonly partitionBy: readonly string[];
      /** Null: not named. */
      readonly orderBy: string | null;
      readonly direction: 'asc' | 'desc';
      /** How the column is called; null: not said. */
      readonly as: string | null;
      readonly evidence: Evidence;
    }
  | {
      readonly op: 'pivot';
      readonly index: readonly string[];
      readonly column: string;
      readonly value: string;
      readonly evidence: Evidence;
    }
  /** A nested object to columns: `customer` to `customer_name`. */
  | {
      readonly op: 'flatten';
      readonly column: string;
      readonly separator: string;
      readonly evidence: Evidence;
    }
  /** One row per entry of a list. */
  | { readonly op: 'explode'; readonly column: string; readonly evidence: Evidence };

/** What rows are grouped by: a column, or a unit of time of it; null column: not named. */
export interface GroupKey {
  readonly column: string | null;
  readonly unit: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | null;
}

/** What is computed of a group; the column is `*` for a count of rows. */
export interface Measure {
  readonly fn: 'count' | 'count_distinct' | 'sum' | 'avg' | 'min' | 'max';
  readonly column: string;
  /** How the result is called; absent: not said. */
  readonly as?: string;
}

/** Rows that stay. Conditions in `any` are alternatives; usually there is one. */
export interface FilterIntent {
  readonly op: 'filter';
  readonly any: readonly Condition[];
  readonly evidence: Evidence;
}

/** How a condition compares. */
export type Comparison =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not_in'
  | 'between'
  | 'like'
  | 'not_like'
  | 'is_null'
  | 'not_null'
  | 'period'
  /** "completed orders": a state whose column the words do not name */
  | 'state'
  | 'not_state';

/** One condition on rows, its column not yet looked up. */
export interface Condition {
  /** Words that name the column; null when none do ("from the last 30 days"). */
  readonly column: string | null;
  readonly cmp: Comparison;
  readonly values: readonly Scalar[];
  readonly period: Period | null;
  readonly evidence: Evidence;
}

/** A value as written. `date` text is ISO 8601. */
export type Scalar =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: string }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'parameter'; readonly value: string };
