import type { Expression, Schema, StepOf } from '@ai-etl/core';
import {
  block,
  isConstant,
  nest,
  reversed,
  sameExpression,
  tieBreakers,
} from '../relation/block.ts';
import { canInline, inline, inlineOrder } from '../relation/inline.ts';
import { selectAll, type SelectRelation } from '../relation/relation.ts';
import { alignToSchema } from './align.ts';
import { allOf, either } from './expressions.ts';
import type { Lowering } from './lowering.ts';
import { onlyInput, projectionOf } from './rowwise-steps.ts';

/** Steps that look at many rows: grouping, order, cutting, stacking. */

export function lowerAggregate(step: StepOf<'aggregate'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  return group(
    {
      input: id,
      groups: step.group_by.map((one) => lowering.expression(one.expression, [id])),
      measures: step.measures.map((one) => lowering.expression(one.expression, [id])),
      schema: lowering.schema(step.id),
    },
    lowering,
  );
}

/** Groups and measures are expressions over the input; `schema` names and types them, in order. */
export interface Grouping {
  readonly input: string;
  readonly groups: readonly Expression[];
  readonly measures: readonly Expression[];
  readonly schema: Schema;
}

/** A grouped block: merged into its input's where that is legal. */
export function group(
  { input: id, groups, measures, schema }: Grouping,
  lowering: Lowering,
): SelectRelation {
  const input = lowering.node(id);
  const base =
    block.isRowwise(input) && canInline([...groups, ...measures], input)
      ? input
      : nest(input, lowering.alias(id));
  const over = [{ id, projections: base.projections }];
  const expressions = [...groups, ...measures].map((one) => inline(one, over));
  return {
    ...base,
    orderBy: [],
    groupBy: expressions.slice(0, groups.length).map(notPositional),
    projections: schema.map((column, index) => ({
      ...column,
      expression: expressions[index] ?? { kind: 'literal', type: 'null', value: null },
    })),
  };
}

/** A bare number in GROUP BY would mean a place in the select list, and systems look through a cast. */
function notPositional(expression: Expression): Expression {
  return isConstant(expression) ? either([{ when: allOf([]), value: expression }]) : expression;
}

/** Whole rows: DISTINCT. By keys: row_number over the keys, then the first. */
export function lowerDedupe(step: StepOf<'dedupe'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const input = lowering.node(id);
  if (step.keys.length === 0) {
    const base = block.isRowwise(input) ? input : nest(input, lowering.alias(id));
    const shown = base.orderBy.every((key) =>
      base.projections.some((one) => sameExpression(one.expression, key.by)),
    );
    const distinct = { ...base, distinct: true, orderBy: shown ? base.orderBy : [] };
    return nest(distinct, lowering.alias(step.id));
  }
  const keys = step.order_by.map((key) => ({
    ...key,
    by: lowering.expression(key.by, [id]),
  }));
  const rank = unusedName(input);
  const base =
    block.isRowwise(input) &&
    canInline(
      keys.map((key) => key.by),
      input,
    )
      ? input
      : nest(input, lowering.alias(id));
  const order = inlineOrder(keys, [{ id, projections: base.projections }]);
  const total = [...order, ...tieBreakers(base.projections, order)];
  const ranked: SelectRelation = {
    ...base,
    orderBy: base.orderBy,
    projections: [
      ...base.projections,
      {
        name: rank,
        type: { kind: 'int64' },
        nullable: false,
        expression: {
          kind: 'window',
          call: { kind: 'call', name: 'row_number', args: [] },
          partitionBy: step.keys.map((key) => projectionOf(base, key).expression),
          orderBy: step.keep === 'first' ? total : total.map(reversed),
        },
      },
    ],
  };
  const outer = nest(ranked, lowering.alias(step.id));
  const first: Expression = {
    kind: 'binary',
    op: 'eq',
    left: projectionOf(outer, rank).expression,
    right: { kind: 'literal', type: 'integer', value: '1' },
  };
  return {
    ...outer,
    where: [first],
    projections: outer.projections.filter((one) => one.name !== rank),
  };
}

function unusedName(input: SelectRelation): string {
  let name = '_ai_etl_rank';
  while (input.projections.some((one) => one.name === name)) name += '_';
  return name;
}

export function lowerSort(step: StepOf<'sort'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const keys = step.by.map((key) => ({ ...key, by: lowering.expression(key.by, [id]) }));
  const input = lowering.node(id);
  const plainKeys = keys.every((key) => key.by.kind === 'column');
  const fits =
    input.limit === null &&
    !input.distinct &&
    (input.groupBy === null
      ? canInline(
          keys.map((key) => key.by),
          input,
        )
      : plainKeys);
  const base = fits ? input : nest(input, lowering.alias(id));
  const order = inlineOrder(keys, [{ id, projections: base.projections }]);
  // A constant orders nothing, and would print as a place in the select list.
  return { ...base, orderBy: order.filter((key) => !isConstant(key.by)) };
}

/**
 * The order is made total by all columns, whether or not a sort precedes: the same snapshot must
 * give the same rows to the stream, to the checksums, and to a retry.
 */
export function lowerLimit(step: StepOf<'limit'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const input = lowering.node(id);
  const fits =
    input.limit === null && !input.distinct && (input.groupBy !== null || block.isPlain(input));
  const base = fits ? input : nest(input, lowering.alias(id));
  return {
    ...base,
    orderBy: [...base.orderBy, ...tieBreakers(base.projections, base.orderBy)],
    limit: { count: step.count, offset: step.offset },
  };
}

export function lowerUnion(step: StepOf<'union'>, lowering: Lowering): SelectRelation {
  const schema = lowering.schema(step.id);
  const inputs = step.inputs.map((id) =>
    alignToSchema(lowering.node(id), schema, lowering.alias(id)),
  );
  return selectAll({ kind: 'union', mode: step.mode, inputs, schema }, lowering.alias(step.id));
}
