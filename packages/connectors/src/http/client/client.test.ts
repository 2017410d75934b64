import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pagesOf, startJsonApi, type JsonApi } from '../../testing/json-api.ts';
import { secret, startWalkedApi, type WalkedApi } from '../../testing/walk-api.ts';
import { failure } from '../../kit/contract/failure.ts';
import { http } from '../connector.ts';

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

describe('credentials', () => {
  it.each([
    ['bearer', { token: secret }, `Bearer ${secret}`],
    [
      'basic',
      { user: 'me', password: secret },
      `Basic ${Buffer.from(`me:${secret}`).toString('base64')}`,
    ],
  ])('%s', async (auth, settings, expected) => {
    api.routes.set('/v1/rows', ({ headers }) =>
      headers.authorization === expected ? { body: { data: rows(1) } } : { status: 401 },
    );
    expect(await api.walk({}, { auth, ...settings })).toEqual(rows(1));
    const wrong = { user: 'x', password: `${secret}!`, token: `${secret}!` };
    const { error, text } = await api.fault({}, { auth, ...settings, ...wrong });
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
    expect(text).not.toContain(secret);
  });

  it('oauth2: one token for all pages, a new one when it is refused or over', async () => {
    const valid = new Set<string>();
    api.routes.set('/token', ({ headers, time }) => {
      const expected = `Basic ${Buffer.from(`client:${secret}`).toString('base64')}`;
      if (headers.authorization !== expected) return { status: 401 };
      valid.clear();
      valid.add(`${secret}-${time}`);
      return {
        body: { access_token: `${secret}-${time}`, token_type: 'Bearer', expires_in: 3600 },
      };
    });
    const pages = pagesOf(rows(6), 2);
    api.routes.set('/v1/rows', (call) => {
      if (call.time === 3) valid.clear();
      const [, token = ''] = (call.headers.authorization ?? '').split(' ');
      return valid.has(token) ? pages(call) : { status: 401 };
    });
    const auth = {
      auth: 'oauth2',
      user: 'client',
      password: secret,
      token_url: `${api.origin}/token`,
      scope: 'read',
    };
    const pagination = { type: 'cursor', cursor: 'next' };
    expect(await api.walk({ pagination }, auth)).toEqual(rows(6));
    expect(api.callsOf('/token').length).toBe(2);
    const refused = await api.fault({ pagination }, { ...auth, user: `${secret}?` });
    expect(refused.error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
    expect(refused.text).not.toContain(secret);
    expect(refused.error.message).toContain('/token answers 401');
    api.routes.set('/token', () => ({ status: 503 }));
    const down = await api.fault({ pagination }, { ...auth, retry_seconds: 0 });
    expect(down.error).toMatchObject({
      code: 'CONNECTION_FAILED',
      retryable: true,
    });
  });

  it('oauth2: a token that is refused behind a redirect is fetched once more, not for ever', async () => {
    api.routes.set('/token', () => ({ body: { access_token: secret, expires_in: 3600 } }));
    api.routes.set('/v1/rows', () => ({ status: 302, headers: { location: '/v1/moved' } }));
    api.routes.set('/v1/moved', () => ({ status: 401 }));
    const auth = { auth: 'oauth2', user: 'me', password: secret, token_url: `${api.origin}/token` };
    const { error } = await api.fault({}, auth);
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
    expect(api.callsOf('/token').length).toBe(2);
  });

  it('stay at home when a redirect leads elsewhere', async () => {
    stranger.routes.set('/v1/rows', () => ({ body: { data: rows(2) } }));
    api.routes.set('/v1/rows', () => ({
      status: 302,
      headers: { location: `${stranger.origin}/v1/rows` },
    }));
    const auth = { auth: 'bearer', token: secret, headers: { 'X-Tenant': 'acme' } };
    expect(await api.walk({}, auth)).toEqual(rows(2));
    expect(api.callsOf()[0]?.headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'x-tenant': 'acme',
    });
    expect(JSON.stringify(stranger.calls.at(-1)?.headers)).not.toMatch(/hunter2|acme/);
    api.routes.set('/v1/rows', () => ({ status: 302, headers: { location: '/v1/moved' } }));
    api.routes.set('/v1/moved', ({ headers }) => ({
      body: { data: [{ a: headers['x-tenant'] }] },
    }));
    expect(await api.walk({}, auth)).toEqual([{ a: 'acme' }]);
  });
});

describe('trouble on the way', () => {
  it('is waited for as Retry-After says, and tried again', async () => {
    api.routes.set('/v1/rows', ({ time }) =>
      time === 1
        ? { status: 429, headers: { 'retry-after': '1' } }
        : time === 2
          ? { status: 503 }
          : time === 3
            ? {
                rudely: (response) =>
                  response
                    .writeHead(200, { 'content-length': '100' })
                    .write('{"data":[', () => response.destroy()),
              }
            : { body: { data: rows(1) } },
    );
    const started = performance.now();
    expect(await api.walk({}, { retry_seconds: 20 })).toEqual(rows(1));
    expect(performance.now() - started).toBeGreaterThan(1000);
    expect(api.callsOf().length).toBe(4);
  });

  it.each([
    [
      '429 for ever',
      { status: 429, headers: { 'retry-after': '3600' } },
      /429.*3600 s.*retry_seconds/,
      true,
    ],
    ['500 for ever', { status: 500 }, /500.*tries/, true],
    ['403', { status: 403 }, /403/, false],
    ['404', { status: 404 }, /404/, false],
    ['422', { status: 422 }, /422/, false],
  ])('%s ends it in time', async (_, reply, words, retryable) => {
    api.routes.set('/v1/rows', () => reply);
    const { error } = await api.fault({}, { retry_seconds: 1 });
    expect(error.retryable).toBe(retryable);
    expect(error.message).toMatch(words);
    expect(error.message).toContain('/v1/rows (rows, page 1)');
  });

  it.each([
    ['a length that is too long', '500', ['CONNECTION_LOST']],
    ['a length that is too short', '12', ['VALUE_REJECTED']],
  ])('%s is noticed', async (_, length, codes) => {
    api.routes.set('/v1/rows', () => ({
      rudely: ({ socket }) =>
        socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{"data":[{"id":1}]}`,
        ),
    }));
    const { error } = await api.fault({}, { retry_seconds: 1 });
    expect(codes).toContain(error.code);
    expect(error.message).toContain('page 1');
  });

  it('a server that asks to wait for nothing is not called without a pause', async () => {
    api.routes.set('/v1/rows', () => ({ status: 429, headers: { 'retry-after': '0' } }));
    const { error } = await api.fault({}, { retry_seconds: 1 });
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
    expect(api.callsOf().length).toBeLessThan(10);
  });

  it('a request that takes too long is given up', async () => {
    api.routes.set('/v1/rows', () => ({
      rudely: (response) => response.writeHead(200).write('{'),
    }));
    const { error } = await api.fault({}, { timeout_seconds: 1, retry_seconds: 0 });
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
    expect(error.message).toContain('1 s');
  });

  it('addresses that are not allowed are refused, also behind a redirect', async () => {
    api.routes.set('/v1/rows', () => ({
      status: 307,
      headers: { location: 'http://169.254.169.254/latest' },
    }));
    for (const settings of [
      {},
      { base_url: 'http://[::1]:9/' },
      { base_url: 'http://10.0.0.1/' },
    ]) {
      const { error } = await api.fault({}, { ...settings, retry_seconds: 0 });
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
    }
    const options = { label: 'test', connectTimeoutMs: 5000 };
    const session = await http.open(api.settings({}), options);
    const { error } = await failure(session.test());
    await session.close();
    expect(error).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'settings.base_url' }],
    });
    expect(api.callsOf().length).toBe(1);
  });

  it('requests keep their pace', async () => {
    api.routes.set('/v1/rows', pagesOf(rows(6), 1));
    const started = performance.now();
    const pagination = { type: 'cursor', cursor: 'next' };
    await api.walk({ pagination }, { requests_per_second: 10 });
    expect(performance.now() - started).toBeGreaterThan(500);
  });
});
