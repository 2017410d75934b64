import { longestShownValue, quantileLevels } from '@ai-etl/core';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';
import { shownValue } from '../shown-value.ts';
import { storageType } from '../types.ts';
import { instant } from '../wire.ts';

/** One row: `rows`, and the JSON of each column's aggregates. */
export function aggregatesSql(rows: DrawnRows, columns: readonly ProfiledColumn[]): string {
  const list = columns.map((column) => {
    const pairs = Object.entries(aggregatesOf(column)).map(
      ([key, sql]) => `'${key}', CAST(${sql} AS Nullable(String))`,
    );
    return `toJSONString(map(${pairs.join(', ')})) AS c${column.index}`;
  });
  const all = ['toString(count()) AS rows', ...list].join(', ');
  return `SELECT ${all} FROM (${rows.select(columns)}) AS s`;
}

/** The most frequent values of each column, with how many distinct ones there are. */
export function frequenciesSql(
  rows: DrawnRows,
  columns: readonly ProfiledColumn[],
  top: number,
): string {
  const parts = columns.map((column) => {
    const { index, kind, nativeType } = column;
    const shown =
      kind === 'bytes'
        ? 'CAST(NULL AS Nullable(String))'
        : `CAST(substringUTF8(k, 1, ${longestShownValue}) AS Nullable(String))`;
    return `SELECT * FROM (SELECT '${index}' AS i, ${shown} AS v, toString(times) AS n, toString(count() OVER ()) AS d, toString(countIf(times = 1) OVER ()) AS f
  FROM (SELECT ${shownValue(`c${index}`, nativeType)} AS k, count() AS times FROM (${rows.select([column])}) AS s WHERE isNotNull(c${index}) GROUP BY k)
 ORDER BY times DESC, cityHash64(k) LIMIT ${top})`;
  });
  return parts.join('\nUNION ALL\n');
}

/** Rows, distinct rows, and rows that occur once. */
export function repetitionSql(rows: DrawnRows, columns: readonly ProfiledColumn[]): string {
  // NULL and an empty text differ; a text cannot run over into its neighbour.
  const texts = columns.map(
    ({ index }) => `tuple(isNull(c${index}), ifNull(toString(c${index}), ''))`,
  );
  return `SELECT toString(sum(times)) AS n, toString(count()) AS d, toString(countIf(times = 1)) AS f
  FROM (SELECT count() AS times FROM (${rows.select(columns)}) AS s GROUP BY sipHash128(${texts.join(', ')}))`;
}

function aggregatesOf(column: ProfiledColumn): Readonly<Record<string, string>> {
  const { index, kind, type, nativeType } = column;
  const value = `c${index}`;
  const { native } = storageType(nativeType);
  const count = { n: `toString(count(${value}))` };
  switch (kind) {
    case 'number': {
      const isFloat = type.kind === 'float32' || type.kind === 'float64';
      const fine = isFloat ? `isFinite(${value})` : '1';
      const scale = type.kind === 'decimal' ? (type.scale ?? 0) : 0;
      const text = (one: string): string =>
        scale > 0 ? `toDecimalString(${one}, ${scale})` : `toString(${one})`;
      const { q, ...range } = ordered(value, fine, text);
      return {
        ...count,
        ...range,
        // quantilesExactLow takes no wider integers.
        ...(/^U?Int(128|256)$/.test(native) ? {} : { q }),
        mean: textOf(`avgOrNullIf(toFloat64(${value}), ${fine})`),
        sd: finiteText(`stddevSampStableOrNullIf(toFloat64(${value}), ${fine})`),
        ...(isFloat ? { odd: `toString(count(${value}) - countIf(${fine}))` } : {}),
      };
    }
    case 'instant': {
      // Numbers, because not every aggregate takes every kind of time.
      const isDate = type.kind === 'date';
      const number = isDate
        ? `toInt64(toInt32(toDate32(${value})))`
        : `toUnixTimestamp64Micro(${instant(value, native)})`;
      const back = (one: string): string =>
        isDate
          ? `toString(CAST(toInt32(${one}) AS Date32))`
          : `toString(fromUnixTimestamp64Micro(toInt64(${one}), 'UTC'))`;
      const seconds = isDate ? `${number} * 86400` : `${number} / 1000000`;
      const mean = `avgOrNull(${number})`;
      return {
        ...count,
        ...ordered(number, '1', back),
        mean: `if(isNull(${mean}), NULL, ${back(`ifNull(${mean}, 0)`)})`,
        sd: finiteText(`stddevSampStableOrNull(${seconds})`),
      };
    }
    case 'clock': {
      const text = `toString(${value})`;
      return { ...count, min: textOf(`minOrNull(${text})`), max: textOf(`maxOrNull(${text})`) };
    }
    case 'text': {
      const text = `toString(${value})`;
      return {
        ...count,
        ...lengths(`lengthUTF8(${text})`),
        empty: `toString(countIf(${text} = ''))`,
      };
    }
    case 'bytes':
      return { ...count, ...lengths(`length(${value})`) };
    case 'list':
      return { ...count, ...lengths(`length(${value})`) };
    case 'plain':
      return count;
  }
}

function ordered(
  value: string,
  fine: string,
  text: (one: string) => string,
): Readonly<Record<'min' | 'max' | 'q', string>> {
  const quantiles = `quantilesExactLowOrNullIf(${quantileLevels.join(', ')})(${value}, ${fine})`;
  const nothing = `countIf(isNotNull(${value}) AND ${fine}) = 0`;
  const list = `arrayMap(x -> ${text('x')}, ${quantiles})`;
  return {
    min: `if(${nothing}, NULL, ${text(`minIf(${value}, ${fine})`)})`,
    max: `if(${nothing}, NULL, ${text(`maxIf(${value}, ${fine})`)})`,
    q: `if(${nothing}, NULL, toJSONString(${list}))`,
  };
}

function lengths(length: string): Readonly<Record<'lmin' | 'lmax' | 'lmean', string>> {
  return {
    lmin: textOf(`minOrNull(${length})`),
    lmax: textOf(`maxOrNull(${length})`),
    lmean: textOf(`avgOrNull(${length})`),
  };
}

function textOf(value: string): string {
  return `toString(${value})`;
}

/** The spread of a single value is NaN here, and unknown to us. */
function finiteText(value: string): string {
  return `if(isFinite(${value}), toString(${value}), NULL)`;
}
