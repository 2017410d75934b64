import { readCsvHeader } from '../csv/header.ts';
import type { FoundFile } from '../find-files.ts';
import { openUnpacked } from '../packed-file.ts';
import type { Folder } from '../settings.ts';
import { evenly } from './evenly.ts';
import { countCsvRows, countJsonRows, type RowsCounted } from './count-rows.ts';

/** Files whose beginnings are looked at. */
const mostFiles = 8;
/** Of each, unpacked. */
const startBytes = 256 * 1024;

export interface TextToSample {
  readonly folder: Folder;
  /** Of all files, unpacked. */
  readonly contentBytes: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Rows of CSV or JSON files by the length of those at the beginnings of some files; null where no row ends there.
 * Reads 2 MiB at most, whatever the files have. Throws CONNECTION_LOST where one is gone.
 */
export async function sampleRows(
  files: readonly FoundFile[],
  { folder, contentBytes, signal }: TextToSample,
): Promise<number | null> {
  const some = evenly(files, mostFiles);
  let rows = 0;
  let bytes = 0;
  let headerBytes = 0;
  let areWhole = some.length === files.length;
  for (const file of some) {
    const { start, isWhole } = await readStart(file, signal);
    const found = await countStart(file, folder, { start, isWhole });
    rows += found.rows;
    bytes += found.bytes;
    headerBytes += found.headerBytes;
    areWhole &&= isWhole;
  }
  if (areWhole) return rows;
  if (rows === 0) return null;
  const headers = (headerBytes / some.length) * files.length;
  return Math.round((Math.max(0, contentBytes - headers) * rows) / bytes);
}

interface Start {
  readonly start: Buffer;
  readonly isWhole: boolean;
}

async function countStart(
  file: FoundFile,
  folder: Folder,
  { start, isWhole }: Start,
): Promise<RowsCounted> {
  if (file.format.kind === 'json') return countJsonRows(start);
  const { delimiter } = await readCsvHeader(file, folder);
  return countCsvRows(start, { delimiter, hasHeader: folder.hasHeader, isWhole });
}

async function readStart(file: FoundFile, signal: AbortSignal | undefined): Promise<Start> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of openUnpacked(file, signal)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > startBytes) break;
  }
  return { start: Buffer.concat(chunks).subarray(0, startBytes), isWhole: size <= startBytes };
}
