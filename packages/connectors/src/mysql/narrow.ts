import {
  isInteger,
  type CatalogColumn,
  type Column,
  type ColumnType,
  type PlannedColumn,
} from '@ai-etl/core';
import { integerRange, spellingOf } from '../kit/quarantine/spellings.ts';
import { isFloat, isMoment, isNumber } from '../kit/quarantine/type-groups.ts';
import { canHold } from './assignable.ts';
import { generatedMark } from './catalog.ts';
import { fractionDigits, integerRangeOf, isUnsigned, roomOf } from './limits.ts';
import { nativeType } from './types.ts';

const uuidCharacters = 36;

/** What arrives, in a column that may hold less of it: then each value is tested. Pure. */
export function narrow(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  const { nativeType: native, nullable } = found;
  if (nativeType(column.type) === undefined || native.endsWith(generatedMark)) return undefined;
  if (!mayMisfit(column.type, found)) return undefined;
  return { source: column, nativeType: native, nullable, setApart: ['misfit'] };
}

/** Also what canHold calls held because MySQL refuses the rest loudly: here one row must not end the run. */
function mayMisfit(type: ColumnType, found: CatalogColumn): boolean {
  const { nativeType: native, type: held } = found;
  const room = roomOf(native);
  switch (type.kind) {
    case 'text':
      return held.kind === 'text' && room !== undefined ? true : canSpell(found);
    case 'json':
    case 'list':
      return held.kind === 'text' && room !== undefined && !native.startsWith('char(');
    case 'uuid':
      return held.kind === 'text' && room !== undefined && room.most < uuidCharacters;
    case 'bytes':
      return held.kind === 'bytes' && room !== undefined;
    default:
      if (isNumber(type)) return isNumber(held) && mayLose(type, found);
      return isMoment(type) && isNarrowMoment(type, found);
  }
}

function canSpell({ nativeType: native, type: held }: CatalogColumn): boolean {
  if (isOddNumber(native)) return false;
  return /^(?:enum\(|uuid\b)/.test(native) || spellingOf(held) !== undefined;
}

function mayLose(type: ColumnType, found: CatalogColumn): boolean {
  const { nativeType: native, type: held } = found;
  if (isOddNumber(native)) return false;
  // Most integers and decimals would be rounded to a float.
  if (isFloat(held)) return type.kind === 'float64' && native === 'float';
  const range = integerRangeOf(native);
  if (range !== undefined && isInteger(type)) {
    const [least, greatest] = rangeOf(type);
    return least < range[0] || greatest > range[1];
  }
  return isUnsigned(native) || !canHold(found, type);
}

/** Bits are no numbers, years are few, and floats with decimals round. */
function isOddNumber(native: string): boolean {
  return /^(?:bit|year|float\(|double\()/.test(native);
}

function rangeOf(type: ColumnType): readonly [bigint, bigint] {
  const [least, greatest] =
    type.kind === 'int8' || type.kind === 'int16' || type.kind === 'int32'
      ? integerRange[type.kind]
      : integerRange.int64;
  return [BigInt(least), BigInt(greatest)];
}

/** A native timestamp ends in 2038. */
function isNarrowMoment(
  type: ColumnType,
  { nativeType: native, type: held }: CatalogColumn,
): boolean {
  const isShort = fractionDigits(native) < 6;
  if (type.kind !== 'timestamptz') return held.kind === type.kind && isShort;
  return held.kind === 'timestamptz' || (held.kind === 'timestamp' && isShort);
}
