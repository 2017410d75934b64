import type { Readable } from 'node:stream';
import { z } from 'zod';
import {
  AiEtlError,
  invariant,
  type ChecksumAlgorithm,
  type ChunkRecord,
  type ChunkStaging,
  type StagedChunk,
  type TableChecksum,
} from '@ai-etl/core';
import { printChunkRecord, type ChunkTable } from '../../kit/chunk-record.ts';
import { chunkTableName, chunkTablePrefix } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { quoteTable, quoteText, type TableName } from '../quote.ts';
import { dropWork } from './finish-swap.ts';
import { insertStream, sumRows } from './load.ts';
import type { StagingParts } from './staging.ts';
import { countRows, dropSoon, findTable } from './tables.ts';

const CommentedRow = z.object({ name: z.string(), comment: z.string() });

/** All chunk tables of a database with their comments, which record what they hold. */
export function findChunkTables(
  client: ClickhouseClient,
  database: string,
  signal?: AbortSignal,
): Promise<readonly { readonly name: string; readonly comment: string }[]> {
  return client.rows(
    `SELECT name, comment FROM system.tables
      WHERE database = ${quoteText(database)} AND startsWith(name, '${chunkTablePrefix}') ORDER BY name`,
    CommentedRow,
    { signal, doing: 'list staging tables' },
  );
}

/** `recording`: asked for, and no answer yet. */
type ChunkState = 'loading' | 'recording' | 'recorded';

export interface ChunksRequest {
  readonly fingerprint: string;
  readonly earlier: readonly ChunkTable[];
  /** The staging table has all rows now. */
  readonly sealed: () => void;
}

/**
 * A table for each chunk, like that in which rows land; its comment records it. Sealing links the parts
 * into that one: no row is copied.
 */
export class ClickhouseChunks implements ChunkStaging {
  readonly earlier: readonly ChunkRecord[];
  readonly #parts: StagingParts;
  readonly #request: ChunksRequest;
  /** What this attempt has, by place. */
  readonly #tables = new Map<number, { readonly table: TableName; readonly state: ChunkState }>();

  constructor(parts: StagingParts, request: ChunksRequest) {
    this.#parts = parts;
    this.#request = request;
    this.earlier = request.earlier.map(({ record }) => record);
  }

  /** By renaming: an attempt that still lives finds its table gone, and nothing of it here. */
  async adopt(index: number, signal: AbortSignal): Promise<StagedChunk | null> {
    const { client, staging } = this.#parts;
    const found = this.#request.earlier.find(({ record }) => record.index === index);
    invariant(found !== undefined, `chunk ${index} was loaded by an earlier attempt`);
    const from = { database: staging.database, name: found.name };
    const table = this.#tableOf(index);
    if (from.name !== table.name) {
      if ((await findTable(client, from, signal)) === undefined) return null;
      await client.command(`RENAME TABLE ${quoteTable(from)} TO ${quoteTable(table)}`, {
        signal,
        doing: 'take a staging table over',
        object: `${staging.database}.*`,
      });
    }
    this.#tables.set(index, { table, state: 'recorded' });
    return this.#chunk(index, table, await countRows(client, table, signal));
  }

  async load(index: number, stream: Readable, signal: AbortSignal): Promise<StagedChunk> {
    const { client, landing } = this.#parts;
    const table = this.#tableOf(index);
    this.#tables.set(index, { table, state: 'loading' });
    try {
      await client.command(`CREATE TABLE ${quoteTable(table)} AS ${quoteTable(landing)}`, {
        signal,
        doing: 'create a table',
        object: `${landing.database}.*`,
      });
      await insertStream(this.#parts, table, stream, signal);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return this.#chunk(index, table, await countRows(client, table, signal));
  }

  async seal(signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    const { client, landing, target } = this.#parts;
    for (const { table, state } of this.#tables.values()) {
      invariant(state === 'recorded', 'only recorded chunks are sealed');
      await client.command(
        `ALTER TABLE ${quoteTable(landing)} ATTACH PARTITION ALL FROM ${quoteTable(table)}`,
        { signal, doing: 'join chunks', object: `${target.database}.${target.name}` },
      );
    }
    this.#request.sealed();
    return { rows: await countRows(client, landing, signal) };
  }

  /** A record without an answer may be there: the next attempt looks. */
  async keep(): Promise<void> {
    for (const { table, state } of this.#tables.values()) {
      if (state === 'loading') await dropSoon(this.#parts.client, table);
    }
    await dropWork(this.#parts.client, this.#parts.staging);
  }

  /** Drops all chunks of this attempt, also those that it has not come to adopt. */
  async drop(): Promise<void> {
    const { client, staging } = this.#parts;
    for (const { table } of this.#tables.values()) await dropSoon(client, table);
    for (const { name, record } of this.#request.earlier) {
      if (this.#tables.has(record.index)) continue;
      await dropSoon(client, { database: staging.database, name });
    }
  }

  #tableOf(index: number): TableName {
    const { staging, request } = this.#parts;
    return { database: staging.database, name: chunkTableName(request.key, index) };
  }

  #chunk(index: number, table: TableName, rows: bigint): StagedChunk {
    const { client } = this.#parts;
    return {
      rows,
      checksum: (algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> =>
        sumRows(this.#parts, table, { algorithm, signal }),
      record: async (record, signal) => {
        this.#tables.set(index, { table, state: 'recording' });
        const text = printChunkRecord(this.#request.fingerprint, record);
        await client.command(`ALTER TABLE ${quoteTable(table)} MODIFY COMMENT ${quoteText(text)}`, {
          signal,
          doing: 'record a chunk',
          object: `${table.database}.*`,
        });
        this.#tables.set(index, { table, state: 'recorded' });
      },
      drop: async () => {
        this.#tables.delete(index);
        await dropSoon(client, table);
        // It is loaded anew under the same name.
        if ((await findTable(client, table)) === undefined) return;
        throw new AiEtlError('QUERY_FAILED', `${table.database}.${table.name} cannot be dropped.`, {
          retryable: true,
        });
      },
    };
  }
}
