import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenIdPeer, type OpenIdPeer } from '../../testing/openid-peer.ts';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

const publicUrl = 'https://etl.example.com';
const start = '/api/v1/auth/oidc/start';

let peer: OpenIdPeer;
let api: TestApi;
beforeAll(async () => {
  peer = await startOpenIdPeer(`${publicUrl}/api/v1/auth/oidc/callback`);
  api = await startTestApi({ publicUrl, openId: { ...peer, newUserRole: 'viewer' } });
});
afterAll(async () => {
  await api?.close();
  await peer?.close();
});

interface Begun {
  /** Where the provider sent the browser. */
  readonly callback: URL;
  readonly cookie: string;
}

/** Begins a login and goes through the provider as `subject`. */
async function begin(subject: string, query = ''): Promise<Begun> {
  const answer = await api.call({ url: start + query, token: null });
  expect(answer.status).toBe(302);
  const cookie = String(answer.headers['set-cookie']);
  const callback = await peer.visit(String(answer.headers['location']), subject);
  return { callback, cookie: cookie.split(';')[0] ?? '' };
}

const finish = ({ callback, cookie }: Begun) =>
  api.call({ url: callback.pathname + callback.search, token: null, headers: { cookie } });

const me = async (token: string) => (await api.call({ url: '/api/v1/auth/me', token })).body;

/** What a refused login says. */
async function refusal(begun: Begun) {
  const { status, body } = await finish(begun);
  return [status, valueAt(body, 'error.details.0.field')];
}

describe('a login at a real OpenID provider', () => {
  it('is begun with state, nonce and PKCE, in a cookie that no script reads', async () => {
    const answer = await api.call({ url: start, token: null });
    const url = new URL(String(answer.headers['location']));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'ai-etl',
      response_type: 'code',
      scope: 'openid email',
      redirect_uri: `${publicUrl}/api/v1/auth/oidc/callback`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(answer.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('logs in the user who has the verified address, and remembers the account', async () => {
    peer.accounts.set('boss', { email: 'Admin@Example.com', email_verified: true });
    const answer = await finish(await begin('boss'));
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toContain('Max-Age=0');
    expect(answer.body).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    const token = textAt(answer.body, 'access_token');
    expect(await me(token)).toMatchObject({
      user: { email: testAdmin.email, email_verified: true },
      role: 'admin',
    });
    const sessions = await api.call({ url: '/api/v1/auth/sessions', token });
    expect(valueAt(sessions.body, '0.method')).toBe('openid');
    // From now on by the account, whatever address it has there.
    peer.accounts.set('boss', { email: 'other@elsewhere.example', email_verified: false });
    const again = await finish(await begin('boss'));
    expect(await me(textAt(again.body, 'access_token'))).toMatchObject({
      user: { email: testAdmin.email },
    });
  });

  it('leaves nothing to whoever took the address before its owner proved it', async () => {
    const email = 'owner@corp.example';
    const password = 'not the owner at all';
    const invited = await api.call({
      method: 'POST',
      url: '/api/v1/invitations',
      body: { email, role: 'engineer' },
    });
    const accept = { token: textAt(invited.body, 'token'), password };
    const post = (url: string, body: object, token: string | null) =>
      api.call({ method: 'POST', url: `/api/v1${url}`, body, token });
    expect((await post('/invitations:accept', accept, null)).status).toBe(200);
    const taken = await post('/auth/login', { email, password }, null);
    const login = textAt(taken.body, 'access_token');
    const key = textAt((await post('/api-keys', { name: 'later' }, login)).body, 'key');

    peer.accounts.set('owner', { email, email_verified: true });
    const owner = textAt((await finish(await begin('owner'))).body, 'access_token');
    expect(await me(owner)).toMatchObject({ user: { email }, role: 'engineer' });
    expect((await post('/auth/login', { email, password }, null)).status).toBe(401);
    const refresh = { refresh_token: textAt(taken.body, 'refresh_token') };
    expect((await post('/auth/refresh', refresh, null)).status).toBe(401);
    const statuses = async () =>
      Promise.all(
        [login, key].map(
          async (token) => (await api.call({ url: '/api/v1/auth/me', token })).status,
        ),
      );
    // What a process knows about a caller is two seconds old at most.
    await expect.poll(statuses, { timeout: 10_000 }).toEqual([401, 401]);
    // The next time nothing ends.
    expect((await finish(await begin('owner'))).status).toBe(200);
    expect(await me(owner)).toMatchObject({ user: { email } });
  });

  it('is written to the audit log', async () => {
    peer.accounts.set('seen', { email: 'seen@example.com', email_verified: true });
    const answer = await finish(await begin('seen'));
    const id = textAt(await me(textAt(answer.body, 'access_token')), 'user.user_id');
    const { body } = await api.call({ url: `/api/v1/audit-log?actor=${id}` });
    expect(body).toMatchObject([{ action: 'completeOpenIdLogin', outcome: 'succeeded' }]);
  });

  it('makes a new user with the configured role, once, who has no password here', async () => {
    peer.accounts.set('newcomer', { email: 'new@example.com', email_verified: true });
    const both = await Promise.all([begin('newcomer'), begin('newcomer')]);
    const answers = await Promise.all(both.map(finish));
    expect(answers.map((one) => one.status)).toEqual([200, 200]);
    const [one, two] = await Promise.all(
      answers.map((answer) => me(textAt(answer.body, 'access_token'))),
    );
    expect(one).toMatchObject({ user: { email: 'new@example.com' }, role: 'viewer' });
    expect(valueAt(two, 'user.user_id')).toBe(valueAt(one, 'user.user_id'));
    const login = { email: 'new@example.com', password: '' };
    for (const password of ['null', 'x', testAdmin.password]) {
      const body = { ...login, password };
      const url = '/api/v1/auth/login';
      expect((await api.call({ method: 'POST', url, body, token: null })).status).toBe(401);
    }
  });

  it('hands a page a code that is good once', async () => {
    peer.accounts.set('pager', { email: 'pager@example.com', email_verified: true });
    const answer = await finish(await begin('pager', '?return_to=/pipelines?sort=name'));
    expect(answer.status).toBe(302);
    const target = new URL(String(answer.headers['location']));
    expect(target.origin + target.pathname + target.search).toBe(
      `${publicUrl}/pipelines?sort=name`,
    );
    const code = target.hash.replace('#login_code=', '');
    const exchange = () =>
      api.call({
        method: 'POST',
        url: '/api/v1/auth/oidc/token',
        body: { login_code: code },
        token: null,
      });
    const tokens = await exchange();
    expect(tokens.status).toBe(200);
    expect(await me(textAt(tokens.body, 'access_token'))).toMatchObject({
      user: { email: 'pager@example.com' },
    });
    expect((await exchange()).status).toBe(400);
  });
});

describe('is refused', () => {
  it('an account without a verified address that nobody here is linked to', async () => {
    peer.accounts.set('sly', { email: testAdmin.email, email_verified: false });
    expect(await refusal(await begin('sly'))).toEqual([403, 'account']);
    peer.accounts.set('bare', {});
    expect(await refusal(await begin('bare'))).toEqual([403, 'account']);
  });

  it('somebody unknown where no new users are made', async () => {
    peer.accounts.set('stranger', { email: 'stranger@example.com', email_verified: true });
    const strict = await api.startAnother({ openId: { ...peer, newUserRole: null } });
    const { callback, cookie } = await begin('stranger');
    const url = callback.pathname + callback.search;
    const answer = await strict.inject({ url, headers: { cookie } });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'PERMISSION_DENIED']);
    expect(await api.store.identity.findUserByEmail('stranger@example.com')).toBeNull();
  });

  it('somebody who gives up at the provider', async () => {
    expect(await refusal(await begin(''))).toEqual([401, 'code']);
  });

  it('an answer in another browser, of another login, or with another state', async () => {
    peer.accounts.set('victim', { email: 'victim@example.com', email_verified: true });
    const mine = await begin('victim');
    const others = await begin('victim');
    expect(await refusal({ ...mine, cookie: '' })).toEqual([401, 'cookie']);
    expect(await refusal({ ...mine, cookie: `${mine.cookie.slice(0, -4)}AAAA` })).toEqual([
      401,
      'cookie',
    ]);
    expect(await refusal({ ...mine, cookie: others.cookie })).toEqual([401, 'code']);
    const forged = new URL(mine.callback);
    forged.searchParams.set('state', 'invented');
    expect(await refusal({ ...mine, callback: forged })).toEqual([401, 'code']);
  });

  it('a code that was used, or is invented', async () => {
    peer.accounts.set('twice', { email: 'twice@example.com', email_verified: true });
    const begun = await begin('twice');
    expect((await finish(begun)).status).toBe(200);
    expect(await refusal(begun)).toEqual([401, 'code']);
    const forged = await begin('twice');
    forged.callback.searchParams.set('code', 'invented');
    expect(await refusal(forged)).toEqual([401, 'code']);
  });

  it('a disabled user', async () => {
    peer.accounts.set('gone', { email: 'gone@example.com', email_verified: true });
    expect((await finish(await begin('gone'))).status).toBe(200);
    const client = new pg.Client({ connectionString: api.databaseUrl });
    await client.connect();
    try {
      await client.query(
        `update ai_etl.users set disabled_at = now() where email = 'gone@example.com'`,
      );
    } finally {
      await client.end();
    }
    expect(await refusal(await begin('gone'))).toEqual([403, 'account']);
  });

  it('an access token in place of the cookie', async () => {
    const begun = await begin('boss');
    const answer = await finish(begun);
    const cookie = `ai_etl_openid=${textAt(answer.body, 'access_token')}`;
    expect(await refusal({ ...begun, cookie })).toEqual([401, 'cookie']);
  });
});

describe('bad input', () => {
  it.each([
    ['another host', 'return_to=https://evil.example'],
    ['another host without a scheme', 'return_to=//evil.example'],
    ['another host by a backslash', 'return_to=/\\evil.example'],
    ['a line break', 'return_to=/x%0d%0aset-cookie:a'],
    ['no path', 'return_to='],
    ['an unknown parameter', 'next=/x'],
  ])('to start is named: %s', async (_what, query) => {
    const answer = await api.call({ url: `${start}?${query}`, token: null });
    const field = query.split('=')[0];
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([400, field]);
    expect(answer.headers['location']).toBeUndefined();
  });

  it.each([
    [{}, 'login_code'],
    [{ login_code: 'invented' }, 'login_code'],
    [{ login_code: 'x', more: 1 }, 'more'],
  ])('to the exchange is named: %j', async (body, field) => {
    const url = '/api/v1/auth/oidc/token';
    const answer = await api.call({ method: 'POST', url, body, token: null });
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([400, field]);
  });
});

describe('without a provider', () => {
  it('says so, and offers what there is', async () => {
    const plain = await api.startAnother({ openId: null });
    expect((await plain.inject({ url: start })).statusCode).toBe(404);
    expect((await plain.inject({ url: '/api/v1/auth/oidc/callback?code=x' })).statusCode).toBe(404);
    const methods = await plain.inject({ url: '/api/v1/auth/methods' });
    expect(methods.json()).toEqual({ password: true, password_reset: false, openid: false });
    const here = await api.call({ url: '/api/v1/auth/methods', token: null });
    expect(valueAt(here.body, 'openid')).toBe(true);
  });

  it('that answers, answers 503 and tries again', async () => {
    const gone = await startOpenIdPeer(`${publicUrl}/x`);
    await gone.close();
    const lost = await api.startAnother({ openId: { ...gone, newUserRole: null } });
    for (const _try of [1, 2]) {
      const answer = await lost.inject({ url: start });
      expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    }
  });
});
