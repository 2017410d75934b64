import { parsePeriod, periodForms } from '@ai-etl/core';
import type { Condition, Evidence, OperationIntent } from '../../ir/index.ts';
import type { ConditionAnswer, OperationAnswer } from './pipeline-answer.ts';
import { citeCovered, shorten } from './problems.ts';
import { readScalar, type OperationReading } from './operation-reading.ts';
import { readShape } from './read-shape.ts';

/** Folded names of columns that operations make: other operations may say something of them. */
export function madeColumns(operations: readonly OperationAnswer[]): readonly string[] {
  return operations
    .flatMap((one): readonly string[] => {
      switch (one.op) {
        case 'derive':
          return [one.as];
        case 'rename':
          return [one.to];
        case 'split':
          return one.into;
        case 'window_column':
          return [one.as ?? one.fn];
        case 'aggregate':
          return one.measures.flatMap(({ fn, column, as }) => [as ?? fn, `${fn}_${column}`]);
        default:
          return [];
      }
    })
    .map((name) => name.toLowerCase());
}

/** One operation with its names checked; what is wrong goes to the problems. */
export function readOperation(
  operation: OperationAnswer,
  reading: OperationReading,
): OperationIntent {
  const evidence = citeCovered(reading.problems, reading.path, operation.quote);
  const check = (field: string, names: readonly string[]): void =>
    names.forEach((name) => checkColumn(`${reading.path}.${field}`, name, reading));
  switch (operation.op) {
    case 'filter':
      return {
        op: 'filter',
        any: operation.any.map((one, at) =>
          readCondition(one, { ...reading, path: `${reading.path}.any[${at}]` }, evidence),
        ),
        evidence,
      };
    case 'select':
    case 'drop_columns':
      check('columns', operation.columns);
      return { op: operation.op, columns: operation.columns, evidence };
    case 'rename':
      check('from', [operation.from]);
      return { op: 'rename', from: operation.from, to: operation.to, evidence };
    case 'dedupe': {
      const { keys, keep, order_by: orderBy } = operation;
      check('keys', keys);
      return { op: 'dedupe', keys, keep, orderBy, evidence };
    }
    case 'mask':
      check('columns', operation.columns);
      return { op: 'mask', columns: operation.columns, method: operation.method, evidence };
    case 'sort':
      check('column', [operation.column]);
      return { op: 'sort', column: operation.column, direction: operation.direction, evidence };
    case 'limit':
      if (!Number.isSafeInteger(operation.count) || operation.count < 1)
        reading.problems.found.push(`${reading.path}.count: must be a whole number above 0.`);
      return { op: 'limit', count: operation.count, evidence };
    default:
      return readShape(operation, reading, { evidence, check });
  }
}

function checkColumn(
  path: string,
  name: string,
  { columns, problems }: Pick<OperationReading, 'columns' | 'problems'>,
): void {
  if (columns.has(name.toLowerCase())) return;
  problems.found.push(`${path}: no table of the sources has a column "${shorten(name)}".`);
}

function readCondition(
  { column, cmp, values, period: periodText }: ConditionAnswer,
  reading: OperationReading,
  evidence: Evidence,
): Condition {
  const { path, problems } = reading;
  checkColumn(`${path}.column`, column, reading);
  const period = periodText === null ? null : (parsePeriod(periodText) ?? null);
  if (cmp === 'period' && period === null) {
    problems.found.push(`${path}.period: must be one of the forms ${periodForms}.`);
  }
  const wanted = valueCounts[cmp] ?? 1;
  if (wanted === 'some' ? values.length === 0 : values.length !== wanted) {
    problems.found.push(
      `${path}.values: ${cmp} takes ${wanted === 'some' ? 'at least 1' : wanted}.`,
    );
  }
  const scalars = values.flatMap((value, at) => {
    const scalar = readScalar(value);
    if (scalar === null) {
      problems.found.push(`${path}.values[${at}]: "${shorten(value.value)}" is no ${value.type}.`);
    }
    return scalar ?? [];
  });
  return { column, cmp, values: scalars, period: cmp === 'period' ? period : null, evidence };
}

/** How many values a comparison takes, where it is not one. */
const valueCounts: Readonly<Partial<Record<ConditionAnswer['cmp'], number | 'some'>>> = {
  in: 'some',
  not_in: 'some',
  between: 2,
  is_null: 0,
  not_null: 0,
  period: 0,
};
