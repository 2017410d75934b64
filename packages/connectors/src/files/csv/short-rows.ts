import { AiEtlError } from '@ai-etl/core';
import type { FoundFile } from '../find-files.ts';
import { openUnpacked } from '../packed-file.ts';
import type { Folder } from '../settings.ts';
import { largestBufferBytes, wantedBufferBytes } from './buffers.ts';
import { readCsvHeader } from './header.ts';
import { LongRowScan } from './long-row-scan.ts';

/**
 * Reads a CSV file once to its end where it is packed, or does not fit into one buffer: at the end of such a file
 * DuckDB drops rows that are longer than allowed without a word, which elsewhere it refuses. Throws VALUE_REJECTED
 * that names file and line. Answers the bytes of the file's content.
 */
export async function requireShortRows(
  file: FoundFile,
  folder: Folder,
  signal: AbortSignal | undefined,
): Promise<number> {
  const isPacked = file.format.compression !== 'none';
  if (!isPacked && wantedBufferBytes([file], folder) <= largestBufferBytes(folder)) {
    return file.sizeBytes;
  }
  const { delimiter } = await readCsvHeader(file, folder);
  const scan = new LongRowScan({ delimiter, longestRow: folder.longestRowBytes });
  let size = 0;
  for await (const chunk of openUnpacked(file, signal)) {
    size += chunk.length;
    const offset = scan.push(decoded(chunk, folder));
    if (offset === undefined) continue;
    const line = await lineAt(file, folder, { offset, signal });
    throw new AiEtlError(
      'VALUE_REJECTED',
      `${file.name}, line ${line}: the row is too long, it has more than ${folder.longestRowBytes} bytes.`,
    );
  }
  return size;
}

/** As DuckDB keeps it in its buffers. */
function decoded(chunk: Buffer, { encoding }: Folder): Buffer {
  return encoding === 'latin-1' ? Buffer.from(chunk.toString('latin1')) : chunk;
}

/** The line, from 1, of a decoded byte. */
async function lineAt(
  file: FoundFile,
  folder: Folder,
  { offset, signal }: { readonly offset: number; readonly signal: AbortSignal | undefined },
): Promise<number> {
  let line = 1;
  let at = 0;
  let wasReturn = false;
  for await (const chunk of openUnpacked(file, signal)) {
    for (const byte of decoded(chunk, folder)) {
      if (at === offset) return line;
      if (byte === 13 || (byte === 10 && !wasReturn)) line += 1;
      wasReturn = byte === 13;
      at += 1;
    }
  }
  return line;
}
