import type { ColumnType } from '@ai-etl/core';
import { spellingOf } from '../../kit/quarantine/spellings.ts';
import { fittingMoment, isDay } from './fitting-moment.ts';
import { decimalText } from './numbers.ts';
import type { SqlValue } from './sql-value.ts';

/** A column of the target, as far as values are tested for it. */
export interface Held {
  readonly type: ColumnType;
  /** True where texts arrive, which must spell a value; decimals land as text too. */
  readonly isSpelled: boolean;
  /** True where SQLite makes numbers of decimals: 8-byte floats give up to 15 digits back. */
  readonly asNumber: boolean;
}

/** A landed value as the column keeps it, NULL where it does not fit. */
export type Fitting = (value: SqlValue) => SqlValue;

const exactDigits = 15;

/** How values for a column are tested. Pure. */
export function fittingOf({ type, isSpelled, asNumber }: Held): Fitting {
  const spelling = isSpelled ? spellingOf(type) : undefined;
  const pattern = spelling === undefined ? undefined : new RegExp(spelling);
  const fromText = textReader(type);
  return (value) => {
    switch (typeof value) {
      case 'string': {
        if (pattern?.test(value) === false) return null;
        const found = fromText(value);
        return asNumber && !isExact(found) ? null : found;
      }
      case 'number':
      case 'bigint': {
        const found = fromNumber(value, type);
        return asNumber && !isExact(found) ? null : found;
      }
      default:
        return null;
    }
  };
}

function isExact(value: SqlValue): boolean {
  if (typeof value !== 'string') return true;
  return value.replace(/^-?[0.]*/, '').replaceAll('.', '').length <= exactDigits;
}

function textReader(type: ColumnType): (text: string) => SqlValue {
  switch (type.kind) {
    case 'int64':
      return (text) => wholeNumber(text.replace('+', ''));
    case 'decimal':
      return (text) => decimalText(text.replace('+', ''), type) ?? null;
    case 'float64':
      return keptFloat;
    case 'bool':
      return (text) => (/^t/i.test(text) ? 1n : 0n);
    case 'date':
      return (text) => (isDay(text) ? text : null);
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return (text) => fittingMoment(text, type.kind);
    case 'uuid':
      return (text) => text.toLowerCase();
    case 'json':
      return (text) => (isJson(text) ? text : null);
    default:
      return () => null;
  }
}

function fromNumber(value: number | bigint, type: ColumnType): SqlValue {
  if (type.kind === 'decimal') return decimalText(value, type) ?? null;
  if (type.kind !== 'int64') return null;
  if (typeof value === 'bigint') return value;
  return Number.isInteger(value) ? int64(BigInt(value)) : null;
}

/** An integer, also one that is written as a decimal of zeros. */
function wholeNumber(text: string): SqlValue {
  const [, whole] = /^(-?\d+)(?:\.0*)?$/.exec(text) ?? [];
  return whole === undefined ? null : int64(BigInt(whole));
}

function int64(value: bigint): SqlValue {
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** SQLite forgets the sign of -0; what is too small would become 0. */
function keptFloat(text: string): SqlValue {
  const value = Number(text);
  if (!Number.isFinite(value) || Object.is(value, -0)) return null;
  const isZero = !/[1-9]/.test(text.replace(/e.*$/i, ''));
  return value === 0 && !isZero ? null : value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
