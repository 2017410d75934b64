import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { invariant } from '@ai-etl/core';
import { z } from 'zod';
import { parseWorkTableName } from '../../kit/staging-name.ts';
import type { FileStore } from '../target/file-store.ts';
import type { Bucket, OpenUpload } from './bucket.ts';
import { publishObject, sealObject, type SealedObject } from './upload.ts';

/** What the object of a staged name holds while its upload is open, so that any sweep can end it. */
const UploadRecord = z.object({ version: z.literal(1), name: z.string(), upload_id: z.string() });

/**
 * Objects of a bucket. DuckDB writes a file of this machine. Its parts are uploaded for its own name, where nobody
 * sees them until one request makes them an object; an object of the staged name says meanwhile that it is at work.
 */
export class BucketStore implements FileStore {
  readonly #bucket: Bucket;
  /** A folder of this machine. */
  readonly #scratch: string;
  /** By staged name. */
  readonly #sealed = new Map<string, SealedObject>();
  /** Staged names whose upload is over. */
  readonly #published = new Set<string>();

  constructor(bucket: Bucket, scratch: string) {
    this.#bucket = bucket;
    this.#scratch = scratch;
  }

  async stage(name: string): Promise<void> {
    await mkdir(dirname(this.stagedPath(name)), { recursive: true });
    await writeFile(this.stagedPath(name), '');
    // Seen by sweeps, and refused now where nothing may be written.
    await this.#bucket.write(name, Buffer.alloc(0));
  }

  stagedPath(name: string): string {
    return join(this.#scratch, name);
  }

  async names(folder: string): Promise<readonly string[]> {
    const start = folder === '' ? '' : `${folder}/`;
    const names: string[] = [];
    for await (const { name } of this.#bucket.list(start, { isDirect: true })) {
      names.push(name.slice(start.length));
    }
    return names;
  }

  async keyOf(folder: string): Promise<string> {
    return `${this.#bucket.key}${folder}`;
  }

  readText(name: string): Promise<string | undefined> {
    return this.#bucket.readText(name);
  }

  writeText(name: string, text: string): Promise<void> {
    return this.#bucket.write(name, Buffer.from(text));
  }

  sha256(name: string): Promise<string | undefined> {
    return this.#bucket.sha256(name);
  }

  async seal(staged: string, name: string, signal: AbortSignal): Promise<string> {
    const sealed = await sealObject(this.#bucket, {
      path: this.stagedPath(staged),
      name,
      begun: (upload) => this.writeText(staged, printRecord(upload)),
      signal,
    });
    this.#sealed.set(staged, sealed);
    return sealed.sha256;
  }

  async publish(staged: string, name: string): Promise<void> {
    const sealed = this.#sealed.get(staged);
    invariant(sealed !== undefined, 'only what was sealed is published');
    await publishObject(this.#bucket, sealed, name);
    this.#published.add(staged);
  }

  async remove(name: string): Promise<void> {
    await rm(this.stagedPath(name), { force: true });
    if (isStaged(name) && !this.#published.has(name)) await this.#endUpload(name);
    await this.#bucket.remove(name);
  }

  /** Of a staged name: parts that became no object are stored, and paid for, until somebody removes them. */
  async #endUpload(staged: string): Promise<void> {
    const upload = parseRecord(await this.#bucket.readText(staged));
    // Whoever may put objects there may name any upload: only one beside it is ended.
    if (upload === undefined || dirname(upload.name) !== dirname(staged)) return;
    await this.#bucket.abortUpload(upload);
  }
}

function isStaged(name: string): boolean {
  return parseWorkTableName(name.slice(name.lastIndexOf('/') + 1)) !== undefined;
}

function printRecord({ name, uploadId }: OpenUpload): string {
  return JSON.stringify({ version: 1, name, upload_id: uploadId });
}

/** undefined: nothing is open. */
function parseRecord(text: string | undefined): OpenUpload | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const { data } = UploadRecord.safeParse(JSON.parse(text));
    return data === undefined ? undefined : { name: data.name, uploadId: data.upload_id };
  } catch {
    return undefined;
  }
}
