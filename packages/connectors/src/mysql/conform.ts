import { isInteger, sameType, type ColumnType } from '@ai-etl/core';
import { refuse } from './refuse.ts';

const ranges = {
  int8: ['-128', '127'],
  int16: ['-32768', '32767'],
  int32: ['-2147483648', '2147483647'],
  int64: ['-9223372036854775808', '9223372036854775807'],
} as const;

/**
 * A number in its declared type, or an error of the statement. The plan says what a query gives; where
 * MySQL says otherwise (a sum is decimal, a product has more decimals than declared), a value that fits
 * is cast, and one that does not ends the run: CAST alone would round or clip it.
 */
export function conformNumber(value: string, type: ColumnType, actual: ColumnType): string {
  if (isInteger(type)) return conformInteger(value, type, actual);
  if (type.kind !== 'decimal' || type.precision === undefined) return value;
  const cast = `CAST(${value} AS DECIMAL(${type.precision},${type.scale ?? 0}))`;
  if (sameType(type, actual)) return cast;
  return `(CASE WHEN ${value} IS NULL THEN NULL WHEN ${value} = ${cast} THEN ${cast} ELSE ${refuse(value)} END)`;
}

function conformInteger(value: string, type: ColumnType, actual: ColumnType): string {
  if (
    type.kind !== 'int8' &&
    type.kind !== 'int16' &&
    type.kind !== 'int32' &&
    type.kind !== 'int64'
  ) {
    return value;
  }
  // Adding 0 takes away the zeros in front that ZEROFILL prints, and makes a number of a bit value.
  if (isInteger(actual) && bits(actual) <= bits(type)) return `(${value} + 0)`;
  const [least, greatest] = ranges[type.kind];
  const fits = `${value} BETWEEN ${least} AND ${greatest} AND ${value} = ROUND(${value})`;
  return `(CASE WHEN ${value} IS NULL THEN NULL WHEN ${fits} THEN CAST(${value} AS SIGNED) ELSE ${refuse(value)} END)`;
}

function bits(type: ColumnType): number {
  return Number(type.kind.replace('int', ''));
}
