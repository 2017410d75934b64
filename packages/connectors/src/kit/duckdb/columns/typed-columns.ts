import type { DuckConnection, NativeColumn, StatementOptions } from '../duck-connection.ts';
import { quoteName } from '../quote.ts';
import { jsonText, jsonTypes } from './json-type.ts';
import { complaint, textTypes, typedText, type TextType } from './text-type.ts';

/** Rows in which types are found. */
const sampleRows = 100_000;

/** Rows that leave few candidates for the others. */
const firstRows = 2000;

interface Candidates {
  readonly column: NativeColumn;
  readonly left: readonly TextType[];
}

/**
 * The first candidate of each column that all of its first values are; undefined where none is, or no value.
 * A few rows cross out most candidates; then one a column is tried on all, the next where it fails.
 */
export async function findTypes(
  connection: DuckConnection,
  { raw, columns }: { readonly raw: string; readonly columns: readonly NativeColumn[] },
  options: StatementOptions,
): Promise<readonly (TextType | undefined)[]> {
  const all = columns.map((column): Candidates => ({ column, left: candidatesOf(column) }));
  const ask = async (some: readonly Candidates[], rows: number) => {
    const found: (readonly TextType[])[] = [];
    for (const few of inGroups(some)) {
      found.push(...(await matchingTypes(connection, { raw, some: few, rows }, options)));
    }
    return found;
  };
  const few = await ask(all, firstRows);
  const isFound = new Set<string>();
  let open = all.map(({ column }, index) => ({ column, left: few[index] ?? [] }));
  for (;;) {
    const tried = open.filter(({ column, left }) => left.length > 0 && !isFound.has(column.name));
    if (tried.length === 0) break;
    const firsts = tried.map(({ column, left }) => ({ column, left: left.slice(0, 1) }));
    const found = await ask(firsts, sampleRows);
    for (const [index, { column }] of tried.entries()) {
      if (found[index]?.length === 1) isFound.add(column.name);
    }
    open = open.map((one) =>
      isFound.has(one.column.name) ? one : { ...one, left: one.left.slice(1) },
    );
  }
  return open.map(({ column, left }) => (isFound.has(column.name) ? left[0] : undefined));
}

/** Planning takes longer than in proportion to the tests of a query. */
const mostTests = 500;

/** The same in groups that one query tests, in their order. */
function inGroups(some: readonly Candidates[]): readonly (readonly Candidates[])[] {
  const groups: Candidates[][] = [];
  let tests = Infinity;
  for (const one of some) {
    tests += one.left.length;
    if (tests > mostTests) {
      groups.push([]);
      tests = one.left.length;
    }
    groups.at(-1)?.push(one);
  }
  return groups;
}

/** Of each column, the candidates that all of its first values are. None where it has no values. */
async function matchingTypes(
  connection: DuckConnection,
  {
    raw,
    some,
    rows,
  }: { readonly raw: string; readonly some: readonly Candidates[]; readonly rows: number },
  options: StatementOptions,
): Promise<readonly (readonly TextType[])[]> {
  // A bit for each candidate that a value is of. One aggregate a column: with one for each candidate DuckDB
  // plans 50 columns for 16 s, with this for 1 s. NULL where a column has no value.
  const masks = some.map(({ left }, index) => {
    const value = `v${index}`;
    const bits = left.map(
      (type, bit) => `CASE WHEN ${type.matches(value)} THEN ${2 ** bit} ELSE 0 END`,
    );
    return `bit_and(CASE WHEN ${value} IS NOT NULL THEN ${bits.join(' + ')} END)::VARCHAR`;
  });
  const values = some.map(({ column }, index) => `${sourceValue(column)} AS v${index}`);
  const sample = `SELECT ${values.join(', ')} FROM (${raw}) AS r LIMIT ${rows}`;
  const query = `SELECT ${masks.join(', ')} FROM (${sample}) AS s`;
  const [row = []] = await connection.rows(query, options);
  return some.map(({ left }, index) => {
    const mask = Number(row[index] ?? 0);
    return left.filter((_type, bit) => (mask & (2 ** bit)) !== 0);
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

/** A condition of SQL: the value is none that typedColumn takes. */
export function isRefused(column: NativeColumn, type: TextType): string {
  const value = sourceValue(column);
  const { native, isPrinted } = type;
  const isTaken =
    column.native !== 'JSON' && isPrinted === true
      ? `TRY_CAST(${value} AS ${native})::VARCHAR = ${value} OR ${type.matches(value)}`
      : type.matches(value);
  return `(${value} IS NOT NULL AND NOT coalesce(${isTaken}, false))`;
}

function candidatesOf({ native }: NativeColumn): readonly TextType[] {
  return native === 'JSON' ? jsonTypes : textTypes;
}

/** JSON's null is NULL. */
function sourceValue({ name, native }: NativeColumn): string {
  const value = quoteName(name);
  return native === 'JSON' ? `nullif(${value}::VARCHAR, 'null')::JSON` : value;
}
