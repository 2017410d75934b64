import type { Column, ColumnType, Fidelity } from '@ai-etl/core';
import { isUnboundedDecimal, portableDates, wireColumn } from '../../kit/wire-columns.ts';
import { decimalText, plainDigits, shortestFloat32 } from './numbers.ts';
import { storageClass, ValueTrouble, type SqlValue } from './sql-value.ts';

/** The one text of a value in the wire form, before escaping; null is NULL. */
export type Canonical = (value: SqlValue) => string | null;

/** No policy turns a value into NULL. */
export const faithful = {
  unbounded_decimal: 'fail',
  not_a_number: 'fail',
  date_range: 'fail',
} as const satisfies Fidelity;

/**
 * Reads values of a column as its declared type. What the type does not hold throws ValueTrouble:
 * SQLite keeps any value in any column. Policies of `fidelity` turn values into NULL.
 */
export function canonicalOf(column: Column, fidelity: Fidelity): Canonical {
  const { type } = wireColumn(column, fidelity);
  const read = readerOf(type);
  const isKept = keptBy(column.type, fidelity);
  const complain = (value: SqlValue): never => {
    throw new ValueTrouble(
      `holds a value (stored as ${storageClass(value)}) that is no ${column.type.kind}`,
    );
  };
  return (value) => {
    if (value === null || !isKept(value)) return null;
    return read(value) ?? complain(value);
  };
}

type Reader = (value: Exclude<SqlValue, null>) => string | undefined;

const patterns = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d{1,6})?$/,
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  list: /^\[.*\]$/s,
} as const;

const integerBits = { int8: 8, int16: 16, int32: 32, int64: 64 } as const;

function readerOf(type: ColumnType): Reader {
  switch (type.kind) {
    case 'bool':
      return (value) =>
        value === 1n || value === 1 ? 't' : value === 0n || value === 0 ? 'f' : undefined;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return integerReader(integerBits[type.kind]);
    case 'decimal':
      return (value) => decimalText(value, isUnboundedDecimal(type) ? undefined : type);
    case 'float32':
      return (value) => {
        const number = exactNumber(value);
        return number === undefined ? undefined : shortestFloat32(number);
      };
    case 'float64':
      return (value) => {
        const number = exactNumber(value);
        return number === undefined ? undefined : floatText(number);
      };
    case 'text':
    case 'json':
      // Numbers have one text; a blob has none.
      return (value) => (typeof value === 'string' ? value : plainDigits(value));
    case 'bytes':
      return (value) =>
        value instanceof Uint8Array
          ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
          : undefined;
    case 'time':
      return (value) => {
        const text = matching(patterns.time, value);
        return text === undefined
          ? undefined
          : `${text}${text.length === 8 ? '.' : ''}`.padEnd(15, '0');
      };
    case 'date':
      return (value) => matching(patterns.date, value);
    case 'timestamp':
    case 'timestamptz':
      return (value) => matching(patterns.timestamp, value);
    case 'uuid':
      return (value) => matching(patterns.uuid, value)?.toLowerCase();
    case 'list':
      return (value) => matching(patterns.list, value);
  }
}

function integerReader(bits: number): Reader {
  return (value) => {
    if (typeof value === 'bigint') {
      return bits === 64 || BigInt.asIntN(bits, value) === value ? value.toString() : undefined;
    }
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
    return integerReader(bits)(BigInt(value));
  };
}

/** A number without rounding; an integer past 2^53 may have none. */
function exactNumber(value: SqlValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'bigint') return undefined;
  const number = Number(value);
  return BigInt(number) === value ? number : undefined;
}

function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function matching(pattern: RegExp, value: SqlValue): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

function keptBy(type: ColumnType, fidelity: Fidelity): (value: SqlValue) => boolean {
  switch (type.kind) {
    case 'float32':
    case 'float64':
    case 'decimal':
      if (fidelity.not_a_number === 'fail') return () => true;
      return (value) => typeof value !== 'number' || Number.isFinite(value);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      if (fidelity.date_range === 'fail') return () => true;
      return (value) =>
        typeof value !== 'string' ||
        (value.slice(0, 10) >= portableDates.first && value.slice(0, 10) <= portableDates.last);
    default:
      return () => true;
  }
}
