import { z } from 'zod';
import type {
  ChecksumAlgorithm,
  Column,
  ColumnChecksum,
  ColumnType,
  Fidelity,
  Schema,
  TableChecksum,
} from '@ai-etl/core';
import { scaledInteger } from '../kit/scaled-integer.ts';
import { unsummableReason } from '../kit/summable.ts';
import { wireColumn } from '../kit/wire-columns.ts';
import type { ClickhouseClient, RunOptions } from './client.ts';
import { quoteName } from './quote.ts';
import {
  encode,
  encodeText,
  faithfulValue,
  instant,
  nativeOf,
  wireSettings,
  type NativeColumn,
} from './wire.ts';

/** What is summed: a table or a query in parentheses, its columns, and how. */
export interface ChecksumRequest {
  readonly from: string;
  readonly columns: Schema;
  readonly natives: readonly NativeColumn[];
  readonly fidelity: Fidelity;
  readonly algorithm: ChecksumAlgorithm;
}

/** Both algorithms are built in; CRC32 is the cheaper one. */
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['crc32', 'md5_32'];

const Sums = z.record(z.string(), z.string());

/** Checksums all columns in one scan. */
export async function checksumTable(
  client: ClickhouseClient,
  request: ChecksumRequest,
  options: RunOptions,
): Promise<TableChecksum> {
  const [row = {}] = await client.rows(checksumQuery(request), Sums, {
    ...options,
    settings: { ...wireSettings, ...options.settings },
  });
  return {
    rows: row['total'] ?? '0',
    algorithm: request.algorithm,
    columns: request.columns.map((column, index): ColumnChecksum => {
      const nulls = row[`n${index}`] ?? '0';
      const { type } = wireColumn(column, request.fidelity);
      const reason = unsummableReason(type);
      if (reason !== undefined) return { name: column.name, nulls, sum: null, reason };
      const scale = type.kind === 'decimal' ? (type.scale ?? 0) : 0;
      return { name: column.name, nulls, sum: scaledInteger(row[`s${index}`] ?? '0', scale) };
    }),
  };
}

/** One SELECT whose single row holds `total`, and per column `n0` (NULLs) and `s0` (sum), as text. */
export function checksumQuery(request: ChecksumRequest): string {
  const items = request.columns.flatMap((column, index) => {
    const value = faithfulValue(quoteName(column.name), column.type, request.fidelity);
    const native = nativeOf(column.name, request.natives);
    const term = sumTerm({ column, value, native, request });
    const sum = term === undefined ? "''" : `toString(ifNull(sum(${term}), 0))`;
    return [`toString(count() - count(${value})) AS n${index}`, `${sum} AS s${index}`];
  });
  return `SELECT ${['toString(count()) AS total', ...items].join(', ')} FROM ${request.from}`;
}

function sumTerm(one: {
  readonly column: Column;
  readonly value: string;
  readonly native: string;
  readonly request: ChecksumRequest;
}): string | undefined {
  const { column, value, native, request } = one;
  const { type } = wireColumn(column, request.fidelity);
  const { algorithm } = request;
  if (unsummableReason(type) !== undefined) return undefined;
  switch (type.kind) {
    case 'bool':
      return `toUInt8(${value})`;
    case 'int8':
    case 'int16':
    case 'int32':
      return `toInt64(${value})`;
    case 'int64':
      // Int64 sums wrap silently.
      return `toInt128(${value})`;
    case 'decimal':
      return decimalTerm(value, type, native);
    case 'date':
      // Days since 2000.
      return `(toInt64(toInt32(toDate32(${value}))) - 10957)`;
    case 'timestamp':
    case 'timestamptz':
      // Microseconds since 2000.
      return `(toInt128(toUnixTimestamp64Micro(${instant(value, native)})) - 946684800000000)`;
    case 'float32':
      return hash(floatBytes(`toFloat32(${value})`, '7FC00000'), algorithm);
    case 'float64':
      return hash(floatBytes(`toFloat64(${value})`, '7FF8000000000000'), algorithm);
    case 'uuid':
      return hash(`UUIDStringToNum(toString(${value}))`, algorithm);
    case 'bytes':
      return hash(value, algorithm);
    case 'text':
      return hash(encodeText(value, native), algorithm);
    case 'json':
    case 'time':
    case 'list':
      return hash(encode({ value, type, native }), algorithm);
  }
}

/** Big-endian IEEE 754 bytes, as PostgreSQL's float8send; every NaN as PostgreSQL's own. */
function floatBytes(value: string, nan: string): string {
  return `if(isNaN(${value}), toFixedString(unhex('${nan}'), ${nan.length / 2}), reverse(reinterpretAsFixedString(${value})))`;
}

function decimalTerm(
  value: string,
  type: ColumnType & { kind: 'decimal' },
  native: string,
): string {
  const scale = type.scale ?? 0;
  const precision = type.precision ?? 76;
  if (/^U?Int/.test(native)) return `toInt256(${value})`;
  // Decimal(38) sums of 18 digits have room for 10^20 rows, and are cheaper than 256 bits.
  return precision <= 18 ? `toDecimal128(${value}, ${scale})` : `toDecimal256(${value}, ${scale})`;
}

function hash(bytes: string, algorithm: ChecksumAlgorithm): string {
  return algorithm === 'crc32'
    ? `CRC32(${bytes})`
    : `reinterpretAsUInt32(reverse(substring(MD5(${bytes}), 1, 4)))`;
}
