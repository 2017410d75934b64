import type { Column, Expression, OrderKey } from '@ai-etl/core';
import { canonicalJson, contains } from '@ai-etl/core';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import { isComputedOverRows } from './inline.ts';
import { fromScope, selectAll, type Projection, type SelectRelation } from './relation.ts';

/** Facts about a block that decide whether a step merges into it or nests it. */
export const block = {
  /** Rows leave as they entered: nothing grouped, deduplicated, cut or computed over rows. */
  isRowwise: (one: SelectRelation): boolean =>
    one.groupBy === null && !one.distinct && one.limit === null && !hasWindow(one),
  /** One row for the whole input, because an aggregate is computed: without one it would be all rows. */
  isTotal: (one: SelectRelation): boolean => one.groupBy?.length === 0,
  /** Only reads columns: may stand in a join's FROM by itself, WHERE aside. */
  isPlain: (one: SelectRelation): boolean =>
    block.isRowwise(one) && one.projections.every(({ expression }) => expression.kind === 'column'),
};

function hasWindow(one: SelectRelation): boolean {
  return one.groupBy === null && one.projections.some((p) => isComputedOverRows(p.expression));
}

/**
 * Puts a block into a subquery. Its order is kept: sort keys become columns of the subquery
 * (hidden ones where they are not among its own) and are sorted by again outside.
 */
export function nest(inner: SelectRelation, alias: string): SelectRelation {
  const hidden: Projection[] = [];
  const outerOrder: OrderKey[] = [];
  for (const key of inner.orderBy) {
    const shown = inner.projections.find((p) => sameExpression(p.expression, key.by));
    const name = shown?.name ?? `_ai_etl_order_${hidden.length + 1}`;
    if (shown === undefined) {
      if (inner.distinct) continue;
      const { type, nullable } = inferExpressionType(key.by, fromScope(inner.from));
      hidden.push({ name, expression: key.by, type: type ?? { kind: 'text' }, nullable });
    }
    outerOrder.push({ ...key, by: { kind: 'column', table: alias, name } });
  }
  const subquery: SelectRelation = {
    ...inner,
    projections: [...inner.projections, ...hidden],
    orderBy: inner.limit === null ? [] : inner.orderBy,
  };
  const outer = selectAll(subquery, alias);
  return {
    ...outer,
    projections: outer.projections.slice(0, inner.projections.length),
    orderBy: outerOrder,
  };
}

export function sameExpression(a: Expression, b: Expression): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The same for every row: it groups and orders nothing. */
export function isConstant(expression: Expression): boolean {
  return !contains(expression, (one) => one.kind === 'column' || isComputedOverRows(one));
}

/** Every column as a sort key: makes any order total, so that the same rows come each time. */
export function tieBreakers(
  columns: readonly (Column & { readonly expression: Expression })[],
  taken: readonly OrderKey[],
): OrderKey[] {
  return (
    columns
      // A constant would print as a place in the select list.
      .filter(({ expression }) => !isConstant(expression))
      .filter(({ expression }) => !taken.some((key) => sameExpression(key.by, expression)))
      .map(({ expression }) => ({ by: expression, direction: 'asc', nulls: 'last' }))
  );
}

/** The same order from the other end. */
export function reversed(key: OrderKey): OrderKey {
  return {
    by: key.by,
    direction: key.direction === 'asc' ? 'desc' : 'asc',
    nulls: key.nulls === 'first' ? 'last' : 'first',
  };
}
