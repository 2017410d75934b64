import type { ColumnType } from '@ai-etl/core';
import { isListElementSupported } from '../kit/list-elements.ts';

/** Logical type of a ClickHouse type and whether it takes NULL. */
export interface LogicalColumn {
  readonly type: ColumnType;
  readonly nullable: boolean;
}

const simpleTypes: Readonly<Record<string, ColumnType>> = {
  Bool: { kind: 'bool' },
  Int8: { kind: 'int8' },
  Int16: { kind: 'int16' },
  Int32: { kind: 'int32' },
  Int64: { kind: 'int64' },
  // Unsigned types take the next wider signed one; UInt64 has none.
  UInt8: { kind: 'int16' },
  UInt16: { kind: 'int32' },
  UInt32: { kind: 'int64' },
  UInt64: { kind: 'decimal', precision: 20, scale: 0 },
  Int128: { kind: 'decimal', precision: 39, scale: 0 },
  UInt128: { kind: 'decimal', precision: 39, scale: 0 },
  Int256: { kind: 'decimal', precision: 77, scale: 0 },
  UInt256: { kind: 'decimal', precision: 78, scale: 0 },
  Float32: { kind: 'float32' },
  BFloat16: { kind: 'float32' },
  Float64: { kind: 'float64' },
  Date: { kind: 'date' },
  Date32: { kind: 'date' },
  Time: { kind: 'time' },
  UUID: { kind: 'uuid' },
};

/** Types whose values are shown as JSON: they have no logical type of their own. */
const jsonTypes =
  /^(Map|Tuple|Nested|JSON|Object|Variant|Dynamic|Point|Ring|Polygon|MultiPolygon|LineString|MultiLineString)\b/;

/**
 * Logical type of a ClickHouse type. DateTime is an instant whatever zone it is shown in, so
 * `timestamptz`; with more than microseconds it is `text`, because nothing else holds it.
 */
export function logicalType(native: string): LogicalColumn {
  const bare = storageType(native);
  return { type: logicalOf(bare.native), nullable: bare.nullable };
}

/** The type without LowCardinality, Nullable and SimpleAggregateFunction around it. */
export function storageType(native: string): {
  readonly native: string;
  readonly nullable: boolean;
} {
  const wrapped = /^(LowCardinality|Nullable)\((.*)\)$/s.exec(native);
  if (wrapped?.[2] !== undefined) {
    const inner = storageType(wrapped[2]);
    return { native: inner.native, nullable: inner.nullable || wrapped[1] === 'Nullable' };
  }
  const aggregate = /^SimpleAggregateFunction\(\w+(?:\([^)]*\))?,\s*(.*)\)$/s.exec(native);
  if (aggregate?.[1] !== undefined) return storageType(aggregate[1]);
  return { native, nullable: false };
}

/** The ClickHouse type that holds every value of a logical type; undefined when there is none. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'Bool';
    case 'int8':
      return 'Int8';
    case 'int16':
      return 'Int16';
    case 'int32':
      return 'Int32';
    case 'int64':
      return 'Int64';
    case 'float32':
      return 'Float32';
    case 'float64':
      return 'Float64';
    case 'decimal':
      if (type.precision === undefined || type.precision > 76) return undefined;
      return `Decimal(${type.precision}, ${type.scale ?? 0})`;
    case 'text':
    case 'json':
    case 'bytes':
    // Time64 came with 25.6; a text of fixed width sorts alike and is held by every version.
    case 'time':
      return 'String';
    case 'date':
      return 'Date32';
    // A zone in the type keeps wall clocks away from the server's own zone and its gaps.
    case 'timestamp':
    case 'timestamptz':
      return "DateTime64(6, 'UTC')";
    case 'uuid':
      return 'UUID';
    case 'list': {
      const element = isListElementSupported(type.element) ? nativeType(type.element) : undefined;
      return element === undefined ? undefined : `Array(Nullable(${element}))`;
    }
  }
}

function logicalOf(native: string): ColumnType {
  const simple = simpleTypes[native];
  if (simple !== undefined) return simple;
  const decimal = /^Decimal\((\d+),\s*(\d+)\)$/.exec(native);
  if (decimal !== null) {
    return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  if (/^DateTime(\(|$)/.test(native)) return { kind: 'timestamptz' };
  const fraction = /^(DateTime64|Time64)\((\d)/.exec(native);
  if (fraction !== null && Number(fraction[2]) <= 6) {
    return { kind: fraction[1] === 'Time64' ? 'time' : 'timestamptz' };
  }
  const array = /^Array\((.*)\)$/s.exec(native);
  if (array?.[1] !== undefined) {
    const element = logicalOf(storageType(array[1]).native);
    return isListElementSupported(element) ? { kind: 'list', element } : { kind: 'json' };
  }
  return jsonTypes.test(native) ? { kind: 'json' } : { kind: 'text' };
}
