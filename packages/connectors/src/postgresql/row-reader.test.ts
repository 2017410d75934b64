import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowReader } from './row-reader.ts';

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function read(pieces: readonly Buffer[]): {
  readonly wire: Buffer;
  readonly rows: number;
  readonly bytes: number;
  readonly messages: readonly string[];
} {
  const blocks: Buffer[] = [];
  const messages: string[] = [];
  const reader = new RowReader({
    block: (bytes) => blocks.push(bytes),
    message: (type, body) =>
      messages.push(`${String.fromCharCode(type)}${body.toString('latin1')} after ${reader.rows}`),
  });
  for (const piece of pieces) {
    // The reader may not keep what it is given: the socket reuses its buffer.
    const lent = Buffer.from(piece);
    reader.read(lent);
    lent.fill(0xff);
  }
  reader.flush();
  return { wire: Buffer.concat(blocks), rows: reader.rows, bytes: reader.bytes, messages };
}

function split(whole: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].toSorted(
    (a, b) => a - b,
  );
  return places.slice(1).map((end, index) => whole.subarray(places[index] ?? 0, end));
}

describe('a reader of COPY rows', () => {
  it('gives the payload of every row, wherever the bytes are split', () => {
    const rowSize = fc.oneof(fc.nat(40), fc.nat(600), fc.constantFrom(0, 1, 7, 8, 9, 70_000, 140_000)); // prettier-ignore
    fc.assert(
      fc.property(fc.array(rowSize, { maxLength: 30 }), fc.array(fc.nat()), (sizes, cuts) => {
        const rows = sizes.map((size, index) => Buffer.alloc(size, 97 + (index % 26)));
        const whole = Buffer.concat([
          message('H', Buffer.alloc(7)),
          ...rows.map((row) => message('d', row)),
          message('c', Buffer.alloc(0)),
          message('C', Buffer.from(`COPY ${rows.length}\0`)),
        ]);
        const result = read(split(whole, cuts));
        expect(result.wire.equals(Buffer.concat(rows))).toBe(true);
        expect(result.rows).toBe(rows.length);
        expect(result.bytes).toBe(result.wire.length);
        expect(result.messages.at(-1)).toBe(`CCOPY ${rows.length}\0 after ${rows.length}`);
      }),
      { numRuns: 300 },
    );
  });

  it('hands on an error that comes between rows', () => {
    const bytes = Buffer.concat([
      message('d', Buffer.from('1\n')),
      message('E', Buffer.from('SERROR\0C22012\0\0')),
    ]);
    const { messages, wire } = read([bytes]);
    expect(wire.toString()).toBe('1\n');
    expect(messages).toEqual(['ESERROR\0C22012\0\0 after 1']);
  });
});
