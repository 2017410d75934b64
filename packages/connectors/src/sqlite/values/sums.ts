import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm, ColumnType } from '@ai-etl/core';
import { isUnboundedDecimal } from '../../kit/wire-columns.ts';

/** Adds up one column, see docs/concepts/receipts.md. */
export interface ColumnSum {
  /** A value in its canonical text. */
  add(text: string): void;
  /** Decimal text. */
  total(): string;
}

/** 2000-01-01 in milliseconds since 1970. */
const epochMs = 946_684_800_000;

/** A sum for values of a type as they travel. Exact: integers of any size. */
export function columnSum(type: ColumnType, algorithm: ChecksumAlgorithm): ColumnSum {
  const hashOf = algorithm === 'crc32' ? crc32 : md5Of;
  switch (type.kind) {
    case 'bool':
      return smallSum((text) => (text === 't' ? 1 : 0));
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return largeSum((text) => text);
    case 'decimal':
      return isUnboundedDecimal(type)
        ? smallSum(hashOf)
        : // All have the declared scale: without the point they are units of the last digit.
          largeSum((text) => text.replace('.', ''));
    case 'date':
      return smallSum((text) => (daysMs(text) - epochMs) / 86_400_000);
    case 'timestamp':
    case 'timestamptz':
      return instantSum();
    case 'float32':
      return smallSum((text) => hashOf(floatBytes(Number(text), 4)));
    case 'float64':
      return smallSum((text) => hashOf(floatBytes(Number(text), 8)));
    case 'bytes':
      return smallSum((text) => hashOf(Buffer.from(text, 'hex')));
    case 'uuid':
      return smallSum((text) => hashOf(Buffer.from(text.replaceAll('-', ''), 'hex')));
    case 'text':
    case 'json':
    case 'time':
    case 'list':
      return smallSum(hashOf);
  }
}

/** The first 32 bits. */
function md5Of(data: string | Buffer): number {
  return Number.parseInt(hash('md5', data, 'hex').slice(0, 8), 16);
}

/** Integers below 2^33 each: so many fit a double before they are carried over. */
const carryEvery = 2 ** 19;

function smallSum(integerOf: (text: string) => number): ColumnSum {
  let carried = 0n;
  let sum = 0;
  let count = 0;
  return {
    add: (text) => {
      sum += integerOf(text);
      count += 1;
      if (count % carryEvery !== 0) return;
      carried += BigInt(sum);
      sum = 0;
    },
    total: () => (carried + BigInt(sum)).toString(),
  };
}

/** Integers of any size as text; those of 15 digits take the way of the small ones. */
function largeSum(integerOf: (text: string) => string): ColumnSum {
  let carried = 0n;
  let sum = 0;
  let count = 0;
  return {
    add: (text) => {
      const digits = integerOf(text);
      if (digits.length > 15) {
        carried += BigInt(digits);
        return;
      }
      sum += Number(digits);
      count += 1;
      // Eight of them stay below 2^53.
      if (count % 8 !== 0) return;
      carried += BigInt(sum);
      sum = 0;
    },
    total: () => (carried + BigInt(sum)).toString(),
  };
}

/** Seconds and microseconds apart: together they are more than a double holds exactly. */
function instantSum(): ColumnSum {
  const seconds = largeSum((text) => text);
  const micros = smallSum((text) => Number(text.slice(20).padEnd(6, '0')));
  return {
    add: (text) => {
      const day = (daysMs(text) - epochMs) / 1000;
      const ofDay =
        Number(text.slice(11, 13)) * 3600 +
        Number(text.slice(14, 16)) * 60 +
        Number(text.slice(17, 19));
      seconds.add(String(day + ofDay));
      if (text.length > 20) micros.add(text);
    },
    total: () => (BigInt(seconds.total()) * 1_000_000n + BigInt(micros.total())).toString(),
  };
}

/** Milliseconds since 1970 of the day that a text begins with, YYYY-MM-DD. */
export function daysMs(text: string): number {
  // Date.UTC takes years below 100 for those of the 20th century.
  return new Date(0).setUTCFullYear(
    Number(text.slice(0, 4)),
    Number(text.slice(5, 7)) - 1,
    Number(text.slice(8, 10)),
  );
}

function floatBytes(value: number, size: 4 | 8): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  if (size === 4) bytes.writeFloatBE(value);
  else bytes.writeDoubleBE(value);
  return bytes;
}
