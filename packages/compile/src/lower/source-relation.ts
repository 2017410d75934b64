import { invariant, type ResolveEnvironment, type Schema, type Source } from '@ai-etl/core';
import type { Relation } from '../relation/relation.ts';

/**
 * What a source reads: its table, or its query as a subquery. Tables are named with their schema,
 * so that neither a search path nor another connection's default changes what is meant.
 */
export function sourceRelation(
  source: Source,
  schema: Schema,
  environment: ResolveEnvironment,
): Relation {
  if (source.query !== undefined) return { kind: 'text', sql: source.query, schema };
  invariant(source.object !== undefined, 'a source that is no file has an object or a query');
  const connection = environment.connections.get(source.connection);
  invariant(connection !== undefined, `connection ${source.connection} is known after resolving`);
  const object = {
    schema: source.object.schema ?? connection.catalog.defaultSchema,
    name: source.object.name,
  };
  return { kind: 'table', object, schema };
}
