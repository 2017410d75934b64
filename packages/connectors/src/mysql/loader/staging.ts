import type { Readable } from 'node:stream';
import {
  describeObject,
  invariant,
  type ChecksumAlgorithm,
  type ObjectName,
  type OpenOptions,
  type Publication,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { decisionsOf } from '../../kit/history/history-columns.ts';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { workTableName } from '../../kit/staging-name.ts';
import { checksumQuery, parseChecksum } from '../checksum.ts';
import { ask, connect, disconnect, run, type MysqlConnection } from '../connect.ts';
import { toMysqlError, type ErrorContext } from '../errors.ts';
import { kill } from '../kill.ts';
import { tableSql } from '../plan-table.ts';
import { describeColumns } from '../query.ts';
import { quoteNames, quoteObject } from '../quote.ts';
import type { MysqlSettings } from '../settings.ts';
import { nativeType } from '../types.ts';
import { landedColumn, stagedColumn, stagedDefinition, type StagedColumn } from './columns.ts';
import { ensureLedger } from './ledger.ts';
import { loadRows } from './load-rows.ts';
import { publishStaging } from './publish.ts';
import { createLanding, dropWork } from './quarantine.ts';

/** What the parts of a load share. */
export interface StagingParts {
  readonly connection: MysqlConnection;
  readonly settings: MysqlSettings;
  readonly options: OpenOptions;
  readonly request: StagingRequest;
  readonly columns: readonly StagedColumn[];
  /** The columns as rows land. */
  readonly landed: readonly StagedColumn[];
  readonly schema: string;
  readonly target: ObjectName;
  readonly staging: ObjectName;
  /** Where rows land: the staging table itself, unless some may be set apart. */
  readonly landing: ObjectName;
}

/** Creates the staging table and the ledger. */
export async function createStaging(
  given: Omit<StagingParts, 'columns' | 'landed' | 'target' | 'staging' | 'landing'>,
): Promise<Staging> {
  const { connection, schema, request } = given;
  const target = { schema, name: request.plan.object.name };
  const staging = { schema, name: workTableName('stg', request.key) };
  const columns = request.plan.columns.map(stagedColumn);
  await ensureLedger(connection, schema);
  const list = [...columns, ...decisionsOf(request.write, nativeType).map(stagedColumn)];
  await run(connection, tableSql(quoteObject(staging), list.map(stagedDefinition)));
  const parts = { ...given, target, staging, columns };
  if (!hasQuarantine(request.plan)) {
    return new MysqlStaging({ ...parts, landed: columns, landing: staging });
  }
  const landed = request.plan.columns.map(landedColumn);
  return new MysqlStaging({ ...parts, landed, landing: await createLanding(parts, landed) });
}

class MysqlStaging implements Staging {
  readonly name: string;
  readonly #parts: StagingParts;
  #state: 'empty' | 'loading' | 'loaded' = 'empty';
  #isClosed = false;
  #publication: Publication | undefined;

  constructor(parts: StagingParts) {
    this.#parts = parts;
    this.name = describeObject(parts.staging);
  }

  async write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    this.#state = 'loading';
    return this.#run(signal, 'load into', async () => {
      const rows = await loadRows(this.#parts, stream);
      this.#state = 'loaded';
      return { rows };
    });
  }

  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    const { connection, landing, landed, request } = this.#parts;
    const query = {
      sql: `SELECT ${quoteNames(landed.map((one) => one.name))} FROM ${quoteObject(landing)}`,
      columns: request.plan.columns.map((column) => column.source),
      fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
      algorithm,
    } as const;
    return this.#run(signal, 'compute checksums of', async () => {
      const actual = await describeColumns(connection, query.sql);
      const { rows } = await ask(connection, checksumQuery(query, actual));
      return parseChecksum(rows[0] ?? [], query);
    });
  }

  async publish(request: PublishRequest): Promise<Publication> {
    if (this.#publication === undefined) {
      invariant(this.#state === 'loaded', 'only a complete load is published');
      try {
        this.#publication = await publishStaging(this.#parts, request);
      } catch (error) {
        throw toMysqlError(error, this.#context('publish into'));
      }
      this.#close();
    }
    return this.#publication;
  }

  async discard(): Promise<void> {
    if (this.#isClosed) return;
    this.#close();
    const { settings, options, connection } = this.#parts;
    try {
      // What was cancelled may not know it yet, and would keep the table locked.
      await kill('CONNECTION', connection, { settings, options });
      const other = await connect(settings, options);
      try {
        await dropWork({ ...this.#parts, connection: other });
      } finally {
        disconnect(other);
      }
    } catch (error) {
      throw toMysqlError(error, this.#context('drop'));
    }
  }

  #close(): void {
    this.#isClosed = true;
    disconnect(this.#parts.connection);
  }

  /** Abort ends the connection: the server rolls back, and the staging table is swept later. */
  async #run<T>(signal: AbortSignal, doing: string, action: () => Promise<T>): Promise<T> {
    throwIfCancelled(signal);
    const { connection, settings, options } = this.#parts;
    const abort = (): void => {
      disconnect(connection);
      void kill('CONNECTION', connection, { settings, options }).catch(() => undefined);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await action();
    } catch (error) {
      if (signal.aborted) throw cancelledError(signal);
      throw toMysqlError(error, this.#context(doing));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #context(doing: string): ErrorContext {
    return { settings: this.#parts.settings, doing, object: describeObject(this.#parts.target) };
  }
}
