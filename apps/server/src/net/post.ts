import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { judgedLookup, type Resolve } from '@ai-etl/connectors';
import { AiEtlError } from '@ai-etl/core';
import { outboundRefusal, type OutboundPolicy } from './outbound-policy.ts';

/** A POST to an address that somebody else chose. */
export interface OutboundPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: resolving, connecting, sending, and the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** The first bytes of the answer, as text. */
  readonly body: string;
  /** Of Retry-After, when it is given in seconds. */
  readonly retryAfterSeconds: number | null;
}

/** What is kept of an answer. */
export const keptAnswerBytes = 1024;

/**
 * Sends it once; follows no redirect (a 3xx is an answer like any other). The address is judged
 * where the connection is made: the name is resolved once, each of its addresses is judged, and only
 * a judged one is connected to, so a name that changes its address in between gains nothing. Throws
 * VALIDATION_ERROR for an address that is not allowed, CONNECTION_FAILED for trouble on the way.
 */
export async function postOutbound(
  post: OutboundPost,
  policy: OutboundPolicy,
  resolveName?: Resolve,
): Promise<OutboundAnswer> {
  const url = new URL(post.url);
  const { protocol } = url;
  if (protocol !== 'http:' && protocol !== 'https:') throw outboundRefusal(url.hostname);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) !== 0 && !policy.allows(host, protocol)) throw outboundRefusal(host);
  const timeout = AbortSignal.timeout(post.timeoutMs);
  const signal = post.signal === undefined ? timeout : AbortSignal.any([timeout, post.signal]);
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  try {
    return await new Promise<OutboundAnswer>((done, fail) => {
      const request = send(
        url,
        {
          method: 'POST',
          headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
          lookup: judgedLookup({
            guard: policy,
            protocol,
            refusal: outboundRefusal,
            ...(resolveName === undefined ? {} : { resolveName }),
          }),
          signal,
          // A connection of its own: none that was judged for another host, none kept open.
          agent: false,
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          const finish = (): void => {
            response.destroy();
            done({
              status: response.statusCode ?? 0,
              body: textOf(chunks),
              retryAfterSeconds: secondsOf(response.headers['retry-after']),
            });
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            size += chunk.length;
            if (size >= keptAnswerBytes) finish();
          });
          response.on('end', finish);
          response.on('error', fail);
        },
      );
      request.on('error', fail);
      request.end(post.body);
    });
  } catch (error) {
    if (post.signal?.aborted === true) throw post.signal.reason;
    throw outboundTrouble(error, host, { timedOut: timeout.aborted, timeoutMs: post.timeoutMs });
  }
}

/** Printable text: what strangers answer is shown to people and kept in PostgreSQL, which takes no NUL. */
function textOf(chunks: readonly Buffer[]): string {
  const text = Buffer.concat(chunks).subarray(0, keptAnswerBytes).toString('utf8');
  return text.replace(/[\p{Cc}--[\n\t]]/gv, '\ufffd');
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be resolved',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no way to that address',
};

function outboundTrouble(
  error: unknown,
  host: string,
  { timedOut, timeoutMs }: { readonly timedOut: boolean; readonly timeoutMs: number },
): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : (reasons[code] ?? (isTlsTrouble(code) ? `TLS failed (${code})` : 'the request failed'));
  return new AiEtlError('CONNECTION_FAILED', `${host}: ${reason}.`, { cause: error });
}

function isTlsTrouble(code: string): boolean {
  return /CERT|TLS|SSL|EPROTO|VERIFY|SIGNATURE/.test(code);
}
