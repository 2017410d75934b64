import type { CatalogColumn, Column, ColumnType, PlannedColumn } from '@ai-etl/core';
import { isTested } from '../kit/quarantine/misfits.ts';
import { spellingOf } from '../kit/quarantine/spellings.ts';
import { isFloat, isMoment, isNumber } from '../kit/quarantine/type-groups.ts';
import { canHold } from './assignable.ts';
import { nativeType, storageType } from './types.ts';

/** What arrives, in a column that may hold less of it or takes no NULL: then each value is tested. Pure. */
export function narrow(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  const { native } = storageType(found.nativeType);
  const planned = { source: column, nativeType: found.nativeType, nullable: found.nullable };
  if (canHold(native, column.type)) {
    return column.nullable && !found.nullable ? planned : undefined;
  }
  return canTest(column.type, found.type) && nativeType(column.type) !== undefined
    ? { ...planned, setApart: ['misfit'] }
    : undefined;
}

/** The column as its values land before they are tested: in the type that arrives. Pure. */
export function landingColumn(column: PlannedColumn): PlannedColumn {
  const { source, setApart } = column;
  if (setApart === undefined) return column;
  const { native } = storageType(column.nativeType);
  if (!isTested(column)) return { source, nativeType: native, nullable: true };
  return { source, nativeType: nativeType(source.type) ?? native, nullable: source.nullable };
}

function canTest(type: ColumnType, held: ColumnType): boolean {
  if (type.kind === 'text') return spellingOf(held) !== undefined && held.kind !== 'time';
  // Most integers and decimals would be rounded to a float.
  if (isNumber(type)) return isFloat(held) ? isFloat(type) : isNumber(held);
  return isMoment(type) && type.kind !== 'time' && held.kind === 'timestamptz';
}
