/** A value as SQLite keeps it: NULL, INTEGER, REAL, TEXT, BLOB. */
export type SqliteValue = null | bigint | number | string | Uint8Array;

/** A function of SQL. Integers come and go as bigint: a number would be a REAL. */
export type SqliteFunction = (...values: readonly SqliteValue[]) => SqliteValue;

/** A value that a function has no answer for: the query fails. Its message may name the value. */
export class SqliteMisfit extends Error {
  override readonly name = 'SqliteMisfit';
}

/** NULL when any argument is. */
export function strict(compute: (...values: readonly Present[]) => SqliteValue): SqliteFunction {
  return (...values) => {
    const present = values.filter((value) => value !== null);
    return present.length < values.length ? null : compute(...present);
  };
}

export type Present = Exclude<SqliteValue, null>;

export function asText(value: Present | undefined): string {
  if (typeof value === 'string') return value;
  throw new SqliteMisfit(`${show(value)} is no text`);
}

export function asInteger(value: Present | undefined): bigint {
  if (typeof value === 'bigint') return value;
  throw new SqliteMisfit(`${show(value)} is no integer`);
}

/** A small integer: a count, a position, a number of digits. */
export function asCount(value: Present | undefined): number {
  return Number(asInteger(value));
}

/** Any number as a float; decimals are texts. */
export function asFloat(value: Present | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return Number(asText(value));
}

/** A float that SQLite can hold: it would turn NaN into NULL. */
export function toReal(value: number): number {
  if (Number.isNaN(value))
    throw new SqliteMisfit('the result is no number, which SQLite cannot hold');
  return value;
}

/** An integer of so many bits, or a failed query. */
export function toInteger(value: bigint, bits = 64): bigint {
  if (BigInt.asIntN(bits, value) === value) return value;
  throw new SqliteMisfit(`${value} does not fit into int${bits}`);
}

export function toBool(value: boolean): bigint {
  return value ? 1n : 0n;
}

/** For messages. */
export function show(value: SqliteValue | undefined): string {
  if (value instanceof Uint8Array) return `a blob of ${value.length} bytes`;
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : String(value ?? 'NULL');
}
