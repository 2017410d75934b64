import { contains, expressionsOf, nestedQueries, queryTables, type Query } from '@ai-etl/core';

/** Whether a query's expressions read a column of decimals, at any depth; by names, so rather true. */
export function readsDecimals(query: Query): boolean {
  const names = new Set(
    queryTables(query).flatMap(({ schema }) =>
      schema.filter(({ type }) => type.kind === 'decimal').map(({ name }) => name),
    ),
  );
  const reads = (one: Query): boolean =>
    nestedQueries(one).some(reads) ||
    (one.kind === 'select' &&
      expressionsOf(one).some((expression) =>
        contains(expression, (part) => part.kind === 'column' && names.has(part.name)),
      ));
  return names.size > 0 && reads(query);
}
