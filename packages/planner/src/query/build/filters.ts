import type { Expression } from '@ai-etl/core';
import { sameMeasure } from '../measures/make-measure.ts';
import type { ColumnRef, QuestionIR } from '../question-ir.ts';
import { conditionExpression } from './condition-expression.ts';
import type { MeasureColumn } from './measure-columns.ts';
import type { Times } from './root-table.ts';

/** Conditions on rows, in the order they were read. */
export function whereOf(
  ir: QuestionIR,
  print: (ref: ColumnRef) => Expression,
  times: Times,
): Expression[] {
  return ir.conditions.flatMap((condition) => {
    if (condition.kind === 'group') return [];
    const time = condition.kind === 'time' ? (times.get(condition) ?? null) : null;
    return [conditionExpression(condition, print, time)];
  });
}

/** Conditions on groups, each on the column of its measure. */
export function havingOf(ir: QuestionIR, measures: readonly MeasureColumn[]): Expression[] {
  return ir.conditions.flatMap((condition): Expression[] => {
    if (condition.kind !== 'group') return [];
    const { measure, op, value } = condition;
    const name = measures.find((one) => sameMeasure(one.measure, measure))?.column.name ?? '';
    return [{ kind: 'binary', op, left: { kind: 'column', name }, right: value }];
  });
}
