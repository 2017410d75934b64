import type { ColumnType } from '@ai-etl/core';
import { decimalText } from './numbers.ts';
import { ValueTrouble, type SqlValue } from './sql-value.ts';

/** Turns the wire text of a value into what SQLite stores for it; null is NULL. */
export type Stored = (text: string | null) => SqlValue;

export interface StoredColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/**
 * How values of a column are stored. SQLite takes whatever comes, so everything is checked here: what
 * it would change or what is not of the type throws ValueTrouble.
 */
export function storedOf({ type, nullable }: StoredColumn): Stored {
  const store = writerOf(type);
  return (text) => {
    if (text === null) {
      if (nullable) return null;
      throw new ValueTrouble('is NULL where the table takes none');
    }
    const value = store(text);
    if (value === undefined) throw new ValueTrouble(`is no ${type.kind} that SQLite can keep`);
    return value;
  };
}

type Writer = (text: string) => SqlValue | undefined;

const patterns = {
  integer: /^-?\d{1,19}$/,
  float: /^-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Infinity)$/i,
  hex: /^(?:[0-9a-f]{2})*$/,
  // Years beyond four digits, BC and infinity would not be in order as text.
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d\.\d{6}$/,
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  list: /^\[.*\]$/s,
} as const;

function writerOf(type: ColumnType): Writer {
  switch (type.kind) {
    case 'bool':
      return (text) => (text === 't' ? 1n : text === 'f' ? 0n : undefined);
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return writeInteger;
    case 'float32':
      return (text) => writeFloat(text, Math.fround);
    case 'float64':
      return (text) => writeFloat(text, Number);
    case 'decimal':
      return (text) => decimalText(text, type.precision === undefined ? undefined : type);
    case 'text':
    case 'json':
      return (text) => text;
    case 'bytes':
      return (text) => (patterns.hex.test(text) ? Buffer.from(text, 'hex') : undefined);
    case 'date':
      return matching(patterns.date);
    case 'time':
      return matching(patterns.time);
    case 'timestamp':
    case 'timestamptz':
      return matching(patterns.timestamp);
    case 'uuid':
      return matching(patterns.uuid);
    case 'list':
      return matching(patterns.list);
  }
}

function writeInteger(text: string): SqlValue | undefined {
  if (!patterns.integer.test(text)) return undefined;
  // Integer affinity makes an integer of a whole double, and a double is the cheaper one to bind.
  if (text.length <= 15) return Number(text);
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** SQLite keeps NaN as NULL and -0 as 0: neither is taken. */
function writeFloat(text: string, round: (value: number) => number): SqlValue | undefined {
  if (!patterns.float.test(text)) return undefined;
  const value = round(Number(text));
  return Object.is(value, -0) ? undefined : value;
}

function matching(pattern: RegExp): Writer {
  return (text) => (pattern.test(text) ? text : undefined);
}
