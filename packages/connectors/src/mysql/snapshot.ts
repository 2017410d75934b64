import type {
  ChecksumAlgorithm,
  OpenOptions,
  ReadRequest,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import { checksumAlgorithms, checksumQuery, parseChecksum } from './checksum.ts';
import { ask, connect, disconnect, run, type MysqlConnection } from './connect.ts';
import { toMysqlError, type ErrorContext } from './errors.ts';
import { kill } from './kill.ts';
import { describeColumns } from './query.ts';
import type { MysqlSettings } from './settings.ts';
import { openReadOut } from './socket/read-out.ts';
import { Turns } from './turns.ts';
import { wireSelect } from './wire.ts';

/**
 * Opens a snapshot: one connection in one transaction. MySQL cannot share a snapshot between
 * connections, so reads, counts and checksums take turns on it; who asks meanwhile waits.
 */
export async function openSnapshot(
  settings: MysqlSettings,
  options: OpenOptions,
): Promise<SourceSnapshot> {
  const connection = await connect(settings, options);
  try {
    await run(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const { label, connectTimeoutMs } = options;
    return new MysqlSnapshot(connection, settings, { label, connectTimeoutMs });
  } catch (error) {
    disconnect(connection);
    throw toMysqlError(error, { settings, doing: 'read' });
  }
}

class MysqlSnapshot implements SourceSnapshot {
  readonly #connection: MysqlConnection;
  readonly #access: { readonly settings: MysqlSettings; readonly options: OpenOptions };
  readonly #context: ErrorContext;
  readonly #turns = new Turns();
  #reading: WireRead | undefined;

  constructor(connection: MysqlConnection, settings: MysqlSettings, options: OpenOptions) {
    this.#connection = connection;
    this.#access = { settings, options };
    this.#context = { settings, doing: 'read' };
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    const query = async (): Promise<string> => `SELECT COUNT(*) FROM (${sql}\n) AS q`;
    const [count] = await this.#queryRow(query, signal);
    return BigInt(count ?? 0);
  }

  async read(request: ReadRequest): Promise<WireRead> {
    const { signal } = request;
    const giveUp = await this.#turns.take(signal);
    try {
      const actual = await describeColumns(this.#connection, request.sql);
      const read = openReadOut(this.#connection, wireSelect(request, actual), {
        signal,
        context: this.#context,
        killAtServer: () => kill('CONNECTION', this.#connection, this.#access),
      });
      this.#reading = read;
      void read.released.then(giveUp);
      return read;
    } catch (error) {
      giveUp();
      throw signal.aborted ? cancelledError(signal) : toMysqlError(error, this.#context);
    }
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  async checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    const query = async (): Promise<string> =>
      checksumQuery(request, await describeColumns(this.#connection, request.sql));
    return parseChecksum(await this.#queryRow(query, request.signal), request);
  }

  async close(): Promise<void> {
    // A read that nobody finished ends with the connection.
    this.#reading?.stream.destroy();
    disconnect(this.#connection);
  }

  /** One row, when it is our turn; abort cancels at the server. */
  async #queryRow(
    query: () => Promise<string>,
    signal: AbortSignal | undefined,
  ): Promise<readonly (string | null)[]> {
    const giveUp = await this.#turns.take(signal);
    const abort = (): void =>
      void kill('QUERY', this.#connection, this.#access).catch(() => undefined);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const { rows } = await ask(this.#connection, await query());
      return rows[0] ?? [];
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw toMysqlError(error, this.#context);
    } finally {
      signal?.removeEventListener('abort', abort);
      giveUp();
    }
  }
}
