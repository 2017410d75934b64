import {
  AiEtlError,
  type ChecksumAlgorithm,
  type ObjectName,
  type Publication,
  type PublicationKey,
  type Staging,
  type StagingRequest,
  type TargetLoader,
} from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { checksumAlgorithms } from '../../kit/duckdb/checksum.ts';
import { isWorkTableOf, parseWorkTableName } from '../../kit/staging-name.ts';
import type { FileDatabase } from '../file-database.ts';
import { encodingOf } from './encoding-of.ts';
import { exclusively } from './exclusively.ts';
import type { FileStore } from './file-store.ts';
import { findManifest, settleWork } from './ledger.ts';
import { publicationOf } from './manifest.ts';
import { replacedNames } from './publish.ts';
import { FileStaging } from './staging.ts';
import { parseTargetPath, requireTargetPath, stagedName, type TargetPath } from './target-path.ts';

/** Loads into files: a FIFO into a file with a name of its own, which is given its name when it is proved. */
export class FilesLoader implements TargetLoader {
  readonly #database: FileDatabase;
  readonly #store: FileStore;

  constructor(database: FileDatabase, store = database.place.store) {
    this.#database = database;
    this.#store = store;
  }

  async checksumAlgorithms(signal?: AbortSignal): Promise<readonly ChecksumAlgorithm[]> {
    throwIfCancelled(signal);
    return checksumAlgorithms;
  }

  /** The staging keeps its connection until it is published or discarded. */
  async stage(request: StagingRequest): Promise<Staging> {
    const { key, plan, signal } = request;
    throwIfCancelled(signal);
    this.#requireUtf8();
    const store = this.#store;
    const path = requireTargetPath(plan.object.name);
    const { delimiter, hasHeader } = this.#database.place.folder;
    const place = await store.keyOf(path.folder);
    await exclusively(place, () => this.#removeEarlier(path, key));
    await replacedNames({ store, path, key, request });
    const staged = stagedName(path, key);
    const connection = await (await this.#database.process()).connect();
    try {
      await store.stage(staged);
    } catch (error) {
      await connection.close();
      throw error;
    }
    const encoding = encodingOf({
      columns: plan.columns,
      format: path.format,
      delimiter: path.format.isTsv ? '\t' : (delimiter ?? ','),
      hasHeader,
    });
    return new FileStaging({
      connection,
      store,
      place,
      request,
      key,
      path,
      staged,
      encoding,
      onPublished: () => this.#database.forgetFiles(),
    });
  }

  async publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    throwIfCancelled(signal);
    const parsed = parseTargetPath(object.name);
    if (!('path' in parsed)) return null;
    const { path } = parsed;
    const place = await this.#store.keyOf(path.folder);
    const found = await exclusively(place, () => findManifest(this.#store, path, key));
    return found === undefined ? null : publicationOf(found);
  }

  async sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    const parsed = parseTargetPath(object.name);
    if (!('path' in parsed)) return 0;
    let removed = 0;
    for (const work of await this.#works(parsed.path)) {
      throwIfCancelled(signal);
      if (isLive(work.runId)) continue;
      await settleWork(this.#store, parsed.path, work.name);
      removed += 1;
    }
    return removed;
  }

  /** What earlier attempts staged; what they published is completed first. */
  async #removeEarlier(path: TargetPath, key: PublicationKey): Promise<void> {
    for (const { name } of await this.#works(path)) {
      if (isWorkTableOf(name, key)) await settleWork(this.#store, path, name);
    }
  }

  #requireUtf8(): void {
    const { encoding, shownRoot } = this.#database.place.folder;
    if (encoding === 'utf-8') return;
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `Folder ${shownRoot}: files are written in UTF-8, and the connection has the encoding ${encoding}. Write with a connection that has none.`,
    );
  }

  /** Names of staged files, each once, whether or not its manifest is prepared. */
  async #works(path: TargetPath): Promise<readonly { name: string; runId: string }[]> {
    const names = await this.#store.names(path.folder);
    const bare = new Set(names.map((name) => name.replace(/(\.json)?(\.draft)?$/, '')));
    return [...bare].flatMap((name) => {
      const runId = parseWorkTableName(name)?.runId;
      return runId === undefined ? [] : [{ name, runId }];
    });
  }
}
