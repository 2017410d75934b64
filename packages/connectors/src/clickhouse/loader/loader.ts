import type {
  ChecksumAlgorithm,
  ObjectName,
  Publication,
  PublicationKey,
  Staging,
  StagingRequest,
  TargetLoader,
} from '@ai-etl/core';
import { chainOf, type ChunkTable } from '../../kit/chunk-record.ts';
import {
  isChunkTableOf,
  isWorkTableOf,
  parseChunkTableName,
  parseWorkTableName,
  siblingName,
} from '../../kit/staging-name.ts';
import { checksumAlgorithms } from '../checksum.ts';
import type { ClickhouseClient } from '../client.ts';
import { tableName, type TableName } from '../quote.ts';
import { findChunkTables } from './chunks.ts';
import { resumeMerges } from './content.ts';
import { dropWork, finishSwap } from './finish-swap.ts';
import { findPublication } from './marker.ts';
import { createStaging } from './staging.ts';
import { dropSoon, findTable, requireAtomic, workTables } from './tables.ts';

/** Loads into ClickHouse: stage beside the target, then EXCHANGE TABLES. */
export class ClickhouseLoader implements TargetLoader {
  readonly #client: ClickhouseClient;

  constructor(client: ClickhouseClient) {
    this.#client = client;
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  async stage(request: StagingRequest): Promise<Staging> {
    const client = this.#client;
    const target = tableName(request.plan.object, client.settings.database);
    await requireAtomic(client, target, request.signal);
    for (const name of await workTables(client, target.database, request.signal)) {
      if (isWorkTableOf(name, request.key)) {
        await dropWork(client, stagingOf(target.database, name), request.signal);
      }
    }
    return createStaging(client, target, request, await this.#earlierChunks(target, request));
  }

  async publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    const target = tableName(object, this.#client.settings.database);
    // Its publisher may have died a moment after publishing.
    for (const name of await workTables(this.#client, target.database, signal)) {
      if (!isWorkTableOf(name, key)) continue;
      await finishSwap(this.#client, stagingOf(target.database, name), signal);
    }
    const found = await findTable(this.#client, target, signal);
    if (found === undefined) return null;
    await resumeMerges(this.#client, target);
    return findPublication(found.comment, key);
  }

  async sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    const { database } = tableName(object, this.#client.settings.database);
    let dropped = 0;
    for (const name of await workTables(this.#client, database, signal)) {
      const parsed = parseWorkTableName(name);
      if (parsed === undefined || isLive(parsed.runId)) continue;
      await dropWork(this.#client, stagingOf(database, name), signal);
      dropped += 1;
    }
    for (const { name } of await findChunkTables(this.#client, database, signal)) {
      const parsed = parseChunkTableName(name);
      if (parsed === undefined || isLive(parsed.runId)) continue;
      await dropSoon(this.#client, { database, name });
      dropped += 1;
    }
    return dropped;
  }

  /** What can be gone on from; everything else that earlier attempts loaded is dropped. */
  async #earlierChunks(
    { database }: TableName,
    { key, chunks, signal }: StagingRequest,
  ): Promise<readonly ChunkTable[]> {
    const all = await findChunkTables(this.#client, database, signal);
    const own = all.filter(({ name }) => isChunkTableOf(name, key));
    const chain = chunks === undefined ? [] : chainOf(chunks.fingerprint, own);
    for (const { name } of own) {
      if (chain.some((one) => one.name === name)) continue;
      await dropSoon(this.#client, { database, name });
    }
    return chain;
  }
}

/** The staging table that a work table belongs to. */
function stagingOf(database: string, name: string): TableName {
  return { database, name: siblingName(name, 'stg') };
}
