import { invariant, parseColumnType, type Expression, type StepOf } from '@ai-etl/core';
import { block, nest } from '../relation/block.ts';
import { canInline, inline } from '../relation/inline.ts';
import type { Projection, SelectRelation } from '../relation/relation.ts';
import type { Lowering } from './lowering.ts';
import { sampleCondition } from './sample-step.ts';

/** Steps that look at one row at a time. They merge into their input's block where that is legal. */

export function lowerFilter(step: StepOf<'filter'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  return keep(id, lowering.expression(step.where, [id]), lowering);
}

/** Keeps the rows whose hash is small enough. */
export function lowerSample(step: StepOf<'sample'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const condition = sampleCondition(step, lowering.schema(id));
  return condition === undefined ? lowering.node(id) : keep(id, condition, lowering);
}

function keep(id: string, where: Expression, lowering: Lowering): SelectRelation {
  const input = lowering.node(id);
  const base =
    block.isRowwise(input) && canInline([where], input) ? input : nest(input, lowering.alias(id));
  const condition = inline(where, [{ id, projections: base.projections }]);
  return { ...base, where: [...base.where, condition] };
}

export function lowerSelect(step: StepOf<'select'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const input = lowering.node(id);
  // A shorter list would make rows equal that DISTINCT has kept apart.
  const base = input.distinct || block.isTotal(input) ? nest(input, lowering.alias(id)) : input;
  return { ...base, projections: step.columns.map((name) => projectionOf(base, name)) };
}

export function lowerRename(step: StepOf<'rename'>, lowering: Lowering): SelectRelation {
  const input = lowering.node(onlyInput(step.inputs));
  const renamed = new Map(step.columns.map(({ from, to }) => [from, to]));
  return {
    ...input,
    projections: input.projections.map((one) => ({
      ...one,
      name: renamed.get(one.name) ?? one.name,
    })),
  };
}

export function lowerCast(step: StepOf<'cast'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const input = lowering.node(id);
  const base = input.distinct ? nest(input, lowering.alias(id)) : input;
  const targets = new Map(step.columns.map(({ name, to }) => [name, parseColumnType(to)]));
  return {
    ...base,
    projections: base.projections.map((one) => {
      const to = targets.get(one.name);
      return to === undefined
        ? one
        : { ...one, type: to, expression: { kind: 'cast', operand: one.expression, to } };
    }),
  };
}

/** derive and window: both compute columns from the input row (and, for windows, its peers). */
export function lowerDerive(
  step: StepOf<'derive'> | StepOf<'window'>,
  lowering: Lowering,
): SelectRelation {
  const id = onlyInput(step.inputs);
  const parsed = step.columns.map((column) => ({
    name: column.name,
    expression: lowering.expression(column.expression, [id]),
  }));
  const input = lowering.node(id);
  const expressions = parsed.map((one) => one.expression);
  const fits =
    !input.distinct &&
    !block.isTotal(input) &&
    canInline(expressions, input) &&
    (step.op === 'derive' || (input.groupBy === null && input.limit === null));
  const base = fits ? input : nest(input, lowering.alias(id));
  const computed = new Map(
    parsed.map(({ name, expression }) => [
      name,
      inline(expression, [{ id, projections: base.projections }]),
    ]),
  );
  return {
    ...base,
    projections: lowering.schema(step.id).map((column) => {
      const expression = computed.get(column.name);
      return expression === undefined ? projectionOf(base, column.name) : { ...column, expression };
    }),
  };
}

export function onlyInput(inputs: readonly string[]): string {
  const [id] = inputs;
  invariant(id !== undefined, 'the step has an input');
  return id;
}

export function projectionOf(one: SelectRelation, name: string): Projection {
  const found = one.projections.find((projection) => projection.name === name);
  invariant(found !== undefined, `the block yields ${name}`);
  return found;
}
