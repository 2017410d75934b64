import {
  isTemporal,
  maskValue,
  printColumnType,
  type ColumnType,
  type TableProfile,
} from '@ai-etl/core';
import { jsonValue } from '../../../data/json-value.ts';
import type { ProfileColumn } from '../contract.ts';
import type { ColumnView } from './column-view.ts';
import { percentage } from './percentage.ts';

/** A column as the API shows it; `mayUnmask`: to a caller who may see personal data. */
export function presentColumn(
  view: ColumnView,
  profile: TableProfile,
  mayUnmask: boolean,
): ProfileColumn {
  const { column, profiled, judgement, meaning } = view;
  const { values, nulls } = profiled;
  const masked = meaning?.pii === true && !mayUnmask;
  const figures = masked ? hiddenFigures : figuresOf(view, profile);
  return {
    name: column.name,
    type: profiled.typeName,
    logical_type: printColumnType(column.type),
    nullable: column.nullable,
    unique: judgement.unique,
    unique_basis: judgement.uniqueBasis,
    null_percentage: nulls === null ? null : percentage(nulls, profile.sample.rows),
    distinct_count: judgement.distinct,
    distinct_basis: judgement.distinctBasis,
    ...figures,
    not_finite_count: values?.notFinite ?? null,
    length: values?.length ?? null,
    empty_count: values?.empty ?? null,
    top_values: topValues(view, profile, masked),
    semantic_type: meaning?.kind ?? null,
    semantic:
      meaning === null
        ? null
        : {
            confidence: meaning.confidence,
            basis: meaning.basis,
            matching_percentage: meaning.share === null ? null : meaning.share * 100,
            format: meaning.format,
            contains: [...meaning.contains],
          },
    pii: meaning?.pii ?? false,
    masked,
    comment: column.comment ?? null,
  };
}

const shownTopValues = 10;

type Figures = Pick<ProfileColumn, 'min' | 'max' | 'range_basis' | 'mean' | 'stddev' | 'quantiles'>;

const hiddenFigures: Figures = {
  min: null,
  max: null,
  range_basis: null,
  mean: null,
  stddev: null,
  quantiles: null,
};

function figuresOf({ column, profiled }: ColumnView, { sample }: TableProfile): Figures {
  const { wholeRange, values } = profiled;
  const seen = wholeRange ?? values;
  const isWhole = sample.method === 'all_rows';
  return {
    min: scalar(seen?.min ?? null, column.type),
    max: scalar(seen?.max ?? null, column.type),
    range_basis:
      seen === null || seen.min === null
        ? null
        : wholeRange !== null
          ? 'index'
          : isWhole
            ? 'all_rows'
            : 'sample',
    mean: meanValue(values?.mean ?? null, column.type),
    stddev: values?.stddev ?? null,
    quantiles: quantilesOf(values?.quantiles ?? null, column.type),
  };
}

/** Values that occur once say nothing about a column, unless it has but a few. */
function topValues(
  { column, profiled, meaning }: ColumnView,
  { sample }: TableProfile,
  masked: boolean,
): ProfileColumn['top_values'] {
  const { frequencies, nulls } = profiled;
  if (frequencies === null) return [];
  const isFew = frequencies.distinct <= shownTopValues;
  return frequencies.top
    .filter(({ count }) => isFew || count > 1)
    .slice(0, shownTopValues)
    .map(({ value, count }) => ({
      value: masked ? maskValue(value, meaning?.kind ?? null) : scalar(value, column.type),
      count,
      percentage: percentage(count, sample.rows - (nulls ?? 0)) ?? 0,
    }));
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
  if (text === null || isTemporal(type)) return scalar(text, type);
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function scalar(text: string | null, type: ColumnType): string | number | boolean | null {
  const value = jsonValue(text, type);
  return typeof value === 'object' ? text : value;
}
