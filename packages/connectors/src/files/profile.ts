import type { ProfileRequest, TableProfile } from '@ai-etl/core';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import { profileRelation } from '../kit/duckdb/profile/profile.ts';
import { readViewFacts } from '../kit/duckdb/profile/view-facts.ts';
import { quoteName } from '../kit/duckdb/quote.ts';
import { parseSheetPath } from './excel/sheet-path.ts';
import type { FilePlace } from './file-place.ts';
import { findFiles } from './find-files.ts';

/** Bytes of CSV and JSON up to which all rows are read to count them and to draw a sample of all. */
const countedUpToBytes = 64 * 1024 * 1024;

/**
 * Takes a profile of the files of a path, whose view the connection has. Parquet tells its rows at once;
 * of other large files the first rows are looked at, and their number is not known.
 */
export function profileFiles(
  connection: DuckConnection,
  request: ProfileRequest,
  place: FilePlace,
): Promise<TableProfile> {
  const { table } = request;
  const from = quoteName(table.object.name);
  return profileRelation(connection, request, {
    from,
    facts: async (options) => {
      const files = await findFiles(place, parseSheetPath(table.object.name).path);
      const sizeBytes = files.reduce((sum, one) => sum + one.sizeBytes, 0);
      const changedMs = Math.max(...files.map((one) => one.changedMs));
      const isCounted = files[0]?.format.kind === 'parquet' || sizeBytes <= countedUpToBytes;
      const lastWrittenAt = new Date(changedMs).toISOString();
      const known = { from, table, isCounted, sizeBytes, lastWrittenAt };
      return readViewFacts(connection, known, options);
    },
  });
}
