import type {
  ChecksumAlgorithm,
  ReadRequest,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { checksumAlgorithms, checksumQuery } from './checksum.ts';
import type { DuckConnection } from './duck-connection.ts';
import type { DuckProcess } from './duck-process.ts';
import { wireSelect } from './wire.ts';

const doing = 'read';

/**
 * Reads of a database by connections of their own, side by side. Each is one transaction; they do
 * not share one, so a writer of the same process may come between two of them.
 */
export class DuckSnapshot implements SourceSnapshot {
  readonly #duck: DuckProcess;
  readonly #readers = new Set<DuckConnection>();

  constructor(duck: DuckProcess) {
    this.#duck = duck;
  }

  count(sql: string, signal?: AbortSignal): Promise<bigint> {
    return this.#with(signal, async (connection) => {
      await connection.describe(sql, { doing, signal });
      const query = `SELECT count(*)::VARCHAR FROM (${sql}\n) AS q`;
      const [row] = await connection.rows(query, { doing, signal });
      return BigInt(row?.[0] ?? 0);
    });
  }

  async read(request: ReadRequest): Promise<WireRead> {
    const { signal, inAnyOrder = false } = request;
    const connection = await this.#open(signal);
    try {
      const actual = await connection.describe(request.sql, { doing, signal });
      const sql = wireSelect(request, actual);
      const read = await connection.copyOut(sql, { doing, signal, inAnyOrder });
      read.stream.once('close', () => void this.#close(connection));
      return read;
    } catch (error) {
      await this.#close(connection);
      throw error;
    }
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    const { signal, sql } = request;
    return this.#with(signal, async (connection) => {
      const actual = await connection.describe(sql, { doing, signal });
      return checksumQuery(connection, request, { doing, signal, actual });
    });
  }

  async close(): Promise<void> {
    const readers = [...this.#readers];
    for (const reader of readers) reader.interrupt();
    await Promise.all(readers.map((reader) => this.#close(reader)));
  }

  async #with<T>(
    signal: AbortSignal | undefined,
    action: (connection: DuckConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.#open(signal);
    try {
      return await action(connection);
    } finally {
      await this.#close(connection);
    }
  }

  /** Read-only, whatever the text of a query says. */
  async #open(signal: AbortSignal | undefined): Promise<DuckConnection> {
    const connection = await this.#duck.connect();
    this.#readers.add(connection);
    await connection.run('BEGIN TRANSACTION READ ONLY', { doing, signal });
    return connection;
  }

  async #close(connection: DuckConnection): Promise<void> {
    this.#readers.delete(connection);
    await connection.close();
  }
}
