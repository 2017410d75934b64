import type { CatalogTable, QueryColumn } from '@ai-etl/core';
import { keyColumns } from '../query/table-facts.ts';
import type { Block } from './block.ts';
import type { Building } from './building.ts';
import type { ColumnMention, TableMention } from './form.ts';
import { namesByTwo, namingColumns } from './naming.ts';
import type { Resolution } from './resolve.ts';
import type { Field } from './schema-index.ts';
import { mentionExpression, mentionName } from './shapes/mention-expression.ts';

/** What tells groups apart: the key of a table, a column. */
export function groupFields({ table, field }: Target): readonly Field[] {
  const keys = keyColumns(table);
  if (field !== null) return [field];
  return keys.length === 0 ? rowColumns(table) : keys.map((column) => ({ table, column }));
}

/** A column, or the rows of a table: `field` null. */
export interface Target {
  readonly table: CatalogTable;
  readonly field: Field | null;
  readonly mention: ColumnMention | null;
}

/** What a part of a form is of. */
export function target(part: ColumnMention | TableMention, resolution: Resolution): Target {
  if (part.kind === 'table') return { table: resolution.tableOf(part), field: null, mention: null };
  const field = resolution.fieldOf(part);
  return { field, table: field.table, mention: part };
}

/** What is shown for a target. */
export function valuesOf(
  { table, mention }: Target,
  block: Block,
  building: Building,
): readonly QueryColumn[] {
  if (mention !== null && !namesByTwo(mention, building.resolution.fieldOf(mention)))
    return [
      {
        name: mentionName(mention, building.resolution),
        expression: mentionExpression(mention, block, building),
      },
    ];
  return rowColumns(table).map((field) => ({
    name: field.column.name,
    expression: block.column(field),
  }));
}

/** What shows a row to a person. */
export function rowColumns(table: CatalogTable): readonly Field[] {
  const named = namingColumns(table);
  const columns = named.length > 0 ? named : table.columns.slice(0, 1);
  return columns.map((column) => ({ table, column }));
}
