import type { ColumnType, PlannedColumn } from '@ai-etl/core';
import { isFloat, isMoment } from '../../kit/quarantine/type-groups.ts';
import { integerRangeOf, isUnsigned, roomOf } from '../limits.ts';
import { quoteName } from '../quote.ts';
import { logicalType } from '../types.ts';
import { plainText } from '../wire.ts';
import { convertedText } from './converted-text.ts';
import { keptMoment } from './kept-moment.ts';

const greatestFloat = '3.4028234663852886e38';
const mostDigits = 65;

/**
 * The landed value of a tested column in the target's type, NULL where it does not fit. MySQL clips numbers,
 * cuts texts and reads '12abc' as 12, or ends the statement: so nothing is converted before it is known to
 * stay the same. CASE tells for each row, before it works out what follows. Pure.
 */
export function convertedValue({ source, nativeType: native }: PlannedColumn): string {
  const value = quoteName(source.name);
  const { type } = source;
  if (roomOf(native) !== undefined) return withinRoom(value, native);
  if (type.kind === 'text') return convertedText(value, native);
  if (isMoment(type)) return keptMoment(value, native);
  return isFloat(type) ? convertedFloat(value, type, native) : convertedExact(value, native);
}

/** A char also loses the spaces at its end. */
function withinRoom(value: string, native: string): string {
  const { unit, most } = roomOf(native) ?? { unit: 'bytes', most: 0 };
  const size = unit === 'bytes' ? `LENGTH(${value})` : `CHAR_LENGTH(${value})`;
  const isKept = native.startsWith('char(') ? ` AND ${value} NOT LIKE '% '` : '';
  return `CASE WHEN ${size} <= ${most}${isKept} THEN ${value} END`;
}

/** An integer or a decimal. */
function convertedExact(value: string, native: string): string {
  const range = integerRangeOf(native);
  if (range !== undefined) {
    const isWhole = `${value} = TRUNCATE(${value}, 0)`;
    return `CASE WHEN ${value} BETWEEN ${range[0]} AND ${range[1]} AND ${isWhole} THEN ${value} END`;
  }
  const { precision, scale } = digitsOf(native);
  const limit = 10n ** BigInt(precision - scale);
  const least = isUnsigned(native) ? `${value} >= 0` : `${value} > -${limit}`;
  return `CASE WHEN ${least} AND ${value} < ${limit} AND ${value} = TRUNCATE(${value}, ${scale}) THEN ${value} END`;
}

/** Into an integer or decimal as many digits go as its shortest text has: 0.1 is 0.1. */
function convertedFloat(value: string, type: ColumnType, native: string): string {
  if (logicalType(native).kind === 'float32') {
    const single = `CAST(${value} AS FLOAT)`;
    return `CASE WHEN ABS(${value}) <= ${greatestFloat} THEN CASE WHEN ${single} = ${value} THEN ${single} END END`;
  }
  const range = integerRangeOf(native);
  if (range !== undefined) {
    // No float lies between the last one of 64 bits and its bound; an unsigned bigint takes as many here.
    const most = range[1] > 2n ** 63n - 1n ? 2n ** 63n - 1n : range[1];
    const isWithin = `${value} >= ${range[0]}e0 AND ${value} < ${most + 1n}e0 AND ${value} = FLOOR(${value})`;
    return `CASE WHEN ${isWithin} THEN CAST(${value} AS SIGNED) END`;
  }
  const { precision, scale } = digitsOf(native);
  // A digit more, so that rounding up has room.
  const wider = `DECIMAL(${Math.min(precision + 1, mostDigits)},${scale})`;
  const decimal = `CAST(${plainText(value, type, type)} AS ${wider})`;
  const back = type.kind === 'float32' ? `CAST(${decimal} AS FLOAT)` : `${decimal} + 0e0`;
  const limit = `${10n ** BigInt(precision - scale)}e0`;
  const least = isUnsigned(native) ? `${value} >= 0` : `${value} > -${limit}`;
  return `CASE WHEN ${least} AND ${value} < ${limit} THEN CASE WHEN ${back} = ${value} THEN ${decimal} END END`;
}

function digitsOf(native: string): { readonly precision: number; readonly scale: number } {
  const type = logicalType(native);
  if (type.kind !== 'decimal') return { precision: 0, scale: 0 };
  return { precision: type.precision ?? 0, scale: type.scale ?? 0 };
}
