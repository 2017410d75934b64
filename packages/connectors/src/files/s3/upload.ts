import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { Bucket, OpenUpload, UploadedPart } from './bucket.ts';

/** An object in all but its name: one act is left, and nobody sees it before. */
export type SealedObject =
  /** A file of this machine, small enough for one request. */
  | { readonly kind: 'file'; readonly path: string; readonly sha256: string }
  | {
      readonly kind: 'parts';
      readonly upload: OpenUpload;
      readonly parts: readonly UploadedPart[];
      readonly sha256: string;
    };

export interface UploadRequest {
  /** The file of this machine. */
  readonly path: string;
  /** Of the object it will be. */
  readonly name: string;
  /** Called with an upload before its first part: whoever sweeps must be able to end it. */
  readonly begun: (upload: OpenUpload) => Promise<void>;
  readonly signal: AbortSignal;
}

const mebibyte = 1024 * 1024;
/** What storage takes at most: parts of one object, and bytes of one object. */
const mostParts = 10_000;
const largestObject = 5 * 1024 ** 4;
/** Smaller parts are only more requests; one part is held in memory. */
const usualPart = 16 * mebibyte;

/** Bytes of each part but the last: 16 MiB, and more where 10,000 of them would not do. Pure. */
export function partSize(sizeBytes: number): number {
  const least = Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte;
  return Math.max(usualPart, least);
}

/**
 * Brings a file to the storage, but for the act that makes it an object. What is sent is what was hashed. A failure
 * ends the upload, if the storage can be reached.
 */
export async function sealObject(bucket: Bucket, request: UploadRequest): Promise<SealedObject> {
  const { path, name, signal } = request;
  const { size } = await stat(path);
  if (size > largestObject) {
    throw new AiEtlError(
      'TARGET_FULL',
      `${bucket.place}: the file would have more than 5 TiB, which storage does not take. Load less at once.`,
      { retryable: false },
    );
  }
  const sha256 = await hashOf(path, signal);
  const part = partSize(size);
  if (size <= part) return { kind: 'file', path, sha256 };
  const upload = await bucket.beginUpload(name, { sha256, signal });
  try {
    await request.begun(upload);
    const parts = await uploadParts(bucket, upload, { path, size, part, signal });
    return { kind: 'parts', upload, parts, sha256 };
  } catch (error) {
    // Where even that fails, a sweep ends it.
    await bucket.abortUpload(upload).catch(() => undefined);
    throw error;
  }
}

/** Gives a sealed object its name, in one act. */
export async function publishObject(
  bucket: Bucket,
  sealed: SealedObject,
  name: string,
): Promise<void> {
  const { sha256 } = sealed;
  if (sealed.kind === 'file') {
    await bucket.write(name, await readFile(sealed.path), { sha256 });
    return;
  }
  try {
    await bucket.completeUpload(sealed.upload, sealed.parts);
  } catch (error) {
    // The answer may have been lost, and the next attempt told that there is no upload: then the object is there.
    if ((await bucket.sha256(name)) !== sha256) throw error;
  }
}

interface FileParts {
  readonly path: string;
  readonly size: number;
  readonly part: number;
  readonly signal: AbortSignal;
}

async function uploadParts(
  bucket: Bucket,
  upload: OpenUpload,
  { path, size, part, signal }: FileParts,
): Promise<readonly UploadedPart[]> {
  const file = await open(path);
  const parts: UploadedPart[] = [];
  try {
    for (let at = 0; at < size; at += part) {
      const content = Buffer.alloc(Math.min(part, size - at));
      await readWhole(file, content, at);
      const number = parts.length + 1;
      parts.push(await bucket.uploadPart(upload, { number, content }, signal));
    }
    return parts;
  } finally {
    await file.close();
  }
}

/** One read may bring less than was asked for. */
async function readWhole(
  file: Awaited<ReturnType<typeof open>>,
  content: Buffer,
  position: number,
): Promise<void> {
  let filled = 0;
  while (filled < content.length) {
    const { bytesRead } = await file.read(
      content,
      filled,
      content.length - filled,
      position + filled,
    );
    if (bytesRead === 0) {
      throw new AiEtlError('CONNECTION_LOST', 'The staged file became shorter while it was sent.');
    }
    filled += bytesRead;
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: mebibyte })) {
    throwIfCancelled(signal);
    hash.update(Buffer.from(chunk));
  }
  return hash.digest('hex');
}
