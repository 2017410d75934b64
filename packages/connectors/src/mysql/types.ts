import type { ColumnType } from '@ai-etl/core';

const textTypes = /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)\b/;
const bytesTypes =
  /^(?:binary|varbinary|tinyblob|blob|mediumblob|longblob|geometry|point|linestring|polygon|multi\w+|geomcollection|geometrycollection|vector)\b/;

/**
 * Logical type of a type as `information_schema.columns.column_type` spells it. What has no logical
 * type (enum, set, inet6, uuid of MariaDB) is `text`: its text is faithful and MySQL reads it back.
 */
export function logicalType(native: string): ColumnType {
  const integer = integerType(native);
  if (integer !== undefined) return integer;
  const decimal = /^decimal\((\d+),(\d+)\)/.exec(native);
  if (decimal !== null) {
    return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  if (native.startsWith('float')) return { kind: 'float32' };
  if (native.startsWith('double')) return { kind: 'float64' };
  if (textTypes.test(native)) return { kind: 'text' };
  if (bytesTypes.test(native)) return { kind: 'bytes' };
  if (native.startsWith('datetime')) return { kind: 'timestamp' };
  if (native.startsWith('timestamp')) return { kind: 'timestamptz' };
  if (native.startsWith('date')) return { kind: 'date' };
  if (native.startsWith('time')) return { kind: 'time' };
  if (native.startsWith('json')) return { kind: 'json' };
  return { kind: 'text' };
}

function integerType(native: string): ColumnType | undefined {
  // MySQL's own way to say boolean.
  if (native === 'tinyint(1)') return { kind: 'bool' };
  const bits = /^bit\((\d+)\)/.exec(native)?.[1];
  if (bits === '1') return { kind: 'bool' };
  if (bits !== undefined) return Number(bits) < 64 ? { kind: 'int64' } : unsigned64;
  if (native.startsWith('year')) return { kind: 'int16' };
  const [, name] = /^(tinyint|smallint|mediumint|int|bigint)\b/.exec(native) ?? [];
  const isUnsigned = /\bunsigned\b/.test(native);
  switch (name) {
    case 'tinyint':
      return { kind: isUnsigned ? 'int16' : 'int8' };
    case 'smallint':
      return { kind: isUnsigned ? 'int32' : 'int16' };
    case 'mediumint':
      return { kind: 'int32' };
    case 'int':
      return { kind: isUnsigned ? 'int64' : 'int32' };
    case 'bigint':
      return isUnsigned ? unsigned64 : { kind: 'int64' };
    default:
      return undefined;
  }
}

const unsigned64: ColumnType = { kind: 'decimal', precision: 20, scale: 0 };

/** The type that holds every value of a logical type; undefined when there is none. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'tinyint(1)';
    case 'int8':
      return 'tinyint';
    case 'int16':
      return 'smallint';
    case 'int32':
      return 'int';
    case 'int64':
      return 'bigint';
    case 'float32':
      return 'float';
    case 'float64':
      return 'double';
    case 'decimal': {
      // MySQL keeps 30 decimals and MariaDB 38; a server that keeps fewer refuses the new table.
      const { precision, scale = 0 } = type;
      if (precision === undefined || precision > 65 || scale > 38) return undefined;
      return `decimal(${precision},${scale})`;
    }
    case 'text':
    case 'json':
    case 'list':
      // Not json: MySQL's spells its texts anew, so that checksums of both sides would differ.
      return 'longtext';
    case 'bytes':
      return 'longblob';
    case 'date':
      return 'date';
    case 'time':
      return 'time(6)';
    case 'timestamp':
    case 'timestamptz':
      // timestamp ends in 2038; a timestamptz is kept in UTC.
      return 'datetime(6)';
    case 'uuid':
      return 'char(36)';
  }
}
