/** Bytes handed on at once. Larger ones cost memory, smaller ones calls. */
const BLOCK_BYTES = 64 * 1024;

/** Rows up to this size are copied by a loop, longer ones by memcpy: measured break-even. */
const LOOP_COPY_BYTES = 256;

const COPY_DATA = 0x64;

/** What a RowReader finds in the bytes of the protocol. */
export interface RowReaderEvents {
  /** A block of wire bytes, whole rows or not. It belongs to the callee. */
  block(bytes: Buffer): void;
  /** A message other than CopyData: its type byte and body. */
  message(type: number, body: Buffer): void;
}

/**
 * Takes the frontend/backend protocol apart as it streams by: the payload of CopyData messages
 * (one per row) is gathered into large blocks, every other message is handed on.
 *
 * One CopyData is one row, so counting costs nothing. Copying 8 bytes at a time through DataView
 * measured 22 ns a row of 85 bytes; Buffer.copy 45 ns, a byte loop 102 ns.
 */
export class RowReader {
  #rows = 0;
  #bytes = 0;
  readonly #events: RowReaderEvents;
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #view = viewOf(this.#block);
  #filled = 0;
  /** Bytes of the current CopyData that have not arrived yet. */
  #missing = 0;
  /** A message that is not complete: header, or another type than CopyData. */
  #partial: Buffer | undefined;

  constructor(events: RowReaderEvents) {
    this.#events = events;
  }

  /** Rows begun so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Wire bytes handed on or gathered so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Reads the next bytes of the connection. */
  read(input: Buffer): void {
    let chunk = input;
    if (this.#partial !== undefined) {
      chunk = Buffer.concat([this.#partial, input]);
      this.#partial = undefined;
    }
    const view = viewOf(chunk);
    const end = chunk.length;
    let at = 0;
    if (this.#missing > 0) {
      const take = Math.min(this.#missing, end);
      this.#append(chunk, 0, take);
      this.#missing -= take;
      at = take;
    }
    let rows = 0;
    while (at + 5 <= end) {
      const length = view.getUint32(at + 1) - 4;
      const start = at + 5;
      if (view.getUint8(at) !== COPY_DATA) {
        if (start + length > end) break;
        // The listener may compare the count.
        this.#rows += rows;
        rows = 0;
        this.#events.message(view.getUint8(at), chunk.subarray(start, start + length));
        at = start + length;
        continue;
      }
      rows += 1;
      const stop = start + length;
      if (stop <= end && length <= LOOP_COPY_BYTES && this.#filled + length <= BLOCK_BYTES) {
        copyLoop({ from: view, to: this.#view, start, stop, at: this.#filled });
        this.#filled += length;
        this.#bytes += length;
      } else {
        this.#append(chunk, start, Math.min(stop, end));
        this.#missing = Math.max(0, stop - end);
      }
      at = Math.min(stop, end);
    }
    this.#rows += rows;
    if (at < end) this.#partial = Buffer.from(chunk.subarray(at));
  }

  /** Hands on what was gathered. */
  flush(): void {
    if (this.#filled === 0) return;
    const full = this.#block.subarray(0, this.#filled);
    this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#view = viewOf(this.#block);
    this.#filled = 0;
    this.#events.block(full);
  }

  #append(chunk: Buffer, start: number, stop: number): void {
    this.#bytes += stop - start;
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

interface CopyRange {
  readonly from: DataView;
  readonly to: DataView;
  readonly start: number;
  readonly stop: number;
  readonly at: number;
}

function copyLoop({ from, to, start, stop, at }: CopyRange): void {
  let read = start;
  let write = at;
  const words = stop - 7;
  while (read < words) {
    to.setBigUint64(write, from.getBigUint64(read, true), true);
    read += 8;
    write += 8;
  }
  while (read < stop) {
    to.setUint8(write, from.getUint8(read));
    read += 1;
    write += 1;
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
