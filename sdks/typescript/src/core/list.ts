import type { RequestOptions, Transport } from './transport.ts';

/** One page of a list. */
export class Page<Entry> implements Iterable<Entry> {
  readonly items: readonly Entry[];
  /** Of all pages; null when the list is followed by cursor, which does not count. */
  readonly total: number | null;
  /** Counts from 1; null when the list is followed by cursor. */
  readonly page: number | null;
  readonly perPage: number;
  readonly #next: Place | null;
  readonly #fetch: Fetch<Entry>;

  constructor(items: readonly Entry[], { total, page, perPage, next, fetch }: PageParts<Entry>) {
    this.items = items;
    this.total = total;
    this.page = page;
    this.perPage = perPage;
    this.#next = next;
    this.#fetch = fetch;
  }

  get hasNext(): boolean {
    return this.#next !== null;
  }

  /** null: this is the last one. */
  async next(): Promise<Page<Entry> | null> {
    return this.#next === null ? null : this.#fetch(this.#next);
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.items[Symbol.iterator]();
  }
}

/** Where a page is: a cursor stays right when the list grows meanwhile, so it wins where there is one. */
type Place = { readonly page: number } | { readonly cursor: string };

type Fetch<Entry> = (place: Place) => Promise<Page<Entry>>;

interface PageParts<Entry> {
  readonly total: number | null;
  readonly page: number | null;
  readonly perPage: number;
  readonly next: Place | null;
  readonly fetch: Fetch<Entry>;
}

/**
 * A list that is fetched as it is read. `await list` is its first page; `for await (const one of
 * list)` reads all entries, page by page.
 */
export class List<Entry> implements PromiseLike<Page<Entry>>, AsyncIterable<Entry> {
  readonly #fetchFirst: () => Promise<Page<Entry>>;
  #first: Promise<Page<Entry>> | null = null;

  constructor(fetchFirst: () => Promise<Page<Entry>>) {
    this.#fetchFirst = fetchFirst;
  }

  /** The page asked for; makes a list awaitable. */
  // oxlint-disable-next-line unicorn/no-thenable -- awaiting a list is the point of it
  then<Fulfilled = Page<Entry>, Rejected = never>(
    onFulfilled?: ((page: Page<Entry>) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    this.#first ??= this.#fetchFirst();
    return this.#first.then(onFulfilled, onRejected);
  }

  /** Page by page, from the one asked for. */
  async *pages(): AsyncGenerator<Page<Entry>, void, undefined> {
    let page: Page<Entry> | null = await this;
    while (page !== null) {
      yield page;
      page = await page.next();
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Entry, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** All entries, or the first `limit`. */
  async toArray({ limit = Infinity }: { readonly limit?: number } = {}): Promise<Entry[]> {
    const entries: Entry[] = [];
    if (limit <= 0) return entries;
    for await (const entry of this) {
      entries.push(entry);
      if (entries.length >= limit) break;
    }
    return entries;
  }
}

/** Where a list begins and how large its pages are. */
export interface PageQuery {
  readonly page?: number | undefined;
  readonly per_page?: number | undefined;
}

/** Where it begins, and the filters of the one list or the other. */
interface ListQuery extends PageQuery {
  readonly cursor?: string | undefined;
  readonly [filter: string]: unknown;
}

/** The list at a path; `present` makes an entry of what the wire has. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- types the request within
export function listAt<Wire, Entry>(
  transport: Transport,
  {
    path,
    query,
    present,
  }: {
    readonly path: string;
    readonly query: ListQuery;
    readonly present: (wire: Wire) => Entry;
  },
  options: RequestOptions | undefined,
): List<Entry> {
  const { page: firstPage = 1, cursor: firstCursor, ...filters } = query;
  const fetch = async (place: Place): Promise<Page<Entry>> => {
    const { data, headers } = await transport.send<readonly Wire[]>(
      { method: 'GET', path, query: { ...filters, ...place } },
      options,
    );
    const page = 'page' in place ? (countOf(headers, 'x-page') ?? place.page) : null;
    const perPage = countOf(headers, 'x-per-page') ?? data.length;
    const total = countOf(headers, 'x-total-count');
    const next = nextPlace(headers, { page, perPage, total, count: data.length });
    return new Page(data.map(present), { total, page, perPage, next, fetch });
  };
  return new List(() =>
    fetch(firstCursor === undefined ? { page: firstPage } : { cursor: firstCursor }),
  );
}

function nextPlace(
  headers: Headers,
  {
    page,
    perPage,
    total,
    count,
  }: { page: number | null; perPage: number; total: number | null; count: number },
): Place | null {
  const cursor = headers.get('x-next-cursor');
  if (cursor !== null) return { cursor };
  if (page === null || total === null || count === 0) return null;
  return page * perPage < total ? { page: page + 1 } : null;
}

function countOf(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
