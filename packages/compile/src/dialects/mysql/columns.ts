import { mysqlTextCollation, type ColumnType } from '@ai-etl/core';
import { atom, precedence, type Fragment } from '../fragment.ts';

/**
 * What stands for a column of a table, or of the user's own query: the database's collation ignores
 * case, accents and spaces at the end, a TINYINT(1) holds 2, FLOAT shows six digits, UUID has an order of
 * its own. Derived tables hand on what is made here. A text that is only shown stays as it is.
 */
export function printStored(
  name: string,
  type: ColumnType,
  isShown: boolean,
): Fragment | undefined {
  switch (type.kind) {
    case 'text':
      return isShown ? undefined : collated(`CONVERT(${name} USING utf8mb4)`);
    case 'uuid':
      return isShown ? undefined : collated(`LOWER(CAST(${name} AS CHAR))`);
    case 'bool':
      return { text: `${name} <> 0`, precedence: precedence.comparison };
    case 'float32':
      return atom(`CAST(${name} AS DOUBLE)`);
    default:
      return undefined;
  }
}

/** COLLATE binds tighter than every operator that is printed. */
export function collated(text: string): Fragment {
  return { text: `${text} COLLATE ${mysqlTextCollation}`, precedence: 9 };
}
