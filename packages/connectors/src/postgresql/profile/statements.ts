import { quantileLevels, longestShownValue } from '@ai-etl/core';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';

import { quoteName } from '../quote.ts';

/** One row: `rows`, and the JSON of each column's aggregates. */
export function aggregatesSql(rows: DrawnRows, columns: readonly ProfiledColumn[]): string {
  const list = columns.map((column) => {
    const pairs = Object.entries(aggregatesOf(column)).map(([key, sql]) => `'${key}', ${sql}`);
    return `json_build_object(${pairs.join(', ')})::text AS c${column.index}`;
  });
  return `${withRows(rows, columns)} SELECT ${['count(*) AS rows', ...list].join(', ')} FROM s`;
}

/** The most frequent values of each column, with how many distinct ones there are. */
export function frequenciesSql(
  rows: DrawnRows,
  columns: readonly ProfiledColumn[],
  top: number,
): string {
  const parts = columns.map(({ index, kind }) => {
    const value = `s.c${index}`;
    const isText = kind === 'text' || kind === 'list';
    // Types without an equality (json, xml, point) have a text; numbers 1.0 and 1.00 are one.
    const key = isText ? `${value}::text COLLATE "C"` : value;
    const shown = kind === 'bytes' ? 'NULL::text' : `left(k::text, ${longestShownValue})`;
    return `(SELECT ${index} AS i, ${shown} AS v, n, count(*) OVER () AS d, count(*) FILTER (WHERE n = 1) OVER () AS f
  FROM (SELECT ${key} AS k, count(*) AS n FROM s WHERE ${value} IS NOT NULL GROUP BY 1) AS g
 ORDER BY n DESC, md5(k::text) LIMIT ${top})`;
  });
  return `${withRows(rows, columns)} ${parts.join('\nUNION ALL\n')}`;
}

/** Rows, distinct rows, and rows that occur once. */
export function repetitionSql(rows: DrawnRows, columns: readonly ProfiledColumn[]): string {
  return `${withRows(rows, columns)} SELECT coalesce(sum(n), 0) AS n, count(*) AS d, count(*) FILTER (WHERE n = 1) AS f
  FROM (SELECT count(*) AS n FROM s GROUP BY md5((s.*)::text)) AS g`;
}

/** Least and greatest of columns that lead an index: one look at each end of it. */
export function wholeRangesSql(table: string, columns: readonly ProfiledColumn[]): string {
  const list = columns.flatMap(({ name }, place) => [
    `(SELECT min(${quoteName(name)})::text FROM ${table}) AS a${place}`,
    `(SELECT max(${quoteName(name)})::text FROM ${table}) AS b${place}`,
  ]);
  return `SELECT ${list.join(', ')}`;
}

/** A sample is drawn once a statement; a whole table is never copied aside. */
function withRows(rows: DrawnRows, columns: readonly ProfiledColumn[]): string {
  const how = rows.method === 'all_rows' ? 'NOT MATERIALIZED' : 'MATERIALIZED';
  return `WITH s AS ${how} (${rows.select(columns)})`;
}

function aggregatesOf({ index, kind, type }: ProfiledColumn): Readonly<Record<string, string>> {
  const value = `c${index}`;
  const count = { n: `count(${value})::text` };
  switch (kind) {
    case 'number': {
      const canBeOdd = ['float32', 'float64', 'decimal'].includes(type.kind);
      const only = canBeOdd
        ? ` FILTER (WHERE ${value}::text NOT IN ('NaN', 'Infinity', '-Infinity'))`
        : '';
      return {
        ...count,
        ...order(value, only),
        // As numeric: sums of floats may overflow.
        mean: `(avg(${value}::numeric)${only})::text`,
        sd: `(stddev_samp(${value}::numeric)${only})::text`,
        ...(canBeOdd ? { odd: `(count(${value}) - count(${value})${only})::text` } : {}),
      };
    }
    case 'instant': {
      const only = ` FILTER (WHERE isfinite(${value}))`;
      const seconds = `extract(epoch FROM ${value})`;
      const middle = `to_timestamp((avg(${seconds})${only})::double precision)`;
      const mean = { date: `${middle}::date`, timestamp: `${middle}::timestamp` };
      return {
        ...count,
        ...order(value, only),
        mean: `(${type.kind === 'date' || type.kind === 'timestamp' ? mean[type.kind] : middle})::text`,
        sd: `(stddev_samp(${seconds}::numeric)${only})::text`,
        odd: `(count(${value}) - count(${value})${only})::text`,
      };
    }
    case 'clock':
      return { ...count, ...order(value, '') };
    case 'text':
      return {
        ...count,
        ...lengths(`length(${value}::text)`),
        empty: `(count(*) FILTER (WHERE ${value}::text = ''))::text`,
      };
    case 'bytes':
      return { ...count, ...lengths(`octet_length(${value})`) };
    case 'list':
      return { ...count, ...lengths(`cardinality(${value})`) };
    case 'plain':
      return count;
  }
}

function order(value: string, only: string): Readonly<Record<'min' | 'max' | 'q', string>> {
  const levels = `ARRAY[${quantileLevels.join(', ')}]`;
  const quantiles = `percentile_disc(${levels}) WITHIN GROUP (ORDER BY ${value})${only}`;
  return {
    min: `(min(${value})${only})::text`,
    max: `(max(${value})${only})::text`,
    q: `array_to_json((${quantiles})::text[])::text`,
  };
}

function lengths(length: string): Readonly<Record<LengthKey, string>> {
  return {
    lmin: `min(${length})::text`,
    lmax: `max(${length})::text`,
    lmean: `avg(${length})::text`,
  };
}

type LengthKey = 'lmin' | 'lmax' | 'lmean';
