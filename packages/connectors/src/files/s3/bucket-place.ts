import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { claimScratchHome } from '../../kit/duckdb/scratch-home.ts';
import type { FilePlace } from '../file-place.ts';
import { isHiddenName, mostFiles } from '../find-files.ts';
import type { Folder } from '../settings.ts';
import { Bucket, type BucketObject } from './bucket.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { BucketStore } from './bucket-store.ts';

/** Of this process, below which each session has a folder; what dead processes left is removed. */
let scratchHome: Promise<string> | undefined;

/** A bucket, whose objects are copied into a folder of this machine while they are read. */
export async function openBucketPlace(
  folder: Omit<Folder, 'root'>,
  settings: BucketSettings,
  options: { readonly connectTimeoutMs: number },
): Promise<FilePlace> {
  scratchHome ??= claimScratchHome(join(tmpdir(), 'ai-etl-s3'));
  const root = await mkdtemp(join(await scratchHome, 'session-'));
  const bucket = await Bucket.open(settings, options);
  const copies = new Copies(bucket, { root, limit: settings.scratchLimit });
  return {
    folder: { ...folder, root },
    store: new BucketStore(bucket, root),
    list: async () => [],
    bring: (path, signal) => copies.bring(path, signal),
    check: async (signal) => {
      await bucket.check(signal);
      return { found: 'The bucket can be listed.', mayWrite: settings.keys !== undefined };
    },
    close: async () => {
      bucket.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Objects that lie on this machine. */
class Copies {
  readonly #bucket: Bucket;
  readonly #root: string;
  readonly #limit: number;
  readonly #known = new Map<string, BucketObject>();

  constructor(bucket: Bucket, { root, limit }: { readonly root: string; readonly limit: number }) {
    this.#bucket = bucket;
    this.#root = root;
    this.#limit = limit;
  }

  async bring(path: string, signal: AbortSignal | undefined): Promise<void> {
    const found = await this.#find(path, signal);
    for (const [name] of this.#known) {
      if (!found.has(name) && isNamed(name, path)) await this.#forget(name);
    }
    for (const object of found.values()) {
      if (this.#known.get(object.name)?.etag === object.etag) continue;
      await this.#forget(object.name);
      this.#requireRoom(object);
      await this.#bucket.download(object, join(this.#root, object.name), signal);
      this.#known.set(object.name, object);
    }
  }

  async #find(
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, BucketObject>> {
    const found = new Map<string, BucketObject>();
    const [start = ''] = path.split(/[*?[{]/, 1);
    for await (const object of this.#bucket.list(start, { signal })) {
      if (isHiddenName(object.name) || !isNamed(object.name, path)) continue;
      requirePlainName(object.name);
      found.set(object.name, object);
      if (found.size > mostFiles) {
        throw new AiEtlError(
          'VALIDATION_ERROR',
          `The path ${path} names more than ${mostFiles} objects.`,
          { details: [{ field: 'path', error: `names more than ${mostFiles} objects` }] },
        );
      }
    }
    return found;
  }

  #requireRoom({ name, sizeBytes }: BucketObject): void {
    const used = [...this.#known.values()].reduce((sum, one) => sum + one.sizeBytes, 0);
    if (used + sizeBytes <= this.#limit) return;
    throw new AiEtlError(
      'VALUE_REJECTED',
      `${this.#bucket.place}: with ${name} more than ${this.#limit / 1024 / 1024} MB would lie on this machine. Name fewer objects, or raise scratch_limit_mb.`,
    );
  }

  async #forget(name: string): Promise<void> {
    this.#known.delete(name);
    await rm(join(this.#root, name), { force: true });
  }
}

function isNamed(name: string, path: string): boolean {
  return name === path || matchesGlob(name, path);
}

/** A key may be any text; a path may not lead elsewhere. */
function requirePlainName(name: string): void {
  const isPlain = name
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  if (isPlain) return;
  throw new AiEtlError('VALIDATION_ERROR', `The object ${JSON.stringify(name)} is no path.`, {
    details: [{ field: 'path', error: 'names an object that is no path' }],
  });
}
