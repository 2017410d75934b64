import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  invariant,
  messageOf,
  AiEtlError,
  type ChecksumAlgorithm,
  type Publication,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { decisionsOf } from '../../kit/history/history-columns.ts';
import { hasQuarantine, isTested } from '../../kit/quarantine/misfits.ts';
import { workTableName } from '../../kit/staging-name.ts';
import { checksumOf } from '../checksum.ts';
import { createTableSql } from '../plan-table.ts';
import { LiveStatements } from '../process/live-statements.ts';
import type { SqliteProcess } from '../process/sqlite-process.ts';
import { quoteNames, quoteObject } from '../quote.ts';
import { nativeType } from '../types.ts';
import { ensureLedger } from './ledger.ts';
import { publishStaging } from './publish.ts';
import { createLanding, dropWork, stagedType } from './quarantine.ts';

/** What the parts of a load share. */
export interface StagingParts {
  readonly process: SqliteProcess;
  /** Another process, for when the first has ended. */
  restart(): Promise<SqliteProcess>;
  readonly request: StagingRequest;
  /** Name of the staging table. */
  readonly staging: string;
  /** Name of the table where rows land: the staging table itself, unless some may be set apart. */
  readonly landing: string;
}

/** Bytes that gather while the process inserts: they are its next transaction. */
const gatheredBytes = 4 * 1024 * 1024;

/** Creates the staging table, as the target would be made for the same columns, and the ledger. */
export async function createStaging(
  given: Omit<StagingParts, 'staging' | 'landing'>,
): Promise<Staging> {
  const { process, request } = given;
  const staging = workTableName('stg', request.key);
  await ensureLedger(process, request.signal);
  const planned = [...request.plan.columns, ...decisionsOf(request.write, nativeType)];
  const columns = planned.map((column) => ({
    ...column,
    nativeType: isTested(column)
      ? stagedType(column)
      : (nativeType(column.source.type) ?? column.nativeType),
  }));
  await process.run(createTableSql(quoteObject({ name: staging }), columns), {
    doing: 'create a table in',
    signal: request.signal,
  });
  const parts = { ...given, staging };
  const landing = hasQuarantine(request.plan) ? await createLanding(parts) : staging;
  return new SqliteStaging({ ...parts, landing });
}

class SqliteStaging implements Staging {
  readonly name: string;
  readonly #parts: StagingParts;
  #state: 'empty' | 'loading' | 'loaded' = 'empty';
  #isClosed = false;
  #publication: Publication | undefined;

  constructor(parts: StagingParts) {
    this.#parts = parts;
    this.name = `main.${parts.staging}`;
  }

  async write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    throwIfCancelled(signal);
    this.#state = 'loading';
    const { process, landing, request } = this.#parts;
    const options = { doing: 'load into', signal };
    const table = quoteObject({ name: landing });
    const isSplit = hasQuarantine(request.plan);
    const columns = request.plan.columns.map(({ source, nullable }) => ({
      name: source.name,
      type: source.type,
      nullable: isSplit ? source.nullable : nullable,
    }));
    const ended = LiveStatements.begin(process.pid, `INSERT INTO ${table}`);
    try {
      await process.request({ op: 'load', table, columns }, options);
      await pipeline(stream, this.#feeder(signal), { signal });
      const body = await process.request({ op: 'finish' }, options);
      invariant(body.outcome === 'changed', 'the end of a load is answered with its rows');
      this.#state = 'loaded';
      return { rows: body.rows };
    } catch (error) {
      // Also when the process ended before the stream was touched.
      stream.destroy();
      if (signal.aborted) throw cancelledError(signal);
      throw error;
    } finally {
      ended();
    }
  }

  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    const { process, landing, request } = this.#parts;
    const columns = request.plan.columns.map((column) => column.source);
    return checksumOf(process, 1, {
      sql: `SELECT ${quoteNames(columns.map((one) => one.name))} FROM ${quoteObject({ name: landing })}`,
      columns,
      fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
      algorithm,
      signal,
    });
  }

  async publish(request: PublishRequest): Promise<Publication> {
    if (this.#publication === undefined) {
      invariant(this.#state === 'loaded', 'only a complete load is published');
      this.#publication = await publishStaging(this.#parts, request);
      await this.#close();
    }
    return this.#publication;
  }

  async discard(): Promise<void> {
    if (this.#isClosed) return;
    // The own process may have ended, or be busy with what was cancelled.
    await this.#close();
    const process = await this.#parts.restart();
    try {
      await dropWork({ ...this.#parts, process });
    } finally {
      await process.close();
    }
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    await this.#parts.process.close();
  }

  /** Passes on what gathers meanwhile in one piece. */
  #feeder(signal: AbortSignal): Writable {
    const { process } = this.#parts;
    const feed = (bytes: Uint8Array, done: (error?: Error) => void): void => {
      process.request({ op: 'feed', bytes }, { doing: 'load into', signal }).then(
        () => done(),
        (error: unknown) =>
          done(error instanceof Error ? error : new AiEtlError('INTERNAL_ERROR', messageOf(error))),
      );
    };
    return new Writable({
      highWaterMark: gatheredBytes,
      write: (chunk: Buffer, _encoding, done) => feed(chunk, done),
      writev: (chunks, done) =>
        feed(Buffer.concat(chunks.map(({ chunk }: { readonly chunk: Buffer }) => chunk)), done),
    });
  }
}
