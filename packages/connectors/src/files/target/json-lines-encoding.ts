import type { Column, ColumnType } from '@ai-etl/core';
import { raise } from '../../kit/duckdb/conform.ts';
import { quoteName, quoteText } from '../../kit/duckdb/quote.ts';
import { literalPath } from '../raw-relation.ts';
import { longestRow } from '../settings.ts';
import { parsed } from './csv-encoding.ts';
import type { Encoding, EncodingRequest } from './encoding.ts';
import { plainText } from './plain-text.ts';

/** Decimals with more digits are texts: most readers take numbers of JSON for floating point. */
const exactDigits = 15;

/**
 * One object a line. The lines are made here, not by DuckDB's writer, which cuts `1.10` to `1.1` inside of
 * JSON and writes NaN as no JSON at all.
 */
export function jsonLinesEncoding({ columns: planned, format }: EncodingRequest): Encoding {
  const columns = planned.map(({ source }) => source);
  // The word that DuckDB's reader of JSON has for it.
  const packing = format.compression === 'none' ? 'uncompressed' : format.compression;
  return {
    copy: (rows, file) => {
      const fields = columns.map(
        (one) => `${quoteText(`${JSON.stringify(one.name)}:`)} || ${jsonText(one)}`,
      );
      const line = `'{' || ${fields.join(" || ',' || ")} || '}'`;
      return `COPY (SELECT ${line} FROM (${rows}) AS q) TO ${quoteText(file)} (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false, USE_TMP_FILE false, COMPRESSION ${format.compression})`;
    },
    readBack: (file) => {
      const names = columns.map(({ name }) => `${quoteText(name)}: 'JSON'`).join(', ');
      const items = columns.map((one) => `${readValue(one)} AS ${quoteName(one.name)}`);
      return `SELECT ${items.join(', ')} FROM read_json(${literalPath(file)}, format = 'newline_delimited', columns = {${names}}, maximum_object_size = ${longestRow}, hive_partitioning = false, compression = ${quoteText(packing)})`;
    },
  };
}

/** True for types whose text DuckDB's reader does not give back as it stands in the file. */
export function isReadByValue({ kind }: ColumnType): boolean {
  return kind === 'json';
}

function jsonText(column: Column): string {
  const text = plainText(column);
  return `coalesce(${literal(text, column)}, 'null')`;
}

function literal(text: string, { type, name }: Column): string {
  switch (type.kind) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'list':
      return text;
    case 'decimal':
      return (type.precision ?? Infinity) <= exactDigits ? text : quoted(text);
    case 'float32':
    case 'float64': {
      // As an integer it would lose its sign.
      const number = `CASE ${text} WHEN '-0' THEN '-0.0' ELSE ${text} END`;
      return `CASE WHEN isfinite(q.${quoteName(name)}) THEN ${number} ELSE ${quoted(text)} END`;
    }
    case 'json': {
      const breaks = raise(
        `column ${name} has JSON with line breaks or tabs, which a line cannot hold`,
      );
      const none = raise(`column ${name} has the JSON null, which would be read as NULL`);
      return `CASE WHEN regexp_matches(${text}, '[\\x00-\\x1f]') THEN ${breaks} WHEN trim(${text}) = 'null' THEN ${none} ELSE ${text} END`;
    }
    default:
      return quoted(text);
  }
}

function quoted(text: string): string {
  return `to_json(${text})::VARCHAR`;
}

function readValue(column: Column): string {
  const { name, type } = column;
  const value = `nullif(${quoteName(name)}::VARCHAR, 'null')::JSON`;
  const isNested = type.kind === 'json' || type.kind === 'list';
  return parsed(isNested ? `(${value})::VARCHAR` : `((${value})->>'$')`, column);
}
