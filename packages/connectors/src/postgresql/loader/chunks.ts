import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  describeObject,
  invariant,
  type ChecksumAlgorithm,
  type ChunkRecord,
  type ChunkStaging,
  type ObjectName,
  type StagedChunk,
  type TableChecksum,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { printChunkRecord, type ChunkTable } from '../../kit/chunk-record.ts';
import { chunkTableName } from '../../kit/staging-name.ts';
import { socketOf } from '../connect.ts';
import { toPostgresqlError } from '../errors.ts';
import { quoteNames, quoteObject, quoteText } from '../quote.ts';
import type { StagingParts } from './staging.ts';
import { sumStaged } from './sum-staged.ts';
import { dropUnlessLocked, unlessLocked } from './work-tables.ts';

export interface ChunksRequest {
  readonly fingerprint: string;
  readonly earlier: readonly ChunkTable[];
  /** The staging table has all rows now. */
  readonly sealed: () => void;
}

/**
 * A table for each chunk, with its rows and its record (a comment) in one transaction, on a connection
 * of its own. Sealed, they become children of the staging table, through which they are read.
 */
export class PostgresqlChunks implements ChunkStaging {
  readonly earlier: readonly ChunkRecord[];
  readonly #parts: StagingParts;
  readonly #request: ChunksRequest;
  /** Rows of what this attempt has recorded or taken over, by place. */
  readonly #rows = new Map<number, bigint>();
  /** Places for which this attempt may have a table. */
  readonly #begun = new Set<number>();
  readonly #open = new Set<pg.Client>();

  constructor(parts: StagingParts, request: ChunksRequest) {
    this.#parts = parts;
    this.#request = request;
    this.earlier = request.earlier.map(({ record }) => record);
  }

  /** By renaming, which waits for the transactions of an attempt that still lives. */
  async adopt(index: number, signal: AbortSignal): Promise<StagedChunk | null> {
    const found = this.#request.earlier.find(({ record }) => record.index === index);
    invariant(found !== undefined, `chunk ${index} was loaded by an earlier attempt`);
    const from = { schema: this.#parts.schema, name: found.name };
    const table = this.#tableOf(index);
    this.#begun.add(index);
    return this.#with(signal, 'take over', async (client) => {
      const { rows: there } = await client.query<{ found: string }>(
        'SELECT to_regclass($1) IS NOT NULL AS found',
        [quoteObject(from)],
      );
      if (there[0]?.found !== 't') return null;
      const isTaken =
        from.name === table.name ||
        (await unlessLocked(client, async () => {
          await client.query(
            `ALTER TABLE ${quoteObject(from)} RENAME TO ${quoteNames([table.name])}`,
          );
        }));
      if (!isTaken) return null;
      const { rows } = await client.query<{ n: string }>(
        `SELECT count(*) AS n FROM ${quoteObject(table)}`,
      );
      const count = BigInt(rows[0]?.n ?? 0);
      this.#rows.set(index, count);
      return this.#adopted(index, table, count);
    });
  }

  async load(index: number, stream: Readable, signal: AbortSignal): Promise<StagedChunk> {
    const { staging, columns } = this.#parts;
    const table = this.#tableOf(index);
    this.#begun.add(index);
    const client = await this.#connect();
    const names = quoteNames(columns.map((column) => column.name));
    try {
      return await this.#run(client, { signal, doing: 'load into' }, async () => {
        await client.query('BEGIN');
        await client.query(
          `CREATE UNLOGGED TABLE ${quoteObject(table)} (LIKE ${quoteObject(staging)})`,
        );
        const copy = client.query(copyFrom(`COPY ${quoteObject(table)} (${names}) FROM STDIN`));
        await pipeline(stream, copy);
        return this.#loaded(index, { table, client, rows: BigInt(copy.rowCount ?? 0) });
      });
    } catch (error) {
      stream.destroy();
      await this.#close(client);
      throw error;
    }
  }

  async seal(signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    const { client, staging } = this.#parts;
    await this.#run(client, { signal, doing: 'join the chunks of' }, async () => {
      for (const index of this.#rows.keys()) {
        const child = quoteObject(this.#tableOf(index));
        await client.query(`ALTER TABLE ${child} INHERIT ${quoteObject(staging)}`);
      }
    });
    this.#request.sealed();
    return { rows: [...this.#rows.values()].reduce((sum, rows) => sum + rows, 0n) };
  }

  async keep(): Promise<void> {
    this.close();
    const client = await this.#parts.reconnect();
    try {
      await dropUnlessLocked(client, this.#parts.staging);
    } finally {
      await client.end();
    }
  }

  /** Ends the transactions of chunks that are not recorded. */
  close(): void {
    for (const client of this.#open) socketOf(client).destroy();
    this.#open.clear();
  }

  /** Names of all that is here or might have been taken over. */
  tables(): readonly ObjectName[] {
    const { schema } = this.#parts;
    const own = [...this.#begun].map((index) => this.#tableOf(index));
    return [...own, ...this.#request.earlier.map(({ name }) => ({ schema, name }))];
  }

  #tableOf(index: number): ObjectName {
    const { schema, request } = this.#parts;
    return { schema, name: chunkTableName(request.key, index) };
  }

  /** A chunk whose transaction is open. */
  #loaded(
    index: number,
    one: { readonly table: ObjectName; readonly client: pg.Client; readonly rows: bigint },
  ): StagedChunk {
    const { table, client, rows } = one;
    return {
      rows,
      checksum: (algorithm, signal) => this.#sum(client, table, { algorithm, signal }),
      record: async (record, signal) => {
        const text = printChunkRecord(this.#request.fingerprint, record);
        await this.#run(client, { signal, doing: 'record a chunk of' }, async () => {
          await client.query(`COMMENT ON TABLE ${quoteObject(table)} IS ${quoteText(text)}`);
          await client.query('COMMIT');
        });
        this.#rows.set(index, rows);
        await this.#close(client);
      },
      drop: () => this.#close(client),
    };
  }

  #adopted(index: number, table: ObjectName, rows: bigint): StagedChunk {
    return {
      rows,
      checksum: (algorithm, signal) =>
        this.#with(signal, 'compute checksums of', (client) =>
          this.#sum(client, table, { algorithm, signal }),
        ),
      record: async () => undefined,
      drop: async () => {
        this.#rows.delete(index);
        const { signal } = this.#parts.request;
        await this.#with(signal, 'drop a chunk of', async (client) => {
          await client.query(`DROP TABLE IF EXISTS ${quoteObject(table)}`);
        });
      },
    };
  }

  #sum(
    client: pg.Client,
    table: ObjectName,
    options: { readonly algorithm: ChecksumAlgorithm; readonly signal: AbortSignal },
  ): Promise<TableChecksum> {
    const doing = 'compute checksums of';
    return this.#run(client, { signal: options.signal, doing }, () =>
      sumStaged({ ...this.#parts, client }, table, options.algorithm),
    );
  }

  async #with<T>(
    signal: AbortSignal,
    doing: string,
    action: (client: pg.Client) => Promise<T>,
  ): Promise<T> {
    const client = await this.#connect();
    try {
      return await this.#run(client, { signal, doing }, () => action(client));
    } finally {
      await this.#close(client);
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = await this.#parts.reconnect();
    this.#open.add(client);
    return client;
  }

  /** Whatever its transaction has not committed is rolled back. */
  async #close(client: pg.Client): Promise<void> {
    this.#open.delete(client);
    await client.end().catch(() => undefined);
  }

  /** Abort destroys the connection: the server rolls back. */
  async #run<T>(
    client: pg.Client,
    { signal, doing }: { readonly signal: AbortSignal; readonly doing: string },
    action: () => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const abort = (): void => void socketOf(client).destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await action();
    } catch (error) {
      if (signal.aborted) throw cancelledError(signal);
      const object = describeObject(this.#parts.target);
      throw toPostgresqlError(error, { settings: this.#parts.settings, doing, object });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}
