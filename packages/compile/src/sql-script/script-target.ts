import { invariant, type ResolveEnvironment, type TablePlan, type Target } from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import type { ScriptTarget } from './script-dialect.ts';

const create = 'CREATE TABLE ';

/** A target with its planned table, as statements need it. scd2 and files have been refused. */
export function scriptTarget(
  { id, connection, object, write }: Target,
  index: number,
  {
    environment,
    table,
  }: {
    readonly environment: ResolveEnvironment;
    readonly table: Pick<TablePlan, 'columns' | 'createSql'>;
  },
): ScriptTarget {
  const into = environment.connections.get(connection);
  const name = into?.capabilities.dialect;
  invariant(into !== undefined && name !== undefined && name !== null, 'a target takes SQL');
  invariant(object !== undefined, 'a target is a table');
  invariant(write.mode !== 'scd2', 'history was refused before');
  invariant(table.createSql.startsWith(create), 'a plan creates a table');
  const { quoteIdentifier } = dialects[name];
  const schema = object.schema ?? into.catalog.defaultSchema;
  // Those of a session have no schema; others stand beside the target, where they can be swapped.
  const besides = (role: string) =>
    name === 'clickhouse'
      ? `${quoteIdentifier(schema)}.${quoteIdentifier(`_ai_etl_script_${role}_${object.name}`)}`
      : quoteIdentifier(`_ai_etl_script_${role}_${index + 1}`);
  return {
    id,
    object: { schema, name: object.name },
    createSql: `${create}IF NOT EXISTS ${table.createSql.slice(create.length)}`,
    table: `${quoteIdentifier(schema)}.${quoteIdentifier(object.name)}`,
    staging: besides('rows'),
    next: besides('next'),
    names: table.columns.map(({ source }) => quoteIdentifier(source.name)),
    keys: write.keys.map(quoteIdentifier),
    columns: table.columns,
    mode: write.mode,
    deletesMissing: write.mode === 'merge' && write.on_delete === 'delete',
  };
}
