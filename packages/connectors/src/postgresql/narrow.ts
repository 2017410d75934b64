import type { CatalogColumn, Column, ColumnType, PlannedColumn } from '@ai-etl/core';
import { spellingOf } from '../kit/quarantine/spellings.ts';
import { isFloat, isMoment, isNumber } from '../kit/quarantine/type-groups.ts';
import { canHold } from './assignable.ts';

/** What arrives, in a column that may hold less of it: then each value is tested. Pure. */
export function narrow(column: Column, found: CatalogColumn): PlannedColumn | undefined {
  if (!mayMisfit(column.type, found)) return undefined;
  const { nativeType, nullable, baseType } = found;
  const base = baseType === undefined ? {} : { baseType };
  return { source: column, nativeType, ...base, nullable, setApart: ['misfit'] };
}

function mayMisfit(type: ColumnType, found: CatalogColumn): boolean {
  const held = found.type;
  // Besides numbers and the like: varchar(n), enum, inet, json; they refuse what they do not know.
  if (type.kind === 'text')
    return !/^(text|character varying)$/.test(found.nativeType) && canRead(held);
  if (canHold(found, type)) return false;
  // Most integers and decimals would be rounded to a float.
  if (isNumber(type)) return isFloat(held) ? isFloat(type) : isNumber(held);
  return isMoment(type) && held.kind === type.kind;
}

function canRead(type: ColumnType): boolean {
  return type.kind === 'text' || type.kind === 'json' || spellingOf(type) !== undefined;
}
