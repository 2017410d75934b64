import {
  mapChildren,
  type Column,
  type Expression,
  type OrderKey,
  type WindowExpression,
} from '@ai-etl/core';

/** Functions whose result depends on the order of rows that ORDER BY holds equal. */
const orderSensitive: ReadonlySet<string> = new Set([
  'row_number',
  'lag',
  'lead',
  'first_value',
  'last_value',
]);

/**
 * Breaks ties of window functions by all columns: the same snapshot must give the same values to
 * the stream, to the checksums, and to a retry. Ranks and default frames know no ties, so they
 * stay as they are.
 */
export function withTotalOrder(
  expression: Expression,
  columns: readonly (Column & { readonly table: string })[],
): Expression {
  const changed = mapChildren(expression, (child) => withTotalOrder(child, columns));
  if (changed.kind !== 'window') return changed;
  const sensitive = orderSensitive.has(changed.call.name) || changed.frame !== undefined;
  return sensitive ? { ...changed, orderBy: totalOrder(changed, columns) } : changed;
}

function totalOrder(
  { orderBy }: WindowExpression,
  columns: readonly (Column & { readonly table: string })[],
): readonly OrderKey[] {
  const sorted = new Set(orderBy.flatMap(({ by }) => (by.kind === 'column' ? [by.name] : [])));
  const rest = columns
    .filter(({ name }) => !sorted.has(name))
    .map(({ table, name }): OrderKey => ({
      by: { kind: 'column', table, name },
      direction: 'asc',
      nulls: 'last',
    }));
  return [...orderBy, ...rest];
}
