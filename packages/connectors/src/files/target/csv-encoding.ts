import type { Column, ColumnType } from '@ai-etl/core';
import { decoded } from '../../kit/duckdb/decode.ts';
import { quoteName, quoteText } from '../../kit/duckdb/quote.ts';
import { literalPath } from '../raw-relation.ts';
import { longestRow } from '../settings.ts';
import type { Encoding, EncodingRequest } from './encoding.ts';
import { plainText } from './plain-text.ts';

/** CSV as our reader takes it: NULL is nothing, the empty text is `""`. */
export function csvEncoding(request: EncodingRequest): Encoding {
  const { format, delimiter, hasHeader } = request;
  const columns = request.columns.map(({ source }) => source);
  const common = `HEADER ${hasHeader}, COMPRESSION ${format.compression}`;
  return {
    copy: (rows, file) => {
      const items = columns.map((one) => `${plainText(one)} AS ${quoteName(one.name)}`);
      return `COPY (SELECT ${items.join(', ')} FROM (${rows}) AS q) TO ${quoteText(file)} (FORMAT csv, DELIMITER ${quoteText(delimiter)}, QUOTE '"', ESCAPE '"', NULLSTR '', USE_TMP_FILE false, ${common})`;
    },
    readBack: (file) => {
      const names = columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
      const items = columns.map(
        (one, index) => `${parsed(`c${index}`, one)} AS ${quoteName(one.name)}`,
      );
      return `SELECT ${items.join(', ')} FROM read_csv(${literalPath(file)}, auto_detect = false, columns = {${names}}, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', comment = '', nullstr = '', allow_quoted_nulls = false, null_padding = false, strict_mode = true, max_line_size = ${longestRow}, hive_partitioning = false, header = ${hasHeader}, compression = ${quoteText(format.compression)})`;
    },
  };
}

/** The value of a field: the wire's, but that nothing is escaped. */
export function parsed(field: string, { type }: Pick<Column, 'type'>): string {
  return decoded(hasEscapes(type) ? `replace(${field}, '\\', '\\\\')` : field, type);
}

function hasEscapes({ kind }: ColumnType): boolean {
  return kind === 'text' || kind === 'json' || kind === 'list';
}
