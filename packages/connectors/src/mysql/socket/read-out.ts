import { Readable } from 'node:stream';
import { AiEtlError, type WireRead } from '@ai-etl/core';
import { cancelledError } from '../../kit/cancelled.ts';
import type { MysqlConnection } from '../connect.ts';
import { toMysqlError, type ErrorContext } from '../errors.ts';
import { describeServer } from '../settings.ts';
import { parseErrorPacket, queryPacket } from './protocol.ts';
import { RowPackets } from './row-packets.ts';
import { takeOver, type TakenSocket } from './take-over.ts';

export interface ReadOutOptions {
  readonly signal: AbortSignal;
  readonly context: ErrorContext;
  /** Ends the connection at the server, through another one. */
  killAtServer(): Promise<void>;
}

/** A stream of wire bytes, and when its connection is free for the next statement. */
export interface ReadOut extends WireRead {
  readonly released: Promise<void>;
}

/**
 * Streams the only column of a query, in which each row is a line of the wire form. The socket is taken
 * over while it runs, because the driver makes objects of rows; its bytes go to RowPackets, with
 * back-pressure. The stream ends only after the server said that all rows were sent. When it ends
 * otherwise, the connection is closed.
 */
export function openReadOut(
  connection: MysqlConnection,
  sql: string,
  options: ReadOutOptions,
): ReadOut {
  const stream = new ReadOutStream(connection, options);
  // A failure before somebody reads is kept for the reader; it must not end the process.
  stream.on('error', () => undefined);
  stream.start(sql);
  const { released } = stream;
  return { stream, released, rows: () => BigInt(stream.rows), bytes: () => BigInt(stream.bytes) };
}

class ReadOutStream extends Readable {
  readonly released: Promise<void>;
  readonly #options: ReadOutOptions;
  readonly #taken: TakenSocket;
  readonly #packets: RowPackets;
  readonly #release: () => void;
  #isComplete = false;
  #failure: AiEtlError | undefined;

  constructor(connection: MysqlConnection, options: ReadOutOptions) {
    super({ highWaterMark: 512 * 1024 });
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.released = promise;
    this.#release = resolve;
    this.#packets = new RowPackets({
      block: (bytes) => {
        // The last block comes when the socket is the driver's again: paused, it would never answer it.
        if (!this.push(bytes) && !this.#isComplete) this.#taken.socket.pause();
      },
      nullRow: () => (this.#failure ??= this.#tooLong()),
      failed: (body) => this.#finish(toMysqlError(parseErrorPacket(body), options.context)),
      completed: () => this.#finish(undefined),
    });
    this.#taken = takeOver(connection, {
      data: (chunk) => {
        if (!this.destroyed) this.#packets.read(chunk);
      },
      broken: this.#onBroken,
    });
  }

  get rows(): number {
    return this.#packets.rows;
  }

  get bytes(): number {
    return this.#packets.bytes;
  }

  start(sql: string): void {
    const { signal } = this.#options;
    if (signal.aborted) {
      this.destroy(cancelledError(signal));
      return;
    }
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#taken.socket.write(queryPacket(sql));
  }

  override _read(): void {
    if (!this.#isComplete) this.#taken.socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    if (this.#isComplete) {
      done(error);
      return;
    }
    void this.#options
      .killAtServer()
      .catch(() => undefined)
      .then(() => {
        this.#taken.socket.destroy();
        this.#release();
        done(error);
      });
  }

  /** The server has answered: rows are complete, or this is why not. */
  #finish(error: AiEtlError | undefined): void {
    this.#isComplete = true;
    this.#taken.giveBack();
    this.#release();
    const failure = this.#failure ?? error;
    if (failure !== undefined) {
      this.destroy(failure);
      return;
    }
    this.#packets.flush();
    this.push(null);
  }

  readonly #onAbort = (): void => void this.destroy(cancelledError(this.#options.signal));

  readonly #onBroken = (cause: unknown): void => {
    if (this.#isComplete || this.destroyed) return;
    const { context } = this.#options;
    this.#failure ??=
      cause instanceof Error
        ? toMysqlError(cause, context)
        : new AiEtlError(
            'CONNECTION_LOST',
            `${describeServer(context.settings)} closed the connection after ${this.rows} rows.`,
          );
    this.destroy(this.#failure);
  };

  #tooLong(): AiEtlError {
    const place = describeServer(this.#options.context.settings);
    return new AiEtlError(
      'VALUE_REJECTED',
      `${place}: a row is longer than max_allowed_packet, so the server cannot send it. Raise max_allowed_packet.`,
    );
  }
}
