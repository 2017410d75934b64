import { isRefused } from '../../kit/duckdb/columns/typed-columns.ts';
import type { DuckConnection } from '../../kit/duckdb/duck-connection.ts';
import { quoteName } from '../../kit/duckdb/quote.ts';
import { readCsvHeader } from '../csv/header.ts';
import { textRelation, type FoundColumn } from '../files-query.ts';
import type { FoundFile } from '../find-files.ts';
import { openUnpacked } from '../packed-file.ts';
import type { Folder } from '../settings.ts';
import { findCsvField } from './find-csv-field.ts';
import { findJsonLine } from './find-json-line.ts';

/** A value that is not of its column's type. */
interface LateValue {
  readonly value: string;
  /** `line 7`, a physical line of the unpacked text; undefined where it stands in the path of the file. */
  readonly place: string | undefined;
}

interface Place {
  readonly file: FoundFile;
  readonly folder: Folder;
  readonly found: FoundColumn;
}

/** Finds the first such value of a file: DuckDB says which it is, the text of the file where it stands. */
export async function findValue(
  connection: DuckConnection,
  { file, folder, found }: Place,
  signal: AbortSignal,
): Promise<LateValue | undefined> {
  const { column, type } = found;
  if (type === undefined) return undefined;
  const options = { doing: 'read', signal };
  const raw = await textRelation(connection, { files: [file], folder }, options);
  const name = quoteName(column.name);
  const numbered = `SELECT row_number() OVER () AS _ai_etl_row, ${name} FROM (${raw}) AS r`;
  const query = `SELECT ${name}::VARCHAR, _ai_etl_row::VARCHAR FROM (${numbered}) AS n WHERE ${isRefused(column, type)} ORDER BY _ai_etl_row LIMIT 1`;
  const [[value, row] = []] = await connection.rows(query, options);
  if (value == null) return undefined;
  const place =
    file.format.kind === 'csv'
      ? await csvPlace({ file, folder, found }, value, signal)
      : await jsonPlace(file, Number(row), signal);
  return { value, place };
}

async function csvPlace(
  { file, folder, found }: Place,
  value: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { names, delimiter } = await readCsvHeader(file, folder);
  const field = names.indexOf(found.column.name);
  if (field < 0) return undefined;
  const line = await findCsvField(openUnpacked(file, signal), {
    field,
    value: Buffer.from(value, folder.encoding === 'latin-1' ? 'latin1' : 'utf8'),
    delimiter,
    hasHeader: folder.hasHeader,
  });
  return line === undefined ? undefined : `line ${line}`;
}

/** The row where objects are not one a line. */
async function jsonPlace(file: FoundFile, row: number, signal: AbortSignal): Promise<string> {
  const line = await findJsonLine(openUnpacked(file, signal), row);
  return line === undefined ? `row ${row}` : `line ${line}`;
}
