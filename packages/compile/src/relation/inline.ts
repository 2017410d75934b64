import {
  invariant,
  isAggregateFunction,
  type ColumnExpression,
  type Expression,
  type OrderKey,
  contains,
  mapChildren,
  walk,
} from '@ai-etl/core';

import type { Projection, SelectRelation } from './relation.ts';

/** An input of a step: the node's id, by which expressions may qualify, and what it yields. */
export interface Input {
  readonly id: string;
  readonly projections: readonly Projection[];
}

/** Beyond this many nodes an expression is computed once, in a subquery, and not repeated. */
const inlineLimit = 150;

/** Rewrites column references over step inputs into references over a block's `from`. */
export function inline(expression: Expression, inputs: readonly Input[]): Expression {
  if (expression.kind === 'column') return findProjection(expression, inputs).expression;
  return mapChildren(expression, (child) => inline(child, inputs));
}

export function inlineOrder(keys: readonly OrderKey[], inputs: readonly Input[]): OrderKey[] {
  return keys.map((key) => ({ ...key, by: inline(key.by, inputs) }));
}

/**
 * Whether expressions may be merged into a block: nothing they refer to is an aggregate or a
 * window function, and the text stays short.
 */
export function canInline(expressions: readonly Expression[], block: SelectRelation): boolean {
  const input = [{ id: '', projections: block.projections }];
  return expressions.every((expression) => {
    let size = 0;
    let plain = true;
    walk(expression, (one) => {
      size += 1;
      if (one.kind !== 'column') return;
      const { expression: referred } = findProjection({ kind: 'column', name: one.name }, input);
      plain &&= !isComputedOverRows(referred);
      walk(referred, () => {
        size += 1;
      });
    });
    return plain && size <= inlineLimit;
  });
}

/** True for aggregates and window functions: they cannot move into WHERE or another block. */
export function isComputedOverRows(expression: Expression): boolean {
  return contains(
    expression,
    (one) => one.kind === 'window' || (one.kind === 'call' && isAggregateFunction(one.name)),
  );
}

function findProjection(column: ColumnExpression, inputs: readonly Input[]): Projection {
  const candidates = inputs.filter(({ id }) => column.table === undefined || column.table === id);
  const found = candidates.flatMap((input) =>
    input.projections.filter((projection) => projection.name === column.name),
  );
  const [only] = found;
  invariant(
    only !== undefined && found.length === 1,
    `column ${column.name} resolves to one input`,
  );
  return only;
}
