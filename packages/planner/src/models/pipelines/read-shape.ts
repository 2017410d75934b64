import { parseExpression } from '@ai-etl/core';
import { columnsIn } from '../../build/shape/read-expression.ts';
import type { Evidence, OperationIntent } from '../../ir/index.ts';
import type { OperationAnswer } from './pipeline-answer.ts';
import { shorten } from './problems.ts';
import { readScalar, type OperationReading } from './operation-reading.ts';

type Shape = Extract<
  OperationAnswer,
  {
    op:
      | 'join'
      | 'union'
      | 'aggregate'
      | 'derive'
      | 'cast'
      | 'fill_null'
      | 'split'
      | 'window_column'
      | 'pivot';
  }
>;

/** The words of an operation, and what looks up its columns. */
export interface ShapeReading {
  readonly evidence: Evidence;
  readonly check: (field: string, names: readonly string[]) => void;
}

/** One operation that makes other rows or columns, with its names checked; what is wrong goes to the problems. */
export function readShape(
  operation: Shape,
  reading: OperationReading,
  { evidence, check }: ShapeReading,
): OperationIntent {
  const { path, problems, tables } = reading;
  switch (operation.op) {
    case 'join': {
      const { right, on, how } = operation;
      if (!tables.has(right.split('.').at(-1)?.toLowerCase() ?? ''))
        problems.found.push(`${path}.right: there is no table "${shorten(right)}".`);
      check(
        'on',
        on.map((name) => name.split('.').at(-1) ?? name),
      );
      return { op: 'join', right, on, how, evidence };
    }
    case 'union':
      return { op: 'union', evidence };
    case 'aggregate': {
      const { group_by: groupBy, measures } = operation;
      check(
        'group_by',
        groupBy.flatMap(({ column }) => column ?? []),
      );
      check(
        'measures',
        measures.flatMap(({ column }) => (column === '*' ? [] : [column])),
      );
      return {
        op: 'aggregate',
        groupBy,
        measures: measures.map(({ fn, column, as }) => ({
          fn,
          column,
          ...(as === null ? {} : { as }),
        })),
        evidence,
      };
    }
    case 'derive': {
      const parsed = parseExpression(operation.expression);
      if (!parsed.ok)
        problems.found.push(`${path}.expression: cannot be read: ${parsed.error.message}`);
      check('expression', columnsIn(operation.expression));
      return { op: 'derive', as: operation.as, expression: operation.expression, evidence };
    }
    case 'cast':
      check('column', [operation.column]);
      return { op: 'cast', column: operation.column, type: operation.type.toLowerCase(), evidence };
    case 'fill_null': {
      check('column', [operation.column]);
      const value = readScalar(operation.value);
      if (value === null)
        problems.found.push(
          `${path}.value: "${shorten(operation.value.value)}" is no ${operation.value.type}.`,
        );
      const text = { type: 'text', value: operation.value.value } as const;
      return { op: 'fill_null', column: operation.column, value: value ?? text, evidence };
    }
    case 'split':
      check('column', [operation.column]);
      return { op: 'split', column: operation.column, into: operation.into, evidence };
    case 'window_column': {
      const { fn, column, partition_by: partitionBy, order_by: orderBy, direction, as } = operation;
      check('column', column === null ? [] : [column]);
      check('partition_by', partitionBy);
      check('order_by', orderBy === null ? [] : [orderBy]);
      return { op: 'window_column', fn, column, partitionBy, orderBy, direction, as, evidence };
    }
    case 'pivot': {
      const { index, column, value } = operation;
      check('index', index);
      check('column', [column]);
      check('value', value === '*' ? [] : [value]);
      return { op: 'pivot', index, column, value, evidence };
    }
  }
}
