import type { Socket } from 'node:net';
import type pg from 'pg';
import type {
  ChecksumAlgorithm,
  KeyRanges,
  OpenOptions,
  ReadRequest,
  Schema,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../kit/cancelled.ts';
import { checksumAlgorithmsOf, checksumQuery, parseChecksum, serverVersionOf } from './checksum.ts';
import { backendPid, connect } from './connect.ts';
import { openCopyOut } from './copy-out.ts';
import { toPostgresqlError, type ErrorContext } from './errors.ts';
import { createKeyRanges, rangedSql } from './key-ranges.ts';
import { describeColumns } from './query.ts';
import { quoteText } from './quote.ts';
import { openReadingSocket, type ReadingSocket } from './reading-socket.ts';
import type { PostgresqlSettings } from './settings.ts';
import { wireSelect } from './wire.ts';

const beginReadOnly = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * Opens a snapshot: one connection holds it, every read and checksum takes a connection of its
 * own and imports it, so that they run side by side and see the same moment.
 */
export async function openSnapshot(
  settings: PostgresqlSettings,
  options: OpenOptions,
): Promise<SourceSnapshot> {
  const holder = await connect(settings, options);
  const context: ErrorContext = { settings, doing: 'read' };
  try {
    await holder.query(beginReadOnly);
    const { rows } = await holder.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
    const version = await serverVersionOf(holder);
    const { label, connectTimeoutMs } = options;
    const readers = { label, connectTimeoutMs };
    return new PostgresqlSnapshot({
      holder,
      options: readers,
      context,
      version,
      id: rows[0]?.id ?? '',
    });
  } catch (error) {
    await holder.end().catch(() => undefined);
    throw toPostgresqlError(error, context);
  }
}

interface SnapshotParts {
  readonly holder: pg.Client;
  readonly options: OpenOptions;
  readonly context: ErrorContext;
  readonly version: number;
  readonly id: string;
}

class PostgresqlSnapshot implements SourceSnapshot {
  readonly ranges: KeyRanges;
  readonly #parts: SnapshotParts;
  readonly #readers = new Set<pg.Client>();

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
    this.ranges = createKeyRanges((sql, signal) => this.#query(sql, signal));
  }

  get id(): string {
    return this.#parts.id;
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    const row = await this.#queryRow(`SELECT count(*) AS n FROM (${sql}\n) AS q`, signal);
    return BigInt(row['n'] ?? 0);
  }

  async read(request: ReadRequest): Promise<WireRead> {
    let readingSocket: ReadingSocket | undefined;
    const client = await this.#openReader(request.signal, () => {
      readingSocket = openReadingSocket();
      return readingSocket.socket;
    });
    const actual = await this.#describe(client, request.sql);
    const sql = rangedSql(request.sql, request.range);
    return openCopyOut(client, wireSelect({ ...request, sql }, actual), {
      signal: request.signal,
      readingSocket,
      context: this.#parts.context,
      cancelAtServer: () => this.#cancel(client),
    });
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithmsOf(this.#parts.version);
  }

  async checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    const sql = rangedSql(request.sql, request.range);
    const row = await this.#queryRow(checksumQuery({ ...request, sql }), request.signal);
    return parseChecksum(row, request.columns, request);
  }

  async close(): Promise<void> {
    const clients = [...this.#readers, this.#parts.holder];
    this.#readers.clear();
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }

  /** What the query really gives; it is one statement or refused. */
  async #describe(client: pg.Client, sql: string): Promise<Schema> {
    try {
      return await describeColumns(client, sql);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw toPostgresqlError(error, this.#parts.context);
    }
  }

  async #openReader(
    signal: AbortSignal | undefined,
    plainSocket?: () => Socket,
  ): Promise<pg.Client> {
    const { context, options, id } = this.#parts;
    const client = await connect(context.settings, {
      ...options,
      ...(signal === undefined ? {} : { signal }),
      ...(plainSocket === undefined ? {} : { plainSocket }),
    });
    this.#readers.add(client);
    client.once('end', () => this.#readers.delete(client));
    try {
      await client.query(`${beginReadOnly}; SET TRANSACTION SNAPSHOT ${quoteText(id)}`);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw toPostgresqlError(error, context);
    }
  }

  async #queryRow(
    sql: string,
    signal: AbortSignal | undefined,
  ): Promise<Readonly<Record<string, string | null>>> {
    return (await this.#query(sql, signal))[0] ?? {};
  }

  /** Values as text, on a connection of its own; abort cancels at the server. */
  async #query(
    sql: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly Readonly<Record<string, string | null>>[]> {
    const client = await this.#openReader(signal);
    const abort = (): void => void this.#cancel(client).catch(() => undefined);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      throwIfCancelled(signal);
      // Extended protocol: exactly one statement.
      const query: pg.QueryConfig & { queryMode: 'extended' } = {
        text: sql,
        queryMode: 'extended',
      };
      const { rows } = await client.query<Record<string, string | null>>(query);
      return rows;
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw toPostgresqlError(error, this.#parts.context);
    } finally {
      signal?.removeEventListener('abort', abort);
      await client.end().catch(() => undefined);
    }
  }

  async #cancel(client: pg.Client): Promise<void> {
    await this.#parts.holder.query('SELECT pg_cancel_backend($1)', [backendPid(client)]);
  }
}
