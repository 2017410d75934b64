import { walk, type Expression } from '@ai-etl/core';
import { fromScope, type FromJoin } from '../relation/relation.ts';

/** The parts of a condition that AND joins. */
export function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'binary' && expression.op === 'and'
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
}

/** Whether a join's condition holds an equality between its left and its right side. */
export function hasEquality(join: FromJoin): boolean {
  const left = new Set(fromScope(join.left).keys());
  const right = new Set([join.right.alias]);
  return conjuncts(join.on).some(
    (one) =>
      one.kind === 'binary' &&
      one.op === 'eq' &&
      ((within(one.left, left) && within(one.right, right)) ||
        (within(one.left, right) && within(one.right, left))),
  );
}

function within(expression: Expression, aliases: ReadonlySet<string>): boolean {
  let any = false;
  let all = true;
  walk(expression, (one) => {
    if (one.kind !== 'column') return;
    any = true;
    all &&= one.table !== undefined && aliases.has(one.table);
  });
  return any && all;
}
