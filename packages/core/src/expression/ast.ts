import type { ColumnType } from '../types/column-type.ts';

/**
 * The typed expression AST. Plain data; a spec stores the canonical text form, `parseExpression`
 * and `printExpression` convert. One kind per meaning: `<>` and `!=` are both `ne`.
 */
export type Expression =
  | LiteralExpression
  | ColumnExpression
  | ParameterExpression
  | UnaryExpression
  | BinaryExpression
  | CaseExpression
  | CastExpression
  | InExpression
  | BetweenExpression
  | LikeExpression
  | IsNullExpression
  | InPeriodExpression
  | CallExpression
  | WindowExpression;

export type ExpressionKind = Expression['kind'];

/** Numbers and temporals are kept as text, so nothing is rounded on the way. */
export type LiteralExpression =
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null }
  | { readonly kind: 'literal'; readonly type: 'bool'; readonly value: boolean }
  | {
      readonly kind: 'literal';
      readonly type: 'integer' | 'decimal' | 'text' | 'date' | 'time' | 'timestamp' | 'timestamptz';
      /** `date` 2024-01-31, `timestamp` 2024-01-31 10:00:00[.ffffff], `timestamptz` the same in UTC. */
      readonly value: string;
    }
  | {
      readonly kind: 'literal';
      readonly type: 'interval';
      readonly amount: number;
      readonly unit: TimeUnit;
    };

export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** `table` is the id of an input node; needed only where two inputs share a column name. */
export interface ColumnExpression {
  readonly kind: 'column';
  readonly table?: string;
  readonly name: string;
}

/** `:date`; declared in `params` of the spec. `logical_time` is always there: the run's time. */
export interface ParameterExpression {
  readonly kind: 'parameter';
  readonly name: string;
}

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly op: 'not' | 'negate';
  readonly operand: Expression;
}

export type BinaryOperator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'concat'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'and'
  | 'or';

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface CaseExpression {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}

export interface CastExpression {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly to: ColumnType;
}

export interface InExpression {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly items: readonly Expression[];
  readonly negated: boolean;
}

/** Both ends belong to the range, as in SQL. */
export interface BetweenExpression {
  readonly kind: 'between';
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly negated: boolean;
}

/** `%` and `_`; backslash escapes. Case matters unless `caseInsensitive` (ILIKE). */
export interface LikeExpression {
  readonly kind: 'like';
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly negated: boolean;
  readonly caseInsensitive: boolean;
}

export interface IsNullExpression {
  readonly kind: 'is_null';
  readonly operand: Expression;
  readonly negated: boolean;
}

/**
 * A relative date as a half-open range, resolved against the run's logical time in the
 * pipeline's time zone. Text form: `created_at IN PERIOD 'last month'`.
 */
export interface InPeriodExpression {
  readonly kind: 'in_period';
  readonly operand: Expression;
  readonly period: Period;
}

export type Period =
  /** this month, today (this day) */
  | { readonly kind: 'current'; readonly unit: TimeUnit }
  /** last month, yesterday: the previous `count` whole calendar units, the current one left out */
  | { readonly kind: 'previous'; readonly unit: TimeUnit; readonly count: number }
  /** last 7 days up to now: a rolling window that ends at the logical time */
  | { readonly kind: 'trailing'; readonly unit: TimeUnit; readonly count: number }
  /** older than 90 days: everything before that instant */
  | { readonly kind: 'before'; readonly unit: TimeUnit; readonly count: number }
  /** from now/y-1y to now/y: any other range; null is an open end. `to` lies outside of it. */
  | { readonly kind: 'between'; readonly from: DateMath | null; readonly to: DateMath | null };

/** Steps from the logical time, in order: Elasticsearch's date math, `now-1M/M`. Never empty. */
export type DateMath = readonly [DateStep, ...DateStep[]];

export type DateStep =
  /** `/M`: back to the start of the unit; weeks begin on Monday. */
  | { readonly kind: 'floor'; readonly unit: TimeUnit }
  /** `-3M`; a day that the month lacks becomes its last day. */
  | { readonly kind: 'move'; readonly unit: TimeUnit; readonly count: number };

/** Scalar and aggregate calls; `name` is lower case and one of the function registry's. */
export interface CallExpression {
  readonly kind: 'call';
  readonly name: string;
  /** `count(*)` has no arguments. */
  readonly args: readonly Expression[];
  /** Aggregates only. */
  readonly distinct?: boolean;
  readonly filter?: Expression;
}

export interface OrderKey {
  readonly by: Expression;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

export interface WindowExpression {
  readonly kind: 'window';
  readonly call: CallExpression;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderKey[];
  /** `rows between <start> and <end>`; absent: the SQL default of the function. */
  readonly frame?: { readonly start: FrameBound; readonly end: FrameBound };
}

/**
 * An end of a frame. `unbounded` is PRECEDING at the start and FOLLOWING at the end; `rows` counts
 * from the current row, negative before it, positive after it.
 */
export type FrameBound =
  | { readonly kind: 'unbounded' }
  | { readonly kind: 'current' }
  | { readonly kind: 'offset'; readonly rows: number };
