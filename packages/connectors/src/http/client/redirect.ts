import { AiEtlError } from '@ai-etl/core';
import type { Answer } from './exchange.ts';

/** Where to go next. */
export interface Redirect {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
}

/** What a redirect asks for; undefined when the answer is none. Throws QUERY_FAILED for one that is not followed. */
export function redirectOf(
  { status, headers }: Answer,
  {
    url,
    method,
    place,
  }: { readonly url: URL; readonly method: 'GET' | 'POST'; readonly place: string },
): Redirect | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, url.href)) {
    throw refused(place, `${status} without a place to go to`);
  }
  const next = new URL(location, url);
  next.username = '';
  next.password = '';
  if (next.protocol !== 'https:' && next.protocol !== url.protocol) {
    throw refused(place, `a redirect leads from ${url.protocol}// to ${next.protocol}//`);
  }
  if (method === 'GET' || status === 303) return { url: next, method: 'GET' };
  if (status !== 307 && status !== 308) throw refused(place, `${status} answers a POST`);
  if (next.origin !== url.origin) throw refused(place, 'a POST is redirected to another server');
  return { url: next, method };
}

function refused(place: string, words: string): AiEtlError {
  return new AiEtlError('QUERY_FAILED', `${place}: ${words}; it is not followed.`);
}
