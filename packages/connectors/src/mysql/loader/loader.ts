import type {
  ChecksumAlgorithm,
  ObjectName,
  OpenOptions,
  Publication,
  PublicationKey,
  Staging,
  StagingRequest,
  TargetLoader,
} from '@ai-etl/core';
import { cancelledError } from '../../kit/cancelled.ts';
import { isWorkTableOf, ownTablePrefix, parseWorkTableName } from '../../kit/staging-name.ts';
import { checksumAlgorithms } from '../checksum.ts';
import { ask, connect, disconnect, run, type MysqlConnection } from '../connect.ts';
import { errorNumberOf, toMysqlError } from '../errors.ts';
import { quoteObject } from '../quote.ts';
import type { MysqlSettings } from '../settings.ts';
import { readPublication } from './ledger.ts';
import { createStaging } from './staging.ts';

const LOCK_WAIT_TIMEOUT = 1205;

/** Loads into MySQL: LOAD DATA into a staging table, then one transaction. */
export class MysqlLoader implements TargetLoader {
  readonly #settings: MysqlSettings;
  readonly #options: OpenOptions;

  constructor(settings: MysqlSettings, options: OpenOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  /** The staging table keeps its connection until it is published or discarded. */
  async stage(request: StagingRequest): Promise<Staging> {
    const { signal, key, plan } = request;
    const schema = this.#schemaOf(plan.object);
    const settings = this.#settings;
    const options = this.#options;
    const connection = await connect(settings, { ...options, signal });
    try {
      for (const name of await workTables(connection, schema)) {
        if (isWorkTableOf(name, key)) await dropUnlessLocked(connection, { schema, name });
      }
      return await createStaging({ connection, settings, options, schema, request });
    } catch (error) {
      disconnect(connection);
      if (signal.aborted) throw cancelledError(signal);
      throw toMysqlError(error, { settings, doing: 'create a table', object: schema });
    }
  }

  publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    return this.#with({ signal, doing: 'read the publications' }, (connection) =>
      readPublication(connection, this.#schemaOf(object), key),
    );
  }

  sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    const schema = this.#schemaOf(object);
    return this.#with({ signal, doing: 'drop staging tables' }, async (connection) => {
      let dropped = 0;
      for (const name of await workTables(connection, schema)) {
        const parsed = parseWorkTableName(name);
        if (parsed === undefined || isLive(parsed.runId)) continue;
        if (await dropUnlessLocked(connection, { schema, name })) dropped += 1;
      }
      return dropped;
    });
  }

  #schemaOf(object: ObjectName): string {
    return object.schema ?? this.#settings.database;
  }

  async #with<T>(
    options: { readonly signal: AbortSignal | undefined; readonly doing: string },
    action: (connection: MysqlConnection) => Promise<T>,
  ): Promise<T> {
    const { signal, doing } = options;
    const connection = await connect(
      this.#settings,
      signal === undefined ? this.#options : { ...this.#options, signal },
    );
    try {
      return await action(connection);
    } catch (error) {
      throw toMysqlError(error, { settings: this.#settings, doing });
    } finally {
      disconnect(connection);
    }
  }
}

async function workTables(connection: MysqlConnection, schema: string): Promise<readonly string[]> {
  const { rows } = await ask(
    connection,
    `SELECT table_name FROM information_schema.tables
      WHERE table_schema = ? AND LEFT(table_name, ${ownTablePrefix.length}) = ? ORDER BY table_name`,
    [schema, ownTablePrefix],
  );
  return rows.flatMap(([name]) =>
    parseWorkTableName(name ?? '') === undefined ? [] : [name ?? ''],
  );
}

/**
 * Drops a table; false when somebody keeps it locked, such as the server thread of a worker that
 * vanished. A later sweep tries again.
 */
async function dropUnlessLocked(connection: MysqlConnection, table: ObjectName): Promise<boolean> {
  await run(connection, 'SET SESSION lock_wait_timeout = 2');
  try {
    await run(connection, `DROP TABLE IF EXISTS ${quoteObject(table)}`);
    return true;
  } catch (error) {
    if (errorNumberOf(error) === LOCK_WAIT_TIMEOUT) return false;
    throw error;
  } finally {
    await run(connection, 'SET SESSION lock_wait_timeout = 300').catch(() => undefined);
  }
}
