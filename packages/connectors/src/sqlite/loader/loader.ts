import {
  AiEtlError,
  describeObject,
  type ChecksumAlgorithm,
  type ObjectName,
  type Publication,
  type PublicationKey,
  type Staging,
  type StagingRequest,
  type TargetLoader,
} from '@ai-etl/core';
import { isWorkTableOf, ownTablePrefix, parseWorkTableName } from '../../kit/staging-name.ts';
import { SqliteProcess } from '../process/sqlite-process.ts';
import { mainSchema, quoteObject } from '../quote.ts';
import { describeDatabase, type SqliteDatabase } from '../database.ts';
import { readPublication } from './ledger.ts';
import { createStaging } from './staging.ts';

/** Loads into SQLite: wire bytes into a staging table of the same file, then one transaction. */
export class SqliteLoader implements TargetLoader {
  readonly #database: SqliteDatabase;
  readonly #label: string;

  constructor(database: SqliteDatabase, label: string) {
    this.#database = database;
    this.#label = label;
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return ['crc32', 'md5_32'];
  }

  /** The staging table keeps its process until it is published or discarded. */
  async stage(request: StagingRequest): Promise<Staging> {
    const { signal, key, plan } = request;
    this.#requireMain(plan.object);
    const process = await this.#start(signal);
    try {
      const doing = { doing: 'create a table in', signal };
      for (const name of await workTables(process, signal)) {
        if (!isWorkTableOf(name, key)) continue;
        await process.run(`DROP TABLE IF EXISTS ${quoteObject({ name })}`, doing);
      }
      return await createStaging({
        process,
        restart: () => this.#start(undefined),
        request,
      });
    } catch (error) {
      process.kill();
      throw error;
    }
  }

  publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    this.#requireMain(object);
    return this.#with(signal, (process) => readPublication(process, key, signal), 'read');
  }

  sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    this.#requireMain(object);
    return this.#with(signal, async (process) => {
      let dropped = 0;
      for (const name of await workTables(process, signal)) {
        const parsed = parseWorkTableName(name);
        if (parsed === undefined || isLive(parsed.runId)) continue;
        const drop = `DROP TABLE IF EXISTS ${quoteObject({ name })}`;
        await process.run(drop, { doing: 'drop staging tables of', signal });
        dropped += 1;
      }
      return dropped;
    });
  }

  #requireMain({ schema = mainSchema, name }: ObjectName): void {
    if (schema === mainSchema) return;
    throw new AiEtlError(
      'OBJECT_NOT_FOUND',
      `${describeDatabase(this.#database)}: there is no schema for ${describeObject({ schema, name })}; a SQLite file has none but ${mainSchema}.`,
    );
  }

  async #start(
    signal: AbortSignal | undefined,
    access: 'read' | 'write' = 'write',
  ): Promise<SqliteProcess> {
    const database = this.#database;
    if (access === 'write' && database.readOnly) {
      throw new AiEtlError(
        'PRIVILEGE_MISSING',
        `${describeDatabase(database)} is opened read-only. To load here: turn read_only off, and give the account of the worker the right to write the file and its folder.`,
      );
    }
    const started = { database, label: this.#label, access };
    return SqliteProcess.start(signal === undefined ? started : { ...started, signal });
  }

  async #with<T>(
    signal: AbortSignal | undefined,
    action: (process: SqliteProcess) => Promise<T>,
    access: 'read' | 'write' = 'write',
  ): Promise<T> {
    const process = await this.#start(signal, access);
    try {
      return await action(process);
    } finally {
      await process.close();
    }
  }
}

async function workTables(
  process: SqliteProcess,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const rows = await process.rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ? ORDER BY name",
    {
      values: [BigInt(ownTablePrefix.length), ownTablePrefix],
      doing: 'read',
      signal,
    },
  );
  return rows.map((row) => String(row[0])).filter((name) => parseWorkTableName(name) !== undefined);
}
