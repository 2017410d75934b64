import { isInteger, printColumnType, sameType, type ColumnType } from '@ai-etl/core';
import { quoteText } from './quote.ts';
import { logicalType, nativeType } from './types.ts';

/**
 * An exact number in its declared type, or an error of the statement. Where ClickHouse's own type is
 * another than the plan says (a sum is Int64, a product has more decimals), a value that fits is
 * cast; CAST alone would wrap or cut it.
 */
export function conformNumber(value: string, type: ColumnType, native: string): string {
  const actual = logicalType(native).type;
  if (sameType(actual, type)) return value;
  if (isInteger(type) && isInteger(actual) && bits(actual) <= bits(type)) return value;
  const wanted = nativeType(type);
  if (wanted === undefined) return value;
  const cast = `CAST(${value} AS Nullable(${wanted}))`;
  const complaint = quoteText(`a number that is no ${printColumnType(type)}`);
  return `if(throwIf(ifNull(${value} != ${cast}, 0), ${complaint}) = 0, ${cast}, NULL)`;
}

function bits(type: ColumnType): number {
  return Number(type.kind.replace('int', ''));
}
