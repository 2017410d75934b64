import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { keyColumns, labelColumns } from '../query/table-facts.ts';
import { partsOf, tableParts } from './name-parts.ts';

/** Columns that show a row to a person: what names it; else a column called as its table; else a text; else the key. */
export function namingColumns(table: CatalogTable): readonly CatalogColumn[] {
  const people = table.columns.filter((column) =>
    /(?:^| )(?:first|last) name$/u.test(partsOf(column.name).join(' ')),
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

function isForeign(column: CatalogColumn, table: CatalogTable): boolean {
  return table.foreignKeys.some((key) => key.columns.includes(column.name));
}
