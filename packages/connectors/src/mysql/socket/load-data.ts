import { Writable } from 'node:stream';
import { AiEtlError, invariant } from '@ai-etl/core';
import type { MysqlConnection } from '../connect.ts';
import { describeServer, type MysqlSettings } from '../settings.ts';
import {
  packetHeader,
  packetKinds,
  parseErrorPacket,
  parseOkPacket,
  queryPacket,
} from './protocol.ts';
import { takeOver, type TakenSocket } from './take-over.ts';

/**
 * Runs LOAD DATA LOCAL; what is written is the file. The socket is taken over, because the driver, when
 * its file fails, ends it as if it were complete. Here a stream that is destroyed closes the connection
 * instead, so the server rolls the statement back.
 */
export class LoadDataStream extends Writable {
  /** After `finish`: rows stored, and what the server changed or left out to store them. */
  outcome: { readonly rows: bigint; readonly warnings: number } | undefined;
  readonly #taken: TakenSocket;
  readonly #settings: MysqlSettings;
  #sequence = 0;
  #received: Buffer = Buffer.alloc(0);
  /** What waits for an answer of the server, or for its socket. */
  #waiting: ((error?: Error) => void) | undefined;
  #failure: Error | undefined;
  #isAnswered = false;

  constructor(connection: MysqlConnection, sql: string, settings: MysqlSettings) {
    super({ highWaterMark: 512 * 1024 });
    this.#settings = settings;
    this.#taken = takeOver(connection, { data: this.#onData, broken: this.#onBroken });
    this.#taken.socket.on('drain', this.#onDrain);
    this.#query = queryPacket(sql);
  }

  readonly #query: Buffer;

  override _construct(done: (error?: Error) => void): void {
    this.#waiting = done;
    this.#taken.socket.write(this.#query);
  }

  override _write(chunk: Buffer, _: string, done: (error?: Error) => void): void {
    const { socket } = this.#taken;
    this.#sequence += 1;
    socket.write(packetHeader(chunk.length, this.#sequence));
    if (socket.write(chunk)) done(this.#failure);
    else this.#waiting = done;
  }

  override _final(done: (error?: Error) => void): void {
    this.#waiting = done;
    this.#sequence += 1;
    this.#taken.socket.write(packetHeader(0, this.#sequence));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#taken.socket.off('drain', this.#onDrain);
    if (!this.#isAnswered) this.#taken.socket.destroy();
    done(error ?? (this.#isAnswered ? null : (this.#failure ?? null)));
  }

  readonly #onDrain = (): void => {
    if (!this.#isAnswered && this.#sequence > 1) this.#settle(undefined);
  };

  readonly #onData = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.#received.length < 4) return;
    const length = this.#received.readUIntLE(0, 3);
    if (this.#received.length < 4 + length) return;
    const body = this.#received.subarray(4, 4 + length);
    this.#sequence = this.#received.readUInt8(3);
    this.#received = this.#received.subarray(4 + length);
    this.#onPacket(body);
  };

  #onPacket(body: Buffer): void {
    switch (body[0]) {
      case packetKinds.localInfile:
        this.#settle(undefined);
        return;
      case packetKinds.ok:
        this.outcome = parseOkPacket(body);
        this.#answered();
        this.#settle(undefined);
        return;
      default:
        invariant(
          body[0] === packetKinds.error,
          'LOAD DATA is answered by a file request, OK or ERR',
        );
        this.#failure = parseErrorPacket(body);
        this.#answered();
        this.#settle(this.#failure);
    }
  }

  #answered(): void {
    this.#isAnswered = true;
    this.#taken.socket.off('drain', this.#onDrain);
    this.#taken.giveBack();
  }

  #settle(error: Error | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) waiting(error);
    else if (error !== undefined) this.destroy(error);
  }

  readonly #onBroken = (cause: unknown): void => {
    if (this.#isAnswered) return;
    this.#failure ??=
      cause instanceof Error
        ? cause
        : new AiEtlError(
            'CONNECTION_LOST',
            `${describeServer(this.#settings)} closed the connection while rows were loaded.`,
          );
    this.#settle(this.#failure);
  };
}
