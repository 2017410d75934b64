import { printPeriod } from '@ai-etl/core';
import type { Condition, GroupKey, OperationIntent, Scalar } from '@ai-etl/planner';
import type { ExpectedOperation } from '../expect.ts';

/** An intent as the suite spells it. A new kind of intent does not compile until it is spelled here. */
export function operationOf(intent: OperationIntent): ExpectedOperation {
  switch (intent.op) {
    case 'filter': {
      const filters = intent.any.map(filterOf);
      const [first] = filters;
      return filters.length === 1 && first !== undefined ? first : { op: 'filter', any: filters };
    }
    case 'select':
      return { op: 'select', columns: [...intent.columns] };
    case 'drop_columns':
      return { op: 'drop_columns', columns: [...intent.columns] };
    case 'rename':
      return { op: 'rename', from: intent.from, to: intent.to };
    case 'dedupe':
      return {
        op: 'dedupe',
        keys: intent.keys.length === 0 ? ['*'] : [...intent.keys],
        keep: intent.keep,
        order_by: intent.orderBy,
      };
    case 'mask':
      // One column each: see `operationsOf`.
      return {
        op: 'mask',
        columns: [...intent.columns],
        method: maskMethods[intent.method],
        ...(intent.algorithm === undefined ? {} : { algorithm: intent.algorithm }),
        ...(intent.keepLast === undefined ? {} : { keep_last: intent.keepLast }),
      };
    case 'sort':
      return { op: 'sort', by: intent.column, dir: intent.direction };
    case 'limit':
      return { op: 'limit', n: intent.count };
    case 'join':
      return { op: 'join', right: intent.right, on: [...intent.on], how: intent.how };
    case 'aggregate':
      return {
        op: 'aggregate',
        group_by: intent.groupBy.map(groupKeyOf),
        measures: intent.measures.map(({ fn, column }) => ({ fn, column })),
      };
    case 'union':
      return { op: 'union' };
    case 'derive':
      return { op: 'derive', as: intent.as, expr: intent.expression };
    case 'cast':
      return { op: 'cast', column: intent.column, to: intent.type };
    case 'split':
      return { op: 'split', column: intent.column, into: [...intent.into] };
    case 'fill_null':
      return { op: 'fill_null', column: intent.column, value: scalarOf(intent.value) };
    case 'window': {
      const unit = intent.count === 1 ? intent.unit : `${intent.unit}s`;
      return { op: 'window', kind: 'tumbling', size: `${intent.count} ${unit}` };
    }
    case 'window_column': {
      const { fn, column, partitionBy, orderBy, direction } = intent;
      return {
        op: 'window',
        kind: fn,
        column,
        partition_by: [...partitionBy],
        order_by: orderBy,
        dir: direction,
      };
    }
    case 'pivot': {
      const { index, column, value } = intent;
      return { op: 'pivot', index: [...index], column, value };
    }
    case 'flatten':
      return { op: 'flatten', column: intent.column, separator: intent.separator };
    case 'explode':
      return { op: 'explode', column: intent.column };
  }
}

function groupKeyOf({ column, unit }: GroupKey): string {
  return unit === null ? (column ?? '') : `${unit}(${column ?? ''})`;
}

const maskMethods = {
  hash: 'hash',
  partial: 'partial',
  redact: 'mask',
  tokenise: 'pseudonymize',
  encrypt: 'encrypt',
} as const satisfies Record<Extract<OperationIntent, { op: 'mask' }>['method'], string>;

/** All operations of a sentence; the suite masks one column at a time. */
export function operationsOf(intents: readonly OperationIntent[]): ExpectedOperation[] {
  return intents.flatMap((intent): ExpectedOperation[] => {
    const operation = operationOf(intent);
    if (intent.op !== 'mask') return [operation];
    const { columns: _columns, ...rest } = operation;
    return intent.columns.map((column) => ({ ...rest, column }));
  });
}

function filterOf(condition: Condition): ExpectedOperation {
  const values = condition.values.map(scalarOf);
  const { column } = condition;
  switch (condition.cmp) {
    case 'in':
    case 'not_in':
    case 'between':
      return { op: 'filter', column, cmp: condition.cmp, value: values };
    case 'is_null':
    case 'not_null':
      return { op: 'filter', column, cmp: condition.cmp, value: null };
    case 'period':
      return {
        op: 'filter',
        column,
        cmp: 'relative',
        value:
          condition.period === null
            ? null
            : printPeriod(condition.period).replace(/^trailing /u, 'last '),
      };
    // A state is a value of a column whose name the words leave open.
    case 'state':
      return { op: 'filter', column, ...stated(values, '=', 'in') };
    case 'not_state':
      return { op: 'filter', column, ...stated(values, '!=', 'not_in') };
    case 'like':
    case 'not_like':
      return { op: 'filter', column, cmp: condition.cmp, value: plainPattern(values[0] ?? null) };
    default:
      return { op: 'filter', column, cmp: condition.cmp, value: values[0] ?? null };
  }
}

function stated(values: readonly unknown[], one: string, several: string) {
  return values.length === 1
    ? { cmp: one, value: values[0] }
    : { cmp: several, value: [...values] };
}

function scalarOf(scalar: Scalar): string | number | boolean {
  return scalar.type === 'number' ? Number(scalar.value) : scalar.value;
}

/** The suite writes patterns without escapes: "ends with '_test'" is `%_test`. */
function plainPattern(value: ReturnType<typeof scalarOf> | null): typeof value {
  return typeof value === 'string' ? value.replaceAll(/\\([%_\\])/gu, '$1') : value;
}
