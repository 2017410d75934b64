import { createHash } from 'node:crypto';
import { AiEtlError } from '@ai-etl/core';
import type { ApiRequest } from '../client/api-client.ts';

/** Notices pages that come again: the same request, or the same records. */
export class LoopGuard {
  readonly #requests = new Map<string, number>();
  readonly #answers = new Map<string, number>();
  readonly #mayBeEqual: boolean;

  constructor(mayBeEqual: boolean) {
    this.#mayBeEqual = mayBeEqual;
  }

  /** Before a page is asked for. Throws QUERY_FAILED. */
  asks({ url, method, body }: ApiRequest, page: number, place: string): void {
    const earlier = remember(this.#requests, JSON.stringify([method, url.href, body]), page);
    if (earlier === undefined) return;
    throw looped(place, `its next page is page ${earlier} again`);
  }

  /** The records of an answer as they are written: what is around them may count or tell the time. Throws QUERY_FAILED. */
  answers(records: string, page: number, place: string): void {
    if (this.#mayBeEqual) return;
    const earlier = remember(this.#answers, records, page);
    if (earlier === undefined) return;
    throw looped(
      place,
      `it is equal to page ${earlier}. Where pages may be equal, set equal_pages; where the last page is repeated, set end`,
    );
  }
}

/** The page under which the same was remembered before. */
function remember(pages: Map<string, number>, text: string, page: number): number | undefined {
  const hash = createHash('sha256').update(text).digest('base64').slice(0, 22);
  const earlier = pages.get(hash);
  if (earlier === undefined) pages.set(hash, page);
  return earlier;
}

function looped(place: string, words: string): AiEtlError {
  return new AiEtlError(
    'QUERY_FAILED',
    `${place}: the pages go in a circle: ${words}. Check pagination.`,
  );
}
