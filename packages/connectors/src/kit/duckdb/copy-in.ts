import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../cancelled.ts';
import type { DuckConnection, StatementOptions } from './duck-connection.ts';
import { makeFifo, openFifoWriter, removeFifo } from './fifo.ts';
import { WireLines } from './wire-lines.ts';
import { wireRelation } from './wire-relation.ts';

export interface CopyInRequest extends StatementOptions {
  readonly signal: AbortSignal;
  /** How many columns a row of the stream has. */
  readonly width: number;
  /** The statement; `rows` is a relation with the VARCHAR columns `c0`, `c1`, … */
  statement(rows: string): string;
}

/**
 * Runs a statement that reads wire bytes through a FIFO, and answers how many rows they had.
 *
 * A FIFO does not say why it ended. So call it inside a transaction and commit after it resolved:
 * then every byte was taken, the last row was complete, and the statement wrote as many rows as
 * were sent. A failure of the stream interrupts the statement before the FIFO is closed.
 */
export async function copyIn(
  connection: DuckConnection,
  stream: Readable,
  request: CopyInRequest,
): Promise<bigint> {
  const path = connection.process.newPipePath();
  try {
    throwIfCancelled(request.signal);
    await makeFifo(path);
    return await new Upload(connection, stream, request).run(path);
  } finally {
    stream.destroy();
    await removeFifo(path);
  }
}

class Upload {
  readonly #connection: DuckConnection;
  readonly #stream: Readable;
  readonly #request: CopyInRequest;
  readonly #lines: WireLines;
  /** Interrupts the statement. */
  readonly #cancel = new AbortController();
  #failure: { readonly error: unknown } | undefined;
  #isStatementOver = false;
  #writer: Socket | undefined;

  constructor(connection: DuckConnection, stream: Readable, request: CopyInRequest) {
    this.#connection = connection;
    this.#stream = stream;
    this.#request = request;
    this.#lines = new WireLines(request.width);
  }

  async run(path: string): Promise<bigint> {
    const { signal } = this.#request;
    const abort = (): void => this.#fail(cancelledError(signal));
    signal.addEventListener('abort', abort, { once: true });
    try {
      const statement = this.#startStatement(path);
      await this.#send(path);
      const written = await statement;
      if (this.#failure !== undefined) throw this.#failure.error;
      return this.#requireAll(written);
    } finally {
      signal.removeEventListener('abort', abort);
      this.#writer?.destroy();
    }
  }

  /** Resolves with the rows it wrote, or undefined when it failed; never rejects. */
  async #startStatement(path: string): Promise<bigint | undefined> {
    const { statement, width, doing, object } = this.#request;
    const sql = statement(
      wireRelation(path, { width, longestRow: this.#connection.process.longestRow }),
    );
    try {
      return await this.#connection.run(sql, {
        doing,
        ...(object === undefined ? {} : { object }),
        signal: this.#cancel.signal,
      });
    } catch (error) {
      this.#fail(error);
      return undefined;
    } finally {
      this.#isStatementOver = true;
      // A statement that is over takes no more; a source that waits for us must not wait for ever.
      if (!this.#lines.isEnded) this.#stream.destroy();
      this.#writer?.destroy();
    }
  }

  /** Sends all bytes, or finds out why not. */
  async #send(path: string): Promise<void> {
    try {
      this.#writer = await openFifoWriter(path, () => this.#isStatementOver);
      if (this.#writer === undefined) return;
      // DuckDB reads no more: the statement says why.
      this.#writer.on('error', () => this.#stream.destroy());
      await this.#write(this.#writer, this.#lines.head);
      for await (const chunk of this.#stream) {
        await this.#write(this.#writer, this.#lines.take(Buffer.from(chunk)));
      }
      this.#lines.end();
      this.#writer.end();
    } catch (error) {
      // A writer that DuckDB closed is no reason of its own, what the statement says is.
      if (this.#writer?.errored == null && !this.#isStatementOver) this.#fail(error);
    }
  }

  /** Keeps the first reason, interrupts the statement, and closes the FIFO so that it wakes up. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#cancel.abort(error instanceof AiEtlError ? error : undefined);
    this.#stream.destroy();
    this.#writer?.destroy();
  }

  async #write(writer: Socket, bytes: Buffer): Promise<void> {
    if (writer.destroyed) throw new TypeError('the pipe is closed');
    if (writer.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        writer.off('drain', done);
        writer.off('close', done);
        resolve();
      };
      writer.on('drain', done);
      writer.on('close', done);
    });
  }

  #requireAll(written: bigint | undefined): bigint {
    const { rows, isEnded } = this.#lines;
    if (isEnded && written === BigInt(rows)) return BigInt(rows);
    const { place } = this.#connection.process;
    const cause = this.#writer?.errored;
    throw new AiEtlError(
      'CONNECTION_LOST',
      `${place} took ${written ?? 'no'} rows, ${rows} were sent${cause == null ? '' : ` (${messageOf(cause)})`}.`,
    );
  }
}
