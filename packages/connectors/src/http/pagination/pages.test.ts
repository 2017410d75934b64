import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pagesOf, startJsonApi, type ApiCall, type JsonApi } from '../../testing/json-api.ts';
import { secret, startWalkedApi, type WalkedApi } from '../../testing/walk-api.ts';

let api: WalkedApi;
/** Another server, to which credentials must never go. */
let stranger: JsonApi;
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

beforeAll(async () => {
  stranger = await startJsonApi();
});
// Each test counts its own requests.
beforeEach(async () => {
  api = await startWalkedApi();
});
afterEach(() => api.close());
afterAll(() => stranger.close());

describe('pages', () => {
  it.each([
    ['page', { type: 'page' }, ['', '?page=1', '?page=2', '?page=3', '?page=4']],
    [
      'page, short',
      { type: 'page', first: 1, size: 2, size_param: 'n', end: 'short' },
      ['?n=2&page=1', '?n=2&page=2', '?n=2&page=3'],
    ],
    [
      'offset',
      { type: 'offset', limit: 2, more: 'more' },
      ['?limit=2&offset=0', '?limit=2&offset=2', '?limit=2&offset=4'],
    ],
    ['cursor', { type: 'cursor', cursor: 'next' }, ['', '?cursor=2', '?cursor=4']],
    [
      'cursor of the last record',
      { type: 'cursor', param: 'cursor', record_field: 'id', more: '/more' },
      ['', '?cursor=2', '?cursor=4'],
    ],
  ])('by %s', async (_, pagination, paths) => {
    api.routes.set('/v1/rows', pagesOf(rows(5), 2));
    expect(await api.walk({ pagination })).toEqual(rows(5));
    expect(api.callsOf().map(({ path }) => path.replace('/v1/rows', ''))).toEqual(
      paths.filter((path, index) => path !== '' || (index === 0 && paths[1] !== '?page=1')),
    );
  });

  it.each([
    ['the next link of the answer', { type: 'next_url', url: 'links.next' }],
    ['the Link header', { type: 'link_header' }],
  ])('by %s, with the key on each', async (_, pagination) => {
    api.routes.set('/v1/rows', ({ query }) => {
      const at = Number(query.get('at') ?? 0);
      const next = at < 4 ? `${api.origin}/v1/rows?at=${at + 2}` : null;
      return {
        headers:
          next === null ? {} : { link: `<${api.origin}/x>; rel="first", <${next}>; rel="next"` },
        body: { data: rows(6).slice(at, at + 2), links: { next } },
      };
    });
    const key = { auth: 'api_key', key_in: 'query', key_name: 'key', token: secret };
    expect(await api.walk({ pagination }, key)).toEqual(rows(6));
    expect(api.callsOf().map(({ query }) => query.get('key'))).toEqual([secret, secret, secret]);
  });

  it.each([
    ['of the answer', { type: 'cursor', cursor: 'next' }],
    ['of the last record', { type: 'cursor', record_field: 'at.id' }],
  ])('by a number %s with more digits than doubles have', async (_, pagination) => {
    api.routes.set('/v1/rows', ({ query }) => ({
      body: query.has('cursor')
        ? '{"data":[]}'
        : '{"data":[{"at":{"id":9007199254740993}}],"next":9007199254740993}',
    }));
    await api.walk({ pagination });
    expect(api.callsOf().at(-1)?.path).toBe('/v1/rows?cursor=9007199254740993');
  });

  it('in the body of a search', async () => {
    api.routes.set('/v1/rows', ({ method, body }) => {
      const { offset = 0, filter } = Object(body) as Record<string, unknown>;
      expect([method, filter]).toEqual(['POST', { kind: 'x' }]);
      return { body: { data: rows(3).slice(Number(offset), Number(offset) + 2) } };
    });
    const pagination = { type: 'offset', limit: 2, in: 'body' };
    const search = { method: 'POST', body: { filter: { kind: 'x' } }, pagination };
    expect(await api.walk(search)).toEqual(rows(3));
  });

  it.each([
    [
      'a link to itself',
      { type: 'next_url', url: 'next' },
      () => ({ data: rows(1), next: '/v1/rows' }),
      'page 1 again',
    ],
    [
      'a cursor that comes again',
      { type: 'cursor', cursor: 'next' },
      ({ time }: ApiCall) => ({ data: [{ id: time }], next: `c${time % 2}` }),
      'again',
    ],
    [
      'a page number that is not heeded',
      { type: 'page' },
      () => ({ data: rows(2) }),
      'equal to page 1',
    ],
    [
      'a page number that is not heeded, told with the time',
      { type: 'page' },
      ({ time }: ApiCall) => ({ data: rows(2), answered_at: time }),
      'equal to page 1',
    ],
    [
      'a word where more should be true or false',
      { type: 'page', more: 'more' },
      ({ time }: ApiCall) => ({ data: [{ id: time }], more: 'true' }),
      'neither true nor false',
    ],
    [
      'a link to another server',
      { type: 'next_url', url: 'next' },
      () => ({ data: rows(1), next: `${stranger.origin}/v1/rows` }),
      'another server',
    ],
    [
      'a link that is none',
      { type: 'next_url', url: 'next' },
      () => ({ data: rows(1), next: 7 }),
      'no URL',
    ],
    [
      'more pages than allowed',
      { type: 'page' },
      ({ time }: ApiCall) => ({ data: [{ id: time }] }),
      'max_pages',
    ],
  ])('with %s end the read with the page', async (_, pagination, answer, words) => {
    api.routes.set('/v1/rows', (call) => ({ body: answer(call) }));
    const { error } = await api.fault(
      { pagination, max_pages: 20 },
      { auth: 'bearer', token: secret },
    );
    expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/rows, page \d+/);
    expect(stranger.calls).toEqual([]);
  });

  it.each([
    ['no pagination', { type: 'none' }, { has_more: true }, '"has_more"'],
    [
      'a cursor elsewhere',
      { type: 'cursor', cursor: 'cursor' },
      { meta: { nextCursor: 'x' } },
      '"meta.nextCursor"',
    ],
    [
      'a link elsewhere',
      { type: 'next_url', url: 'next' },
      { _links: { next: { href: '/2' } } },
      '"_links.next.href"',
    ],
    [
      'a flag elsewhere',
      { type: 'page', more: 'more' },
      { page: { isTruncated: true } },
      '"page.isTruncated"',
    ],
    [
      'a link in the answer, none in the header',
      { type: 'link_header' },
      { '@odata.nextLink': '/2' },
      '"@odata.nextLink"',
    ],
    [
      'a short page of many',
      { type: 'offset', limit: 3, end: 'short' },
      { next_offset: 2 },
      '"next_offset"',
    ],
    [
      'a cursor behind an empty page',
      { type: 'cursor', cursor: 'cursor' },
      { data: [], next: 7 },
      '"next"',
    ],
  ])(
    'that seem to end, with %s, end the read and name what tells of more',
    async (_, pagination, answer, words) => {
      api.routes.set('/v1/rows', () => ({ body: { data: rows(2), ...answer } }));
      const { error } = await api.fault({ pagination });
      expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
      expect(error.message).toContain(`${words} of the answer tells of another page`);
      const all = 'data' in answer ? [] : rows(2);
      expect(await api.walk({ pagination, unread_pages: 'ignore' })).toEqual(all);
    },
  );

  it.each([
    [
      'what tells of more is empty',
      { type: 'none' },
      { has_more: false, next: null, nextToken: '', links: { next: {} } },
    ],
    [
      'such a name is in a record',
      { type: 'none' },
      { data: [{ id: 1, next: 'x', has_more: true }] },
    ],
    ['its place says so', { type: 'cursor', cursor: 'after' }, { after: null, has_more: true }],
    ['such a name is only a title', { type: 'none' }, { next: { title: 'Next', rel: 'next' } }],
    ['an empty page is the end', { type: 'page' }, { data: [], next_page: 2 }],
  ])('end where %s', async (_, pagination, answer) => {
    api.routes.set('/v1/rows', () => ({ body: { data: rows(1), ...answer } }));
    await expect(api.walk({ pagination })).resolves.toHaveLength(
      'data' in answer ? answer.data.length : 1,
    );
    expect(api.callsOf()).toHaveLength(1);
  });
});
