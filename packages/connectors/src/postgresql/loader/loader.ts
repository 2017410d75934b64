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
import { chainOf, type ChunkTable } from '../../kit/chunk-record.ts';
import {
  isChunkTableOf,
  isWorkTableOf,
  parseChunkTableName,
  parseWorkTableName,
} from '../../kit/staging-name.ts';
import { checksumAlgorithmsOf, serverVersionOf } from '../checksum.ts';
import { connect } from '../connect.ts';
import { toPostgresqlError, type ErrorContext } from '../errors.ts';
import type { PostgresqlSettings } from '../settings.ts';
import { readPublication } from './ledger.ts';
import { createStaging } from './staging.ts';
import { dropUnlessLocked, findChunkTables, workTables } from './work-tables.ts';

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
        earlier: await earlierChunks(client, schema, request),
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
      const chunks = (await findChunkTables(client, schema)).map(({ name }) => name);
      for (const name of [...(await workTables(client, schema)), ...chunks]) {
        const parsed = parseWorkTableName(name) ?? parseChunkTableName(name);
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

/** What can be gone on from; everything else that earlier attempts loaded is dropped. */
async function earlierChunks(
  client: pg.Client,
  schema: string,
  { key, chunks }: StagingRequest,
): Promise<readonly ChunkTable[]> {
  const all = await findChunkTables(client, schema);
  const own = all.filter(({ name }) => isChunkTableOf(name, key));
  const chain = chunks === undefined ? [] : chainOf(chunks.fingerprint, own);
  for (const { name } of own) {
    if (chain.some((one) => one.name === name)) continue;
    await dropUnlessLocked(client, { schema, name });
  }
  return chain;
}
