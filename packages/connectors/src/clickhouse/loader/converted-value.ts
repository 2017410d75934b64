import type { PlannedColumn } from '@ai-etl/core';
import { spellingOf } from '../../kit/quarantine/spellings.ts';
import { isFloat, isMoment } from '../../kit/quarantine/type-groups.ts';
import { quoteName, quoteText } from '../quote.ts';
import { logicalType, storageType } from '../types.ts';

/**
 * The landed value of a tested column in the target's type, NULL where it does not fit. ClickHouse cuts
 * decimals, clips dates and turns 30 February into 1 March, so the value's text decides: a number fits
 * where its text spells one of the target's type. Pure.
 */
export function convertedValue({ source, nativeType }: PlannedColumn): string {
  const value = quoteName(source.name);
  const { native } = storageType(nativeType);
  const type = logicalType(native).type;
  const { kind } = source.type;
  if (isMoment(source.type)) return sameMoment(value, native);
  if (isFloat(source.type) && isFloat(type)) {
    return `accurateCastOrNull(${value}, ${quoteText(native)})`;
  }
  const text = kind === 'text' ? value : `replaceRegexpOne(toString(${value}), '[.]0+$', '')`;
  const isSpelled = `match(${text}, ${quoteText(spellingOf(type) ?? '')})`;
  switch (type.kind) {
    case 'bool':
      return `multiIf(NOT ${isSpelled}, NULL, lower(${text}) IN ('t', 'true'), true, lower(${text}) IN ('f', 'false'), false, NULL)`;
    case 'float32':
    case 'float64': {
      const parsed = `to${native}OrNull(${text})`;
      return `if(${isSpelled} AND isFinite(${parsed}), ${parsed}, NULL)`;
    }
    case 'date': {
      const parsed = `to${native}OrNull(${text})`;
      return `if(${isSpelled} AND toString(${parsed}) = ${text}, ${parsed}, NULL)`;
    }
    case 'timestamp':
    case 'timestamptz': {
      const day = `left(${text}, 10)`;
      const parsed = `parseDateTime64BestEffortOrNull(${text}, 6, 'UTC')`;
      const isDay = `toString(toDate32OrNull(${day})) = ${day}`;
      return `if(${isSpelled} AND ${isDay}, ${sameMoment(parsed, native)}, NULL)`;
    }
    default:
      return `if(${isSpelled}, ${type.kind === 'uuid' ? `toUUIDOrNull(${text})` : `accurateCastOrNull(${text}, ${quoteText(native)})`}, NULL)`;
  }
}

/** Fractions of a second that the target has no room for, and years that it does not know, are lost. */
function sameMoment(value: string, native: string): string {
  const cast = `CAST(${value} AS Nullable(${native}))`;
  return `if(${cast} = ${value}, ${cast}, NULL)`;
}
