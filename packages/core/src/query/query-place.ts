import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Schema } from '../types/column-type.ts';
import type { Query } from './query.ts';

/** A query's result, and what is wrong with it. */
export interface CheckedQuery {
  /** Columns whose types are known; another's name still counts. */
  readonly columns: Schema;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a check looks into queries within, and tells where it is. */
export interface QueryPlace {
  readonly within: (inner: Query, ...at: readonly string[]) => CheckedQuery;
  readonly at: (...parts: readonly string[]) => string;
}
