import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { FoundFile } from '../find-files.ts';
import { damagedPack, mostUnpacked, unpacksTooLarge } from '../packed-file.ts';
import { refusedWorkbook } from './refusal.ts';
import { readAt, readZipDirectory, type ZipEntry } from './zip-directory.ts';

const headerMark = 0x04034b50;
const headerLength = 30;
/** What is read at once. */
const sliceBytes = 64 * 1024;
/** Compound files: workbooks of before 2007, and the cover that Excel puts around an encrypted one. */
const compoundMark = 'd0cf11e0';

/** The parts of a workbook. What is unpacked of all of them together is bounded. */
export class ZipArchive {
  readonly file: FoundFile;
  readonly #handle: FileHandle;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  #unpackedBytes = 0;

  private constructor(file: FoundFile, handle: FileHandle, entries: readonly ZipEntry[]) {
    this.file = file;
    this.#handle = handle;
    this.#entries = new Map(entries.map((entry) => [partName(entry.name), entry]));
  }

  /** Throws VALUE_REJECTED for what is no archive, is cut off or encrypted. */
  static async open(file: FoundFile): Promise<ZipArchive> {
    const handle = await open(file.path, 'r').catch((error: unknown) => {
      throw damagedPack(file, error);
    });
    try {
      const start = await readAt(handle, 0, 4);
      if (start?.toString('hex') === compoundMark) {
        throw refusedWorkbook(
          { file },
          'it is protected by a password, or an old .xls. Save it as .xlsx without one',
        );
      }
      const entries = await readZipDirectory(handle, file.sizeBytes);
      if (entries === undefined) throw damagedPack(file, undefined);
      return new ZipArchive(file, handle, entries);
    } catch (error) {
      await handle.close();
      throw error instanceof AiEtlError ? error : damagedPack(file, error);
    }
  }

  has(part: string): boolean {
    return this.#entries.has(partName(part));
  }

  /** Unpacks a part. Ends well only when it is as long as it says, and has its checksum. */
  async *read(part: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer, void> {
    const entry = this.#entries.get(partName(part));
    if (entry === undefined) throw refusedWorkbook(this, `its part ${part} is missing`);
    const isReadable = (entry.flags & 1) === 0 && (entry.method === 0 || entry.method === 8);
    if (!isReadable)
      throw refusedWorkbook(this, 'it is encrypted, or packed in another way than Excel does');
    let sizeBytes = 0;
    let crc = 0;
    try {
      for await (const chunk of this.#unpack(entry)) {
        throwIfCancelled(signal);
        sizeBytes += chunk.length;
        this.#unpackedBytes += chunk.length;
        if (this.#unpackedBytes > mostUnpacked(this.file)) throw unpacksTooLarge(this.file);
        crc = crc32(chunk, crc);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof AiEtlError ? error : damagedPack(this.file, error);
    }
    if (sizeBytes !== entry.unpackedBytes || crc !== entry.crc) {
      throw damagedPack(this.file, undefined);
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async *#unpack({ headerAt, packedBytes, method }: ZipEntry): AsyncGenerator<Buffer, void> {
    const header = await readAt(this.#handle, headerAt, headerLength);
    if (header?.readUInt32LE(0) !== headerMark) throw damagedPack(this.file, undefined);
    if (packedBytes === 0) return;
    const start = headerAt + headerLength + header.readUInt16LE(26) + header.readUInt16LE(28);
    const input = Readable.from(this.#slices(start, packedBytes));
    const output = method === 0 ? input : input.pipe(createInflateRaw());
    // A pipe does not pass errors on.
    if (output !== input) input.once('error', (error) => output.destroy(error));
    try {
      for await (const chunk of output) yield Buffer.from(chunk);
    } finally {
      input.destroy();
      output.destroy();
    }
  }

  /** Bytes of the file. A stream of its handle would close it. */
  async *#slices(start: number, length: number): AsyncGenerator<Buffer, void> {
    for (let at = 0; at < length; at += sliceBytes) {
      const slice = await readAt(this.#handle, start + at, Math.min(sliceBytes, length - at));
      if (slice === undefined) throw damagedPack(this.file, undefined);
      yield slice;
    }
  }
}

/** Names of parts have no case; some programs write them with `\`. */
function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}
