import {
  checkQuery,
  diagnostic,
  type Diagnostic,
  type DialectName,
  type Query,
  type Schema,
} from '@ai-etl/core';
import { dialects } from './dialects/catalog.ts';
import { readable } from './dialects/readable.ts';
import { printQuery } from './dialects/print-query.ts';
import { plainSqlite } from './dialects/sqlite/plain.ts';
import { queryRelation } from './query/query-relation.ts';
import { readsDecimals } from './query/reads-decimals.ts';
import { relationSchema } from './relation/relation.ts';

export interface QueryOptions {
  readonly dialect: DialectName;
  /** RFC 3339: relative dates are counted from here. */
  readonly now: string;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
}

/** A query as text, with all literals bound, and its result. */
export interface PrintedQuery {
  readonly sql: string;
  readonly columns: Schema;
}

export type QueryResult = PrintedQuery | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Prints a query in a dialect. Pure. Answers what is wrong with the query, by `checkQuery`, or what
 * the dialect cannot say.
 */
export function compileQuery(query: Query, options: QueryOptions): QueryResult {
  const diagnostics = checkQuery(query);
  if (diagnostics.length > 0) return { diagnostics };
  const moment = { logicalTimeMs: Date.parse(options.now), timezone: options.timezone };
  const relation = queryRelation(query, moment);
  const own = dialects[options.dialect];
  const isPlain = options.dialect === 'sqlite' && !readsDecimals(query);
  const dialect = readable(isPlain ? plainSqlite(own) : own);
  const unsupported: Diagnostic[] = [];
  const sql = printQuery(relation, dialect, (what, hint) => {
    const message = `${dialect.title} cannot express ${what}.`;
    unsupported.push(diagnostic('DIALECT_UNSUPPORTED', 'query', message, hint));
  });
  if (unsupported.length > 0) return { diagnostics: unsupported };
  return { sql, columns: relationSchema(relation) };
}
