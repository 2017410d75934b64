import type {
  BinaryExpression,
  CallExpression,
  ColumnType,
  DialectName,
  Expression,
  InExpression,
  LikeExpression,
  LiteralExpression,
  OrderKey,
  UnaryExpression,
} from '@ai-etl/core';
import type { ExpressionType } from '../expression/infer-expression-type.ts';
import type { Relation } from '../relation/relation.ts';
import type { Fragment } from './fragment.ts';

/** A SQL dialect as data: constants, two tables, few overrides. See docs/guides/add-a-dialect.md. */
export interface Dialect {
  readonly name: DialectName;
  /** For people: `PostgreSQL`. */
  readonly title: string;
  readonly capabilities: DialectCapabilities;
  readonly quoteIdentifier: (name: string) => string;
  readonly literal: (literal: LiteralExpression, printer: ExpressionPrinter) => Fragment;
  /** A text that a script is given when it runs; absent: the dialect's scripts are given none. */
  readonly variable?: (name: string) => Fragment;
  /** Name of a type as CAST takes it; undefined when there is none that holds its values. */
  readonly typeName: (type: ColumnType, nullable: boolean) => string | undefined;
  /** True when values of both types may stand side by side, in CASE or UNION, without a cast. */
  readonly isSameType: (a: ColumnType, b: ColumnType) => boolean;
  /** Prints a cast that fails on values that do not fit, and rounds decimals half away from zero. */
  readonly cast: (request: CastRequest, printer: ExpressionPrinter) => Fragment;
  /** One entry for each function of the registry that the dialect can express. */
  readonly functions: Readonly<Record<string, FunctionPrinter>>;
  readonly overrides: DialectOverrides;
  /** Laid out for people: short clauses on one line, names instead of repeated expressions. */
  readonly isReadable?: true;
}

export interface DialectCapabilities {
  /** How semi and anti joins print: as `EXISTS (...)` in WHERE, or as a kind of JOIN. */
  readonly semiJoin: 'exists' | 'join';
  /** Whether LEFT, RIGHT, FULL (and native SEMI, ANTI) joins work without an equality in ON. */
  readonly outerJoinWithoutEquality: boolean;
  /** Whether there is FULL JOIN; without it, it is the union of a LEFT and an anti join. */
  readonly fullJoin: boolean;
  /** Whether `t.id` in a select list is called `id`, whatever else there is to read. */
  readonly namesQualified: boolean;
  /** Whether columns whose names differ in case only are one column to it. */
  readonly namesIgnoreCase: boolean;
  /** How a union is written: its members in parentheses or as `SELECT * FROM (…)`, and its words. */
  readonly union: {
    readonly members: 'parentheses' | 'subqueries';
    readonly distinct: 'UNION DISTINCT' | 'UNION';
    readonly intersect: 'INTERSECT' | 'INTERSECT DISTINCT';
    readonly except: 'EXCEPT' | 'EXCEPT DISTINCT';
    /** Whether ORDER BY and LIMIT after the last member are those of the whole. */
    readonly sorted: boolean;
  };
  /** Types without a usable equality or order: neither grouped, sorted nor made distinct. */
  readonly incomparable: readonly ColumnType['kind'][];
  /** Put at the end of the whole query: settings its meaning depends on. */
  readonly querySuffix: (query: Relation) => string;
  /** The LIMIT clause's text for a count and an offset. */
  readonly limit: (count: number, offset: number) => string;
}

export interface CastRequest {
  readonly operand: Expression;
  readonly from: ExpressionType;
  readonly to: ColumnType;
}

/**
 * Prints one call; arguments are already checked against the function registry. `over` is the
 * OVER clause with a space before it, or empty: it follows the aggregate, not what wraps it.
 */
export type FunctionPrinter = (
  call: CallExpression,
  printer: ExpressionPrinter,
  over: string,
) => Fragment;

/** Where the dialect's meaning differs from the shared text. Each may return undefined to decline. */
export interface DialectOverrides {
  readonly binary?: (
    expression: BinaryExpression,
    printer: ExpressionPrinter,
  ) => Fragment | undefined;
  readonly unary?: (
    expression: UnaryExpression,
    printer: ExpressionPrinter,
  ) => Fragment | undefined;
  readonly like?: (expression: LikeExpression, printer: ExpressionPrinter) => Fragment | undefined;
  /** Changes operands that are compared with each other, so that they can be. */
  readonly meet?: (
    expressions: readonly Expression[],
    printer: ExpressionPrinter,
  ) => readonly Expression[];
  /**
   * What stands for a column that is read from a table or from the user's query, given as its name.
   * `isShown`: it is only a column of the final result, nothing compares or groups it any more.
   */
  readonly stored?: (name: string, type: ColumnType, isShown: boolean) => Fragment | undefined;
  /** A whole sort key with its NULLs, and what else has its own place, where they belong. */
  readonly orderKey?: (key: OrderKey, printer: ExpressionPrinter) => string | undefined;
  /** What stands for an expression by whose value rows are grouped, partitioned or made distinct. */
  readonly key?: (expression: Expression, printer: ExpressionPrinter) => Fragment | undefined;
  /** Further keys beside one of a group or a partition, where the system would compare only a part of it. */
  readonly furtherKeys?: (key: Expression, printer: ExpressionPrinter) => readonly string[];
  /** What stands for an expression in ORDER BY and in text comparisons: order is by code point. */
  readonly ordered?: (expression: Expression, printer: ExpressionPrinter) => Fragment | undefined;
  readonly in?: (expression: InExpression, printer: ExpressionPrinter) => Fragment | undefined;
  /** The key of a window over all rows, where the system must be given one. */
  readonly wholePartition?: string;
  /** The last look at a column of a union's member: where types are not quite equal, the system would choose one. */
  readonly member?: (text: string, type: ColumnType) => string | undefined;
  /** The last look at a column of a result: brings a computed value to its exact type. */
  readonly projected?: (
    expression: Expression,
    type: ExpressionType,
    printer: ExpressionPrinter,
  ) => Fragment | undefined;
}

/** Prints expressions of one block; knows the block's columns. */
export interface ExpressionPrinter {
  readonly dialect: Dialect;
  fragment(expression: Expression): Fragment;
  /** Text that may stand where `least` is needed; default: anywhere. */
  print(expression: Expression, least?: number): string;
  typeOf(expression: Expression): ExpressionType;
  /** Reports that the dialect cannot express something; the text is then never used. */
  unsupported(what: string, hint?: string): Fragment;
}
