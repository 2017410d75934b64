import type { CatalogColumn, Column, ColumnType, PlannedColumn } from '@ai-etl/core';
import { nativeType } from '../kit/duckdb/types.ts';
import { spellingOf } from '../kit/quarantine/spellings.ts';
import { isFloat, isMoment, isNumber } from '../kit/quarantine/type-groups.ts';
import { canHold } from './assignable.ts';

/** What arrives, in a column that may hold less of it: then each value is tested. Pure. */
export function narrow(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  if (nativeType(column.type) === undefined || !mayMisfit(column.type, found)) return undefined;
  const { nativeType: native, nullable } = found;
  return { source: column, nativeType: native, nullable, setApart: ['misfit'] };
}

function mayMisfit(type: ColumnType, found: CatalogColumn): boolean {
  const { type: held, nativeType: native } = found;
  if (type.kind === 'text') {
    return native === 'JSON' || native.startsWith('ENUM(') || spellingOf(held) !== undefined;
  }
  if (canHold(found, type)) return false;
  // Most integers and decimals would be rounded to a float.
  if (isNumber(type)) return isFloat(held) ? isFloat(type) : isNumber(held);
  return isMoment(type) && held.kind === type.kind;
}
