import type pg from 'pg';
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
import { checksumAlgorithmsOf, serverVersionOf } from '../checksum.ts';
import { connect } from '../connect.ts';
import { sqlStateOf, toPostgresqlError, type ErrorContext } from '../errors.ts';
import { quoteObject } from '../quote.ts';
import type { PostgresqlSettings } from '../settings.ts';
import { readPublication } from './ledger.ts';
import { createStaging } from './staging.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/** Loads into PostgreSQL: COPY into a staging table, then one transaction. */
export class PostgresqlLoader implements TargetLoader {
  readonly #settings: PostgresqlSettings;
  readonly #options: OpenOptions;

  constructor(settings: PostgresqlSettings, options: OpenOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  checksumAlgorithms(signal?: AbortSignal): Promise<readonly ChecksumAlgorithm[]> {
    return this.#with({ signal, doing: 'connect' }, async (client) =>
      checksumAlgorithmsOf(await serverVersionOf(client)),
    );
  }

  /** The staging table keeps its connection until it is published or discarded. */
  async stage(request: StagingRequest): Promise<Staging> {
    const { signal, key, plan } = request;
    const schema = this.#schemaOf(plan.object);
    const context: ErrorContext = {
      settings: this.#settings,
      doing: 'create a table',
      object: schema,
    };
    const client = await connect(this.#settings, { ...this.#options, signal });
    try {
      for (const name of await workTables(client, schema)) {
        if (isWorkTableOf(name, key)) await dropUnlessLocked(client, { schema, name });
      }
      return await createStaging({
        client,
        reconnect: () => connect(this.#settings, this.#options),
        settings: this.#settings,
        schema,
        request,
      });
    } catch (error) {
      await client.end().catch(() => undefined);
      if (signal.aborted) throw cancelledError(signal);
      throw toPostgresqlError(error, context);
    }
  }

  publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null> {
    return this.#with({ signal, doing: 'read the publications' }, (client) =>
      readPublication(client, this.#schemaOf(object), key),
    );
  }

  sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number> {
    const schema = this.#schemaOf(object);
    return this.#with({ signal, doing: 'drop staging tables' }, async (client) => {
      let dropped = 0;
      for (const name of await workTables(client, schema)) {
        const parsed = parseWorkTableName(name);
        if (parsed === undefined || isLive(parsed.runId)) continue;
        if (await dropUnlessLocked(client, { schema, name })) dropped += 1;
      }
      return dropped;
    });
  }

  #schemaOf(object: ObjectName): string {
    return object.schema ?? this.#settings.schema;
  }

  async #with<T>(
    options: { readonly signal: AbortSignal | undefined; readonly doing: string },
    action: (client: pg.Client) => Promise<T>,
  ): Promise<T> {
    const { signal, doing } = options;
    const client = await connect(
      this.#settings,
      signal === undefined ? this.#options : { ...this.#options, signal },
    );
    try {
      return await action(client);
    } catch (error) {
      throw toPostgresqlError(error, { settings: this.#settings, doing });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function workTables(client: pg.Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind = 'r' AND starts_with(c.relname, $2) ORDER BY c.relname`,
    [schema, `${ownTablePrefix}stg_`],
  );
  return rows.map((row) => row.name);
}

/**
 * Drops a table; false when somebody keeps it locked, such as the server process of a worker that
 * vanished. A later sweep tries again.
 */
async function dropUnlessLocked(client: pg.Client, table: ObjectName): Promise<boolean> {
  await client.query("BEGIN; SET LOCAL lock_timeout = '2s'");
  try {
    await client.query(`DROP TABLE IF EXISTS ${quoteObject(table)}`);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
