import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  describeObject,
  invariant,
  type ChecksumAlgorithm,
  type ChunkStaging,
  type FillRequest,
  type ObjectName,
  type Publication,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import type { ChunkTable } from '../../kit/chunk-record.ts';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { workTableName } from '../../kit/staging-name.ts';
import { backendPid, socketOf } from '../connect.ts';
import { toPostgresqlError, type ErrorContext } from '../errors.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import type { PostgresqlSettings } from '../settings.ts';
import { PostgresqlChunks } from './chunks.ts';
import { stagedColumn, type StagedColumn } from './columns.ts';
import { fillStaging } from './fill.ts';
import { ensureLedger } from './ledger.ts';
import { publishStaging } from './publish.ts';
import { ensureQuarantine, fittingRows } from './quarantine.ts';
import { sumStaged } from './sum-staged.ts';
import { dropUnlessLocked } from './work-tables.ts';

/** What the parts of a load share. */
export interface StagingParts {
  readonly client: pg.Client;
  /** Another connection, for when the first is broken. */
  reconnect(): Promise<pg.Client>;
  readonly settings: PostgresqlSettings;
  readonly schema: string;
  readonly request: StagingRequest;
  readonly columns: readonly StagedColumn[];
  readonly target: ObjectName;
  readonly staging: ObjectName;
  /** The staged rows that are published, as a relation: all that are not set apart. */
  readonly fitting: string;
  /** True when the staging table itself can become the target. */
  readonly canRename: boolean;
}

/** Creates the staging table and the ledger. */
export async function createStaging(
  given: Pick<StagingParts, 'client' | 'reconnect' | 'settings' | 'schema' | 'request'> & {
    /** Chunks that this attempt may go on from. */
    readonly earlier: readonly ChunkTable[];
  },
): Promise<Staging> {
  const { client, schema, request, earlier } = given;
  const target = { schema, name: request.plan.object.name };
  const staging = { schema, name: workTableName('stg', request.key) };
  const columns = request.plan.columns.map(stagedColumn);
  await ensureLedger(client, schema);
  await ensureQuarantine(given);
  const { rows } = await client.query<{ found: string }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [quoteObject(target)],
  );
  // A table that keeps history has columns that do not arrive; chunks are tables of their own.
  const canRename =
    rows[0]?.found !== 't' &&
    request.write.mode !== 'scd2' &&
    !hasQuarantine(request.plan) &&
    request.chunks === undefined &&
    columns.every((column) => column.isDirect);
  const list = columns.map(
    (one) =>
      `${quoteName(one.name)} ${one.stagingType}${canRename && !one.nullable ? ' NOT NULL' : ''}`,
  );
  // Unlogged is faster; after a crash it is empty, which the row count of publish notices.
  await client.query(
    `CREATE ${canRename ? '' : 'UNLOGGED '}TABLE ${quoteObject(staging)} (${list.join(', ')})`,
  );
  const fitting = fittingRows({ staging, request });
  const parts = { ...given, target, staging, fitting, columns, canRename };
  return new PostgresqlStaging(parts, earlier);
}

class PostgresqlStaging implements Staging {
  readonly name: string;
  readonly chunks?: ChunkStaging;
  readonly #chunks: PostgresqlChunks | undefined;
  readonly #parts: StagingParts;
  #state: 'empty' | 'loading' | 'loaded' = 'empty';
  #isClosed = false;
  #publication: Publication | undefined;

  constructor(parts: StagingParts, earlier: readonly ChunkTable[]) {
    this.#parts = parts;
    const { chunks } = parts.request;
    if (chunks !== undefined) {
      const sealed = (): void => void (this.#state = 'loaded');
      this.#chunks = new PostgresqlChunks(parts, { ...chunks, earlier, sealed });
      this.chunks = this.#chunks;
    }
    this.name = describeObject(parts.staging);
  }

  async write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    this.#state = 'loading';
    const { client, staging, columns } = this.#parts;
    const names = quoteNames(columns.map((column) => column.name));
    return this.#run(signal, 'load into', async () => {
      const copy = client.query(
        copyFrom(`COPY ${quoteObject(staging)}${names === '' ? '' : ` (${names})`} FROM STDIN`),
      );
      // Ending the stream without its end makes pg-copy-streams send CopyFail.
      await pipeline(stream, copy);
      this.#state = 'loaded';
      return { rows: BigInt(copy.rowCount ?? 0) };
    });
  }

  fill(request: FillRequest): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    this.#state = 'loading';
    return this.#run(request.signal, 'fill', async () => {
      const rows = await fillStaging(this.#parts, request);
      this.#state = 'loaded';
      return { rows };
    });
  }

  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    return this.#run(signal, 'compute checksums of', () =>
      sumStaged(this.#parts, this.#parts.staging, algorithm),
    );
  }

  async publish(request: PublishRequest): Promise<Publication> {
    if (this.#publication === undefined) {
      invariant(this.#state === 'loaded', 'only a complete load is published');
      try {
        this.#publication = await publishStaging(this.#parts, request);
      } catch (error) {
        throw toPostgresqlError(error, this.#context('publish into'));
      }
      await this.#close();
    }
    return this.#publication;
  }

  async discard(): Promise<void> {
    if (this.#isClosed) return;
    // The own connection may be broken, or busy with what was cancelled.
    await this.#close();
    try {
      const client = await this.#parts.reconnect();
      try {
        // A statement that was cancelled may not know it yet, and would keep the table locked.
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = $1 AND state = 'active' AND strpos(query, $2) > 0`,
          [backendPid(this.#parts.client), this.#parts.staging.name],
        );
        await client.query(`DROP TABLE IF EXISTS ${quoteObject(this.#parts.staging)} CASCADE`);
        for (const table of this.#chunks?.tables() ?? []) await dropUnlessLocked(client, table);
      } finally {
        await client.end();
      }
    } catch (error) {
      throw toPostgresqlError(error, this.#context('drop'));
    }
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    this.#chunks?.close();
    // A statement still at work would keep end() waiting, and the table locked.
    if (this.#publication === undefined) socketOf(this.#parts.client).destroy();
    await this.#parts.client.end().catch(() => undefined);
  }

  /** Abort destroys the connection: the server rolls back, and the staging table is swept later. */
  async #run<T>(signal: AbortSignal, doing: string, action: () => Promise<T>): Promise<T> {
    throwIfCancelled(signal);
    const abort = (): void => void socketOf(this.#parts.client).destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await action();
    } catch (error) {
      if (signal.aborted) throw cancelledError(signal);
      throw toPostgresqlError(error, this.#context(doing));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #context(doing: string): ErrorContext {
    return { settings: this.#parts.settings, doing, object: describeObject(this.#parts.target) };
  }
}
