import type { CatalogColumn } from '@ai-etl/core';
import { columnUnit } from './column-unit.ts';
import type { Unit } from './units.ts';

/** A number in the unit of a column; as it is where either has none, or they measure different things. */
export function inUnitOf(
  column: CatalogColumn,
  { value, unit }: { readonly value: number; readonly unit?: Unit },
): number {
  const own = unit === undefined ? null : columnUnit(column);
  if (unit === undefined || own === null || own.factor === null) return value;
  if (own.dimension !== unit.dimension) return value;
  return Number(((value * unit.factor) / own.factor).toPrecision(12));
}
