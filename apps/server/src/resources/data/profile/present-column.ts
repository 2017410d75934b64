import {
  printColumnType,
  type CatalogColumn,
  type ColumnProfile,
  type ColumnType,
  type TableProfile,
} from '@ai-etl/core';
import { jsonValue } from '../../../data/json-value.ts';
import type { ProfileColumn } from '../contract.ts';
import type { Judgement } from './judge-column.ts';
import { percentage } from './percentage.ts';

export interface ColumnToPresent {
  readonly column: CatalogColumn;
  readonly profiled: ColumnProfile;
  readonly judgement: Judgement;
  readonly profile: TableProfile;
}

/** A column as the API shows it. */
export function presentColumn(one: ColumnToPresent): ProfileColumn {
  const { column, profiled, judgement, profile } = one;
  const { values, frequencies, nulls } = profiled;
  const { sample } = profile;
  const count = nulls === null ? null : sample.rows - nulls;
  return {
    name: column.name,
    type: profiled.typeName,
    logical_type: printColumnType(column.type),
    nullable: column.nullable,
    unique: judgement.unique,
    unique_basis: judgement.uniqueBasis,
    null_percentage: nulls === null ? null : percentage(nulls, sample.rows),
    distinct_count: judgement.distinct,
    distinct_basis: judgement.distinctBasis,
    ...rangeOf(one),
    mean: meanValue(values?.mean ?? null, column.type),
    stddev: values?.stddev ?? null,
    quantiles: quantilesOf(values?.quantiles ?? null, column.type),
    not_finite_count: values?.notFinite ?? null,
    length: values?.length ?? null,
    empty_count: values?.empty ?? null,
    top_values: (frequencies?.top ?? [])
      .slice(0, shownTopValues)
      .map(({ value, count: times }) => ({
        value: scalar(value, column.type),
        count: times,
        percentage: percentage(times, count ?? 0) ?? 0,
      })),
  };
}

const shownTopValues = 10;

function rangeOf({
  column,
  profiled,
  profile,
}: ColumnToPresent): Pick<ProfileColumn, 'min' | 'max' | 'range_basis'> {
  const { wholeRange, values } = profiled;
  const seen = wholeRange ?? values;
  if (seen === null || seen.min === null) return { min: null, max: null, range_basis: null };
  const isWhole = profile.sample.method === 'all_rows';
  return {
    min: scalar(seen.min, column.type),
    max: scalar(seen.max, column.type),
    range_basis: wholeRange !== null ? 'index' : isWhole ? 'all_rows' : 'sample',
  };
}

function quantilesOf(
  values: readonly string[] | null,
  type: ColumnType,
): ProfileColumn['quantiles'] {
  const [p05, p25, p50, p75, p95] = (values ?? []).map((one) => scalar(one, type));
  if (p05 === undefined || p95 === undefined) return null;
  return { p05, p25: p25 ?? null, p50: p50 ?? null, p75: p75 ?? null, p95 };
}

/** The mean of whole numbers is seldom one. */
function meanValue(text: string | null, type: ColumnType): ProfileColumn['mean'] {
  if (text === null) return null;
  const isTime = ['date', 'timestamp', 'timestamptz'].includes(type.kind);
  if (isTime) return scalar(text, type);
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function scalar(text: string | null, type: ColumnType): string | number | boolean | null {
  const value = jsonValue(text, type);
  return typeof value === 'object' ? text : value;
}
