import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Schema } from '../types/column-type.ts';
import { checkSelect } from './check-select.ts';
import { checkSet } from './check-set.ts';
import type { Query } from './query.ts';
import type { CheckedQuery } from './query-place.ts';

/** How deep queries may stand within each other. */
export const maxQueryDepth = 8;

/**
 * Whether a query has a meaning: names resolve, types fit, aggregates and windows stand where they
 * may, operands are alike. The guard before a query is printed, whoever proposed it. Total and pure;
 * empty: it is right. Paths point into the query: `joins.0.source.query.where.1`.
 */
export function checkQuery(query: Query): readonly Diagnostic[] {
  return inspectQuery(query).diagnostics;
}

/** Columns of a query's result. What is wrong with it is not told: `checkQuery` does. */
export function querySchema(query: Query): Schema {
  return inspectQuery(query).columns;
}

/** What `checkQuery` and `querySchema` tell, at once. */
export function inspectQuery(query: Query): CheckedQuery {
  return inspect(query, [], 0);
}

function inspect(query: Query, path: readonly string[], depth: number): CheckedQuery {
  if (depth >= maxQueryDepth) {
    const message = `Queries stand more than ${maxQueryDepth} deep within each other.`;
    return {
      columns: [],
      diagnostics: [diagnostic('QUERY_SHAPE', path.join('.'), message, 'join tables instead')],
    };
  }
  const within = (inner: Query, ...at: readonly string[]): CheckedQuery =>
    inspect(inner, [...path, ...at], depth + 1);
  const at = (...parts: readonly string[]): string => [...path, ...parts].join('.');
  return query.kind === 'set'
    ? checkSet(query, { within, at })
    : checkSelect(query, { within, at });
}
