import { invariant, type ResolveEnvironment, type Schema, type Source } from '@ai-etl/core';
import { cursorOf, type ReadWindows } from '../incremental/cursors-of.ts';
import { projectionOf } from './rowwise-steps.ts';
import { windowConditions } from '../incremental/window-condition.ts';
import { selectAll, type Relation, type SelectRelation } from '../relation/relation.ts';

/** The rows of a source that this run reads, with the columns of `schema`. */
export function lowerSource(
  source: Source,
  {
    schema,
    environment,
    windows,
  }: {
    readonly schema: Schema;
    readonly environment: ResolveEnvironment;
    readonly windows: ReadWindows;
  },
  alias: string,
): SelectRelation {
  const window = windows[source.id];
  const { incremental } = source;
  if (window === undefined || incremental === undefined) {
    return selectAll(sourceRelation(source, schema, environment), alias);
  }
  // The cursor, and what tells rows apart, need not be among the columns that go on.
  const cursor = cursorOf({ ...source, incremental }, environment);
  const whole = selectAll(sourceRelation(source, cursor.row, environment), alias);
  return {
    ...whole,
    where: windowConditions(window, cursor, alias),
    projections: schema.map(({ name }) => projectionOf(whole, name)),
  };
}

/**
 * What a source reads: its table, its query as a subquery, or its files, which are a table with
 * the path as its name (ConnectorSession.describePath). Tables are named with their schema,
 * so that neither a search path nor another connection's default changes what is meant.
 */
export function sourceRelation(
  source: Source,
  schema: Schema,
  environment: ResolveEnvironment,
): Relation {
  if (source.query !== undefined) return { kind: 'text', sql: source.query, schema };
  const connection = environment.connections.get(source.connection);
  invariant(connection !== undefined, `connection ${source.connection} is known after resolving`);
  const { defaultSchema } = connection.catalog;
  if (source.path !== undefined) {
    return { kind: 'table', object: { schema: defaultSchema, name: source.path }, schema };
  }
  invariant(source.object !== undefined, 'a source has an object, a query or a path');
  const object = { schema: source.object.schema ?? defaultSchema, name: source.object.name };
  return { kind: 'table', object, schema };
}
