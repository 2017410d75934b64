import type {
  ChecksumAlgorithm,
  ColumnChecksum,
  ColumnType,
  Fidelity,
  Schema,
  TableChecksum,
} from '@ai-etl/core';
import { scaledInteger } from '../scaled-integer.ts';
import { unsummableReason } from '../summable.ts';
import { wireColumn } from '../wire-columns.ts';
import type { DuckConnection, NativeColumn, StatementOptions } from './duck-connection.ts';
import { faithfulValue, wireText, type WireSource } from './wire.ts';

export interface DuckChecksumRequest {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
}

/** DuckDB has MD5, and no CRC-32. */
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['md5_32'];

/** Checksums all columns in one scan. `actual` is what DuckDB says that the query gives. */
export async function checksumQuery(
  connection: DuckConnection,
  request: DuckChecksumRequest,
  options: StatementOptions & { readonly actual: readonly NativeColumn[] },
): Promise<TableChecksum> {
  const { columns, fidelity } = request;
  const [row = []] = await connection.rows(checksumSql(request, options.actual), options);
  const [total, ...answers] = row;
  return {
    rows: total ?? '0',
    algorithm: 'md5_32',
    columns: columns.map((column, index): ColumnChecksum => {
      const [nulls, high, low] = answers.slice(index * 3, index * 3 + 3);
      const { type } = wireColumn(column, fidelity);
      const reason = unsummableReason(type);
      if (reason !== undefined)
        return { name: column.name, nulls: nulls ?? '0', sum: null, reason };
      return { name: column.name, nulls: nulls ?? '0', sum: sumOf(high ?? '0', low ?? '0', type) };
    }),
  };
}

/** One row: the number of rows, then per column its NULLs and two halves of its sum, as text. */
function checksumSql(request: DuckChecksumRequest, actual: readonly NativeColumn[]): string {
  const { sql, columns, fidelity } = request;
  const nativeOf = new Map(actual.map((one) => [one.name, one.native]));
  const items = columns.flatMap((column) => {
    const source = { column, native: nativeOf.get(column.name), fidelity };
    const [high, low] = sumTerms(source);
    return [
      `(count(*) - count(${faithfulValue(source)}))::VARCHAR`,
      high === undefined ? 'NULL' : `coalesce(sum(${high}), 0)::VARCHAR`,
      low === undefined ? 'NULL' : `coalesce(sum(${low}), 0)::VARCHAR`,
    ];
  });
  return `SELECT ${['count(*)::VARCHAR', ...items].join(', ')} FROM (${sql}\n) AS q`;
}

/** Wide decimals are summed in two halves, see wideTerms; all others have no second one. */
function sumTerms(source: WireSource): readonly [string?, string?] {
  const { type } = wireColumn(source.column, source.fidelity);
  if (unsummableReason(type) !== undefined) return [];
  const value = faithfulValue(source);
  switch (type.kind) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      // Sums of BIGINT are HUGEINT.
      return [`${value}::BIGINT`];
    case 'decimal':
      return decimalTerms(value, source, type);
    case 'date':
      return [`CASE WHEN isfinite(${value}) THEN ${value} - DATE '2000-01-01' END`];
    case 'timestamp':
    case 'timestamptz':
      return [
        `CASE WHEN isfinite(${value}) THEN epoch_us(${value}::TIMESTAMP) - 946684800000000 END`,
      ];
    case 'float32':
      return [hash(floatBytes(`${value}::FLOAT`, '7FC00000'))];
    case 'float64':
      return [hash(floatBytes(`${value}::DOUBLE`, '7FF8000000000000'))];
    case 'bytes':
      return [hash(value)];
    case 'uuid':
      return [hash(`unhex(replace(${value}::VARCHAR, '-', ''))`)];
    case 'text':
    case 'json':
    case 'time':
    case 'list':
      return [hash(wireText(source))];
  }
}

/** Half of the digits of the widest decimal. */
const halfUnit = 10n ** 19n;

function decimalTerms(
  value: string,
  source: WireSource,
  type: ColumnType & { kind: 'decimal' },
): readonly [string?, string?] {
  // An unbounded decimal that may stay is none of DuckDB's; its text is what travels.
  if (type.precision === undefined) return [hash(wireText(source))];
  // A sum is DECIMAL(38): 20 digits of room.
  if (type.precision <= 18) return [value];
  const units = `replace(${value}::VARCHAR, '.', '')::HUGEINT`;
  return [`${units} // ${halfUnit}`, `${units} % ${halfUnit}`];
}

function sumOf(high: string, low: string, type: ColumnType): string {
  if (type.kind !== 'decimal' || type.precision === undefined) return scaledInteger(high, 0);
  if (type.precision <= 18) return scaledInteger(high, type.scale ?? 0);
  return (BigInt(high) * halfUnit + BigInt(low)).toString();
}

/** Big-endian IEEE 754 bytes; every NaN is one NaN. */
function floatBytes(value: string, nan: string): string {
  return `CASE WHEN isnan(${value}) THEN unhex('${nan}') ELSE ${value}::BIT::BLOB END`;
}

/**
 * The first 32 bits of MD5, big-endian. `md5_number` has its bytes in reverse, so the low four are swapped: half
 * the time of cutting and parsing the hexadecimal text. DuckDB computes the shared operand once.
 */
function hash(bytes: string): string {
  const low = `(md5_number(${bytes}) & 4294967295)::BIGINT`;
  return `((${low} & 255) << 24) | ((${low} & 65280) << 8) | ((${low} >> 8) & 65280) | ((${low} >> 24) & 255)`;
}
