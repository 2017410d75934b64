import type { Expression, OrderKey } from '../expression/ast.ts';
import type { Schema } from '../types/column-type.ts';
import type { ObjectName } from '../types/object-name.ts';

/**
 * A question over tables as plain data, in relational algebra: what words become, what `checkQuery`
 * guards, and what dialects print. It can only read. Relative dates stay `in_period` until the
 * query is printed for a moment.
 */
export type Query = SelectQuery | SetQuery;

/**
 * One block. Columns are named by alias and name; a name alone means, in `having` and `orderBy`, the
 * column of `select` that is called so.
 */
export interface SelectQuery {
  readonly kind: 'select';
  readonly from: QuerySource;
  /** In order: each condition may use the sources before it. */
  readonly joins: readonly QueryJoin[];
  /**
   * Queries that stand in expressions and not in FROM. A column of one is a value: of its only row,
   * NULL without rows. As the only item of IN it is the values of all rows, NULLs left out.
   * `price > average.price`, `id NOT IN (returned.order_id)`.
   */
  readonly subqueries: readonly QueryDerived[];
  /** All must be true. */
  readonly where: readonly Expression[];
  /** null: no grouping; empty: one group of all rows. */
  readonly groupBy: readonly Expression[] | null;
  /** Conditions on groups: aggregates, keys, columns of `select`. All must be true. */
  readonly having: readonly Expression[];
  /** Of groups: aggregates, keys, and window functions over these. */
  readonly select: readonly QueryColumn[];
  readonly distinct: boolean;
  readonly orderBy: readonly OrderKey[];
  readonly limit: QueryLimit | null;
}

/**
 * Rows of two queries of equal width; columns are called as those on the left. All but `union_all`
 * leave no two equal rows, and count NULLs as equal.
 */
export interface SetQuery {
  readonly kind: 'set';
  readonly op: SetOperator;
  readonly left: Query;
  readonly right: Query;
  /** By columns of the result: names alone. */
  readonly orderBy: readonly OrderKey[];
  readonly limit: QueryLimit | null;
}

export type SetOperator = 'union' | 'union_all' | 'intersect' | 'except';

export interface QueryLimit {
  readonly count: number;
  readonly offset: number;
}

/** What a block reads, under an alias that nothing else in the block has. */
export type QuerySource = QueryTable | QueryDerived;

export interface QueryTable {
  readonly alias: string;
  readonly object: ObjectName;
  readonly schema: Schema;
}

/** Another query's rows. It knows nothing of the block that it stands in. */
export interface QueryDerived {
  readonly alias: string;
  readonly query: Query;
}

/**
 * `semi`, `anti`: rows for which the source has, or has not, a row that makes `on` true; its columns
 * are not seen. `cross`: `on` is not looked at. No `right` and no `full` after `semi` or `anti`.
 */
export interface QueryJoin {
  readonly how: QueryJoinHow;
  readonly source: QuerySource;
  readonly on: Expression;
}

export type QueryJoinHow = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';

export interface QueryColumn {
  readonly name: string;
  readonly expression: Expression;
}
