import { tableSchema, type CatalogTable, type QueryTable } from '@ai-etl/core';
import type { QuestionSchema } from '../question-types.ts';
import type { Aliases } from './aliases.ts';

/** Named without its schema where names are looked up anyway. */
export function queryTable(
  table: CatalogTable,
  { schema, aliases }: { readonly schema: QuestionSchema; readonly aliases: Aliases },
): QueryTable {
  const { name } = table.object;
  const object = table.object.schema === schema.defaultSchema ? { name } : table.object;
  return { alias: aliases.of(table), object, schema: tableSchema(table) };
}
