import type { CatalogColumn } from '@ai-etl/core';
import { columnUnit } from './column-unit.ts';
import { unitOf, type Unit } from './units.ts';

const metre = unitOf('m');

/** A number in the unit of a column; as it is where either has none, or they measure different things. */
export function inUnitOf(
  column: CatalogColumn,
  {
    value,
    unit,
    metres,
  }: { readonly value: number; readonly unit?: Unit; readonly metres?: number },
): number {
  const own = columnUnit(column);
  if (metres !== undefined && own?.dimension === 'length' && metre !== null)
    return own.factor === null ? metres : rounded((metres * metre.factor) / own.factor);
  const isOther = unit?.orTimes !== undefined && own?.dimension !== unit.dimension;
  const scaled = inScaleOf(column, isOther ? value * (unit.orTimes ?? 1) : value);
  if (unit === undefined || own === null || own.factor === null) return scaled;
  if (own.dimension !== unit.dimension) return scaled;
  return rounded((scaled * unit.factor) / own.factor);
}

/** "200 million" of `budget_in_millions`: numbers as great as that are told in ones. */
function inScaleOf(column: CatalogColumn, value: number): number {
  const scale = scaleInName(column);
  return scale > 1e3 && value >= 1e6 ? rounded(value / scale) : value;
}

/** What a name says that its numbers are to be multiplied by. */
export function scaleInName({ name }: CatalogColumn): number {
  if (/billions?|(?:_|\b)bn(?:_|\b)|mlrd/iu.test(name)) return 1e9;
  if (/millions?|mln/iu.test(name)) return 1e6;
  return /thousands?/iu.test(name) ? 1e3 : 1;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
