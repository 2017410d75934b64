import { isInteger, type ColumnType } from '@ai-etl/core';
import { atom, type Fragment } from '../fragment.ts';
import { quoteText } from './literal.ts';

/**
 * A column of a table as a value of its type: SQLite keeps any value in any column, dates in other
 * spellings, decimals as floats. What is not of the type fails the query. Being an expression, it has
 * neither the column's affinity nor its collation. A column that is only shown is left as it is: the
 * connector reads its declared type, and checks it, too.
 */
export function printStored(
  column: string,
  type: ColumnType,
  isShown: boolean,
): Fragment | undefined {
  return isShown ? undefined : atom(checked(column, type));
}

function checked(column: string, type: ColumnType): string {
  const misfit = `etl_misfit(${column}, ${quoteText(column)}, '${type.kind}')`;
  const ofClass = (kept: string) =>
    `CASE WHEN typeof(${column}) IN ('${kept}', 'null') THEN ${column} ELSE ${misfit} END`;
  if (isInteger(type)) return ofClass('integer');
  switch (type.kind) {
    case 'bool':
      return `CASE WHEN ${column} IN (0, 1) OR ${column} IS NULL THEN ${column} ELSE ${misfit} END`;
    case 'decimal':
      return type.precision === undefined
        ? `etl_stored_decimal(${column})`
        : `etl_stored_decimal(${column}, ${type.precision}, ${type.scale ?? 0})`;
    case 'float32':
    case 'float64':
      return `CASE typeof(${column}) WHEN 'integer' THEN CAST(${column} AS REAL) WHEN 'real' THEN ${column} WHEN 'null' THEN NULL ELSE ${misfit} END`;
    case 'bytes':
      return ofClass('blob');
    case 'timestamp':
    case 'timestamptz':
      return `etl_stored_moment(${column})`;
    case 'date':
    case 'time':
    case 'uuid':
      return `etl_stored_${type.kind}(${column})`;
    default:
      return ofClass('text');
  }
}
