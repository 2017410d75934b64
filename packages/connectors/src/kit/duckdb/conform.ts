import { isInteger, printColumnType, sameType, type Column, type ColumnType } from '@ai-etl/core';
import { complaintMark } from './errors.ts';
import { quoteText } from './quote.ts';
import { logicalType, nativeType } from './types.ts';

/**
 * The value in its declared type, or an error of the statement. The plan says what a query gives;
 * where DuckDB says otherwise (a sum is HUGEINT, a product has more decimals), a value that fits is
 * cast. Its own cast would round decimals without a word.
 */
export function conform(
  value: string,
  column: Pick<Column, 'name' | 'type'>,
  native: string | undefined,
): string {
  const { type, name } = column;
  if (native === undefined) return value;
  const actual = logicalType(native);
  if (sameType(actual, type)) return value;
  if (type.kind === 'list' || type.kind === 'text' || type.kind === 'json') return value;
  if (isInteger(type) && isInteger(actual) && bits(actual) <= bits(type)) return value;
  const wanted = nativeType(type);
  if (wanted === undefined) return value;
  const cast = `TRY_CAST(${value} AS ${wanted})`;
  if (!isExact(type) || !isExact(actual)) return `CAST(${value} AS ${wanted})`;
  const complaint = `column ${name} holds a number that is no ${printColumnType(type)}`;
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN coalesce(${cast} = ${value}, false) THEN ${cast} ELSE ${raise(complaint)} END`;
}

/** An expression that ends the statement; the text is shown to people. */
export function raise(complaint: string): string {
  return `error(${quoteText(complaintMark + complaint)})`;
}

function isExact(type: ColumnType): boolean {
  return isInteger(type) || type.kind === 'decimal';
}

function bits(type: ColumnType): number {
  return Number(type.kind.replace('int', ''));
}
