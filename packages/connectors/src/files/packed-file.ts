import { createReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import { fileGone } from '../kit/duckdb/errors.ts';
import { codeOf } from '../kit/network-error.ts';
import type { FoundFile } from './find-files.ts';

/** gzip packs at most 1032 bytes into one; what unpacks to more is made to fill a disk or a memory. */
const mostTimes = 1100;
/** Less is never too much, however small it is packed. */
const harmlessBytes = 1024 ** 3;

/**
 * Unpacks a file to its end and keeps nothing. DuckDB takes the end of a file that was cut off for the end of
 * its rows, so it would load some of them without a word. Answers the bytes of its content. Throws VALUE_REJECTED
 * that names the file.
 */
export async function requireWholePack(
  file: FoundFile,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (file.format.compression === 'none') return file.sizeBytes;
  let size = 0;
  for await (const chunk of openUnpacked(file, signal)) size += chunk.length;
  return size;
}

/** Bytes of a file's content: known where it is not packed, else as many as gzip could have packed. */
export function unpackedAtMost({ sizeBytes, format }: FoundFile): number {
  return format.compression === 'none' ? sizeBytes : sizeBytes * mostTimes;
}

/** Bytes that a packed file may unpack to. */
export function mostUnpacked({ sizeBytes }: Pick<FoundFile, 'sizeBytes'>): number {
  return Math.max(harmlessBytes, sizeBytes * mostTimes);
}

/** The bytes of a file, unpacked. Throws VALUE_REJECTED for a pack that is damaged or unpacks to too much. */
export async function* openUnpacked(
  file: FoundFile,
  signal: AbortSignal | undefined,
): AsyncIterable<Buffer> {
  const input = createReadStream(file.path);
  const unpacked = file.format.compression === 'none' ? input : input.pipe(unpackerOf(file.format));
  // A pipe does not pass errors on.
  if (unpacked !== input) input.once('error', (error) => unpacked.destroy(error));
  const most = mostUnpacked(file);
  let size = 0;
  try {
    for await (const chunk of unpacked) {
      throwIfCancelled(signal);
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > most) throw unpacksTooLarge(file);
      yield bytes;
    }
  } catch (error) {
    throwIfCancelled(signal);
    throw error instanceof AiEtlError ? error : damagedPack(file, error);
  } finally {
    input.destroy();
    unpacked.destroy();
  }
}

export function unpackerOf({ compression }: FoundFile['format']): Transform {
  return compression === 'gzip' ? createGunzip() : createZstdDecompress();
}

/** VALUE_REJECTED that names the file; CONNECTION_LOST, which is tried again, where it was removed meanwhile. */
export function damagedPack({ name }: Pick<FoundFile, 'name'>, cause: unknown): AiEtlError {
  if (codeOf(cause) === 'ENOENT') {
    return new AiEtlError('CONNECTION_LOST', `${name}: ${fileGone}.`, { cause });
  }
  return new AiEtlError(
    'VALUE_REJECTED',
    `${name}: the file cannot be read or unpacked; it is damaged, cut off, or not what its name says.`,
    { cause },
  );
}

/** VALUE_REJECTED that names the file. */
export function unpacksTooLarge({ name }: Pick<FoundFile, 'name'>): AiEtlError {
  return new AiEtlError(
    'VALUE_REJECTED',
    `${name}: it unpacks to more than ${mostTimes} times its size, and more than 1 GiB. Unpack it yourself if that is meant.`,
  );
}
