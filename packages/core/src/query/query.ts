import type { Expression, OrderKey } from '../expression/ast.ts';
import type { Schema } from '../types/column-type.ts';
import type { ObjectName } from '../types/object-name.ts';

/**
 * A question over tables as plain data, in relational algebra: what words become, and what dialects
 * print. It can only read. Columns are named by alias and name; relative dates stay `in_period`
 * until the query is printed for a moment.
 */
export interface Query {
  readonly from: QueryTable;
  /** In order: each condition may use the tables before it. */
  readonly joins: readonly QueryJoin[];
  /** All must be true. */
  readonly where: readonly Expression[];
  /** null: no grouping; empty: one group of all rows. */
  readonly groupBy: readonly Expression[] | null;
  /** Conditions on groups, by the names of `select`. All must be true. */
  readonly having: readonly Expression[];
  readonly select: readonly QueryColumn[];
  readonly distinct: boolean;
  readonly orderBy: readonly OrderKey[];
  readonly limit: { readonly count: number; readonly offset: number } | null;
}

/** A table under an alias that no other table of the query has. */
export interface QueryTable {
  readonly alias: string;
  readonly object: ObjectName;
  readonly schema: Schema;
}

/** `semi`, `anti`: rows for which the table has, or has not, a match; its columns are not seen. */
export interface QueryJoin {
  readonly how: 'inner' | 'left' | 'semi' | 'anti';
  readonly table: QueryTable;
  readonly on: Expression;
}

export interface QueryColumn {
  readonly name: string;
  readonly expression: Expression;
}
