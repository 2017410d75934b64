import type { ColumnType } from '@ai-etl/core';
import { isTemporalName, logicalType } from './types.ts';
import { canonicalOf, faithful } from './values/canonical.ts';
import { storageClass, ValueTrouble, type SqlValue } from './values/sql-value.ts';

/** Type of an expression, told by some of its values: SQLite knows no other. `text` when it has none. */
export function observedType(values: readonly SqlValue[]): ColumnType {
  const classes = new Set(values.filter((one) => one !== null).map(storageClass));
  if (classes.size === 0) return { kind: 'text' };
  if ([...classes].every((one) => one === 'integer')) return { kind: 'int64' };
  if ([...classes].every((one) => one === 'integer' || one === 'real')) return { kind: 'float64' };
  return { kind: classes.has('blob') ? 'bytes' : 'text' };
}

/** Type of a column by its declaration and by values of it, where SQLite takes others than were declared. */
export function declaredType(native: string, values: readonly SqlValue[]): ColumnType {
  if (isTemporalName(native)) return temporalType(native, values);
  const type = logicalType(native);
  const held = values.filter((one) => one !== null);
  // 'T' and 'F' of a column declared as BOOL: `WHERE it` would find no row.
  const isSpelled = held.length > 0 && held.every((one) => typeof one === 'string');
  return type.kind === 'bool' && isSpelled ? { kind: 'text' } : type;
}

/**
 * Type of a column that is declared as a date or time: that, when its values are texts in the wire form
 * (or there are none). Numbers, as Unix time and Julian days are, and other texts stay what they are.
 */
function temporalType(declared: string, values: readonly SqlValue[]): ColumnType {
  const type = logicalType(declared);
  const read = canonicalOf({ name: declared, type, nullable: true }, faithful);
  const isOfType = (value: SqlValue): boolean => {
    try {
      read(value);
      return true;
    } catch (error) {
      if (error instanceof ValueTrouble) return false;
      throw error;
    }
  };
  if (values.every(isOfType)) return type;
  const observed = observedType(values);
  return observed.kind === 'bytes' ? { kind: 'text' } : observed;
}
