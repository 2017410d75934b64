import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { keyColumns, labelColumns } from '../query/table-facts.ts';
import type { ColumnMention } from './form.ts';
import { partsOf, tableParts } from './name-parts.ts';
import type { Field } from './schema-index.ts';

/** Columns that show a row to a person: what names it; else a column called as its table; else a text; else the key. */
export function namingColumns(table: CatalogTable): readonly CatalogColumn[] {
  const people = table.columns.filter((column) =>
    /(?:^| )(?:first|last|given|family) name$/u.test(partsOf(column.name).join(' ')),
  );
  const labels = labelColumns(table);
  if (people.length === 2 && labels.every((column) => people.includes(column))) return people;
  const keys = keyColumns(table);
  const isNamed = labels.length > 0 && !labels.some((column) => keys.includes(column));
  if (isNamed) return labels;
  const own = tableParts(table.object.name).at(-1) ?? '';
  const texts = table.columns.filter(
    (column) => column.type.kind === 'text' && !isForeign(column, table),
  );
  const same = texts.find((column) => partsOf(column.name).join(' ') === own);
  if (same !== undefined) return [same];
  if (labels.length > 0) return labels;
  return texts.slice(0, 1);
}

/** "member name", where members have a first and a last one: both are shown. */
export function namesByTwo({ words, reckoned }: ColumnMention, { table, column }: Field): boolean {
  if (reckoned !== undefined || !/(?:^| )names?$|^names? of /u.test(words)) return false;
  if (/\b(?:first|given|last|family|user|nick|middle)\b/u.test(words)) return false;
  const names = namingColumns(table);
  return names.length === 2 && names[0] === column;
}

/** The column that "name" means for rows of a table: what is called so, else what tells about a row; never a key. */
export function nameColumn(table: CatalogTable): CatalogColumn | null {
  const [first] = namingColumns(table);
  const keys = keyColumns(table);
  const isKey = (column: CatalogColumn): boolean =>
    keys.includes(column) || isForeign(column, table);
  if (first !== undefined && !isKey(first) && tellsName(first, table)) return first;
  const texts = table.columns.filter(
    (column) => column.type.kind === 'text' && !isKey(column) && tellsName(column, table),
  );
  return texts.find(({ name }) => /name$/iu.test(name)) ?? texts[0] ?? null;
}

function tellsName({ name }: CatalogColumn, table: CatalogTable): boolean {
  const isCalledAsTable = partsOf(name).join(' ') === tableParts(table.object.name).at(-1);
  return isCalledAsTable || /(?:name|title|label|details?|description)$/iu.test(name);
}

function isForeign(column: CatalogColumn, table: CatalogTable): boolean {
  return table.foreignKeys.some((key) => key.columns.includes(column.name));
}
