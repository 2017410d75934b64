import type { Expression } from '../expression/ast.ts';
import type { Query, QueryDerived, QuerySource, QueryTable, SelectQuery } from './query.ts';

/** Whether a source is a query of its own. */
export function isDerived(source: QuerySource): source is QueryDerived {
  return 'query' in source;
}

/** What a block reads in FROM, in order: its first source and those it joins. */
export function sourcesOf({ from, joins }: SelectQuery): readonly QuerySource[] {
  return [from, ...joins.map(({ source }) => source)];
}

/** Queries that stand directly in another one: in FROM, in expressions, as operands. */
export function nestedQueries(query: Query): readonly Query[] {
  if (query.kind === 'set') return [query.left, query.right];
  return [...sourcesOf(query).filter(isDerived), ...query.subqueries].map((one) => one.query);
}

/** Every table that a query reads, at any depth; one that is read twice is there twice. */
export function queryTables(query: Query): readonly QueryTable[] {
  const own =
    query.kind === 'set'
      ? []
      : sourcesOf(query).filter((one): one is QueryTable => !isDerived(one));
  return [...own, ...nestedQueries(query).flatMap(queryTables)];
}

/** All expressions of a block itself, not of queries within. */
export function expressionsOf(query: SelectQuery): readonly Expression[] {
  return [
    ...query.joins.map(({ on }) => on),
    ...query.where,
    ...(query.groupBy ?? []),
    ...query.having,
    ...query.select.map(({ expression }) => expression),
    ...query.orderBy.map(({ by }) => by),
  ];
}

/** Names of a query's result, in order. */
export function outputNames(query: Query): readonly string[] {
  return query.kind === 'set' ? outputNames(query.left) : query.select.map(({ name }) => name);
}
