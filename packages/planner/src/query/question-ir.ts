import type {
  CatalogColumn,
  CatalogTable,
  LiteralExpression,
  Period,
  TimeUnit,
} from '@ai-etl/core';

/**
 * What a question asks, with every name linked to the schema: joins, aliases and expressions are
 * still to be made. Plain data; a model may propose it as well as the built-in reader.
 */
export interface QuestionIR {
  /** What the rows of the answer are, unless measures or groups say otherwise. */
  readonly entity: CatalogTable | null;
  readonly measures: readonly MeasureIR[];
  readonly groups: readonly GroupIR[];
  readonly conditions: readonly ConditionIR[];
  /** Rows that have, or have not, any row of another table. */
  readonly exists: readonly ExistsIR[];
  /** Columns to show, in the order of the words. */
  readonly columns: readonly ColumnRef[];
  /** Tables whose rows are named beside. */
  readonly beside: readonly CatalogTable[];
  readonly distinct: boolean;
  readonly order: OrderIR | null;
  readonly limit: number | null;
}

export interface ColumnRef {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
}

export type MeasureFunction = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'median';

export interface MeasureIR {
  readonly fn: MeasureFunction;
  /** null: rows of `table`. */
  readonly column: CatalogColumn | null;
  readonly table: CatalogTable;
  readonly distinct: boolean;
}

export type GroupIR =
  | { readonly kind: 'column'; readonly ref: ColumnRef }
  /** Each row of a table: its key and what names it. */
  | { readonly kind: 'table'; readonly table: CatalogTable }
  /** `ref` null: the event column of the measure's table. */
  | { readonly kind: 'time'; readonly unit: TimeUnit; readonly ref: ColumnRef | null };

/** A half-open range of days; ISO dates. */
export interface DayRange {
  readonly start: string | null;
  readonly end: string | null;
}

export type ConditionIR =
  | {
      readonly kind: 'compare';
      readonly ref: ColumnRef;
      readonly op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
      readonly value: LiteralExpression;
      /** A text that nobody has seen in the data: compared whatever its case. */
      readonly anyCase: boolean;
    }
  | {
      readonly kind: 'in';
      readonly ref: ColumnRef;
      readonly values: readonly LiteralExpression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly ref: ColumnRef;
      readonly low: LiteralExpression;
      readonly high: LiteralExpression;
    }
  | {
      readonly kind: 'like';
      readonly ref: ColumnRef;
      /** `%` and `_` of the words are escaped. */
      readonly pattern: string;
      readonly negated: boolean;
    }
  | { readonly kind: 'null'; readonly ref: ColumnRef; readonly negated: boolean }
  /** `ref` null: the event column of the table the question is about. */
  | {
      readonly kind: 'time';
      readonly ref: ColumnRef | null;
      readonly period: Period | null;
      readonly range: DayRange | null;
      readonly words: string;
    }
  /** A condition on groups: `more than 5 orders`. */
  | {
      readonly kind: 'group';
      readonly measure: MeasureIR;
      readonly op: 'lt' | 'le' | 'gt' | 'ge' | 'eq';
      readonly value: LiteralExpression;
    };

export interface ExistsIR {
  readonly table: CatalogTable;
  readonly negated: boolean;
}

/** `by` null: the first measure. */
export interface OrderIR {
  readonly by: ColumnRef | MeasureIR | null;
  readonly direction: 'asc' | 'desc';
  /** "most recent": the event column of the entity. */
  readonly time?: boolean;
}
