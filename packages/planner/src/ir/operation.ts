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
      readonly method: 'hash' | 'partial' | 'redact' | 'tokenise';
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
      readonly groupBy: readonly string[];
      readonly measures: readonly {
        readonly fn: 'count' | 'count_distinct' | 'sum' | 'avg' | 'min' | 'max';
        readonly column: string;
      }[];
      readonly evidence: Evidence;
    }
  | { readonly op: 'union'; readonly evidence: Evidence };

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
