import { quoteText } from '../../kit/duckdb/quote.ts';
import { literalPath } from '../raw-relation.ts';
import { csvEncoding } from './csv-encoding.ts';
import type { Encoding, EncodingRequest } from './encoding.ts';
import { jsonLinesEncoding } from './json-lines-encoding.ts';

/** The words for a format. */
export function encodingOf(request: EncodingRequest): Encoding {
  switch (request.format.kind) {
    case 'csv':
      return csvEncoding(request);
    case 'json':
      return jsonLinesEncoding(request);
    case 'parquet':
      return {
        copy: (rows, file) =>
          `COPY (${rows}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
        readBack: (file) =>
          `SELECT * FROM read_parquet(${literalPath(file)}, hive_partitioning = false)`,
      };
  }
}
