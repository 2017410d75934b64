import { Writable } from 'node:stream';
import { AiEtlError } from '@ai-etl/core';
import { run, type MysqlConnection } from '../connect.ts';
import { quoteNames } from '../quote.ts';
import { decoded, type StagedColumn } from './columns.ts';

/** Well below the least max_allowed_packet of current servers, 16 MB. */
const BATCH_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * Loads wire text with INSERT, for servers that forbid LOAD DATA LOCAL. A field of the wire form is the
 * inside of a MySQL literal but for the quote, so values are wrapped, not decoded.
 */
export class InsertRowsStream extends Writable {
  rows = 0n;
  warnings = 0;
  readonly #connection: MysqlConnection;
  readonly #head: string;
  readonly #columns: readonly StagedColumn[];
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(
    connection: MysqlConnection,
    target: { readonly quoted: string; readonly columns: readonly StagedColumn[] },
  ) {
    super({ highWaterMark: BATCH_BYTES });
    this.#connection = connection;
    this.#columns = target.columns;
    this.#head = `INSERT INTO ${target.quoted} (${quoteNames(target.columns.map((one) => one.name))}) VALUES `;
  }

  override _write(chunk: Buffer, _: string, done: (error?: Error | null) => void): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes < BATCH_BYTES) {
      done();
      return;
    }
    const bytes = Buffer.concat(this.#waiting);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    this.#waiting = [bytes.subarray(end)];
    this.#waitingBytes = bytes.length - end;
    this.#insert(bytes.subarray(0, end)).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#insert(Buffer.concat(this.#waiting)).then(() => done(), done);
  }

  async #insert(lines: Buffer): Promise<void> {
    if (lines.length === 0) return;
    const rows = decodeText(lines)
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => this.#values(line));
    const outcome = await run(this.#connection, this.#head + rows.join(','));
    this.rows += outcome.rows;
    this.warnings += outcome.warnings;
  }

  #values(line: string): string {
    const fields = line.split('\t');
    if (fields.length !== this.#columns.length) {
      throw new AiEtlError('VALUE_REJECTED', 'A row has another number of columns than the table.');
    }
    const values = this.#columns.map((column, index) => {
      const field = fields[index] ?? '';
      if (field === '\\N') return 'NULL';
      return decoded(column, `'${field.replaceAll("'", "''")}'`);
    });
    return `(${values.join(',')})`;
  }
}

/** Bytes that are no UTF-8 would otherwise turn into replacement characters. */
function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AiEtlError('VALUE_REJECTED', 'A row holds bytes that are no UTF-8 text.');
  }
}
