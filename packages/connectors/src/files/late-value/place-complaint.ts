import { complaintWords } from '../../kit/duckdb/columns/text-type.ts';
import type { DuckConnection } from '../../kit/duckdb/duck-connection.ts';
import { cure, type FoundColumn } from '../files-query.ts';
import type { FoundFile } from '../find-files.ts';
import type { Folder } from '../settings.ts';
import { findValue } from './find-value.ts';
import { shapeOf } from './shape-of.ts';

/** What a view reads: its files, and the columns whose types were found by looking at some rows. */
export interface FilesRead {
  readonly files: readonly FoundFile[];
  readonly columns: readonly FoundColumn[];
  /** As of FilesQuery. */
  readonly contentBytes: number | null;
  readonly rows: number | null;
}

interface Complaint {
  /** The file, then what is wrong with a column of it. */
  readonly complaint: string;
  readonly reads: Iterable<FilesRead>;
  readonly folder: Folder;
}

/**
 * The complaint about a value that is not of its column's type, with the line of the file that has it and the
 * spelling of the value, which DuckDB does not tell: the file is read once more. Never rejects: what cannot be
 * found out, because the file was changed meanwhile or the time is over, is left as it was.
 */
export async function placeComplaint(
  { complaint, reads, folder }: Complaint,
  connection: DuckConnection,
  signal: AbortSignal,
): Promise<string> {
  const refused = findRefused(complaint, reads);
  if (refused === undefined) return complaint;
  const { file, found, native } = refused;
  try {
    const late = await findValue(connection, { file, folder, found }, signal);
    if (late === undefined) return complaint;
    const words = complaintWords({ column: found.column.name, native, cure }, shapeOf(late.value));
    return `${file.name}${late.place === undefined ? '' : `, ${late.place}`}${words}`;
  } catch {
    // The complaint is why the run ends, whatever the second look met.
    return complaint;
  }
}

/** The file and column that a complaint is about; names may hold anything, so all of it is compared. */
function findRefused(
  complaint: string,
  reads: Iterable<FilesRead>,
): { file: FoundFile; found: FoundColumn; native: string } | undefined {
  for (const { files, columns } of reads) {
    for (const found of columns) {
      const { column, type } = found;
      if (type === undefined) continue;
      const words = complaintWords({ column: column.name, native: type.native, cure });
      if (!complaint.endsWith(words)) continue;
      const name = complaint.slice(0, -words.length);
      const file = files.find((one) => one.name === name);
      if (file !== undefined) return { file, found, native: type.native };
    }
  }
  return undefined;
}
