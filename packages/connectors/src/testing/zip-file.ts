import { crc32, deflateRawSync } from 'node:zlib';

/** What stands in 32 bits where the value stands in 64. */
const elsewhere = 0xffffffff;

/** A zip archive, deflated, as a spreadsheet program writes it; `isWide` with the fields of ZIP64. */
export function zipFile(
  parts: Readonly<Record<string, string | Buffer>>,
  { isWide = false }: { readonly isWide?: boolean } = {},
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    // Version, flags, method, time, date, checksum, sizes, lengths of the name and of the extra field.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(label.length, 22);
    const body = Buffer.concat([mark(3, 4), facts, label, packed]);
    const place = Buffer.alloc(14);
    const extra = isWide ? wideField([bytes.length, packed.length, at]) : Buffer.alloc(0);
    const listed = Buffer.from(facts);
    listed.writeUInt16LE(extra.length, 24);
    if (isWide) listed.fill(0xff, 14, 22);
    place.writeUInt32LE(isWide ? elsewhere : at, 10);
    directory.push(mark(1, 2), Buffer.from([20, 0]), listed, place, label, extra);
    bodies.push(body);
    at += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(bodies.length, 4);
  end.writeUInt16LE(bodies.length, 6);
  end.writeUInt32LE(isWide ? elsewhere : entries.length, 8);
  end.writeUInt32LE(isWide ? elsewhere : at, 12);
  const wide = isWide ? wideEnd(entries.length, at) : Buffer.alloc(0);
  return Buffer.concat([...bodies, entries, wide, mark(5, 6), end]);
}

function mark(first: number, second: number): Buffer {
  return Buffer.from([0x50, 0x4b, first, second]);
}

function wideField(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [index, number] of numbers.entries()) {
    field.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  }
  return field;
}

/** The end of ZIP64 and what tells where it is. */
function wideEnd(sizeBytes: number, at: number): Buffer {
  const end = Buffer.alloc(52);
  end.writeBigUInt64LE(44n, 0);
  end.writeBigUInt64LE(BigInt(sizeBytes), 36);
  end.writeBigUInt64LE(BigInt(at), 44);
  const locator = Buffer.alloc(16);
  locator.writeBigUInt64LE(BigInt(at + sizeBytes), 4);
  return Buffer.concat([mark(6, 6), end, mark(6, 7), locator]);
}
