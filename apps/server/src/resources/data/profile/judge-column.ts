import {
  estimateDistinct,
  type CatalogTable,
  type ColumnProfile,
  type TableProfile,
} from '@ai-etl/core';
import type { ProfileColumn } from '../contract.ts';

/** What one column's figures say about the whole table. */
export interface Judgement {
  readonly unique: boolean;
  readonly uniqueBasis: ProfileColumn['unique_basis'];
  readonly distinct: number | null;
  readonly distinctBasis: ProfileColumn['distinct_basis'];
}

/** Statistics of unique columns are not exact to the last row. */
const nearlyAll = 0.97;

/** Draws the conclusions from a sample, each with what it rests on. */
export function judgeColumn(
  column: ColumnProfile,
  table: CatalogTable,
  profile: TableProfile,
): Judgement {
  const { frequencies, nulls, systemDistinct } = column;
  const { rows, sample } = profile;
  const isWhole = sample.method === 'all_rows';
  const isKey = [table.primaryKey, ...table.uniqueKeys].some(
    (key) => key.length === 1 && key[0] === column.name,
  );
  const values = nulls === null ? null : sample.rows - nulls;
  const total = valuesOfTable(column, profile);
  if (isKey) {
    const distinct = isWhole && frequencies !== null ? frequencies.distinct : total;
    return {
      unique: true,
      uniqueBasis: 'declared_key',
      distinct,
      distinctBasis: distinct === null ? null : isWhole ? 'all_rows' : 'declared_key',
    };
  }
  if (frequencies === null || values === null) {
    return { unique: false, uniqueBasis: null, distinct: null, distinctBasis: null };
  }
  const uniqueBasis = values === 0 ? null : isWhole ? 'all_rows' : 'sample';
  // The system's own statistics saw more rows than the sample: they may know of repetitions.
  const isContradicted =
    systemDistinct !== null && total !== null && systemDistinct < total * nearlyAll;
  const unique = values > 0 && frequencies.distinct === values && (isWhole || !isContradicted);
  if (isWhole) {
    return { unique, uniqueBasis, distinct: frequencies.distinct, distinctBasis: 'all_rows' };
  }
  if (systemDistinct !== null && systemDistinct >= frequencies.distinct) {
    const distinct = rows.count === null ? systemDistinct : Math.min(systemDistinct, rows.count);
    return { unique, uniqueBasis, distinct, distinctBasis: 'system_statistics' };
  }
  const { distinct, single } = frequencies;
  return {
    unique,
    uniqueBasis,
    distinct: total === null ? distinct : estimateDistinct({ values, distinct, single }, total),
    distinctBasis: 'estimated_from_sample',
  };
}

/** Values that are not NULL in the whole table, at the sample's rate. */
function valuesOfTable({ nulls }: ColumnProfile, { rows, sample }: TableProfile): number | null {
  if (rows.count === null) return null;
  if (nulls === null || sample.rows === 0) return rows.count;
  return Math.round(rows.count * (1 - nulls / sample.rows));
}
