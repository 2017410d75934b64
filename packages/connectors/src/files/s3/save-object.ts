import { createWriteStream } from 'node:fs';
import { Transform, type Duplex, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { codeOf } from '../../kit/network-error.ts';
import { formatOf } from '../format.ts';
import { damagedPack, mostUnpacked, unpacksTooLarge } from '../packed-file.ts';

export interface SavedObject {
  /** For messages: `s3://bucket`. */
  readonly place: string;
  readonly name: string;
  /** Bytes that the storage has of it. */
  readonly sizeBytes: number;
  /** Its `Content-Encoding`. */
  readonly encoding: string | undefined;
  /** The file. */
  readonly path: string;
  /** Bytes that the file may have. */
  readonly room: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes a body into a file; resolves with the file's bytes. What is packed on its way, which its name does not
 * say, is unpacked as every HTTP client does. Throws CONNECTION_LOST when it was cut off, and VALUE_REJECTED.
 */
export async function saveObject(body: Readable, object: SavedObject): Promise<number> {
  const { name, sizeBytes, path, room, signal } = object;
  let received = 0;
  let written = 0;
  const counted = pass((bytes) => {
    received += bytes;
    return received > sizeBytes ? cutOff(object) : null;
  });
  const bounded = pass((bytes) => {
    written += bytes;
    if (written > mostUnpacked(object)) return unpacksTooLarge(object);
    return written > room ? tooLarge(object) : null;
  });
  const unpacker = unpackerOf(object);
  try {
    const file = createWriteStream(path);
    const options = { signal };
    if (unpacker === undefined) await pipeline(body, counted, bounded, file, options);
    else await pipeline(body, counted, unpacker, bounded, file, options);
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof AiEtlError) throw error;
    const code = codeOf(error) ?? '';
    if (/^(Z_|ZSTD_|ERR_)/.test(code)) {
      // A body that ends early is damaged for the one who unpacks it, too.
      throw received < sizeBytes ? cutOff(object) : damagedPack({ name }, error);
    }
    throw localTrouble(error, object) ?? error;
  }
  if (received !== sizeBytes) throw cutOff(object);
  return written;
}

/** Throws VALUE_REJECTED: more than `scratch_limit_mb` would lie on this machine. */
export function tooLarge({ place, name }: Pick<SavedObject, 'place' | 'name'>): AiEtlError {
  return new AiEtlError(
    'VALUE_REJECTED',
    `${place}: with ${name} more than scratch_limit_mb would lie on this machine. Name fewer objects, or raise scratch_limit_mb.`,
  );
}

/** A failure of this machine's disk, or undefined. */
export function localTrouble(
  error: unknown,
  { place, name }: Pick<SavedObject, 'place' | 'name'>,
): AiEtlError | undefined {
  switch (codeOf(error)) {
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
      return unreadableName(
        `${place}: ${name} is an object, and others lie below its name, as in a folder. Name them apart.`,
        error,
      );
    case 'ENAMETOOLONG':
      return unreadableName(
        `${place}: ${JSON.stringify(name)} has a part of more than 255 bytes, which this machine cannot hold.`,
        error,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new AiEtlError(
        'SERVICE_UNAVAILABLE',
        `${place}: no room is left on this machine for ${name}. Free some, then run again.`,
        { cause: error },
      );
    default:
      return undefined;
  }
}

function unreadableName(message: string, cause: unknown): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', message, {
    cause,
    retryable: false,
    details: [{ field: 'path', error: 'names an object that this machine cannot hold' }],
  });
}

function cutOff({ place, name }: SavedObject): AiEtlError {
  return new AiEtlError('CONNECTION_LOST', `${place}: ${name} was cut off while it was read.`);
}

/** A name that says how it is packed says it of the bytes as they are stored. */
function unpackerOf({ name, encoding = '' }: SavedObject): Duplex | undefined {
  if ((formatOf(name)?.compression ?? 'none') !== 'none') return undefined;
  // Some storage keeps how an upload was cut into chunks.
  const words = encoding
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  switch (words.filter((word) => word !== 'aws-chunked' && word !== '').join()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return undefined;
  }
}

function pass(look: (bytes: number) => Error | null): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      done(look(chunk.length), chunk);
    },
  });
}
