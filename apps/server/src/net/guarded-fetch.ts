import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { judgedLookup, type Resolve } from '@ai-etl/connectors';
import type { OutboundGuard } from '@ai-etl/core';
import { outboundRefusal } from './outbound-policy.ts';

/**
 * A fetch for addresses that somebody else chose: of text bodies, with streamed answers. The address is
 * judged where the connection is made, as `postOutbound` does; a redirect is an answer like any other. Rejects with
 * VALIDATION_ERROR for an address that is not allowed, TypeError for trouble on the way.
 */
export function guardedFetch(guard: OutboundGuard, resolveName?: Resolve): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const { protocol } = url;
    if (protocol !== 'http:' && protocol !== 'https:') throw outboundRefusal(url.hostname);
    const host = url.hostname.replaceAll(/^\[|\]$/gu, '');
    // A literal address is never looked up, so it is judged here.
    if (isIP(host) !== 0 && !guard.allows(host, protocol)) throw outboundRefusal(host);
    const body = request.body === null ? '' : await request.text();
    const send = protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((done, fail) => {
      const sent = send(
        url,
        {
          method: request.method,
          headers: {
            ...Object.fromEntries(request.headers),
            'content-length': Buffer.byteLength(body),
          },
          lookup: judgedLookup({
            guard,
            protocol,
            refusal: outboundRefusal,
            ...(resolveName === undefined ? {} : { resolveName }),
          }),
          signal: request.signal,
          // A connection of its own: none that was judged for another host, none kept open.
          agent: false,
        },
        (answer) => {
          const { statusCode: status = 502, statusMessage = '' } = answer;
          // A Response refuses others, here where nobody would catch it.
          if (status < 200 || status > 599) {
            answer.destroy();
            fail(failedFetch(new Error(`an answer with status ${status}`)));
            return;
          }
          const headers = new Headers();
          for (const [name, value] of Object.entries(answer.headers))
            for (const one of [value ?? []].flat()) headers.append(name, one);
          // These have no body, and a Response refuses one.
          const isBare = status === 204 || status === 205 || status === 304;
          if (isBare) answer.resume();
          const stream = isBare ? null : Readable.toWeb(answer);
          done(new Response(stream, { status, statusText: statusMessage, headers }));
        },
      );
      sent.on('error', (error) => fail(isOurs(error) ? error : failedFetch(error)));
      sent.on('upgrade', (_answer, socket) => socket.destroy());
      // Nothing is left to wait for: no effect where there was an answer.
      sent.on('close', () => fail(failedFetch(new Error('closed without an answer'))));
      sent.end(body);
    });
  };
}

function isOurs(error: Error): boolean {
  return error.name === 'AbortError' || error.name === 'TimeoutError' || 'details' in error;
}

/** As fetch itself tells of it. */
function failedFetch(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause });
}
