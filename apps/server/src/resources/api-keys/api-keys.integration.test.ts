import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerMemoryMs } from '../../auth/callers.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const url = '/api/v1/api-keys';

async function create(body: object, token?: string) {
  const request = { method: 'POST', url, body } as const;
  return api.call(token === undefined ? request : { ...request, token });
}

/** The key and its id. */
async function made(body: object, token?: string) {
  const answer = await create(body, token);
  expect(answer.status).toBe(201);
  return { key: textAt(answer.body, 'key'), id: textAt(answer.body, 'api_key_id') };
}

const engineer = () =>
  api.tokenFor({ userId: 'user_eng', organisationId: api.organisationId, role: 'engineer' });

async function query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('an API key', () => {
  it('is shown once, kept as a hash, and named by its ends afterwards', async () => {
    const answer = await create({ name: 'nightly', scopes: ['pipelines:read'] });
    const key = textAt(answer.body, 'key');
    expect(key).toMatch(/^ak_live_\w{38}$/);
    const listed = await api.call({ url });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect(listed.body).toContainEqual(
      expect.objectContaining({
        name: 'nightly',
        hint: `${key.slice(0, 12)}…${key.slice(-4)}`,
        scopes: ['pipelines:read'],
        expires_at: null,
      }),
    );
    expect(JSON.stringify(await query('select * from ai_etl.api_keys'))).not.toContain(key);
  });

  it.each([
    ['a bearer token', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['X-API-Key', (key: string) => ({ 'x-api-key': key })],
    ['both alike', (key: string) => ({ 'x-api-key': key, authorization: `Bearer ${key}` })],
  ])('is taken as %s', async (_what, headersOf) => {
    const { key, id } = await made({ name: 'two ways' });
    const answer = await api.call({ url: '/api/v1/auth/me', token: null, headers: headersOf(key) });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ api_key_id: id, session_id: null });
  });

  it('may what its scopes say and no more', async () => {
    const { key } = await made({ name: 'reader', scopes: ['pipelines:read'] });
    expect((await api.call({ url: '/api/v1/pipelines', token: key })).status).toBe(200);
    const refused = await api.call({ url: '/api/v1/connections', token: key });
    expect([refused.status, valueAt(refused.body, 'error.code')]).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    const me = await api.call({ url: '/api/v1/auth/me', token: key });
    expect(me.body).toMatchObject({ permissions: ['pipelines:read'], projects: [] });
  });

  it('may what its owner may at that moment, however wide its scopes', async () => {
    const { key } = await made({ name: 'wide' }, await engineer());
    const make = { method: 'POST', url: '/api/v1/connections', body: {}, token: key } as const;
    expect((await api.call(make)).status).toBe(400);
    await query(`update ai_etl.memberships set role = 'viewer' where user_id = 'user_eng'`);
    const later = await api.startAnother();
    const headers = { 'x-api-key': key };
    const options = { method: 'POST', url: '/api/v1/connections', headers, payload: {} } as const;
    expect((await later.inject(options)).statusCode).toBe(403);
  });

  it('is refused once revoked, at once here and within seconds elsewhere', async () => {
    let now = Date.now();
    const another = await api.startAnother({
      clock: { now: () => now, sleep: () => Promise.resolve() },
    });
    const { key, id } = await made({ name: 'leaked' });
    const headers = { 'x-api-key': key };
    const elsewhere = async () =>
      (await another.inject({ url: '/api/v1/pipelines', headers })).statusCode;
    expect(await elsewhere()).toBe(200);
    expect((await api.call({ method: 'DELETE', url: `${url}/${id}` })).status).toBe(204);
    expect((await api.call({ url: '/api/v1/pipelines', token: key })).status).toBe(401);
    now += callerMemoryMs;
    expect(await elsewhere()).toBe(401);
    expect((await api.call({ method: 'DELETE', url: `${url}/${id}` })).status).toBe(404);
  });

  it('is refused from the moment it expires', async () => {
    let now = Date.now();
    const another = await api.startAnother({
      clock: { now: () => now, sleep: () => Promise.resolve() },
    });
    const expiresAt = new Date(now + 60_000).toISOString();
    const { key } = await made({ name: 'brief', expires_at: expiresAt });
    const ask = async () =>
      (await another.inject({ url: '/api/v1/pipelines', headers: { 'x-api-key': key } }))
        .statusCode;
    now = Date.parse(expiresAt) - 1;
    expect(await ask()).toBe(200);
    now += 1;
    expect(await ask()).toBe(401);
  });

  it('notes its use, at most once a minute', async () => {
    const { key, id } = await made({ name: 'used' });
    await api.call({ url: '/api/v1/pipelines', token: key });
    const read = async () =>
      (await query(`select last_used_at from ai_etl.api_keys where id = '${id}'`))[0]?.[
        'last_used_at'
      ];
    await expect.poll(read).toBeInstanceOf(Date);
    const first = await read();
    const another = await api.startAnother();
    await another.inject({ url: '/api/v1/pipelines', headers: { 'x-api-key': key } });
    await api.store.identity.touchApiKey(id);
    expect(await read()).toEqual(first);
  });

  it('cannot do what needs a person', async () => {
    const { key } = await made({ name: 'no person' });
    for (const [method, path, body] of [
      ['POST', '/auth/logout', undefined],
      ['GET', '/auth/sessions', undefined],
      ['POST', '/auth/change-password', { old_password: 'x', new_password: 'a good new one' }],
    ] as const) {
      const answer = await api.call({ method, url: `/api/v1${path}`, body, token: key });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });
});

describe('a key made with a key', () => {
  it('is no wider, lives no longer, and ends with it', async () => {
    const expiresAt = '2999-01-01T00:00:00Z';
    const scopes = ['api_keys:write', 'pipelines:read'];
    const parent = await made({ name: 'parent', scopes, expires_at: expiresAt });
    const wider = await create({ name: 'x', scopes: ['connections:read'] }, parent.key);
    expect([wider.status, valueAt(wider.body, 'error.details.0.field')]).toEqual([403, 'scopes']);
    const longer = { name: 'x', scopes, expires_at: '2999-01-02T00:00:00Z' };
    expect((await create(longer, parent.key)).status).toBe(400);
    const child = await create({ name: 'child' }, parent.key);
    expect(child.body).toMatchObject({ scopes, expires_at: '2999-01-01T00:00:00.000Z' });
    const grandchild = await made({ name: 'grandchild' }, textAt(child.body, 'key'));
    expect((await api.call({ url: '/api/v1/pipelines', token: grandchild.key })).status).toBe(200);
    await api.call({ method: 'DELETE', url: `${url}/${parent.id}` });
    for (const token of [textAt(child.body, 'key'), grandchild.key]) {
      expect((await api.call({ url: '/api/v1/pipelines', token })).status).toBe(401);
    }
  });
});

describe('whose keys', () => {
  it('are seen and revoked by their owner and by those who manage members', async () => {
    const token = await api.tokenFor({
      userId: 'user_ana',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const own = await made({ name: 'own' }, token);
    const admins = await made({ name: 'of the admin' });
    const listed = await api.call({ url, token });
    expect(listed.headers['x-total-count']).toBe('1');
    const foreign = await api.call({ method: 'DELETE', url: `${url}/${admins.id}`, token });
    expect(foreign.status).toBe(404);
    const filtered = await api.call({ url: `${url}?user_id=user_ana` });
    expect(filtered.headers['x-total-count']).toBe('1');
    expect(valueAt(filtered.body, '0.api_key_id')).toBe(own.id);
    const other = await api.call({ url: `${url}?user_id=user_other`, token });
    expect(other.body).toEqual([]);
    expect((await api.call({ method: 'DELETE', url: `${url}/${own.id}` })).status).toBe(204);
    expect((await api.call({ url: '/api/v1/auth/me', token: own.key })).status).toBe(401);
  });

  it('are nobody else’s: another organisation neither sees nor revokes them', async () => {
    const token = await api.tokenFor({
      userId: 'user_far',
      organisationId: 'org_far',
      role: 'admin',
    });
    const { id } = await made({ name: 'ours' });
    expect((await api.call({ url, token })).body).toEqual([]);
    expect((await api.call({ method: 'DELETE', url: `${url}/${id}`, token })).status).toBe(404);
  });
});

describe('bad input', () => {
  it.each([
    ['no name', {}, 400, 'name'],
    ['an empty name', { name: '  ' }, 400, 'name'],
    ['a long name', { name: 'x'.repeat(101) }, 400, 'name'],
    ['an unknown scope', { name: 'x', scopes: ['root'] }, 400, 'scopes.0'],
    ['no scope at all', { name: 'x', scopes: [] }, 400, 'scopes'],
    ['scopes as text', { name: 'x', scopes: 'pipelines:read' }, 400, 'scopes'],
    ['a date without a time', { name: 'x', expires_at: '2999-01-01' }, 400, 'expires_at'],
    ['a time gone by', { name: 'x', expires_at: '2001-01-01T00:00:00Z' }, 400, 'expires_at'],
    ['an unknown field', { name: 'x', key: 'ak_live_mine' }, 400, 'key'],
    ['a NUL in the name', { name: 'a\0b' }, 400, 'name'],
  ])('names %s', async (_what, body, status, field) => {
    const answer = await create(body);
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([status, field]);
  });

  it('refuses scopes that the caller does not have', async () => {
    const token = await api.tokenFor({
      userId: 'user_low',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const answer = await create({ name: 'x', scopes: ['members:write'] }, token);
    expect([answer.status, valueAt(answer.body, 'error.details.0.field')]).toEqual([403, 'scopes']);
  });

  it.each([
    ['an invented key', { 'x-api-key': `ak_live_${'a'.repeat(38)}` }],
    ['something that is no key', { 'x-api-key': 'secret' }],
    ['an empty key', { 'x-api-key': '' }],
    ['an access token in the wrong header', { 'x-api-key': 'eyJhbGciOiJIUzI1NiJ9.e30.x' }],
    ['a key too long to be one', { authorization: `Bearer ak_live_${'a'.repeat(5000)}` }],
    ['bytes that are no text', { 'x-api-key': randomBytes(30).toString('base64') }],
  ])('answers 401 to %s', async (_what, headers) => {
    const answer = await api.call({ url: '/api/v1/pipelines', token: null, headers });
    expect([answer.status, valueAt(answer.body, 'error.code')]).toEqual([
      401,
      'AUTHENTICATION_REQUIRED',
    ]);
  });

  it('answers 401 to two credentials that differ', async () => {
    const { key } = await made({ name: 'one of two' });
    const other = await made({ name: 'the other' });
    const headers = { 'x-api-key': other.key };
    const answer = await api.call({ url: '/api/v1/pipelines', token: key, headers });
    expect(answer.status).toBe(401);
  });
});
