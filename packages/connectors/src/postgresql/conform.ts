import { isInteger, printColumnType, sameType, type Column, type ColumnType } from '@ai-etl/core';
import { quoteText } from './quote.ts';
import { nativeType } from './types.ts';

/**
 * The value in its declared type, or an error of the statement. The plan says what a query gives;
 * where PostgreSQL says otherwise (a product has more decimals than declared, a sum is numeric),
 * a value that fits is cast, and one that does not ends the run instead of being rounded.
 */
export function conform(
  value: string,
  column: Pick<Column, 'name' | 'type'>,
  actual: ColumnType | undefined,
): string {
  const { type, name } = column;
  if (actual === undefined || sameType(actual, type)) return value;
  if (type.kind === 'list' || type.kind === 'text' || type.kind === 'time') return value;
  if (isInteger(type) && isInteger(actual) && bits(actual) <= bits(type)) return value;
  const native = nativeType(type);
  if (native === undefined || native === 'numeric') return value;
  if (!isExact(type) || !isExact(actual)) return `${value}::${native}`;
  const complaint = quoteText(`column ${name} holds a number that is no ${printColumnType(type)}`);
  return guarded({
    value,
    fits:
      type.kind === 'decimal'
        ? `${value} = round(${value}, ${type.scale ?? 0})`
        : `${value} = round(${value})`,
    cast: native,
    complaint,
  });
}

/** A cast where `fits` holds; elsewhere an error whose text is `complaint`. */
export function guarded(guard: {
  readonly value: string;
  readonly fits: string;
  readonly cast: string;
  readonly complaint: string;
}): string {
  const { value, fits, cast, complaint } = guard;
  // The failing cast must depend on the row: a constant one would fail while planning.
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${fits} THEN ${value}::${cast} ELSE (${complaint} || left(${value}::text, 0))::numeric::${cast} END`;
}

function isExact(type: ColumnType): boolean {
  return isInteger(type) || type.kind === 'decimal';
}

function bits(type: ColumnType): number {
  return type.kind === 'int8' ? 16 : Number(type.kind.replace('int', ''));
}
