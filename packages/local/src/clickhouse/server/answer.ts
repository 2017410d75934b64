import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { createBrotliCompress, createGzip, createZstdCompress } from 'node:zlib';
import { httpStatusOf, printError, type ClickHouseError } from './clickhouse-error.ts';

/** Held back before the headers go out, so that an early failure still has a true status. */
const HOLD_BACK_BYTES = 128 * 1024;

/** Counts for X-ClickHouse-Summary. */
export interface Summary {
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
  readonly writtenBytes: number;
}

/** The response to one query. Exactly one of `finish` and `fail` ends it. */
export interface Answer {
  /** False once the client has gone. */
  isWanted(): boolean;
  setFormat(format: string): void;
  /** Waits while the client is slower than the engine. */
  write(chunk: Uint8Array): Promise<void>;
  finish(summary: Summary): Promise<void>;
  /** A status and text, or after the first bytes a broken-off body that names the error. */
  fail(error: ClickHouseError): void;
}

export interface AnswerOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly queryId: string;
  readonly compress: boolean;
  readonly version: string;
}

/** Opens the answer to a request. */
export function openAnswer(options: AnswerOptions): Answer {
  const { response } = options;
  const startedAt = process.hrtime.bigint();
  const tag = randomBytes(8).toString('hex');
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let out: Writable | undefined;

  response.setHeader('X-ClickHouse-Query-Id', options.queryId);
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  response.setHeader('X-ClickHouse-Server-Display-Name', 'ai-etl local');

  const start = (): Writable => {
    if (out !== undefined) return out;
    response.setHeader('X-ClickHouse-Exception-Tag', tag);
    const coder = options.compress ? createCoder(options.request) : undefined;
    if (coder !== undefined) {
      response.setHeader('Content-Encoding', coder.encoding);
      coder.stream.pipe(response);
    }
    response.writeHead(200);
    out = coder?.stream ?? response;
    return out;
  };
  const send = async (chunk: Uint8Array): Promise<void> => {
    const target = start();
    if (response.destroyed || target.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        target.off('drain', go);
        response.off('close', go);
        resolve();
      };
      target.on('drain', go);
      response.on('close', go);
    });
  };
  return {
    isWanted: () => !response.destroyed,
    setFormat: (format) => {
      response.setHeader('X-ClickHouse-Format', format);
      response.setHeader('Content-Type', contentTypeOf(format));
    },
    write: async (chunk) => {
      if (out !== undefined) return await send(chunk);
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes < HOLD_BACK_BYTES) return;
      const ready = held;
      held = [];
      for (const piece of ready) await send(piece);
    },
    finish: async (summary) => {
      if (out === undefined) {
        const elapsedNs = process.hrtime.bigint() - startedAt;
        response.setHeader('X-ClickHouse-Summary', printSummary(summary, elapsedNs));
      }
      for (const piece of held) await send(piece);
      start().end();
    },
    fail: (error) => {
      const text = printError(error, options.version);
      if (out === undefined) {
        response.setHeader('X-ClickHouse-Exception-Code', String(error.clickhouseCode));
        response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
        response.writeHead(httpStatusOf(error.clickhouseCode));
        response.end(text);
        return;
      }
      // The form of ClickHouse 25.11 and later; the missing last chunk tells everybody else.
      const size = Buffer.byteLength(text);
      const trailer = `\r\n__exception__\r\n${tag}\r\n${text}${size} ${tag}\r\n__exception__\r\n`;
      out.write(trailer, () => response.socket?.end());
    },
  };
}

function printSummary(summary: Summary, elapsedNs: bigint): string {
  return JSON.stringify({
    read_rows: String(summary.readRows),
    read_bytes: String(summary.readBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(summary.writtenRows),
    result_bytes: String(summary.writtenBytes),
    elapsed_ns: String(elapsedNs),
  });
}

function createCoder(request: IncomingMessage) {
  const accepted = (request.headers['accept-encoding'] ?? '').toLowerCase();
  if (accepted.includes('zstd')) return { encoding: 'zstd', stream: createZstdCompress() };
  if (accepted.includes('gzip')) return { encoding: 'gzip', stream: createGzip({ level: 3 }) };
  if (accepted.includes('br')) return { encoding: 'br', stream: createBrotliCompress() };
  return undefined;
}

function contentTypeOf(format: string): string {
  if (/^JSON.*EachRow/i.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^JSON/i.test(format)) return 'application/json; charset=UTF-8';
  if (/^(TabSeparated|TSV)/i.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (/^CSV/i.test(format)) return 'text/csv; charset=UTF-8';
  if (/^(RowBinary|Native|Parquet|ORC|Arrow|Avro|MsgPack)/i.test(format)) {
    return 'application/octet-stream';
  }
  return 'text/plain; charset=UTF-8';
}
