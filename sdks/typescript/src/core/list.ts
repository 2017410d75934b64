import type { RequestOptions, Transport } from './transport.ts';

/** One page of a list, with how many there are in all. */
export class Page<Entry> implements Iterable<Entry> {
  readonly items: readonly Entry[];
  readonly page: number;
  readonly perPage: number;
  /** Of all pages. */
  readonly total: number;
  readonly #fetch: (page: number) => Promise<Page<Entry>>;

  constructor(
    items: readonly Entry[],
    { page, perPage, total, fetch }: PagePlace & { fetch: (page: number) => Promise<Page<Entry>> },
  ) {
    this.items = items;
    this.page = page;
    this.perPage = perPage;
    this.total = total;
    this.#fetch = fetch;
  }

  get hasNext(): boolean {
    return this.items.length > 0 && this.page * this.perPage < this.total;
  }

  /** null: this is the last one. */
  async next(): Promise<Page<Entry> | null> {
    return this.hasNext ? this.#fetch(this.page + 1) : null;
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.items[Symbol.iterator]();
  }
}

interface PagePlace {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/**
 * A list that is fetched as it is read. `await list` is its first page; `for await (const one of
 * list)` reads all entries, page by page.
 */
export class List<Entry> implements PromiseLike<Page<Entry>>, AsyncIterable<Entry> {
  readonly #fetch: (page: number) => Promise<Page<Entry>>;
  readonly #firstPage: number;
  #first: Promise<Page<Entry>> | null = null;

  constructor(fetch: (page: number) => Promise<Page<Entry>>, firstPage: number) {
    this.#fetch = fetch;
    this.#firstPage = firstPage;
  }

  /** The page asked for; makes a list awaitable. */
  // oxlint-disable-next-line unicorn/no-thenable -- awaiting a list is the point of it
  then<Fulfilled = Page<Entry>, Rejected = never>(
    onFulfilled?: ((page: Page<Entry>) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    this.#first ??= this.#fetch(this.#firstPage);
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
    readonly query: PageQuery;
    readonly present: (wire: Wire) => Entry;
  },
  options: RequestOptions | undefined,
): List<Entry> {
  const fetch = async (page: number): Promise<Page<Entry>> => {
    const { data, headers } = await transport.send<readonly Wire[]>(
      { method: 'GET', path, query: { ...query, page } },
      options,
    );
    return new Page(data.map(present), {
      page: countOf(headers, 'x-page') ?? page,
      perPage: countOf(headers, 'x-per-page') ?? data.length,
      total: countOf(headers, 'x-total-count') ?? data.length,
      fetch,
    });
  };
  return new List(fetch, query.page ?? 1);
}

function countOf(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
