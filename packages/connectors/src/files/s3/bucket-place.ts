import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, matchesGlob } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { accountScratch } from '../../kit/account-scratch.ts';
import { claimScratchHome } from '../../kit/duckdb/scratch-home.ts';
import { ownTablePrefix } from '../../kit/staging-name.ts';
import type { FilePlace } from '../file-place.ts';
import { isHiddenName, mostFiles } from '../find-files.ts';
import type { Folder } from '../settings.ts';
import { Bucket, type BucketObject } from './bucket.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { BucketStore } from './bucket-store.ts';
import type { S3ClientOptions } from './s3-client.ts';
import { localTrouble, tooLarge } from './save-object.ts';

/** Of this process, below which each session has a folder; what dead processes left is removed. */
let scratchHome: Promise<string> | undefined;

/** A bucket, whose objects are copied into a folder of this machine while they are read. */
export async function openBucketPlace(
  folder: Omit<Folder, 'root'>,
  settings: BucketSettings,
  options: S3ClientOptions,
): Promise<FilePlace> {
  const root = await mkdtemp(join(await ownScratchHome(), 'session-'));
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

function ownScratchHome(): Promise<string> {
  scratchHome ??= accountScratch('ai-etl-s3')
    .then(claimScratchHome)
    .catch((error: unknown) => {
      // The next session asks again: somebody may have made room.
      scratchHome = undefined;
      throw error;
    });
  return scratchHome;
}

interface Copy extends BucketObject {
  /** On this machine, where it may be unpacked. */
  readonly fileBytes: number;
}

/** Objects that lie on this machine. */
class Copies {
  readonly #bucket: Bucket;
  readonly #root: string;
  readonly #limit: number;
  readonly #known = new Map<string, Copy>();
  /** The last bringing: one after the other, since two paths may name one object. */
  #turn: Promise<void> = Promise.resolve();

  constructor(bucket: Bucket, { root, limit }: { readonly root: string; readonly limit: number }) {
    this.#bucket = bucket;
    this.#root = root;
    this.#limit = limit;
  }

  bring(path: string, signal: AbortSignal | undefined): Promise<void> {
    const bringing = this.#turn.then(() => this.#bring(path, signal));
    this.#turn = bringing.catch(() => undefined);
    return bringing;
  }

  async #bring(path: string, signal: AbortSignal | undefined): Promise<void> {
    const found = await this.#find(path, signal);
    for (const [name] of this.#known) {
      if (!found.has(name) && isNamed(name, path)) await this.#forget(name);
    }
    for (const object of found.values()) {
      const { name, etag } = object;
      if (etag !== '' && this.#known.get(name)?.etag === etag) continue;
      await this.#forget(name);
      await this.#copy(object, signal);
    }
  }

  /** A file appears whole: a glob of another query must not meet a part of it. */
  async #copy(object: BucketObject, signal: AbortSignal | undefined): Promise<void> {
    const part = join(this.#root, `${ownTablePrefix}part`);
    const path = join(this.#root, object.name);
    const { place } = this.#bucket;
    const used = [...this.#known.values()].reduce((sum, one) => sum + one.fileBytes, 0);
    const room = this.#limit - used;
    if (object.sizeBytes > room) throw tooLarge({ place, name: object.name });
    try {
      await mkdir(dirname(path), { recursive: true });
      const fileBytes = await this.#bucket.download(object, { path: part, room, signal });
      await rename(part, path);
      this.#known.set(object.name, { ...object, fileBytes });
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof AiEtlError) throw error;
      throw localTrouble(error, { place, name: object.name }) ?? error;
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
