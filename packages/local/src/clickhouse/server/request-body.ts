import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { ClickHouseError } from './clickhouse-error.ts';
import { classifyStatement, type Statement } from './statement.ts';

/** A query text that is no upload may be this long. */
const LONGEST_QUERY_BYTES = 64 * 1024 * 1024;
const FIRST_LOOK_BYTES = 64 * 1024;

/** A statement and, for an upload, its data: what was read already, then the rest. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly text: string;
  readonly head: Buffer;
  readonly rest: AsyncIterator<Buffer>;
}

/** Where a request's query ends and its data begins; reads no more of the body than it must. */
export async function readStatement(
  query: string,
  request: IncomingMessage,
): Promise<ReadStatement> {
  const rest = iterateBody(request);
  // ClickHouse joins `?query=` and body with a line end.
  const prefix = query === '' ? '' : `${query}\n`;
  if (prefix !== '') {
    const statement = classifyStatement(prefix);
    if (statement.kind === 'upload') {
      return {
        statement,
        text: prefix,
        head: Buffer.from(prefix.slice(statement.dataStart)),
        rest,
      };
    }
  }
  let received = Buffer.from(prefix);
  let nextLook = FIRST_LOOK_BYTES;
  for (let ended = false; ;) {
    const chunks: Buffer[] = [received];
    for (let size = received.length; size < nextLook && !ended;) {
      const next = await rest.next();
      if (next.done === true) ended = true;
      else {
        chunks.push(next.value);
        size += next.value.length;
      }
    }
    received = Buffer.concat(chunks);
    nextLook = received.length * 2;
    const text = received.toString('utf8');
    // Only an INSERT is worth reading before its end has come.
    if (!ended && !/^[\s]*(insert\b|--|\/\*|#)/i.test(text)) {
      checkLength(received.length);
      continue;
    }
    const statement = classifyStatement(text);
    if (statement.kind === 'upload' && (ended || statement.dataStart < text.length)) {
      const head = received.subarray(Buffer.byteLength(text.slice(0, statement.dataStart)));
      return { statement, text, head, rest };
    }
    if (ended) return { statement, text, head: Buffer.alloc(0), rest };
    checkLength(received.length);
  }
}

function checkLength(bytes: number): void {
  if (bytes <= LONGEST_QUERY_BYTES) return;
  throw new ClickHouseError(
    223,
    `The query is longer than ${LONGEST_QUERY_BYTES} bytes. (QUERY_IS_TOO_LARGE)`,
  );
}

/** The decoded body. It throws when the client left before the end, or sent damaged bytes. */
async function* iterateBody(request: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  const decoded = decode(request);
  try {
    for await (const chunk of decoded) {
      yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    }
  } catch (error) {
    throw new ClickHouseError(
      request.complete ? 354 : 210,
      request.complete
        ? 'The body is not what its Content-Encoding says, or it is cut off. (ZLIB_INFLATE_FAILED)'
        : 'The client closed the connection before the end of the body. (NETWORK_ERROR)',
      { cause: error },
    );
  }
}

function decode(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const through = createDecoder(encoding);
  if (through === undefined) return request;
  // Errors of both ends surface on `through`, whose reader handles them.
  return pipeline(request, through, () => undefined);
}

function createDecoder(encoding: string) {
  switch (encoding) {
    case 'identity':
    case '':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new ClickHouseError(
        48,
        `Content-Encoding ${encoding} is not offered; use gzip, deflate, br or zstd. (NOT_IMPLEMENTED)`,
      );
  }
}
