import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ColumnType } from '../types/column-type.ts';
import type { Expression } from './ast.ts';
import type { InferredType, TypedValue } from './inferred-type.ts';

/**
 * A column that an expression may name; any `Column` is one. `table` is the id of the node it
 * comes from; the type is `unknown` when an error elsewhere, already reported, hides it.
 */
export interface ScopeColumn {
  readonly name: string;
  readonly type: InferredType;
  readonly nullable: boolean;
  readonly table?: string;
}

/** What an expression may use at its place. */
export interface ExpressionScope {
  readonly columns: readonly ScopeColumn[];
  /** True when there are more columns, which an error elsewhere hides: other names are fine. */
  readonly open?: boolean;
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
