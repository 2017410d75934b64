import { describe, expect, it } from 'vitest';
import { LONGEST_PACKET, packetHeader } from './protocol.ts';
import { RowPackets } from './row-packets.ts';

const eof = Buffer.from([0xfe, 0, 0, 2, 0]);
const preamble = [Buffer.from([1]), Buffer.from('def a column'), eof].map((one) => packet(one));

function packet(body: Buffer, sequence = 0): Buffer {
  return Buffer.concat([packetHeader(body.length, sequence), body]);
}

/** A row of one value, as length-encoded string in as many packets as it takes. */
function row(text: string | Buffer): Buffer {
  const value = Buffer.from(text);
  const prefix = Buffer.alloc(9);
  prefix[0] = 0xfe;
  prefix.writeBigUInt64LE(BigInt(value.length), 1);
  const short = value.length < 251 ? Buffer.from([value.length]) : prefix;
  let rest = Buffer.concat([short, value]);
  const packets: Buffer[] = [];
  while (rest.length >= LONGEST_PACKET) {
    packets.push(packet(rest.subarray(0, LONGEST_PACKET)));
    rest = rest.subarray(LONGEST_PACKET);
  }
  return Buffer.concat([...packets, packet(rest)]);
}

interface Seen {
  readonly text: Buffer;
  readonly rows: number;
  readonly events: readonly string[];
}

function readAll(bytes: Buffer, blockBytes: number): Seen {
  const blocks: Buffer[] = [];
  const events: string[] = [];
  const reader = new RowPackets({
    block: (block) => blocks.push(Buffer.from(block)),
    nullRow: () => events.push('null'),
    failed: () => events.push('failed'),
    completed: () => events.push('completed'),
  });
  for (let at = 0; at < bytes.length; at += blockBytes) {
    reader.read(bytes.subarray(at, at + blockBytes));
  }
  reader.flush();
  return { text: Buffer.concat(blocks), rows: reader.rows, events };
}

describe('rows in the packets of MySQL', () => {
  it.each([1, 2, 3, 7, 100_000])('are gathered from blocks of %i bytes', (size) => {
    const long = 'x'.repeat(300);
    const bytes = Buffer.concat([
      ...preamble,
      row('1\tä\n'),
      row(`${long}\n`),
      row('\n'),
      packet(eof),
    ]);
    const seen = readAll(bytes, size);
    expect(seen.text.toString()).toBe(`1\tä\n${long}\n\n`);
    expect(seen).toMatchObject({ rows: 3, events: ['completed'] });
  });

  it.each([LONGEST_PACKET - 9, LONGEST_PACKET, 2 * LONGEST_PACKET + 5])(
    'of %i bytes come in several packets',
    (length) => {
      const value = Buffer.alloc(length, 'y');
      const bytes = Buffer.concat([...preamble, row(value), row('z\n'), packet(eof)]);
      const seen = readAll(bytes, 65_536);
      expect(seen.text.length).toBe(length + 2);
      expect(seen).toMatchObject({ rows: 2, events: ['completed'] });
    },
  );

  it('end with a failure where the server says so', () => {
    const failed = packet(Buffer.from([0xff, 0x28, 0x05]));
    expect(readAll(Buffer.concat([...preamble, row('1\n'), failed]), 5).events).toEqual(['failed']);
    expect(readAll(failed, 1).events).toEqual(['failed']);
  });

  it('that are NULL are told', () => {
    const bytes = Buffer.concat([...preamble, packet(Buffer.from([0xfb])), packet(eof)]);
    expect(readAll(bytes, 3)).toMatchObject({ rows: 0, events: ['null', 'completed'] });
  });
});
