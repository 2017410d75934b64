import {
  invariant,
  isAggregateFunction,
  type Expression,
  type StepOf,
  mapChildren,
} from '@ai-etl/core';
import type { SelectRelation } from '../relation/relation.ts';
import { binary, column, constantOf } from './expressions.ts';
import type { Lowering } from './lowering.ts';
import { onlyInput } from './rowwise-steps.ts';
import { group } from './set-steps.ts';

/** GROUP BY the index; each listed value is the measure over the rows that have it. */
export function lowerPivot(step: StepOf<'pivot'>, lowering: Lowering): SelectRelation {
  return group(
    {
      input: onlyInput(step.inputs),
      groups: step.index.map((name) => column(name)),
      measures: pivotMeasures(step, lowering).map(({ expression }) => expression),
      schema: lowering.schema(step.id),
    },
    lowering,
  );
}

/** One measure for each listed value: every aggregate in it counts the rows with the value only. */
export function pivotMeasures(
  step: StepOf<'pivot'>,
  { schema, expression }: Pick<Lowering, 'schema' | 'expression'>,
): readonly { readonly name: string; readonly expression: Expression }[] {
  const id = onlyInput(step.inputs);
  const type = schema(id).find(({ name }) => name === step.column)?.type;
  invariant(type !== undefined, `"${id}" has the column ${step.column}`);
  const measure = expression(step.measure, [id]);
  return step.values.map(({ name, value }) => {
    const hasValue = binary('eq', column(step.column), constantOf(value, type));
    return { name, expression: filtered(measure, hasValue) };
  });
}

function filtered(expression: Expression, condition: Expression): Expression {
  if (expression.kind === 'call' && isAggregateFunction(expression.name)) {
    const { filter } = expression;
    return {
      ...expression,
      filter: filter === undefined ? condition : binary('and', filter, condition),
    };
  }
  return mapChildren(expression, (child) => filtered(child, condition));
}
