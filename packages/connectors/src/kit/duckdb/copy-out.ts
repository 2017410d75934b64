import { Readable } from 'node:stream';
import { AiEtlError, type WireRead } from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../cancelled.ts';
import type { DuckConnection, StatementOptions } from './duck-connection.ts';
import { makeFifo, openFifoReader, removeFifo, type FifoReader } from './fifo.ts';
import { countLineEnds } from './line-ends.ts';
import { graceMs } from './protocol.ts';
import { quoteText } from './quote.ts';

/** COPY of the wire form: our escapes leave nothing that a quote would be needed for. */
const wireOptions =
  "FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '\\N', HEADER false, USE_TMP_FILE false";

/**
 * Threads that hold later rows back until earlier ones are written look for work all the time: behind a reader that
 * is slow they took 1.7 to 3.9 s of CPU, and in any order 0.6 to 0.8 (500,000 rows).
 */
const anyOrder = ', PRESERVE_ORDER false';

export interface CopyOutOptions extends StatementOptions {
  readonly signal: AbortSignal;
  /** True: rows may come in any order. */
  readonly inAnyOrder?: boolean;
}

/**
 * Streams `COPY (query) TO` a FIFO. The stream ends only after DuckDB said that the query is
 * complete and its row count is ours; a FIFO alone would end "successfully" when its writer dies.
 */
export async function openCopyOut(
  connection: DuckConnection,
  sql: string,
  options: CopyOutOptions,
): Promise<WireRead> {
  throwIfCancelled(options.signal);
  const path = connection.process.newPipePath();
  await makeFifo(path);
  const stream = new CopyOutStream(connection, openFifoReader(path), options);
  // A failure before somebody reads is kept for the reader; it must not end the process.
  stream.on('error', () => undefined);
  const order = options.inAnyOrder === true ? anyOrder : '';
  stream.start(`COPY (${sql}\n) TO ${quoteText(path)} (${wireOptions}${order})`, path);
  return { stream, rows: () => BigInt(stream.rows), bytes: () => BigInt(stream.bytes) };
}

class CopyOutStream extends Readable {
  rows = 0;
  bytes = 0;
  readonly #connection: DuckConnection;
  readonly #fifo: FifoReader;
  readonly #options: CopyOutOptions;
  /** Rows that DuckDB says it wrote; undefined while it writes. */
  #written: bigint | undefined;
  #statement: Promise<void> | undefined;

  constructor(connection: DuckConnection, fifo: FifoReader, options: CopyOutOptions) {
    super({ highWaterMark: 512 * 1024 });
    this.#connection = connection;
    this.#fifo = fifo;
    this.#options = options;
    const { socket } = fifo;
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.once('end', () => this.#finish());
    socket.on('error', (error) => this.destroy(error));
    options.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  start(sql: string, path: string): void {
    const { doing, object } = this.#options;
    // Without the signal: _destroy interrupts, whatever the reason.
    this.#statement = this.#connection
      .run(sql, object === undefined ? { doing } : { doing, object })
      .then((rows) => {
        this.#written = rows;
        this.#fifo.release();
      })
      .catch((error: unknown) => {
        this.destroy(error instanceof Error ? error : new TypeError('no error was thrown'));
      })
      .finally(() => void removeFifo(path));
  }

  override _read(): void {
    this.#fifo.socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    if (this.#written === undefined) this.#connection.interrupt();
    this.#fifo.release();
    // Without a reader the writer wakes up, and sees that it was interrupted.
    this.#fifo.socket.destroy();
    const deadline = setTimeout(() => this.#connection.process.kill(), graceMs);
    void (this.#statement ?? Promise.resolve()).then(() => {
      clearTimeout(deadline);
      done(error);
    });
  }

  readonly #onAbort = (): void => void this.destroy(cancelledError(this.#options.signal));

  #onData(chunk: Buffer): void {
    this.rows += countLineEnds(chunk);
    this.bytes += chunk.length;
    if (!this.push(chunk)) this.#fifo.socket.pause();
  }

  /** The pipe is empty and has no writer. */
  #finish(): void {
    if (this.destroyed) return;
    if (this.#written === BigInt(this.rows)) {
      this.push(null);
      return;
    }
    const { place } = this.#connection.process;
    this.destroy(
      new AiEtlError(
        'CONNECTION_LOST',
        `${place} sent ${this.#written ?? 'no'} rows, ${this.rows} were received.`,
      ),
    );
  }
}
