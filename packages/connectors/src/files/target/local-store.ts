import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AiEtlError, type ErrorCode } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { findLocalPath } from '../../kit/local-path.ts';
import { codeOf } from '../../kit/network-error.ts';
import type { Folder } from '../settings.ts';
import { mostTextBytes, tooLargeForText, type FileStore } from './file-store.ts';

/** Files below a folder. What is published or written survives a crash of the machine: fsync comes first. */
export class LocalStore implements FileStore {
  readonly #folder: Pick<Folder, 'root' | 'shownRoot'>;

  constructor(folder: Pick<Folder, 'root' | 'shownRoot'>) {
    this.#folder = folder;
  }

  async stage(name: string): Promise<void> {
    await this.#requireInside(dirname(name));
    await this.#try('make', name, async () => {
      await mkdir(dirname(this.stagedPath(name)), { recursive: true });
      await createFile(this.stagedPath(name), '');
    });
  }

  stagedPath(name: string): string {
    return join(this.#folder.root, name);
  }

  async names(folder: string): Promise<readonly string[]> {
    await this.#requireInside(folder);
    return this.#try('list', folder, () => unlessMissing(readdir(this.stagedPath(folder)), []));
  }

  keyOf(folder: string): Promise<string> {
    return this.#requireInside(folder);
  }

  async readText(name: string): Promise<string | undefined> {
    await this.#requireInside(dirname(name));
    return this.#try('read', name, () =>
      unlessMissing(
        this.#withFile(name, (file) => this.#textOf(file, name)),
        undefined,
      ),
    );
  }

  async writeText(name: string, text: string): Promise<void> {
    const path = this.stagedPath(name);
    const draft = `${path}.draft`;
    await this.#try('write', name, async () => {
      try {
        await createFile(draft, text);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(path);
    });
  }

  sha256(name: string): Promise<string | undefined> {
    return this.#try('read', name, () =>
      unlessMissing(
        this.#withFile(name, (file) => hashOf(file)),
        undefined,
      ),
    );
  }

  seal(staged: string, _name: string, signal: AbortSignal): Promise<string> {
    return this.#try('write', staged, () =>
      this.#withFile(staged, async (file) => {
        await file.sync();
        return hashOf(file, signal);
      }),
    );
  }

  publish(staged: string, name: string): Promise<void> {
    return this.#try('write', name, async () => {
      await rename(this.stagedPath(staged), this.stagedPath(name));
      await syncFolder(this.stagedPath(name));
    });
  }

  remove(name: string): Promise<void> {
    return this.#try('remove', name, () => rm(this.stagedPath(name), { force: true }));
  }

  /** Before anything is looked at or made in a folder: a symbolic link must not lead out. Answers where it leads. */
  async #requireInside(folder: string): Promise<string> {
    const { root } = this.#folder;
    return (await findLocalPath({ path: join(root, folder), roots: [root], field: 'path' })).path;
  }

  async #withFile<T>(name: string, action: (file: FileHandle) => Promise<T>): Promise<T> {
    // Opening a pipe would wait for its writer, for ever.
    const file = await open(this.stagedPath(name), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if ((await file.stat()).isFile()) return await action(file);
      const place = `Folder ${this.#folder.shownRoot}`;
      throw new AiEtlError('TARGET_CONFLICT', `${place}: ${name} is no file. Move it away.`, {
        retryable: false,
      });
    } finally {
      await file.close();
    }
  }

  /** No more is read than allowed, whatever the size is said to be. */
  async #textOf(file: FileHandle, name: string): Promise<string> {
    const stream = file.createReadStream({ end: mostTextBytes, autoClose: false });
    const bytes = Buffer.concat(await stream.toArray());
    if (bytes.length <= mostTextBytes) return bytes.toString('utf8');
    throw tooLargeForText(`Folder ${this.#folder.shownRoot}: ${name}`);
  }

  async #try<T>(doing: string, name: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof AiEtlError) throw error;
      throw this.#told(error, `could not ${doing} ${name}`);
    }
  }

  #told(error: unknown, what: string): AiEtlError {
    const system = codeOf(error) ?? 'unknown';
    const [code, cure] = meanings[system] ?? (['CONNECTION_LOST', 'Try again.'] as const);
    const message = `Folder ${this.#folder.shownRoot}: ${what} (${system}). ${cure}`;
    return new AiEtlError(code, message, { cause: error });
  }
}

const mayWrite = 'The account of the worker needs the right to write there.';
const meanings: Readonly<Record<string, readonly [ErrorCode, cure: string]>> = {
  EACCES: ['PRIVILEGE_MISSING', mayWrite],
  EPERM: ['PRIVILEGE_MISSING', mayWrite],
  EROFS: ['PRIVILEGE_MISSING', 'The file system is read-only.'],
  ENOSPC: ['TARGET_FULL', 'Free room, then run again.'],
  EDQUOT: ['TARGET_FULL', 'Free room, then run again.'],
  EEXIST: ['TARGET_CONFLICT', 'A file stands where a folder is needed.'],
  ENOTDIR: ['TARGET_CONFLICT', 'A file stands where a folder is needed.'],
  EISDIR: ['TARGET_CONFLICT', 'A folder stands where a file is needed.'],
};

async function unlessMissing<T, U>(action: Promise<T>, absent: U): Promise<T | U> {
  try {
    return await action;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return absent;
    throw error;
  }
}

async function hashOf(file: FileHandle, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({
    highWaterMark: 1024 * 1024,
    autoClose: false,
  })) {
    throwIfCancelled(signal);
    hash.update(Buffer.from(chunk));
  }
  return hash.digest('hex');
}

/** Makes a file anew: where a link lies in its place, its target is not written. */
async function createFile(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, text, { flag: 'wx', flush: true });
}

/** A name is on disk when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
