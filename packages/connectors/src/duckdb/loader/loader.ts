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
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { isWorkTableOf, ownTablePrefix, parseWorkTableName } from '../../kit/staging-name.ts';
import { defaultSchema } from '../catalog.ts';
import type { Database } from '../database.ts';
import { describeFile } from '../settings.ts';
import { readPublication } from './ledger.ts';
import { createStaging } from './staging.ts';

/** Loads into DuckDB: a FIFO into a staging table, then one transaction. */
export class DuckdbLoader implements TargetLoader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async checksumAlgorithms(signal?: AbortSignal): Promise<readonly ChecksumAlgorithm[]> {
    throwIfCancelled(signal);
    return checksumAlgorithms;
  }

  /** The staging table keeps its connection until it is published or discarded. */
  async stage(request: StagingRequest): Promise<Staging> {
    const { signal, key, plan } = request;
    throwIfCancelled(signal);
    this.#requireWritable();
    const schema = plan.object.schema ?? defaultSchema;
    const options = { doing: 'create a table', object: schema, signal };
    const connection = await (await this.#database.process()).connect();
    try {
      // One after the other: two that make the ledger at once would conflict.
      return await this.#database.exclusively(async () => {
        for (const name of await workTables(connection, schema, options)) {
          if (isWorkTableOf(name, key)) await dropTable(connection, { schema, name }, options);
        }
        return createStaging({ connection, database: this.#database, schema, request });
      });
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    throwIfCancelled(signal);
    const duck = await this.#database.process();
    const place = { schema: object.schema ?? defaultSchema, key };
    return duck.with((connection) =>
      readPublication(connection, place, { doing: 'read the publications of', signal }),
    );
  }

  async sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    throwIfCancelled(signal);
    this.#requireWritable();
    const schema = object.schema ?? defaultSchema;
    const options = { doing: 'drop staging tables', object: schema, signal };
    const duck = await this.#database.process();
    return duck.with(async (connection) => {
      let dropped = 0;
      for (const name of await workTables(connection, schema, options)) {
        const parsed = parseWorkTableName(name);
        if (parsed === undefined || isLive(parsed.runId)) continue;
        await dropTable(connection, { schema, name }, options);
        dropped += 1;
      }
      return dropped;
    });
  }

  #requireWritable(): void {
    const { file } = this.#database;
    if (!file.readOnly) return;
    throw new AiEtlError(
      'PRIVILEGE_MISSING',
      `${describeFile(file)}: the connection has read_only, so nothing can be loaded. Turn it off.`,
    );
  }
}

async function workTables(
  connection: DuckConnection,
  schema: string,
  options: StatementOptions,
): Promise<readonly string[]> {
  const rows = await connection.rows(
    `SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()
        AND schema_name = ${quoteText(schema)}
        AND starts_with(table_name, ${quoteText(ownTablePrefix)})
      ORDER BY table_name`,
    options,
  );
  return rows.flatMap(([name]) =>
    parseWorkTableName(name ?? '') === undefined ? [] : [name ?? ''],
  );
}

async function dropTable(
  connection: DuckConnection,
  table: ObjectName,
  options: StatementOptions,
): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${quoteObject(table)}`, options);
}
