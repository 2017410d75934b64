import type { FoundFile } from '../find-files.ts';
import { unpackedAtMost } from '../packed-file.ts';
import type { Folder } from '../settings.ts';

/** Of a buffer of DuckDB's CSV reader; its own default, of which few fit into the memory of a connection. */
export function largestBufferBytes({ longestRowBytes }: Folder): number {
  return 16 * longestRowBytes;
}

/**
 * A buffer that would hold any of the files whole, and a row more: in such a one DuckDB refuses a row that is too
 * long wherever it stands.
 */
export function wantedBufferBytes(
  files: readonly FoundFile[],
  { longestRowBytes, encoding }: Folder,
): number {
  // A byte of latin-1 is up to two for DuckDB.
  const largest = Math.max(...files.map(unpackedAtMost)) * (encoding === 'latin-1' ? 2 : 1);
  return Math.max(largest + longestRowBytes, 2 * longestRowBytes);
}

/** The size of the buffers of a scan, in bytes. */
export function bufferBytes(files: readonly FoundFile[], folder: Folder): number {
  return Math.min(wantedBufferBytes(files, folder), largestBufferBytes(folder));
}
