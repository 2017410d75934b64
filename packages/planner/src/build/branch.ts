import type { CatalogTable, Expression, PipelineSpecInput } from '@ai-etl/core';
import type { PlannerConnection } from '../plan-types.ts';

/** A step as the planner writes it. */
export type StepInput = NonNullable<PipelineSpecInput['steps']>[number];
/** A source as the planner writes it. */
export type SourceInput = NonNullable<PipelineSpecInput['sources']>[number];
/** A target as the planner writes it. */
export type TargetInput = NonNullable<PipelineSpecInput['targets']>[number];

/** One table on its way: from its source, through its steps, to the targets. */
export interface Branch {
  readonly connection: PlannerConnection;
  readonly table: CatalogTable;
  /** Files it is read from, below the connection's root; absent: a table. */
  readonly path?: string;
  /** Base of the ids of its nodes. */
  readonly id: string;
  /** Conditions found beside the table's name: "completed orders". */
  readonly states: readonly string[];
  /** Words beside the name that mean nothing known. */
  readonly unknown: readonly string[];
}

/** What the operations made of a branch. */
export interface BuiltBranch {
  readonly branch: Branch;
  /** Tables that its rows come from: its own, then those joined or stacked to it. */
  readonly reads: readonly Branch[];
  /** What can be named of its rows: the table's columns, or those that the operations made. */
  readonly rows: CatalogTable;
  /** Other words for columns of `rows`, in lower case. */
  readonly aliases: ReadonlyMap<string, string>;
  /** True when each row is a group of those that were read. */
  readonly isGrouped: boolean;
  /** What a new table of these rows is called unless words name it. */
  readonly name: string;
  readonly steps: readonly StepInput[];
  /** Columns that reach the target, in order, by their final names. */
  readonly columns: readonly string[];
  readonly conditions: readonly Expression[];
}
