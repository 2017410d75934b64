import type { QueryDerived } from '@ai-etl/core';
import type { Resolution } from './resolve.ts';
import type { SchemaIndex } from './schema-index.ts';

/** What building needs to know. */
export interface Building {
  readonly index: SchemaIndex;
  readonly resolution: Resolution;
  /** Queries that stand in expressions. */
  readonly subqueries: QueryDerived[];
  /** What is odd about the query so far. */
  cost: number;
}

/** Thrown inside of a build that cannot be finished: the reading is dropped. */
export class CannotBuild extends Error {}
