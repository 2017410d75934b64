import { sameType, type CatalogColumn, type Column, type PlannedColumn } from '@ai-etl/core';
import { spellingOf } from '../kit/quarantine/spellings.ts';
import { isFloat, isNumber } from '../kit/quarantine/type-groups.ts';
import { canHold } from './assignable.ts';
import { affinityOf, logicalType, nativeType } from './types.ts';

/** What arrives, in a column that may hold less of it: then each value is tested. Pure. */
export function narrow(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  if (nativeType(column.type) === undefined || !mayMisfit(column, found)) return undefined;
  const { nativeType: native, nullable } = found;
  return { source: column, nativeType: native, nullable, setApart: ['misfit'] };
}

function mayMisfit({ type }: Column, found: CatalogColumn): boolean {
  const { type: held, nativeType: native } = found;
  if (native.endsWith('GENERATED ALWAYS') || canHold(found, type)) return false;
  // What is declared as a date may hold numbers: then it stays refused.
  if (!sameType(held, logicalType(native))) return false;
  if (type.kind === 'text') {
    if (held.kind === 'json') return affinityOf(native) === 'text';
    return spellingOf(held) !== undefined;
  }
  // Most integers and decimals would be rounded to a float.
  return isNumber(type) && isNumber(held) && !isFloat(held);
}
