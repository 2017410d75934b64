import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { FileStore } from '../target/file-store.ts';
import type { Bucket } from './bucket.ts';

/** What one request copies at most. */
const largestCopy = 5 * 1024 ** 3;

/**
 * Objects of a bucket. DuckDB writes a file of this machine, which is uploaded under its staged name; a copy
 * inside the storage then gives it its name, in one act.
 */
export class BucketStore implements FileStore {
  readonly #bucket: Bucket;
  /** A folder of this machine. */
  readonly #scratch: string;

  constructor(bucket: Bucket, scratch: string) {
    this.#bucket = bucket;
    this.#scratch = scratch;
  }

  async stage(name: string): Promise<void> {
    await mkdir(dirname(this.stagedPath(name)), { recursive: true });
    await writeFile(this.stagedPath(name), '');
    // Seen by sweeps, and refused now where nothing may be written.
    await this.#bucket.writeText(name, '');
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

  readText(name: string): Promise<string | undefined> {
    return this.#bucket.readText(name);
  }

  writeText(name: string, text: string): Promise<void> {
    return this.#bucket.writeText(name, text);
  }

  sha256(name: string): Promise<string | undefined> {
    return this.#bucket.sha256(name);
  }

  async seal(staged: string, signal: AbortSignal): Promise<string> {
    const path = this.stagedPath(staged);
    if ((await stat(path)).size > largestCopy) {
      throw new AiEtlError(
        'TARGET_FULL',
        `${this.#bucket.place}: the file would have more than 5 GiB, which one copy does not take. Load less at once.`,
        { retryable: false },
      );
    }
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      throwIfCancelled(signal);
      hash.update(Buffer.from(chunk));
    }
    const sha256 = hash.digest('hex');
    await this.#bucket.upload(staged, { path, sha256, signal });
    return sha256;
  }

  publish(staged: string, name: string): Promise<void> {
    return this.#bucket.copy(staged, name);
  }

  async remove(name: string): Promise<void> {
    await rm(this.stagedPath(name), { force: true });
    await this.#bucket.remove(name);
  }
}
