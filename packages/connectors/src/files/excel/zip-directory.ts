import type { FileHandle } from 'node:fs/promises';

/** A file in a zip archive, as its directory tells. */
export interface ZipEntry {
  readonly name: string;
  /** Bit 0: encrypted. */
  readonly flags: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its own header begins. */
  readonly headerAt: number;
}

// The numbers are those of APPNOTE.TXT, 4.3.
const endMark = 0x06054b50;
const endLength = 22;
const longestComment = 0xffff;
const wideEndMark = 0x06064b50;
const wideLocatorMark = 0x07064b50;
const entryMark = 0x02014b50;
/** In 32 bits: the value stands in a field of 64. */
const elsewhere = 0xffffffff;
/** Workbooks have some dozens of entries, of some 100 bytes each. */
const longestDirectory = 16 * 1024 * 1024;

/** The entries of an archive; undefined when the file is none, or is cut off. ZIP64 is understood. */
export async function readZipDirectory(
  handle: FileHandle,
  sizeBytes: number,
): Promise<readonly ZipEntry[] | undefined> {
  const tailAt = Math.max(0, sizeBytes - endLength - longestComment);
  const tail = await readAt(handle, tailAt, sizeBytes - tailAt);
  const endAt = tail?.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])) ?? -1;
  if (tail === undefined || endAt < 0 || endAt + endLength > tail.length) return undefined;
  if (tail.readUInt32LE(endAt) !== endMark) return undefined;
  let size = tail.readUInt32LE(endAt + 12);
  let at = tail.readUInt32LE(endAt + 16);
  if (size === elsewhere || at === elsewhere) {
    const locator = endAt - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== wideLocatorMark) return undefined;
    const wide = await readAt(handle, wideNumber(tail, locator + 8), 56);
    if (wide?.readUInt32LE(0) !== wideEndMark) return undefined;
    size = wideNumber(wide, 40);
    at = wideNumber(wide, 48);
  }
  if (size > longestDirectory || at + size > sizeBytes) return undefined;
  const directory = await readAt(handle, at, size);
  return directory === undefined ? undefined : parseEntries(directory);
}

/** So many bytes, or undefined where the file has fewer. */
export async function readAt(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Buffer | undefined> {
  if (!Number.isSafeInteger(position) || position < 0) return undefined;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : undefined;
}

function parseEntries(directory: Buffer): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= directory.length) {
    if (directory.readUInt32LE(at) !== entryMark) return undefined;
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    if (extraEnd > directory.length) return undefined;
    const [unpackedBytes, packedBytes, headerAt] = wideFields(
      directory.subarray(nameEnd, extraEnd),
      [at + 24, at + 20, at + 42].map((place) => directory.readUInt32LE(place)),
    );
    if (unpackedBytes === undefined || packedBytes === undefined || headerAt === undefined) {
      return undefined;
    }
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedBytes,
      unpackedBytes,
      headerAt,
    });
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Numbers that do not fit 32 bits stand one after the other in the extra field 1. */
function wideFields(extra: Buffer, numbers: readonly number[]): readonly (number | undefined)[] {
  let wide: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) {
      wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    }
  }
  let next = 0;
  return numbers.map((number) => {
    if (number !== elsewhere) return number;
    next += 8;
    return next > wide.length ? undefined : wideNumber(wide, next - 8);
  });
}

/** No file of ours is larger than 2^53. */
function wideNumber(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}
