import { invariant, parseColumnType, printColumnType, type CatalogColumn } from '@ai-etl/core';
import { push, type Draft } from '../step-draft.ts';
import { withColumns } from './made-rows.ts';

/** Holds every number people write down: 29 digits before the point and 9 behind it. */
export const wideDecimal = 'decimal(38,9)';

/** Adds a step that changes the type of a column; answers the column as it is from then on. */
export function addCastOf(draft: Draft, column: CatalogColumn, to: string): CatalogColumn {
  const type = parseColumnType(to);
  invariant(type !== undefined, `${to} is a column type`);
  push(draft, 'cast', (base) => ({ ...base, op: 'cast', columns: [{ name: column.name, to }] }));
  const made: CatalogColumn = {
    name: column.name,
    type,
    nullable: column.nullable,
    nativeType: printColumnType(type),
  };
  draft.rows = withColumns(draft.rows, [made]);
  return made;
}
