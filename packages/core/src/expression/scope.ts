import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Column, ColumnType } from '../types/column-type.ts';
import type { Expression } from './ast.ts';
import type { TypedValue } from './inferred-type.ts';

/** A column that an expression may name; `table` is the id of the node it comes from. */
export interface ScopeColumn extends Column {
  readonly table?: string;
}

/** What an expression may use at its place. */
export interface ExpressionScope {
  readonly columns: readonly ScopeColumn[];
  /** Declared parameters by name; `logical_time` is always known. */
  readonly params: ReadonlyMap<string, ColumnType>;
  /** `measure`: a value of a group, so columns stand inside aggregates only. */
  readonly place: 'row' | 'measure' | 'window';
  /** measure: true when rows are grouped by something, so no group is empty. */
  readonly grouped?: boolean;
  /** Put into each diagnostic: `steps.2.where`. */
  readonly path: string;
}

export interface InferredExpression {
  /** Undefined when errors made it unknowable, or the value is a bare NULL or interval. */
  readonly type: ColumnType | undefined;
  readonly nullable: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What was found for each node of the tree, for code that prints it. */
  readonly types: ReadonlyMap<Expression, TypedValue>;
}
