import { randomBytes } from 'node:crypto';
import { SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { callerMemoryMs } from '../../auth/callers.ts';
import { fixedKeys } from '../../auth/key-source.ts';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const me = '/api/v1/auth/me';

async function logIn(body: object = testAdmin) {
  const answer = await api.call({ method: 'POST', url: '/api/v1/auth/login', body, token: null });
  expect(answer.status).toBe(200);
  return {
    access: textAt(answer.body, 'access_token'),
    refresh: textAt(answer.body, 'refresh_token'),
  };
}

const refresh = (token: string) =>
  api.call({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    body: { refresh_token: token },
    token: null,
  });

async function execute(sql: string, ...values: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}

/** Somebody with a password, so that they can log in. */
async function member(userId: string, role: 'admin' | 'engineer' | 'viewer' = 'engineer') {
  const { organisationId } = api;
  await api.tokenFor({ userId, organisationId, role });
  await execute(
    `update ai_etl.users set password_hash =
       (select password_hash from ai_etl.users where email = $1) where id = $2`,
    testAdmin.email,
    userId,
  );
  return { email: `${userId}@test.example`, password: testAdmin.password };
}

describe('an access token', () => {
  it('ends with its login, at once, and leaves other logins alone', async () => {
    const one = await logIn();
    const other = await logIn();
    const logout = { method: 'POST', url: '/api/v1/auth/logout', token: one.access } as const;
    expect((await api.call(logout)).status).toBe(204);
    const after = await api.call({ url: me, token: one.access });
    expect(after.status).toBe(401);
    expect(valueAt(after.body, 'error.details')).toEqual([
      { field: 'authorization', error: 'token revoked' },
    ]);
    expect((await refresh(one.refresh)).status).toBe(401);
    expect((await api.call({ url: me, token: other.access })).status).toBe(200);
  });

  it('ends in other processes too, after the time that these remember a caller', async () => {
    let now = Date.now();
    const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
    const another = await api.startAnother({ clock });
    const { access } = await logIn();
    const ask = async () =>
      (await another.inject({ url: me, headers: { authorization: `Bearer ${access}` } }))
        .statusCode;
    expect(await ask()).toBe(200);
    await api.call({ method: 'POST', url: '/api/v1/auth/logout', token: access });
    now += callerMemoryMs;
    expect(await ask()).toBe(401);
    expect(callerMemoryMs).toBeLessThanOrEqual(5_000);
  });

  it('ends when a refresh token of its login is shown twice', async () => {
    const { access, refresh: first } = await logIn();
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect((await refresh(first)).status).toBe(401);
    expect((await api.call({ url: me, token: access })).status).toBe(401);
    expect((await api.call({ url: me, token: textAt(second.body, 'access_token') })).status).toBe(
      401,
    );
  });

  it.each([
    ['its user is disabled', 'update ai_etl.users set disabled_at = now() where id = $1', 401],
    ['its user leaves', 'delete from ai_etl.memberships where user_id = $1', 401],
    [
      'its user is demoted',
      `update ai_etl.memberships set role = 'viewer' where user_id = $1`,
      403,
    ],
  ])('counts for what holds now: %s', async (_what, change, status) => {
    const userId = `user_${status}${change.length}`;
    const { access } = await logIn(await member(userId, 'admin'));
    const key = await api.call({
      method: 'POST',
      url: '/api/v1/api-keys',
      body: { name: 'mine' },
      token: access,
    });
    expect(key.status).toBe(201);
    let now = Date.now() + callerMemoryMs;
    const another = await api.startAnother({
      clock: { now: () => now, sleep: () => Promise.resolve() },
    });
    const ask = async (token: string) => {
      now += callerMemoryMs;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const url = '/api/v1/connections';
      return (await another.inject({ method: 'POST', url, headers, payload: '{}' })).statusCode;
    };
    expect([await ask(access), await ask(textAt(key.body, 'key'))]).toEqual([400, 400]);
    await execute(change, userId);
    expect([await ask(access), await ask(textAt(key.body, 'key'))]).toEqual([status, status]);
  });

  it('costs one look into the store, however many requests come at once', async () => {
    let looks = 0;
    const identity: TestApi['store']['identity'] = {
      ...api.store.identity,
      readSessionCaller: (...asked) => {
        looks += 1;
        return api.store.identity.readSessionCaller(...asked);
      },
    };
    const another = await api.startAnother({ store: { ...api.store, identity } });
    const { access } = await logIn();
    const headers = { authorization: `Bearer ${access}` };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => another.inject({ url: '/api/v1/projects', headers })),
    );
    expect(new Set(answers.map((one) => one.statusCode))).toEqual(new Set([200]));
    expect(looks).toBe(1);
  });
});

describe('a forged token', () => {
  const seconds = Math.floor(Date.now() / 1000);
  const key = randomBytes(32);
  const kid = 'k1';
  /** As this server makes them, but for what is changed. */
  const sign = (claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}) =>
    new SignJWT({ iss: 'ai-etl', aud: 'ai-etl-api', exp: seconds + 600, ...claims })
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid, ...header })
      .sign(key);

  it('is refused, whatever it pretends', async () => {
    const { sessionId, userId, organisationId } = await genuine();
    const claims = { sub: userId, org: organisationId, sid: sessionId };
    const tokens = fixedKeys({ activeId: kid, keys: [{ id: kid, key }] });
    const another = await api.startAnother({ keys: { secrets: tokens.current(), tokens } });
    const ask = async (token: string) =>
      (await another.inject({ url: me, headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect(await ask(await sign(claims))).toBe(200);

    const unsigned = { ...claims, iss: 'ai-etl', aud: 'ai-etl-api', exp: seconds + 600 };
    const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const good = await sign(claims);
    const forged: Readonly<Record<string, string>> = {
      'alg none': `${base64({ alg: 'none', kid })}.${base64(unsigned)}.`,
      'alg None': `${base64({ alg: 'None', kid })}.${base64(unsigned)}.`,
      'no signature': `${good.split('.').slice(0, 2).join('.')}.`,
      'other claims under a good signature': [
        good.split('.')[0],
        base64({ ...unsigned, sub: 'user_other' }),
        good.split('.')[2],
      ].join('.'),
      'another algorithm': await new SignJWT(unsigned)
        .setProtectedHeader({ alg: 'HS512', kid })
        .sign(Buffer.concat([key, key])),
      'another key': await new SignJWT(unsigned)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(randomBytes(32)),
      'an unknown key id': await sign(claims, { kid: 'k2' }),
      'a key id that is a path': await sign(claims, { kid: '../../dev/null' }),
      'another audience': await sign({ ...claims, aud: 'ai-etl-refresh' }),
      'another issuer': await sign({ ...claims, iss: 'somebody' }),
      'the past': await sign({ ...claims, exp: seconds - 1 }),
      'no end': await new SignJWT({ ...claims, iss: 'ai-etl', aud: 'ai-etl-api' })
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(key),
      'no session': await sign({ sub: userId, org: organisationId }),
      'an ended or invented session': await sign({ ...claims, sid: 'ses_invented' }),
      "somebody else's session": await sign({ ...claims, sub: 'user_other' }),
      'an organisation that is not theirs': await sign({ ...claims, org: 'org_other' }),
      'too much': `${good}${'A'.repeat(9_000)}`,
      nothing: 'e30.e30.',
    };
    for (const [what, token] of Object.entries(forged)) {
      expect([what, await ask(token)]).toEqual([what, 401]);
    }
  });

  async function genuine() {
    const { access } = await logIn();
    const { body } = await api.call({ url: me, token: access });
    return {
      sessionId: textAt(body, 'session_id'),
      userId: textAt(body, 'user.user_id'),
      organisationId: api.organisationId,
    };
  }
});

describe('GET /auth/me', () => {
  it('says who is calling and what they may', async () => {
    const { access } = await logIn(await member('user_me', 'viewer'));
    const { status, body } = await api.call({ url: me, token: access });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { user_id: 'user_me', email: 'user_me@test.example', email_verified: false },
      organisation: { organisation_id: api.organisationId, name: 'Default organisation' },
      role: 'viewer',
      memberships: [{ organisation_id: api.organisationId, role: 'viewer' }],
      projects: [{ project_id: api.projectId, is_default: true, role: 'viewer' }],
      session_id: expect.stringMatching(/^ses_/),
      api_key_id: null,
    });
    const permissions = valueAt(body, 'permissions');
    expect(permissions).toContain('pipelines:read');
    expect(permissions).not.toContain('pipelines:write');
  });

  it('shows a member of single projects these alone', async () => {
    const token = await api.tokenFor({
      userId: 'user_guest',
      organisationId: api.organisationId,
      role: null,
      projectRoles: { [api.projectId]: 'engineer' },
    });
    expect((await api.call({ url: me, token })).body).toMatchObject({
      role: null,
      permissions: [],
      projects: [{ project_id: api.projectId, role: 'engineer' }],
    });
  });
});

describe('logging in', () => {
  it('can choose one of several organisations, which a refresh keeps', async () => {
    const credentials = await member('user_two');
    const other = { userId: 'user_two', organisationId: 'org_second', role: 'viewer' } as const;
    await api.tokenFor(other);
    const { access, refresh: token } = await logIn({
      ...credentials,
      organisation_id: 'org_second',
    });
    const organisation = { organisation: { organisation_id: 'org_second' }, role: 'viewer' };
    expect((await api.call({ url: me, token: access })).body).toMatchObject(organisation);
    const next = textAt((await refresh(token)).body, 'access_token');
    expect((await api.call({ url: me, token: next })).body).toMatchObject(organisation);
  });

  it('into an organisation of others is refused, once the password is right', async () => {
    const foreign = { ...(await member('user_three')), organisation_id: 'org_second' };
    const post = { method: 'POST', url: '/api/v1/auth/login', token: null } as const;
    const answer = await api.call({ ...post, body: foreign });
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([
      403,
      'organisation_id',
    ]);
    expect((await api.call({ ...post, body: { ...foreign, password: 'x' } })).status).toBe(401);
  });

  it('is counted for all processes together, and the right password takes its try back', async () => {
    const credentials = await member('user_counted');
    const processes = [api.app, await api.startAnother()];
    const tryIt = async (index: number, password: string) =>
      processes[index % 2]?.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        payload: { ...credentials, password },
        remoteAddress: '198.51.100.7',
      });
    for (let index = 0; index < 12; index += 1) {
      expect((await tryIt(index, credentials.password))?.statusCode).toBe(200);
    }
    for (let index = 0; index < 10; index += 1) {
      expect((await tryIt(index, 'wrong'))?.statusCode).toBe(401);
    }
    for (const index of [0, 1]) {
      const answer = await tryIt(index, credentials.password);
      expect(answer?.statusCode).toBe(429);
      expect(Number(answer?.headers['retry-after'])).toBeGreaterThan(800);
    }
  });
});

describe('POST /auth/change-password', () => {
  const change = (token: string, body: object) =>
    api.call({ method: 'POST', url: '/api/v1/auth/change-password', body, token });

  it('ends all other logins, and the new password counts', async () => {
    const credentials = await member('user_changes');
    const here = await logIn(credentials);
    const there = await logIn(credentials);
    const password = 'four words are enough';
    const body = { old_password: credentials.password, new_password: password };
    expect((await change(here.access, body)).status).toBe(204);
    expect((await api.call({ url: me, token: here.access })).status).toBe(200);
    expect((await refresh(here.refresh)).status).toBe(200);
    expect((await api.call({ url: me, token: there.access })).status).toBe(401);
    expect((await refresh(there.refresh)).status).toBe(401);
    const old = {
      method: 'POST',
      url: '/api/v1/auth/login',
      body: credentials,
      token: null,
    } as const;
    expect((await api.call(old)).status).toBe(401);
    await logIn({ ...credentials, password });
  });

  it.each([
    [
      'a wrong old password',
      { old_password: 'nope', new_password: 'a good new one' },
      'old_password',
    ],
    ['the same again', { new_password: testAdmin.password }, 'new_password'],
    ['a short one', { new_password: 'short' }, 'new_password'],
    ['a well-known one', { new_password: 'Password123' }, 'new_password'],
    ['one letter', { new_password: 'aaaaaaaaaaaa' }, 'new_password'],
    ['their own address', { new_password: 'user_picky@test.example' }, 'new_password'],
    ['an endless one', { new_password: 'x'.repeat(1001) }, 'new_password'],
    ['a number', { new_password: 12345678 }, 'new_password'],
    ['an unknown field', { new_password: 'a good new one', force: true }, 'force'],
    ['an empty body', { old_password: undefined }, 'old_password'],
  ])('refuses %s', async (_what, body, field) => {
    const { access } = await logIn(await member('user_picky'));
    const answer = await change(access, { old_password: testAdmin.password, ...body });
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([400, field]);
  });

  it('counts wrong old passwords like failed logins', async () => {
    const { access } = await logIn(await member('user_guessed'));
    const body = { old_password: 'guess', new_password: 'a good new one' };
    const statuses = [];
    for (let tries = 0; tries < 11; tries += 1) statuses.push((await change(access, body)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
  });
});

describe('sessions', () => {
  it('are listed with the one that asks, and can be ended one by one', async () => {
    const credentials = await member('user_lists');
    const laptop = await logIn(credentials);
    const phone = await logIn(credentials);
    const url = '/api/v1/auth/sessions';
    const listed = await api.call({ url, token: laptop.access });
    expect(listed.headers['x-total-count']).toBe('3');
    expect(listed.body).toContainEqual(
      expect.objectContaining({ current: true, method: 'password', address: '127.0.0.1' }),
    );
    const ask = await api.call({ url: me, token: phone.access });
    const id = textAt(ask.body, 'session_id');
    const end = { method: 'DELETE', url: `${url}/${id}` } as const;
    expect((await api.call(end)).status).toBe(404);
    expect((await api.call({ ...end, token: laptop.access })).status).toBe(204);
    expect((await api.call({ url: me, token: phone.access })).status).toBe(401);
    expect((await api.call({ ...end, token: laptop.access })).status).toBe(404);
  });
});
