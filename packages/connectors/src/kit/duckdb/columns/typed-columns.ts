import type { DuckConnection, NativeColumn, StatementOptions } from '../duck-connection.ts';
import { quoteName } from '../quote.ts';
import { jsonText, jsonTypes } from './json-type.ts';
import { complaint, textTypes, typedText, type TextType } from './text-type.ts';

/** Rows in which types are found. */
const sampleRows = 100_000;

/** The first candidate of each column that all of its first values are; undefined where none is. */
export async function findTypes(
  connection: DuckConnection,
  { raw, columns }: { readonly raw: string; readonly columns: readonly NativeColumn[] },
  options: StatementOptions,
): Promise<readonly (TextType | undefined)[]> {
  // NULL where a column has no value at all.
  const tests = columns.map((column) => {
    const value = sourceValue(column);
    const all = candidatesOf(column).map(
      (type) => `coalesce(bool_and(${type.matches(value)}) FILTER (${value} IS NOT NULL), false)`,
    );
    return `list_position([${all.join(', ')}], true)::VARCHAR`;
  });
  const sample = `SELECT * FROM (${raw}) AS r LIMIT ${sampleRows}`;
  const query = `SELECT ${tests.join(', ')} FROM (${sample}) AS s`;
  const [row = []] = await connection.rows(query, options);
  return columns.map((column, index) => {
    const position = Number(row[index] ?? 0);
    return candidatesOf(column)[position - 1];
  });
}

/** Where a value stands, as an SQL expression of text, and what a person can do about it. */
export interface ValuePlace {
  readonly place: string;
  readonly cure: string;
}

/** The value of a raw column in its type, as SQL; what does not fit ends the statement and is told. */
export function typedColumn(
  column: NativeColumn,
  type: TextType | undefined,
  { place, cure }: ValuePlace,
): string {
  const value = sourceValue(column);
  if (type === undefined) return value;
  const words = complaint(place, { column: column.name, native: type.native, cure });
  if (column.native !== 'JSON') return typedText(value, { type, place: words });
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${type.matches(value)} THEN CAST(${jsonText(value)} AS ${type.native}) ELSE error(${words}) END`;
}

function candidatesOf({ native }: NativeColumn): readonly TextType[] {
  return native === 'JSON' ? jsonTypes : textTypes;
}

/** JSON's null is NULL. */
function sourceValue({ name, native }: NativeColumn): string {
  const value = quoteName(name);
  return native === 'JSON' ? `nullif(${value}::VARCHAR, 'null')::JSON` : value;
}
