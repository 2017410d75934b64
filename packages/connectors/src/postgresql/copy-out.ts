import { Readable } from 'node:stream';
import type pg from 'pg';
import { AiEtlError, type WireRead } from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import { socketOf } from './connect.ts';
import { toPostgresqlError, type ErrorContext } from './errors.ts';
import { executeMessages, messageTypes, parseErrorFields } from './protocol.ts';
import type { ReadingSocket } from './reading-socket.ts';
import { RowReader } from './row-reader.ts';

export interface CopyOutOptions {
  readonly signal: AbortSignal;
  readonly context: ErrorContext;
  /** Ends the statement at the server, through another connection. */
  cancelAtServer(): Promise<void>;
  /** The socket of `client` when it has a buffer of its own; see openReadingSocket. */
  readonly readingSocket: ReadingSocket | undefined;
}

/**
 * Streams `COPY (query) TO STDOUT` of a connection that is used for nothing else afterwards.
 *
 * pg parses each message into objects, one per row; so the socket is taken over: its bytes go to
 * a RowReader, with back-pressure, and the connection is closed at the end. The stream ends only
 * after the server said that the command is complete and its row count is ours.
 */
export function openCopyOut(client: pg.Client, sql: string, options: CopyOutOptions): WireRead {
  const stream = new CopyOutStream(client, options);
  // A failure before somebody reads is kept for the reader; it must not end the process.
  stream.on('error', () => undefined);
  stream.start(`COPY (${sql}\n) TO STDOUT`);
  return { stream, rows: () => BigInt(stream.rows), bytes: () => BigInt(stream.bytes) };
}

class CopyOutStream extends Readable {
  readonly #client: pg.Client;
  readonly #options: CopyOutOptions;
  readonly #socket;
  readonly #reader: RowReader;
  #isComplete = false;
  #failure: AiEtlError | undefined;

  constructor(client: pg.Client, options: CopyOutOptions) {
    super({ highWaterMark: 512 * 1024 });
    this.#client = client;
    this.#options = options;
    this.#socket = socketOf(client);
    this.#reader = new RowReader({
      block: (bytes) => {
        if (!this.push(bytes)) this.#socket.pause();
      },
      message: (type, body) => this.#onMessage(type, body),
    });
  }

  get rows(): number {
    return this.#reader.rows;
  }

  get bytes(): number {
    return this.#reader.bytes;
  }

  start(sql: string): void {
    const { signal } = this.#options;
    if (signal.aborted) {
      this.destroy(cancelledError(signal));
      return;
    }
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#socket.removeAllListeners('data');
    const { readingSocket } = this.#options;
    if (readingSocket?.socket === this.#socket) readingSocket.takeOver(this.#onData);
    else this.#socket.on('data', this.#onData);
    this.#socket.on('error', this.#onBroken);
    this.#socket.on('close', this.#onBroken);
    this.#socket.write(executeMessages(sql));
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#socket.removeListener('close', this.#onBroken);
    // The 'error' listener stays: a socket may fail after it was destroyed.
    const cancelled =
      this.#isComplete || this.#failure !== undefined
        ? Promise.resolve()
        : this.#options.cancelAtServer();
    void cancelled
      .catch(() => undefined)
      .then(() => {
        this.#socket.destroy();
        void this.#client.end().catch(() => undefined);
        done(error);
      });
  }

  readonly #onData = (chunk: Buffer): void => {
    if (!this.destroyed) this.#reader.read(chunk);
  };

  readonly #onAbort = (): void => void this.destroy(cancelledError(this.#options.signal));

  readonly #onBroken = (cause: unknown): void => {
    if (this.#isComplete || this.destroyed) return;
    const { settings } = this.#options.context;
    const error =
      this.#failure ??
      (cause instanceof Error
        ? toPostgresqlError(cause, this.#options.context)
        : new AiEtlError(
            'CONNECTION_LOST',
            `PostgreSQL at ${settings.host}:${settings.port} closed the connection after ${this.rows} rows.`,
          ));
    this.#failure = error;
    this.destroy(error);
  };

  #onMessage(type: number, body: Buffer): void {
    switch (type) {
      case messageTypes.error:
        this.#failure ??= toPostgresqlError(parseErrorFields(body), this.#options.context);
        return;
      case messageTypes.commandComplete:
        this.#checkCount(body.toString('latin1'));
        return;
      case messageTypes.readyForQuery:
        this.#finish();
        return;
      default:
    }
  }

  /** `COPY 5000000`: a difference would be a bug of ours. */
  #checkCount(tag: string): void {
    const counted = /^COPY (\d+)/.exec(tag)?.[1];
    if (counted === String(this.rows)) return;
    this.#failure ??= new AiEtlError(
      'CONNECTION_LOST',
      `PostgreSQL sent ${counted ?? 'no'} rows, ${this.rows} were received.`,
    );
  }

  #finish(): void {
    if (this.#failure !== undefined) {
      this.destroy(this.#failure);
      return;
    }
    this.#isComplete = true;
    this.#reader.flush();
    this.push(null);
  }
}
