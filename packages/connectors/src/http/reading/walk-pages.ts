import { AiEtlError } from '@ai-etl/core';
import { shownUrl, type ApiClient } from '../client/api-client.ts';
import { parsePage, type ParsedPage } from '../json/parse-page.ts';
import { LoopGuard } from '../pagination/loop-guard.ts';
import { pageRequest, type AskedFrom } from '../pagination/page-request.ts';
import { firstPosition, nextPosition, type Position } from '../pagination/page-position.ts';
import { toldPage } from '../pagination/told-pages.ts';
import type { Resource } from '../resource.ts';

export interface Page extends ParsedPage {
  readonly number: number;
  /** For messages: `GET https://api.example.com/orders (orders, page 2)`. */
  readonly place: string;
}

export interface Walk {
  readonly client: ApiClient;
  readonly resource: Resource;
  readonly url: URL;
  readonly from: AskedFrom | undefined;
}

/**
 * The pages of a resource, one after the other; each is asked for when the one before is done with. Pages
 * that go in a circle, or are more than `max_pages`, end it with QUERY_FAILED.
 */
export async function* walkPages(
  { client, resource, url, from }: Walk,
  signal: () => AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  const { pagination } = resource;
  const loops = new LoopGuard(resource.equal_pages);
  let position: Position | undefined = firstPosition(pagination);
  for (let number = 1; position !== undefined; number += 1) {
    const request = pageRequest(resource, { url, position, from, number });
    const place = `${request.method} ${shownUrl(request.url)} (${request.what})`;
    if (number > resource.max_pages) {
      throw new AiEtlError(
        'QUERY_FAILED',
        `${place}: there are more than ${resource.max_pages} pages (max_pages).`,
      );
    }
    loops.asks(request, number, place);
    const answer = await client.send(request, signal());
    const page = parsePage(answer, resource.records, place);
    const [first] = page.records;
    const last = page.records.at(-1);
    if (first !== undefined && last !== undefined) {
      loops.answers(page.scanner.text.slice(first.start, last.end), number, place);
    }
    yield { ...page, number, place };
    const { link } = answer.headers;
    position = nextPosition(pagination, {
      position,
      url: request.url,
      recordCount: page.records.length,
      value: page.value,
      lastRecord: page.lastRecord,
      told: () =>
        resource.unread_pages === 'ignore'
          ? undefined
          : toldPage(page.scanner, page.whole, page.records),
      linkHeader: Array.isArray(link) ? link.join(', ') : link,
      place,
    });
  }
}
