import type { BinaryOperator, OrderKey, Period, QueryJoinHow, TimeUnit } from '@ai-etl/core';

/** What a language says for the parts of a query. Operands are phrases already. */
export interface Phrases {
  readonly and: (parts: readonly string[]) => string;
  readonly or: (parts: readonly string[]) => string;
  readonly not: (what: string) => string;
  readonly binary: (op: BinaryOperator, left: string, right: string) => string;
  readonly between: (range: {
    readonly what: string;
    readonly low: string;
    readonly high: string;
    readonly negated: boolean;
  }) => string;
  readonly among: (what: string, items: readonly string[], negated: boolean) => string;
  readonly amongRows: (what: string, rows: string, negated: boolean) => string;
  readonly like: (what: string, how: LikePlace, text: string, negated: boolean) => string;
  readonly missing: (what: string, negated: boolean) => string;
  readonly flag: (what: string) => string;
  readonly period: (what: string, period: Period) => string;
  readonly interval: (amount: number, unit: TimeUnit) => string;
  readonly choice: (
    branches: readonly { readonly when: string; readonly value: string }[],
    otherwise: string | null,
  ) => string;
  /** `of` null: rows. `distinct`: different values only. */
  readonly call: (
    name: string,
    args: readonly string[],
    how: { readonly distinct: boolean; readonly filter: string | null; readonly rows: string },
  ) => string;
  readonly window: (
    call: string,
    over: {
      readonly partitionBy: readonly string[];
      readonly orderBy: readonly string[];
      readonly isRunning: boolean;
    },
  ) => string;
  readonly ordered: (by: string, key: OrderKey) => string;
  /** A value of other rows: "the average of price among all products". */
  readonly valueOf: (value: string, from: string, where: readonly string[]) => string;
  readonly block: (parts: BlockParts) => string;
  readonly set: (
    op: 'union' | 'union_all' | 'intersect' | 'except',
    left: string,
    right: string,
    tail: Pick<BlockParts, 'order' | 'limit' | 'offset'>,
  ) => string;
  readonly sentence: (words: string) => string;
}

/** Where a text pattern is looked for; `pattern`: it is none of the plain ones. */
export type LikePlace = 'start' | 'end' | 'inside' | 'whole' | 'pattern';

/** One block of a query, said part by part. */
export interface BlockParts {
  /** Whether rows are listed, added up as a whole, or by groups. */
  readonly kind: 'list' | 'total' | 'groups';
  readonly shown: readonly string[];
  readonly distinct: boolean;
  readonly keys: readonly string[];
  readonly from: string;
  readonly joined: readonly { readonly how: QueryJoinHow; readonly table: string }[];
  /** Rows elsewhere that must, or must not, be there. */
  readonly existing: readonly {
    readonly table: string;
    readonly where: readonly string[];
    readonly negated: boolean;
  }[];
  readonly where: readonly string[];
  readonly having: readonly string[];
  readonly order: readonly string[];
  readonly limit: number | null;
  readonly offset: number;
}
