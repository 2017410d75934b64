import { LONGEST_PACKET, packetKinds } from './protocol.ts';

/** Bytes handed on at once. Larger ones cost memory, smaller ones calls. */
const BLOCK_BYTES = 64 * 1024;

const NULL_VALUE = 0xfb;

/** What RowPackets finds in the bytes of the protocol. */
export interface RowPacketsEvents {
  /** A block of wire bytes, whole rows or not. It belongs to the callee. */
  block(bytes: Buffer): void;
  /** A row that is NULL: it was too long for the server to build. */
  nullRow(): void;
  failed(body: Buffer): void;
  completed(): void;
}

/**
 * Takes the answer to a query of one column apart as it streams by: each row's value is gathered into
 * large blocks, without an object per row. Length prefixes may be cut anywhere, and rows of 16 MB or
 * more come in several packets.
 */
export class RowPackets {
  rows = 0;
  bytes = 0;
  readonly #events: RowPacketsEvents;
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #filled = 0;
  /** Bytes of the current row's packet that have not arrived yet. */
  #missing = 0;
  #isContinued = false;
  #partial: Buffer | undefined;
  /** The packets before the rows: a column count, one definition, an EOF. */
  #preamble = 3;

  constructor(events: RowPacketsEvents) {
    this.#events = events;
  }

  /** Reads the next bytes of the connection. */
  read(input: Buffer): void {
    const chunk = this.#partial === undefined ? input : Buffer.concat([this.#partial, input]);
    this.#partial = undefined;
    let at = 0;
    for (;;) {
      if (this.#missing > 0) {
        const stop = Math.min(at + this.#missing, chunk.length);
        this.#append(chunk, at, stop);
        this.#missing -= stop - at;
        at = stop;
        if (this.#missing > 0) return;
      }
      const next = this.#readPacket(chunk, at);
      if (next === undefined) break;
      at = next;
    }
    if (at < chunk.length) this.#partial = Buffer.from(chunk.subarray(at));
  }

  /** Hands on what was gathered. */
  flush(): void {
    if (this.#filled === 0) return;
    const full = this.#block.subarray(0, this.#filled);
    this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#filled = 0;
    this.#events.block(full);
  }

  /** Where the next packet or the row's bytes begin; undefined when more bytes are needed. */
  #readPacket(chunk: Buffer, at: number): number | undefined {
    if (at + 4 > chunk.length) return undefined;
    const length = chunk.readUIntLE(at, 3);
    const start = at + 4;
    if (this.#isContinued) {
      this.#missing = length;
      this.#isContinued = length === LONGEST_PACKET;
      return start;
    }
    if (start >= chunk.length) return undefined;
    const first = chunk.readUInt8(start);
    const isShortEof = first === packetKinds.eof && length < 9;
    const isRow = this.#preamble === 0 && first !== packetKinds.error && !isShortEof;
    if (isRow && first !== NULL_VALUE) {
      const prefix = prefixLength(first);
      if (start + prefix > chunk.length) return undefined;
      this.rows += 1;
      this.#missing = length - prefix;
      this.#isContinued = length === LONGEST_PACKET;
      return start + prefix;
    }
    if (start + length > chunk.length) return undefined;
    if (first === packetKinds.error) this.#events.failed(chunk.subarray(start, start + length));
    else if (this.#preamble > 0) this.#preamble -= 1;
    else if (isRow) this.#events.nullRow();
    else this.#events.completed();
    return start + length;
  }

  #append(chunk: Buffer, start: number, stop: number): void {
    this.bytes += stop - start;
    let at = start;
    while (at < stop) {
      if (this.#filled === BLOCK_BYTES) this.flush();
      const take = Math.min(stop - at, BLOCK_BYTES - this.#filled);
      chunk.copy(this.#block, this.#filled, at, at + take);
      this.#filled += take;
      at += take;
    }
  }
}

function prefixLength(first: number): number {
  if (first < NULL_VALUE) return 1;
  if (first === 0xfc) return 3;
  return first === 0xfd ? 4 : 9;
}
