import type { PlannedColumn } from '@ai-etl/core';
import { quoteName, quoteText } from '../../kit/duckdb/quote.ts';
import { logicalType } from '../../kit/duckdb/types.ts';
import { spellingOf } from '../../kit/quarantine/spellings.ts';

/**
 * The landed value of a tested column in the target's type, NULL where it does not fit: casts of DuckDB
 * round, so what it would turn into must be the very same value. Pure.
 */
export function convertedValue({ source, nativeType }: PlannedColumn): string {
  const value = quoteName(source.name);
  const cast = (text: string, native = nativeType): string => `TRY_CAST(${text} AS ${native})`;
  if (source.type.kind !== 'text') {
    return `CASE WHEN ${cast(value)} = ${value} THEN ${cast(value)} END`;
  }
  if (nativeType === 'JSON') return `CASE WHEN json_valid(${value}) THEN ${cast(value)} END`;
  if (nativeType.startsWith('ENUM(')) return cast(value);
  const type = logicalType(nativeType);
  const isSpelled = `regexp_matches(${value}, ${quoteText(spellingOf(type) ?? '')})`;
  switch (type.kind) {
    case 'float32':
    case 'float64':
      return `CASE WHEN ${isSpelled} AND isfinite(${cast(value)}) THEN ${cast(value)} END`;
    case 'timestamp':
    case 'timestamptz': {
      const moment = completed(value);
      const whole = type.kind === 'timestamp' ? 'TIMESTAMP' : 'TIMESTAMP WITH TIME ZONE';
      const isExact = `${cast(moment)}::${whole} = ${cast(moment, whole)}`;
      return `CASE WHEN ${isSpelled} AND ${isExact} THEN ${cast(moment)} END`;
    }
    default:
      return `CASE WHEN ${isSpelled} THEN ${cast(value)} END`;
  }
}

/** DuckDB reads no moment without seconds beside an offset, and no offset without a colon. */
function completed(value: string): string {
  const withSeconds = `regexp_replace(${value}, '^(.{16})([Z+-]|$)', '\\1:00\\2')`;
  return `regexp_replace(${withSeconds}, '([+-][0-9]{2})([0-9]{2})$', '\\1:\\2')`;
}
