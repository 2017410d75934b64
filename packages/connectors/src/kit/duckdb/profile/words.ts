import { quantileLevels } from '@ai-etl/core';
import type { ProfileWords } from '../../profile/compose.ts';
import type { ProfiledColumn } from '../../profile/profiler.ts';
import { shortNames } from '../../profile/select-list.ts';
import { quoteName } from '../quote.ts';
import { plainText } from '../wire.ts';

/** DuckDB's words for a profile. */
export const duckdbWords: ProfileWords = {
  rows: (sql, method) =>
    `WITH s AS ${method === 'all_rows' ? 'NOT MATERIALIZED' : 'MATERIALIZED'} (${sql})`,
  quote: quoteName,
  text: (value) => `CAST(${value} AS VARCHAR)`,
  figures: (column) => {
    const pairs = Object.entries(aggregatesOf(column)).map(([key, sql]) => `'${key}', ${sql}`);
    return `json_object(${pairs.join(', ')})::VARCHAR`;
  },
  shown: ({ index, kind, type, nativeType }) =>
    kind === 'bytes' ? null : plainText(`c${index}`, type, nativeType),
  // NaN is one value, and 0 the same as -0.
  key: ({ index }) => `c${index}`,
  rowKey: shortNames,
  left: (text, characters) => `left(${text}, ${characters})`,
  shuffled: (text) => `hash(${text})`,
};

/** Values of floats beyond it have a square that no float holds. */
const largestSquared = '1e150';

function aggregatesOf(column: ProfiledColumn): Readonly<Record<string, string>> {
  const { index, kind, type, nativeType } = column;
  const value = `c${index}`;
  const count = { n: `count(${value})::VARCHAR` };
  const text = (one: string): string => plainText(one, type, nativeType);
  switch (kind) {
    case 'number': {
      const isFloat = type.kind === 'float32' || type.kind === 'float64';
      const only = isFloat ? `isfinite(${value})` : 'true';
      const number = `${value}::DOUBLE`;
      const isFine = `abs(${number}) < ${largestSquared}`;
      const overFine = (aggregate: string): string =>
        `CASE WHEN bool_and(${isFine}) FILTER (WHERE ${only}) THEN (${aggregate} FILTER (WHERE ${isFine}))::VARCHAR END`;
      return {
        ...count,
        ...order(value, only, text),
        mean: overFine(`avg(${number})`),
        sd: overFine(`stddev_samp(${number})`),
        ...(isFloat ? { odd: oddOnes(value, only) } : {}),
      };
    }
    case 'instant': {
      const only = `isfinite(${value})`;
      const isDate = type.kind === 'date';
      // Days: not every date is a time.
      const number = isDate ? `datediff('day', DATE '1970-01-01', ${value})` : `epoch_us(${value})`;
      const mean = `round(avg(${number}) FILTER (WHERE ${only}))::BIGINT`;
      const middle = isDate
        ? plainText(`(DATE '1970-01-01' + (${mean})::INTEGER)`, { kind: 'date' }, 'DATE')
        : plainText(`make_timestamp(${mean})`, { kind: 'timestamp' }, 'TIMESTAMP');
      const seconds = isDate ? `${number} * 86400.0` : `${number} / 1e6`;
      return {
        ...count,
        ...order(value, only, text),
        mean: middle,
        sd: `(stddev_samp(${seconds}) FILTER (WHERE ${only}))::VARCHAR`,
        odd: oddOnes(value, only),
      };
    }
    case 'clock':
      return { ...count, min: text(`min(${value})`), max: text(`max(${value})`) };
    case 'text':
      return {
        ...count,
        ...lengths(`length(${text(value)})`),
        empty: `(count(*) FILTER (WHERE ${text(value)} = ''))::VARCHAR`,
      };
    case 'bytes':
      return { ...count, ...lengths(`octet_length(${value})`) };
    case 'list':
      return { ...count, ...lengths(`len(${value})`) };
    case 'plain':
      return count;
  }
}

function order(
  value: string,
  only: string,
  text: (value: string) => string,
): Readonly<Record<'min' | 'max' | 'q', string>> {
  const filter = `FILTER (WHERE ${only})`;
  const quantiles = `quantile_disc(${value}, [${quantileLevels.join(', ')}]) ${filter}`;
  return {
    min: text(`(min(${value}) ${filter})`),
    max: text(`(max(${value}) ${filter})`),
    q: `to_json(list_transform(${quantiles}, lambda x: ${text('x')}))::VARCHAR`,
  };
}

function oddOnes(value: string, only: string): string {
  return `(count(${value}) FILTER (WHERE NOT ${only}))::VARCHAR`;
}

function lengths(length: string): Readonly<Record<'lmin' | 'lmax' | 'lmean', string>> {
  return {
    lmin: `min(${length})::VARCHAR`,
    lmax: `max(${length})::VARCHAR`,
    lmean: `avg(${length})::VARCHAR`,
  };
}
