import type { Readable } from 'node:stream';
import {
  describeObject,
  invariant,
  type ChecksumAlgorithm,
  type ObjectName,
  type Publication,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { checksumQuery } from '../../kit/duckdb/checksum.ts';
import { decoded } from '../../kit/duckdb/decode.ts';
import type { DuckConnection } from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteNames, quoteObject } from '../../kit/duckdb/quote.ts';
import { nativeType } from '../../kit/duckdb/types.ts';
import { decisionsOf } from '../../kit/history/history-columns.ts';
import { hasQuarantine, isTested } from '../../kit/quarantine/misfits.ts';
import { workTableName } from '../../kit/staging-name.ts';
import type { Database } from '../database.ts';
import { dropWork } from './drop-work.ts';
import { hasTable } from './has-table.ts';
import { ensureLedger } from './ledger.ts';
import { publishStaging } from './publish.ts';
import { createLanding } from './quarantine.ts';

/** What the parts of a load share. */
export interface StagingParts {
  readonly connection: DuckConnection;
  readonly database: Database;
  readonly schema: string;
  readonly request: StagingRequest;
  /** The columns, by name. */
  readonly names: readonly string[];
  readonly target: ObjectName;
  readonly staging: ObjectName;
  /** Where rows land: the staging table itself, unless some may be set apart. */
  readonly landing: ObjectName;
  /** True when the staging table itself can become the target. */
  readonly canRename: boolean;
}

/** Staged rows hold the types they travelled in, so policies of fidelity are over by then. */
const strict = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;

/** Creates the staging table and the ledger. */
export async function createStaging(
  given: Pick<StagingParts, 'connection' | 'database' | 'schema' | 'request'>,
): Promise<Staging> {
  const { connection, schema, request } = given;
  const { columns, object } = request.plan;
  const target = { schema, name: object.name };
  const staging = { schema, name: workTableName('stg', request.key) };
  const options = { doing: 'create a table', object: schema, signal: request.signal };
  await ensureLedger(connection, schema, options);
  const canRename =
    !(await hasTable(connection, target, options)) &&
    request.write.mode !== 'scd2' &&
    columns.every((one) => nativeType(one.source.type) === one.nativeType);
  const list = [...columns, ...decisionsOf(request.write, nativeType)].map((one) => {
    const arriving = nativeType(one.source.type) ?? one.nativeType;
    const stored = isTested(one) ? one.nativeType : arriving;
    return `${quoteName(one.source.name)} ${stored}${canRename && !one.nullable ? ' NOT NULL' : ''}`;
  });
  await connection.run(`CREATE TABLE ${quoteObject(staging)} (${list.join(', ')})`, options);
  const names = columns.map((one) => one.source.name);
  const parts = { ...given, names, target, staging, canRename };
  const landing = hasQuarantine(request.plan) ? await createLanding(parts, options) : staging;
  return new DuckdbStaging({ ...parts, landing });
}

class DuckdbStaging implements Staging {
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
    const { connection, landing, names, request } = this.#parts;
    const { columns } = request.plan;
    const options = { doing: 'load into', object: describeObject(this.#parts.target), signal };
    const values = columns.map((one, index) => decoded(`c${index}`, one.source.type));
    try {
      const rows = await connection.transaction(options, () =>
        connection.copyIn(stream, {
          ...options,
          width: columns.length,
          statement: (from) =>
            `INSERT INTO ${quoteObject(landing)} (${quoteNames(names)}) SELECT ${values.join(', ')} FROM ${from}`,
        }),
      );
      this.#state = 'loaded';
      return { rows };
    } finally {
      stream.destroy();
    }
  }

  async checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    invariant(algorithm === 'md5_32', 'only what checksumAlgorithms offers is asked for');
    throwIfCancelled(signal);
    const { connection, landing, names, request } = this.#parts;
    const columns = request.plan.columns.map((one) => one.source);
    const sql = `SELECT ${quoteNames(names)} FROM ${quoteObject(landing)}`;
    const options = { doing: 'compute checksums of', object: this.name, signal };
    const actual = await connection.describe(sql, options);
    return checksumQuery(connection, { sql, columns, fidelity: strict }, { ...options, actual });
  }

  async publish(request: PublishRequest): Promise<Publication> {
    if (this.#publication === undefined) {
      invariant(this.#state === 'loaded', 'only a complete load is published');
      throwIfCancelled(request.signal);
      this.#publication = await this.#parts.database.exclusively(() =>
        publishStaging(this.#parts, request),
      );
      await this.#close();
    }
    return this.#publication;
  }

  async discard(): Promise<void> {
    if (this.#isClosed) return;
    await this.#close();
    // The own connection may be lost with its process.
    const duck = await this.#parts.database.process();
    await duck.with((connection) => dropWork({ ...this.#parts, connection }, this.name));
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    await this.#parts.connection.close();
  }
}
