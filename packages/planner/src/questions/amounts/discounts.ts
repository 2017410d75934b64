import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';
import { columnUnit } from '../units/column-unit.ts';
import type { Discount } from './reckoning.ts';

const names: ReadonlySet<string> = new Set(['discount', 'disc', 'rebate', 'markdown']);
/** `numeric(5,2)` holds 12.50 of a hundred, `numeric(3,2)` 0.12 of the whole. */
const digitsOfShare = 1;
const digitsOfPercent = 3;

/** What a table takes off the amounts of its rows; null where nothing is. */
export function discountOf(table: CatalogTable): Discount | null {
  const column = table.columns.find(
    (one) => isMeasure(one, table) && partsOf(one.name).some((part) => names.has(part)),
  );
  return column === undefined ? null : { column, outOf: outOf(column) };
}

function outOf(column: CatalogColumn): Discount['outOf'] {
  const parts = partsOf(column.name);
  const { type } = column;
  const comment = column.comment ?? '';
  if (parts.includes('amount') || parts.includes('value')) return null;
  if (/0\s*(?:\.\.+|-|–|to)\s*100|%|percent/iu.test(comment)) return 100;
  const unit = columnUnit(column);
  if (unit?.factor === 1 && unit.dimension === 'share') return 1;
  const digits = digitsBefore(type);
  if (parts.includes('percentage') || parts.includes('rate'))
    return digits !== null && digits <= digitsOfShare ? 1 : 100;
  if (digits === null) return type.kind === 'float64' || type.kind === 'float32' ? 1 : 100;
  return digits <= digitsOfShare ? 1 : digits <= digitsOfPercent ? 100 : null;
}

/** Digits before the point; null where the type does not say. */
function digitsBefore(type: CatalogColumn['type']): number | null {
  if (type.kind !== 'decimal' || type.precision === undefined) return null;
  return type.precision - (type.scale ?? 0);
}
