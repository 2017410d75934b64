import {
  inferOverGroups,
  inferType,
  isAggregateFunction,
  type ColumnType,
  type Expression,
  type ExpressionScope,
  type Schema,
  walk,
} from '@ai-etl/core';

/** What an expression yields; `type` is null for a bare NULL and for an interval. */
export interface ExpressionType {
  readonly type: ColumnType | null;
  readonly nullable: boolean;
}

/**
 * Type of an expression over a block's aliases. The expression has been checked by resolving.
 * `grouped`: rows are grouped by something, so no group is empty.
 */
export function inferExpressionType(
  expression: Expression,
  scope: ReadonlyMap<string, Schema>,
  grouped = false,
): ExpressionType {
  const own = { ...scopeOf(expression, scope), grouped };
  // An aggregate within something else, such as a window function over groups or a key beside it.
  const isAggregate = expression.kind === 'call' && isAggregateFunction(expression.name);
  const { type, nullable } =
    own.place === 'measure' && !isAggregate
      ? inferOverGroups(expression, { ...own, keys: 'any', grouped, windows: true })
      : inferType(expression, own);
  return { type: type ?? null, nullable };
}

function scopeOf(expression: Expression, scope: ReadonlyMap<string, Schema>): ExpressionScope {
  let isMeasure = false;
  const variables = new Map<string, ColumnType>();
  walk(expression, (one) => {
    isMeasure ||= one.kind === 'call' && isAggregateFunction(one.name);
    if (one.kind === 'parameter') variables.set(one.name, { kind: 'text' });
  });
  return {
    columns: columnsOf(scope),
    // Parameters are bound before anything is printed; what is left are variables, which are text.
    params: variables,
    place: isMeasure ? 'measure' : 'window',
    path: '',
  };
}

/** A block infers the type of each of its columns in the same scope. */
const columns = new WeakMap<ReadonlyMap<string, Schema>, ExpressionScope['columns']>();

/** Columns of a block as inference names them. */
export function columnsOf(scope: ReadonlyMap<string, Schema>): ExpressionScope['columns'] {
  const known = columns.get(scope);
  if (known !== undefined) return known;
  const all = Array.from(scope, ([table, schema]) =>
    schema.map((column) => ({ ...column, table })),
  ).flat();
  columns.set(scope, all);
  return all;
}
