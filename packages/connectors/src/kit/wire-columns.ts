import type { Column, ColumnType, Fidelity, Schema } from '@ai-etl/core';

/**
 * The columns as they travel: `fidelity.unbounded_decimal` gives a numeric without precision its
 * type. Source and target both use this, so they agree without talking.
 */
export function wireColumns(columns: Schema, fidelity: Fidelity): Schema {
  return columns.map((column) => wireColumn(column, fidelity));
}

/** One column as it travels, see wireColumns. */
export function wireColumn(column: Column, fidelity: Fidelity): Column {
  const nullable = column.nullable || turnsToNull(column.type, fidelity);
  return { name: column.name, type: wireType(column.type, fidelity), nullable };
}

/** True for `numeric` without precision. */
export function isUnboundedDecimal(type: ColumnType): boolean {
  return type.kind === 'decimal' && type.precision === undefined;
}

/** Dates that every target we write holds: what `date_range: null` keeps. */
export const portableDates = { first: '1900-01-01', last: '2299-12-31' } as const;

function wireType(type: ColumnType, fidelity: Fidelity): ColumnType {
  if (!isUnboundedDecimal(type) || fidelity.unbounded_decimal === 'fail') return type;
  const bounded = /^decimal\((\d+),(\d+)\)$/.exec(fidelity.unbounded_decimal);
  if (bounded === null) return { kind: 'text' };
  return { kind: 'decimal', precision: Number(bounded[1]), scale: Number(bounded[2]) };
}

function turnsToNull(type: ColumnType, fidelity: Fidelity): boolean {
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return fidelity.date_range === 'null';
    case 'float32':
    case 'float64':
    case 'decimal':
      return fidelity.not_a_number === 'null';
    default:
      return false;
  }
}
