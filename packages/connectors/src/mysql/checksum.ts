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
import { conformNumber } from './conform.ts';
import { faithfulValue } from './faithful.ts';
import { floatBytes } from './float-bits.ts';
import { refuse } from './refuse.ts';
import { plainText } from './wire.ts';

/** Both are built in; CRC32 is the cheaper one. */
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['crc32', 'md5_32'];

export interface ChecksumQuery {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
  readonly algorithm: ChecksumAlgorithm;
}

/** One query that checksums all columns of `sql`. Its row: rows, then NULLs and sum of each column. */
export function checksumQuery(request: ChecksumQuery, actual: Schema): string {
  const typeOf = new Map(actual.map((one) => [one.name, one.type]));
  const items = request.columns.flatMap((column) => {
    const given = typeOf.get(column.name) ?? column.type;
    const { value, refusedWhen } = faithfulValue(column, request.fidelity, given);
    const term = sumTerm(column, request, { value, actual: given });
    const checked =
      refusedWhen === undefined ? term : `IF(${refusedWhen}, ${refuse(value)}, ${term})`;
    const sum = term === undefined ? 'NULL' : `COALESCE(SUM(${checked}), 0)`;
    return [`COUNT(*) - COUNT(${value})`, sum];
  });
  return `SELECT ${['COUNT(*)', ...items].join(', ')} FROM (${request.sql}\n) AS q`;
}

/** Reads the row of checksumQuery. */
export function parseChecksum(
  row: readonly (string | null)[],
  request: ChecksumQuery,
): TableChecksum {
  return {
    rows: row[0] ?? '0',
    algorithm: request.algorithm,
    columns: request.columns.map((column, index): ColumnChecksum => {
      const nulls = row[1 + index * 2] ?? '0';
      const { type } = wireColumn(column, request.fidelity);
      const reason = unsummableReason(type);
      if (reason !== undefined) return { name: column.name, nulls, sum: null, reason };
      const scale = type.kind === 'decimal' ? (type.scale ?? 0) : 0;
      return { name: column.name, nulls, sum: scaledInteger(row[2 + index * 2] ?? '0', scale) };
    }),
  };
}

function sumTerm(
  column: Column,
  { fidelity, algorithm }: ChecksumQuery,
  { value, actual }: { readonly value: string; readonly actual: ColumnType },
): string | undefined {
  const { type } = wireColumn(column, fidelity);
  if (unsummableReason(type) !== undefined) return undefined;
  switch (type.kind) {
    case 'bool':
      return `(${value} + 0)`;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
      return conformNumber(value, type, actual);
    case 'date':
      // Days since 2000.
      return `(TO_DAYS(${value}) - 730485)`;
    case 'timestamp':
    case 'timestamptz':
      // Microseconds since 2000.
      return `TIMESTAMPDIFF(MICROSECOND, '2000-01-01', ${value})`;
    case 'float32': {
      const single = actual.kind === 'float32' ? value : `CAST(${value} AS FLOAT)`;
      return hash(floatBytes(`(${single} + 0e0)`, 'float32'), { value, algorithm });
    }
    case 'float64':
      return hash(floatBytes(`(${value} + 0e0)`, 'float64'), { value, algorithm });
    case 'bytes':
      return hash(value, { value, algorithm });
    case 'uuid':
      return hash(`UNHEX(REPLACE(${value}, '-', ''))`, { value, algorithm });
    case 'text':
    case 'json':
    case 'list':
    case 'time':
      return hash(plainText(value, type, actual), { value, algorithm });
  }
}

function hash(
  bytes: string,
  { value, algorithm }: { readonly value: string; readonly algorithm: ChecksumAlgorithm },
): string {
  const sum =
    algorithm === 'crc32'
      ? `CRC32(${bytes})`
      : `CAST(CONV(LEFT(MD5(${bytes}), 8), 16, 10) AS UNSIGNED)`;
  return `(CASE WHEN ${value} IS NOT NULL THEN ${sum} END)`;
}
