import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  api.call({ method: 'POST', url: `/api/v1/auth${path}`, body, token: null, headers });

const nul = String.fromCharCode(0);

describe('POST /auth/login', () => {
  it.each([
    ['no body', undefined, 400, 'body'],
    ['a list', [], 400, 'body'],
    ['text', '"login"', 400, 'body'],
    ['broken JSON', '{"email":', 400, 'body'],
    ['no password', { email: 'a@b.c' }, 400, 'password'],
    ['an empty password', { email: 'a@b.c', password: '' }, 400, 'password'],
    [
      'a password of a megabyte',
      { email: 'a@b.c', password: 'x'.repeat(1_000_000) },
      400,
      'password',
    ],
    ['an e-mail that is a list', { email: ['a@b.c'], password: 'x' }, 400, 'email'],
    ['an endless e-mail', { email: 'x'.repeat(321), password: 'x' }, 400, 'email'],
    ['null', { email: null, password: null }, 400, 'email'],
    [
      'an organisation that is a number',
      { ...testAdmin, organisation_id: 1 },
      400,
      'organisation_id',
    ],
    [
      'an organisation of nobody',
      { ...testAdmin, organisation_id: 'org_x' },
      403,
      'organisation_id',
    ],
    ['an organisation with a NUL', { ...testAdmin, organisation_id: nul }, 400, 'organisation_id'],
    ['an address with a NUL', { email: `a${nul}@b.c`, password: 'x' }, 400, 'email'],
    ['a password with a NUL', { ...testAdmin, password: nul }, 400, 'password'],
    ['an unknown field', { ...testAdmin, otp: '1' }, 400, 'otp'],
    ['SQL', { email: "' or 1=1 --", password: 'x' }, 401, 'email'],
    ['no address at all', { email: 'admin', password: 'x' }, 401, 'email'],
  ])('refuses %s and names it', async (_what, body, status, field) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await post('/login', body, headers);
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([status, field]);
  });

  it('keeps what a client says of itself short, and only that', async () => {
    const headers = { 'user-agent': 'x'.repeat(5_000) };
    const { body } = await post('/login', testAdmin, headers);
    const token = textAt(body, 'access_token');
    const listed = await api.call({ url: '/api/v1/auth/sessions', token });
    expect(textAt(listed.body, '0.user_agent')).toBe('x'.repeat(300));
  });
});

describe('POST /auth/refresh', () => {
  it.each([
    ['no token', {}, 400],
    ['a number', { refresh_token: 1 }, 400],
    ['an endless one', { refresh_token: 'x'.repeat(4001) }, 400],
    ['an unknown field', { refresh_token: 'x', scope: 'all' }, 400],
    ['something that is no token', { refresh_token: 'x' }, 401],
    ['three empty parts', { refresh_token: '..' }, 401],
  ])('refuses %s', async (_what, body, status) => {
    expect((await post('/refresh', body)).status).toBe(status);
  });

  it('refuses an access token, and the other way round', async () => {
    const { body } = await post('/login', testAdmin);
    const access = textAt(body, 'access_token');
    expect((await post('/refresh', { refresh_token: access })).status).toBe(401);
    const token = textAt(body, 'refresh_token');
    expect((await api.call({ url: '/api/v1/auth/me', token })).status).toBe(401);
  });
});

describe('sessions', () => {
  it.each([
    ['GET', '?page=0', 400],
    ['GET', '?per_page=1000', 400],
    ['GET', '?user_id=user_1', 400],
    ['DELETE', '/ses_unknown', 404],
    ['DELETE', `/${'x'.repeat(129)}`, 400],
    ['DELETE', '/%27%20or%201=1', 404],
  ] as const)('%s /auth/sessions%s is answered %i', async (method, rest, status) => {
    const answer = await api.call({ method, url: `/api/v1/auth/sessions${rest}` });
    expect(answer.status).toBe(status);
  });
});

describe('the Authorization header', () => {
  it.each([
    'Bearer',
    'Bearer ',
    'bearer x y',
    'Token x',
    'Basic YWRtaW46eA==',
    `Bearer ${'x'.repeat(8_000)}`,
    'Bearer null',
    'Bearer {token}',
  ])('%s is answered 401 in the envelope', async (authorization) => {
    const answer = await api.call({
      url: '/api/v1/pipelines',
      token: null,
      headers: { authorization },
    });
    expect([answer.status, valueAt(answer.body, 'error.code')]).toEqual([
      401,
      'AUTHENTICATION_REQUIRED',
    ]);
  });
});
