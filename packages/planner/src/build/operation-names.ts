import type { Measure, OperationIntent } from '../ir/index.ts';
import { columnsIn } from './shape/read-expression.ts';

/** An operation and its place among all, from 1: part of the ids of its questions. */
export interface NumberedOperation {
  readonly operation: OperationIntent;
  readonly index: number;
}

/** Names of columns that an operation needs to be there. */
export function namesOf(operation: OperationIntent): readonly string[] {
  switch (operation.op) {
    case 'filter':
      return operation.any.flatMap(({ column }) => column ?? []);
    case 'select':
    case 'drop_columns':
    case 'mask':
      return operation.columns;
    case 'dedupe':
      return [...operation.keys, ...(operation.orderBy === null ? [] : [operation.orderBy])];
    case 'rename':
      return [operation.from];
    case 'sort':
    case 'cast':
    case 'split':
    case 'fill_null':
    case 'flatten':
    case 'explode':
      return [operation.column];
    case 'aggregate':
      return [
        ...operation.groupBy.flatMap(({ column }) => column ?? []),
        ...operation.measures.flatMap(({ column }) => (column === '*' ? [] : [column])),
      ];
    case 'derive':
      return columnsIn(operation.expression);
    case 'window_column':
      return [operation.column, operation.orderBy, ...operation.partitionBy].filter(
        (name) => name !== null,
      );
    case 'pivot':
      // What fills the cells may be the rows themselves.
      return [...operation.index, operation.column];
    case 'limit':
    case 'join':
    case 'union':
    case 'window':
      return [];
  }
}

/** What sentences call the results of an operation that makes other rows, in lower case. */
export function resultNames(operation: OperationIntent): readonly string[] {
  if (operation.op === 'window_column') return [operation.fn, ...madeNames(operation)];
  if (operation.op !== 'aggregate') return [];
  return operation.measures.flatMap(measureNames);
}

/** What sentences call a measure, in lower case: "revenue", "total", `sum_amount`. */
export function measureNames({ fn, column, as }: Measure): readonly string[] {
  return [column, fn, `${fn}_${column}`, ...spoken[fn], as ?? fn].map((name) => name.toLowerCase());
}

const spoken: Readonly<Record<Measure['fn'], readonly string[]>> = {
  count: ['number', 'quantity', 'количество'],
  count_distinct: ['number', 'количество'],
  sum: ['total', 'сумма'],
  avg: ['average', 'mean', 'среднее'],
  min: ['minimum'],
  max: ['maximum'],
};

/** Names of columns that an operation makes. */
export function madeNames(operation: OperationIntent): readonly string[] {
  switch (operation.op) {
    case 'derive':
      return [operation.as];
    case 'rename':
      return [operation.to];
    case 'split':
      return operation.into;
    case 'window_column':
      return operation.as === null ? [] : [operation.as];
    default:
      return [];
  }
}
