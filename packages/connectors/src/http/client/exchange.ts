import { request as requestHttp, type Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestHttps, type Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { OutboundGuard } from '@ai-etl/core';
import { judgedLookup, type Resolve } from '../../kit/judged-lookup.ts';
import { pageTooLarge, refusedAddress } from './errors.ts';

/** One request and its answer; redirects are answers like any other. */
export interface Exchange {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of the answer after unpacking; a larger one fails with VALUE_REJECTED. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What exchanges share: who may be called, and connections that are kept. */
export interface Line {
  readonly guard: OutboundGuard;
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  readonly resolveName?: Resolve;
}

/** What is kept of an answer that is no success. */
const keptOfFailure = 64 * 1024;

/** Sends a request. Throws VALIDATION_ERROR for an address that may not be called, and what Node.js throws. */
export async function exchange(
  request: Exchange,
  { guard, http, https, resolveName }: Line,
): Promise<Answer> {
  const { url, method, body, signal } = request;
  const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !guard.allows(host, protocol)) throw refusedAddress(host);
  const lookup = judgedLookup({
    guard,
    protocol,
    refusal: refusedAddress,
    ...(resolveName === undefined ? {} : { resolveName }),
  });
  const headers = {
    ...request.headers,
    'accept-encoding': 'gzip, deflate, br',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, headers, lookup, signal };
    const sent =
      protocol === 'https:'
        ? requestHttps(url, { ...options, agent: https }, resolve)
        : requestHttp(url, { ...options, agent: http }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  return readAnswer(response, request);
}

async function readAnswer(response: IncomingMessage, request: Exchange): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  const isSuccess = status >= 200 && status < 300;
  const chunks: Buffer[] = [];
  let size = 0;
  const keep = async (unpacked: AsyncIterable<Buffer>): Promise<void> => {
    for await (const bytes of unpacked) {
      size += bytes.length;
      if (isSuccess && size > request.maxBytes) throw pageTooLarge(request.maxBytes);
      if (isSuccess || size <= keptOfFailure) chunks.push(bytes);
    }
  };
  const { signal } = request;
  const unpacker = unpackerOf(headers['content-encoding']);
  if (unpacker === undefined) await pipeline(response, keep, { signal });
  else await pipeline(response, unpacker, keep, { signal });
  return { status, headers, body: Buffer.concat(chunks) };
}

function unpackerOf(encoding: string | undefined): Duplex | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}
