import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const v1 = (path: string) => `/api/v1${path}`;
const Entries = z.array(
  z.looseObject({
    action: z.string(),
    outcome: z.string(),
    status: z.number().nullable(),
    before_hash: z.string().nullable(),
    after_hash: z.string().nullable(),
    request_id: z.string(),
    suppressed: z.number(),
    actor: z.looseObject({ kind: z.string(), user_id: z.string().nullable() }),
    resource: z.looseObject({ kind: z.string(), id: z.string().nullable() }).nullable(),
  }),
);
const log = async (query = '') =>
  Entries.parse((await api.call({ url: v1(`/audit-log?per_page=100&${query}`) })).body);
const connect = (name: string, password = 'hunter2 the secret') => ({
  name,
  type: 'postgresql',
  settings: { host: '127.0.0.1', port: 1, database: 'x', user: 'x', password },
  test: false,
});

describe('a change', () => {
  it('is written with who, what, on what, and what it was before and after', async () => {
    const made = await api.call({ method: 'POST', url: v1('/projects'), body: { name: 'One' } });
    const id = textAt(made.body, 'project_id');
    const me = textAt((await api.call({ url: v1('/auth/me') })).body, 'user.user_id');
    const url = v1(`/projects/${id}`);
    await api.call({ method: 'PATCH', url, body: { name: 'Two' } });
    await api.call({ method: 'DELETE', url });
    const entries = await log(`resource_id=${id}`);
    expect(entries.map((one) => one.action)).toEqual([
      'deleteProject',
      'updateProject',
      'createProject',
    ]);
    const [deleted, updated, created] = entries;
    for (const entry of entries) {
      expect(entry).toMatchObject({
        outcome: 'succeeded',
        actor: { kind: 'user', user_id: me },
        resource: { kind: 'project', id },
      });
    }
    expect(created).toMatchObject({ before_hash: null, status: 201 });
    expect(created?.request_id).toBe(made.headers['x-request-id']);
    expect(updated?.before_hash).toBe(created?.after_hash);
    expect(updated?.after_hash).not.toBe(updated?.before_hash);
    expect(deleted?.before_hash).toBe(updated?.after_hash);
  });

  it('that fails says so, with its code, and changed nothing', async () => {
    const url = v1(`/projects/${api.projectId}`);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(409);
    expect((await log('action=deleteProject'))[0]).toMatchObject({
      outcome: 'failed',
      status: 409,
      error_code: 'CONFLICT',
      after_hash: null,
    });
  });

  it('by an API key names the key', async () => {
    const made = await api.call({ method: 'POST', url: v1('/api-keys'), body: { name: 'robot' } });
    const key = textAt(made.body, 'key');
    await api.call({ method: 'POST', url: v1('/projects'), body: { name: 'Robots' }, token: key });
    const keyId = textAt(made.body, 'api_key_id');
    expect(await log(`actor=${keyId}`)).toMatchObject([
      { action: 'createProject', actor: { kind: 'api_key', api_key_id: keyId } },
    ]);
    expect(JSON.stringify(await log())).not.toContain(key);
  });

  it('never shows a secret, nor what was asked for', async () => {
    await api.call({ method: 'POST', url: v1('/connections'), body: connect('Secretive') });
    const written = JSON.stringify(await log());
    expect(written).toContain('createConnection');
    expect(written).not.toContain('hunter2');
    expect(written).not.toContain('Secretive');
  });

  it('done twice with one Idempotency-Key is one change', async () => {
    const send = () =>
      api.call({
        method: 'POST',
        url: v1('/projects'),
        body: { name: 'Once' },
        headers: { 'idempotency-key': 'once' },
      });
    const first = await send();
    expect((await send()).body).toEqual(first.body);
    expect(await log(`resource_id=${textAt(first.body, 'project_id')}`)).toHaveLength(1);
  });

  it('that cannot be taken is none', async () => {
    const before = (await log()).length;
    await api.call({ method: 'POST', url: v1('/projects'), body: {} });
    expect(await log()).toHaveLength(before);
  });
});

describe('logins and invitations', () => {
  it('are written for who they turned out to be', async () => {
    const url = v1('/auth/login');
    const { body } = await api.call({ method: 'POST', url, body: testAdmin, token: null });
    expect(textAt(body, 'access_token')).not.toBe('');
    const me = textAt((await api.call({ url: v1('/auth/me') })).body, 'user.user_id');
    expect((await log('action=login'))[0]).toMatchObject({
      outcome: 'succeeded',
      actor: { kind: 'user', user_id: me },
    });
    const wrong = { ...testAdmin, password: 'mistyped secret' };
    await api.call({ method: 'POST', url, body: wrong, token: null });
    const [refused] = await log('action=login&outcome=refused');
    expect(refused).toMatchObject({ status: 401, actor: { kind: 'anonymous', user_id: null } });
    expect(JSON.stringify(await log())).not.toContain('mistyped');

    const invited = await api.call({
      method: 'POST',
      url: v1('/invitations'),
      body: { email: 'ann@example.com', role: 'viewer' },
    });
    const accept = {
      token: textAt(invited.body, 'token'),
      password: 'a sentence of four words',
    };
    const joined = await api.call({
      method: 'POST',
      url: v1('/invitations:accept'),
      body: accept,
      token: null,
    });
    const userId = textAt(joined.body, 'user_id');
    expect(await log(`actor=${userId}`)).toMatchObject([
      { action: 'acceptInvitation', resource: { kind: 'user', id: userId } },
    ]);
    expect(JSON.stringify(await log())).not.toContain(accept.token);
  });
});

describe('a refusal', () => {
  it('for want of a permission is written, also of a read', async () => {
    const { organisationId } = api;
    const userId = 'user_curious';
    const token = await api.tokenFor({ userId, organisationId, role: 'viewer' });
    await api.call({ url: v1('/audit-log'), token });
    await api.call({ method: 'DELETE', url: v1(`/projects/${api.projectId}`), token });
    expect(await log(`actor=${userId}`)).toMatchObject([
      {
        action: 'deleteProject',
        outcome: 'refused',
        status: 403,
        error_code: 'PERMISSION_DENIED',
        resource: { kind: 'project', id: api.projectId },
      },
      { action: 'listAuditLog', outcome: 'refused', status: 403 },
    ]);
  });

  it('of what a caller of another project may not know of is written too', async () => {
    const { organisationId } = api;
    const made = await api.call({ method: 'POST', url: v1('/projects'), body: { name: 'Own' } });
    const userId = 'user_elsewhere';
    const projectRoles = { [textAt(made.body, 'project_id')]: 'viewer' as const };
    const token = await api.tokenFor({ userId, organisationId, role: null, projectRoles });
    const answer = await api.call({ url: v1(`/projects/${api.projectId}`), token });
    expect(answer.status).toBe(404);
    expect(await log(`actor=${userId}`)).toMatchObject([{ outcome: 'refused', status: 404 }]);
  });

  it('of a revoked token names whom it claims to be, in their organisation', async () => {
    const { organisationId } = api;
    const userId = 'user_gone';
    const token = await api.tokenFor({ userId, organisationId, role: 'viewer' });
    await api.call({ method: 'DELETE', url: v1(`/members/${userId}`) });
    expect((await api.call({ url: v1('/pipelines'), token })).status).toBe(401);
    expect((await log('outcome=refused&action=listPipelines'))[0]).toMatchObject({
      status: 401,
      actor: { kind: 'unproven', user_id: userId },
    });
  });

  it('of strangers is bounded, and those without any token are not written', async () => {
    const count = async () => (await log('outcome=refused&action=getOrganisation')).length;
    await api.call({ url: v1('/organisation'), token: null });
    expect(await count()).toBe(0);
    for (let index = 0; index < 130; index += 1) {
      await api.call({ url: v1('/organisation'), token: `forged.${index}.x` });
    }
    const total = (await api.call({ url: v1('/audit-log?outcome=refused&action=getOrganisation') }))
      .headers['x-total-count'];
    expect(Number(total)).toBeGreaterThan(10);
    expect(Number(total)).toBeLessThanOrEqual(31);
    // Nor does the flood of one network hide what another does.
    await api.app.inject({
      url: v1('/organisation'),
      headers: { authorization: 'Bearer forged' },
      remoteAddress: '203.0.113.77',
    });
    const [latest] = await log('outcome=refused&action=getOrganisation');
    expect(latest).toMatchObject({ address: '203.0.113.77' });
  });
});

describe('the log', () => {
  it('shows nothing of one organisation to another', async () => {
    const stranger = { userId: 'user_s', organisationId: 'org_s', role: 'admin' } as const;
    const token = await api.tokenFor(stranger);
    expect((await api.call({ url: v1('/audit-log'), token })).body).toEqual([]);
    expect((await api.call({ url: v1('/audit-log:export'), token })).body).toBe('');
  });

  it('is exported as JSON lines, the oldest first', async () => {
    const answer = await api.call({ url: v1('/audit-log:export?action=createProject') });
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    const lines = String(answer.body).trimEnd().split('\n');
    const exported = Entries.parse(lines.map((line): unknown => JSON.parse(line)));
    const listed = await log('action=createProject');
    expect(exported).toEqual(listed.toReversed());
    expect(exported.length).toBeGreaterThan(2);
  });

  it.each([
    ['page=0', 'page'],
    ['outcome=maybe', 'outcome'],
    ['from=yesterday', 'from'],
    ['to=2024-01-26', 'to'],
    ['actor=', 'actor'],
    ['user=x', 'user'],
  ])('refuses %s, naming %s', async (query, field) => {
    for (const url of [`/audit-log?${query}`, `/audit-log:export?${query}`]) {
      const answer = await api.call({ url: v1(url) });
      expect([url, answer.status]).toEqual([url, 400]);
      expect(JSON.stringify(valueAt(answer.body, 'error.details'))).toContain(field);
    }
  });
});
