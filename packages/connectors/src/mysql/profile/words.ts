import { quantileLevels } from '@ai-etl/core';
import type { ProfileWords } from '../../kit/profile/compose.ts';
import type { ProfiledColumn } from '../../kit/profile/profiler.ts';
import { quoteName } from '../quote.ts';
import { plainText } from '../wire.ts';

/** Words of MySQL 8 and MariaDB for a profile. */
export const mysqlWords: ProfileWords = {
  rows: (sql) => `WITH s AS (${sql})`,
  quote: quoteName,
  text: asText,
  figures: (column) => {
    const pairs = Object.entries(aggregatesOf(column)).map(([key, sql]) => `'${key}', ${sql}`);
    return `JSON_OBJECT(${pairs.join(', ')})`;
  },
  shown: (column) => (column.kind === 'bytes' ? null : shownText(`c${column.index}`, column)),
  key: keyOf,
  rowKey,
  left: (text, characters) => `LEFT(${text}, ${characters})`,
  shuffled: (text) => `MD5(${text})`,
};

/** One value for the whole row: so many columns as a table has do not fit into GROUP BY. */
function rowKey(columns: readonly ProfiledColumn[]): string {
  const keys = columns.map((column) => `IFNULL(MD5(${plainKey(column)}), '-')`);
  return `MD5(CONCAT_WS(',', ${keys.join(', ')}))`;
}

/** Groups compare only the beginning of long texts, and take letters that a collation holds alike for one. */
function keyOf(column: ProfiledColumn): string {
  const { kind, index } = column;
  return kind === 'text' || kind === 'bytes' ? `MD5(${plainKey(column)})` : `c${index}`;
}

function plainKey({ kind, type, index }: ProfiledColumn): string {
  const value = `c${index}`;
  if (kind === 'bytes') return value;
  const isFloat = type.kind === 'float32' || type.kind === 'float64';
  return isFloat ? `CONCAT(${value} + 0e0)` : `CONVERT(${value} USING utf8mb4)`;
}

/** With a collation that all share, since texts of several columns stand below each other. */
function shownText(value: string, { type }: ProfiledColumn): string {
  const isFloat = type.kind === 'float32' || type.kind === 'float64';
  const text = isFloat ? plainText(value, type, type) : value;
  return `CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin`;
}

function asText(value: string): string {
  return `CAST(${value} AS CHAR)`;
}

const epoch = "'1970-01-01'";

function aggregatesOf(column: ProfiledColumn): Readonly<Record<string, string>> {
  const { index, kind, type } = column;
  const value = `c${index}`;
  const count = { n: asText(`COUNT(${value})`) };
  const ends = {
    min: shownText(`MIN(${value})`, column),
    max: shownText(`MAX(${value})`, column),
  };
  switch (kind) {
    case 'number':
      return {
        ...count,
        ...ends,
        q: quantiles(column),
        mean: asText(`AVG(${value} + 0e0)`),
        sd: asText(`STDDEV_SAMP(${value} + 0e0)`),
      };
    case 'instant': {
      const micros = `TIMESTAMPDIFF(MICROSECOND, ${epoch}, ${value})`;
      const mean = `TIMESTAMPADD(MICROSECOND, ROUND(AVG(${micros})), ${epoch})`;
      return {
        ...count,
        ...ends,
        q: quantiles(column),
        mean: asText(type.kind === 'date' ? `CAST(${mean} AS DATE)` : mean),
        sd: asText(`STDDEV_SAMP(${micros} / 1e6)`),
      };
    }
    case 'clock':
      return { ...count, ...ends };
    case 'text':
      return {
        ...count,
        ...lengths(`CHAR_LENGTH(CONVERT(${value} USING utf8mb4))`),
        // A collation may take spaces for nothing.
        empty: asText(`COUNT(CASE WHEN LENGTH(${value}) = 0 THEN 1 END)`),
      };
    case 'bytes':
      return { ...count, ...lengths(`LENGTH(${value})`) };
    case 'list':
    case 'plain':
      return count;
  }
}

/** Neither system has an aggregate for it that the other has too: the ranks of sorted values. */
function quantiles(column: ProfiledColumn): string {
  const value = `c${column.index}`;
  const at = quantileLevels.map(
    (level) => `MIN(CASE WHEN r = GREATEST(1, CEIL(n * ${level})) THEN v END)`,
  );
  const ranked = `SELECT ${shownText(value, column)} AS v, ROW_NUMBER() OVER (ORDER BY ${value}) AS r, COUNT(*) OVER () AS n FROM s WHERE ${value} IS NOT NULL`;
  // As a text: JSON within JSON would be a list.
  return `(SELECT CONCAT(JSON_ARRAY(${at.join(', ')}), '') FROM (${ranked}) AS q)`;
}

function lengths(length: string): Readonly<Record<'lmin' | 'lmax' | 'lmean', string>> {
  return {
    lmin: asText(`MIN(${length})`),
    lmax: asText(`MAX(${length})`),
    lmean: asText(`AVG(${length})`),
  };
}
