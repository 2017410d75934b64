import type pg from 'pg';
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
import { isUnboundedDecimal, wireColumn } from '../kit/wire-columns.ts';
import { encodeColumn, faithfulValue } from './wire.ts';

/** One query that checksums all columns of `sql`. Its result has one row: see parseChecksum. */
export function checksumQuery(request: {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
  readonly algorithm: ChecksumAlgorithm;
}): string {
  const items = request.columns.flatMap((column, index) => {
    const value = faithfulValue(column, request.fidelity);
    const term = sumTerm(column, request.fidelity, request.algorithm);
    const sum = term === undefined ? 'NULL' : `coalesce(sum(${term}), 0)`;
    return [`count(*) - count(${value}) AS n${index}`, `${sum}::text AS s${index}`];
  });
  return `SELECT ${['count(*) AS total', ...items].join(', ')} FROM (${request.sql}\n) AS q`;
}

/** Reads the row of checksumQuery; its values are text. */
export function parseChecksum(
  row: Readonly<Record<string, string | null>>,
  columns: Schema,
  options: { readonly fidelity: Fidelity; readonly algorithm: ChecksumAlgorithm },
): TableChecksum {
  return {
    rows: row['total'] ?? '0',
    algorithm: options.algorithm,
    columns: columns.map((column, index): ColumnChecksum => {
      const nulls = row[`n${index}`] ?? '0';
      const { type } = wireColumn(column, options.fidelity);
      const reason = unsummableReason(type);
      if (reason !== undefined) return { name: column.name, nulls, sum: null, reason };
      return { name: column.name, nulls, sum: normaliseSum(row[`s${index}`] ?? '0', type) };
    }),
  };
}

/** PostgreSQL 18 brought crc32(bytea); md5 is the same everywhere but slower. */
export function checksumAlgorithmsOf(serverVersion: number): readonly ChecksumAlgorithm[] {
  return serverVersion >= 180_000 ? ['crc32', 'md5_32'] : ['md5_32'];
}

/** `server_version_num` of a connection. */
export async function serverVersionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ v: string }>(
    "SELECT current_setting('server_version_num') AS v",
  );
  return Number(rows[0]?.v ?? 0);
}

function sumTerm(
  column: Column,
  fidelity: Fidelity,
  algorithm: ChecksumAlgorithm,
): string | undefined {
  const value = faithfulValue(column, fidelity);
  const { type } = wireColumn(column, fidelity);
  if (unsummableReason(type) !== undefined) return undefined;
  switch (type.kind) {
    case 'bool':
      return `${value}::int`;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return `${value}::bigint`;
    case 'decimal':
      // Without a common scale the text is what travels.
      return isUnboundedDecimal(type) ? hash(`textsend(${value}::text)`, algorithm) : value;
    case 'date':
      // Days since 2000 in the type's own bytes: also for infinity, where subtraction fails.
      return algorithm === 'crc32'
        ? `date_send(${value})::int::bigint`
        : `CASE WHEN isfinite(${value}) THEN (${value} - date '2000-01-01')::bigint END`;
    case 'timestamp':
    case 'timestamptz':
      return instantTerm(value, type.kind, algorithm);
    case 'float32':
      return hash(`float4send(${value})`, algorithm);
    case 'float64':
      return hash(`float8send(${value})`, algorithm);
    case 'bytes':
      return hash(value, algorithm);
    case 'text':
    case 'json':
      return hash(`textsend(${value}::text)`, algorithm);
    case 'uuid':
      return hash(`uuid_send(${value})`, algorithm);
    case 'time':
    case 'list':
      return hash(`textsend(${encodeColumn(column, fidelity)})`, algorithm);
  }
}

/** Microseconds since 2000. PostgreSQL 18 casts the 8 bytes; extract() is 4 times as slow. */
function instantTerm(
  value: string,
  kind: 'timestamp' | 'timestamptz',
  algorithm: ChecksumAlgorithm,
): string {
  if (algorithm === 'crc32') return `${kind}_send(${value})::bigint`;
  return `CASE WHEN isfinite(${value}) THEN (extract(epoch FROM ${value})::numeric * 1000000 - 946684800000000) END`;
}

function hash(bytes: string, algorithm: ChecksumAlgorithm): string {
  return algorithm === 'crc32'
    ? `crc32(${bytes})`
    : `('x' || left(md5(${bytes}), 8))::bit(32)::bigint`;
}

function normaliseSum(text: string, type: ColumnType): string {
  if (type.kind !== 'decimal' || isUnboundedDecimal(type)) return scaledInteger(text, 0);
  // NaN, and sums with more decimals than declared, which the read refuses, stay as they are.
  const scale = type.scale ?? 0;
  const decimals = /^-?\d+(?:\.(\d*?)0*)?$/.exec(text);
  return decimals === null || (decimals[1] ?? '').length > scale
    ? text
    : scaledInteger(text, scale);
}
