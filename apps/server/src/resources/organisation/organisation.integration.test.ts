import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PipelineSpec, specHash } from '@ai-etl/core';
import type { Role } from '../../auth/permissions.ts';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const v1 = (path: string) => `/api/v1${path}`;
let users = 0;
/** A member of this organisation with a role in it, in projects, or both. */
async function member(role: Role | null, projectRoles: Readonly<Record<string, Role>> = {}) {
  users += 1;
  const userId = `user_m${users}`;
  const { organisationId } = api;
  const token = await api.tokenFor({ userId, organisationId, role, projectRoles });
  return { userId, token };
}
async function project(name: string): Promise<string> {
  const made = await api.call({ method: 'POST', url: v1('/projects'), body: { name } });
  return textAt(made.body, 'project_id');
}
async function pipelineIn(projectId: string): Promise<string> {
  const { store, organisationId } = api;
  const spec = PipelineSpec.parse({ version: 1, name: 'p' });
  const text = { name: 'p', description: 'x' };
  const made = await store.pipelines.createPipeline(
    { organisationId },
    { projectId, ...text, spec, specHash: specHash(spec) },
  );
  return made.id;
}

describe('the organisation', () => {
  it('can be read by all and renamed by an admin', async () => {
    const url = v1('/organisation');
    const renamed = await api.call({ method: 'PATCH', url, body: { name: 'Acme' } });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Acme' } });
    const { token } = await member('viewer');
    expect(await api.call({ url, token })).toMatchObject({
      status: 200,
      body: { organisation_id: api.organisationId, name: 'Acme' },
    });
    const refused = await api.call({ method: 'PATCH', url, body: { name: 'Mine' }, token });
    expect(refused.status).toBe(403);
  });

  it('is left for another one of the same user by new tokens, and the old ones end', async () => {
    const { userId, token } = await member('viewer');
    await api.tokenFor({ userId, organisationId: 'org_second', role: 'admin' });
    const url = v1('/auth/switch-organisation');
    const go = (organisationId: string, bearer = token) =>
      api.call({
        method: 'POST',
        url,
        body: { organisation_id: organisationId },
        token: bearer,
      });
    expect((await go('org_nobody')).status).toBe(404);
    const switched = await go('org_second');
    expect(switched.status).toBe(200);
    const there = textAt(switched.body, 'access_token');
    expect((await api.call({ url: v1('/auth/me'), token: there })).body).toMatchObject({
      organisation: { organisation_id: 'org_second' },
      role: 'admin',
    });
    expect((await api.call({ url: v1('/auth/me'), token })).status).toBe(401);
    const refreshed = await api.call({
      method: 'POST',
      url: v1('/auth/refresh'),
      body: { refresh_token: textAt(switched.body, 'refresh_token') },
      token: null,
    });
    const again = textAt(refreshed.body, 'access_token');
    expect((await api.call({ url: v1('/auth/me'), token: again })).body).toMatchObject({
      organisation: { organisation_id: 'org_second' },
    });
  });
});

describe('members', () => {
  it('get another role at once, and no organisation loses its last admin', async () => {
    const { userId, token } = await member('viewer');
    const url = v1(`/members/${userId}`);
    const write = { method: 'POST', url: v1('/projects'), body: { name: 'x' }, token } as const;
    expect((await api.call(write)).status).toBe(403);
    const raised = await api.call({ method: 'PATCH', url, body: { role: 'architect' } });
    expect(raised).toMatchObject({ status: 200, body: { role: 'architect', user_id: userId } });
    expect((await api.call(write)).status).toBe(201);
    expect((await api.call({ method: 'PATCH', url, body: { role: 'admin' } })).status).toBe(200);
    const listed = await api.call({ url: v1('/members'), token });
    expect(Number(listed.headers['x-total-count'])).toBeGreaterThan(2);
    const me = await api.call({ url: v1('/auth/me') });
    const admin = v1(`/members/${textAt(me.body, 'user.user_id')}`);
    expect((await api.call({ method: 'PATCH', url, body: { role: null } })).status).toBe(200);
    for (const change of [
      { method: 'PATCH', url: admin, body: { role: 'viewer' } },
      { method: 'DELETE', url: admin },
    ] as const) {
      const answer = await api.call(change);
      expect(answer.status).toBe(409);
      expect(textAt(answer.body, 'error.message')).toContain('last admin');
    }
  });

  it('are shut out as soon as they are removed', async () => {
    const { userId, token } = await member('engineer');
    expect((await api.call({ url: v1('/pipelines'), token })).status).toBe(200);
    const url = v1(`/members/${userId}`);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(204);
    expect((await api.call({ url: v1('/pipelines'), token })).status).toBe(401);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(404);
  });

  it.each([
    ['are removed', { method: 'DELETE' }],
    ['are no admin any more', { method: 'PATCH', body: { role: 'viewer' } }],
  ] as const)('cannot come back by an invitation they made before they %s', async (_, change) => {
    const { userId, token } = await member('admin');
    const body = { email: `${userId}@elsewhere.example`, role: 'admin' };
    const made = await api.call({ method: 'POST', url: v1('/invitations'), body, token });
    expect(made.status).toBe(201);
    expect((await api.call({ url: v1(`/members/${userId}`), ...change })).status).toBeLessThan(300);
    const accept = { token: textAt(made.body, 'token'), password: 'a sentence of four words' };
    const url = v1('/invitations:accept');
    const back = await api.call({ method: 'POST', url, body: accept, token: null });
    expect(back.status).toBe(404);
  });
});

describe('projects', () => {
  it('are made, changed and deleted when empty', async () => {
    const id = await project('Marketing');
    const url = v1(`/projects/${id}`);
    const patch = { method: 'PATCH', url, body: { description: 'All of it' } } as const;
    expect(await api.call(patch)).toMatchObject({
      status: 200,
      body: { name: 'Marketing', description: 'All of it', is_default: false },
    });
    const again = { method: 'POST', url: v1('/projects'), body: { name: 'MARKETING' } } as const;
    expect((await api.call(again)).status).toBe(409);
    const pipelineId = await pipelineIn(id);
    const remove = { method: 'DELETE', url } as const;
    const refused = await api.call(remove);
    expect(refused.status).toBe(409);
    expect(textAt(refused.body, 'error.message')).toContain('1 pipeline(s)');
    await api.call({ method: 'DELETE', url: v1(`/pipelines/${pipelineId}`) });
    expect((await api.call(remove)).status).toBe(204);
    expect((await api.call({ url })).status).toBe(404);
    const inDefault = v1(`/projects/${api.projectId}`);
    expect((await api.call({ method: 'DELETE', url: inDefault })).status).toBe(409);
  });

  it('have members, who see and do no more than their role there', async () => {
    const mine = await project('Mine');
    const other = await project('Other');
    const { userId, token } = await member(null);
    const memberUrl = v1(`/projects/${mine}/members/${userId}`);
    expect((await api.call({ url: v1('/projects'), token })).status).toBe(403);
    const set = await api.call({ method: 'PUT', url: memberUrl, body: { role: 'engineer' } });
    expect(set).toMatchObject({ status: 200, body: { role: 'engineer', project_id: mine } });

    const inside = await pipelineIn(mine);
    const outside = await pipelineIn(other);
    const list = await api.call({ url: v1('/pipelines'), token });
    expect(valueAt(list.body, '0.pipeline_id')).toBe(inside);
    expect(list.headers['x-total-count']).toBe('1');
    expect((await api.call({ url: v1('/projects'), token })).headers['x-total-count']).toBe('1');
    expect((await api.call({ url: v1(`/pipelines/${inside}`), token })).status).toBe(200);
    expect((await api.call({ url: v1(`/pipelines/${outside}`), token })).status).toBe(404);
    expect((await api.call({ url: v1(`/pipelines?project_id=${other}`), token })).body).toEqual([]);

    const settings = { host: '127.0.0.1', port: 1, database: 'x', user: 'x' };
    const connect = (project_id?: string) =>
      api.call({
        method: 'POST',
        url: v1('/connections'),
        body: { name: `c ${project_id}`, type: 'postgresql', settings, test: false, project_id },
        token,
      });
    expect((await connect(other)).status).toBe(404);
    // Their only project is meant where none is named.
    expect((await connect()).body).toMatchObject({ project_id: mine });

    // Whoever may read the other project is told that they may not write there.
    const asViewer = v1(`/members/${userId}`);
    await api.call({ method: 'PATCH', url: asViewer, body: { role: 'viewer' } });
    expect((await connect(other)).status).toBe(403);
    expect((await connect(mine)).status).toBe(201);
    const remove = { method: 'DELETE', url: v1(`/pipelines/${outside}`), token } as const;
    expect((await api.call(remove)).status).toBe(403);
    expect((await api.call({ url: v1(`/pipelines/${outside}`), token })).status).toBe(200);

    expect((await api.call({ method: 'DELETE', url: memberUrl })).status).toBe(204);
    expect((await api.call({ method: 'DELETE', url: memberUrl })).status).toBe(404);
    expect((await connect(mine)).status).toBe(403);
  });

  it('can be worked in with an API key, which reaches nothing else', async () => {
    const mine = await project('With robots');
    const { token } = await member(null, { [mine]: 'engineer' });
    const made = await api.call({
      method: 'POST',
      url: v1('/api-keys'),
      body: { name: 'r' },
      token,
    });
    expect(made.status).toBe(201);
    expect(valueAt(made.body, 'scopes')).toContain('pipelines:write');
    expect(valueAt(made.body, 'scopes')).not.toContain('webhooks:read');
    const key = textAt(made.body, 'key');
    const inside = await pipelineIn(mine);
    const outside = await pipelineIn(api.projectId);
    expect((await api.call({ url: v1(`/pipelines/${inside}`), token: key })).status).toBe(200);
    expect((await api.call({ url: v1(`/pipelines/${outside}`), token: key })).status).toBe(404);
    expect((await api.call({ url: v1('/pipelines'), token: key })).headers['x-total-count']).toBe(
      '1',
    );
    const tooWide = { name: 'x', scopes: ['members:write'] };
    const refused = { method: 'POST', url: v1('/api-keys'), body: tooWide, token } as const;
    expect((await api.call(refused)).status).toBe(403);
  });

  it('are administered by their own admins, who reach nothing else', async () => {
    const mine = await project('Run by others');
    const other = await project('Not theirs');
    const { token } = await member(null, { [mine]: 'admin' });
    const { userId } = await member('viewer');
    const put = (projectId: string, role: string) =>
      api.call({
        method: 'PUT',
        url: v1(`/projects/${projectId}/members/${userId}`),
        body: { role },
        token,
      });
    expect((await put(mine, 'engineer')).status).toBe(200);
    expect((await put(other, 'engineer')).status).toBe(404);
    const members = await api.call({ url: v1(`/projects/${mine}/members`), token });
    expect(members.body).toMatchObject([{ role: 'admin' }, { user_id: userId, role: 'engineer' }]);
    expect((await api.call({ url: v1('/members'), token })).status).toBe(403);
    expect(
      (
        await api.call({
          method: 'PATCH',
          url: v1(`/members/${userId}`),
          body: { role: 'admin' },
          token,
        })
      ).status,
    ).toBe(403);
    const create = { method: 'POST', url: v1('/projects'), body: { name: 'More' }, token } as const;
    expect((await api.call(create)).status).toBe(403);
    const rename = {
      method: 'PATCH',
      url: v1(`/projects/${mine}`),
      body: { name: 'Ours' },
    } as const;
    expect((await api.call({ ...rename, token })).status).toBe(200);
  });
});

describe('invitations', () => {
  const invite = (body: object) => api.call({ method: 'POST', url: v1('/invitations'), body });
  const accept = (body: object, token: string | null = null) =>
    api.call({ method: 'POST', url: v1('/invitations:accept'), body, token });

  it('make an account with a password, once', async () => {
    const made = await invite({ email: 'Ann@Example.com', role: 'engineer' });
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'ann@example.com', status: 'open', emailed: false, project_id: null },
    });
    const token = textAt(made.body, 'token');
    const listed = await api.call({ url: v1('/invitations') });
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect(listed.headers['x-total-count']).toBe('1');
    expect((await accept({ token })).status).toBe(400);
    for (const bad of ['password', 'short', 'ann@example.com']) {
      expect((await accept({ token, password: bad })).status).toBe(400);
    }
    const password = 'a sentence of four words';
    expect(await accept({ token, password })).toMatchObject({
      status: 200,
      body: { email: 'ann@example.com', role: 'engineer', organisation_id: api.organisationId },
    });
    expect((await accept({ token, password })).status).toBe(404);
    const body = { email: 'ann@example.com', password };
    const login = await api.call({ method: 'POST', url: v1('/auth/login'), body, token: null });
    const mine = { url: v1('/pipelines'), token: textAt(login.body, 'access_token') };
    expect((await api.call(mine)).status).toBe(200);
  });

  it('join an account that exists when its owner accepts, and nobody else', async () => {
    const made = await invite({ email: testAdmin.email, role: 'viewer' });
    const token = textAt(made.body, 'token');
    expect((await accept({ token, password: 'a sentence of four words' })).status).toBe(409);
    const stranger = await member('viewer');
    expect((await accept({ token }, stranger.token)).status).toBe(403);
    expect((await accept({ token }, 'forged')).status).toBe(401);
    const key = await api.call({ method: 'POST', url: v1('/api-keys'), body: { name: 'a key' } });
    expect((await accept({ token }, textAt(key.body, 'key'))).status).toBe(403);
    const body = testAdmin;
    const login = await api.call({ method: 'POST', url: v1('/auth/login'), body, token: null });
    const joined = await accept({ token }, textAt(login.body, 'access_token'));
    expect(joined.status).toBe(200);
    // The admin stays one.
    expect((await api.call({ url: v1('/members') })).status).toBe(200);
  });

  it('may be for one project, and are worthless when withdrawn', async () => {
    const id = await project('Guests');
    expect((await invite({ email: 'g@x.de', role: 'viewer', project_id: 'proj_x' })).status).toBe(
      404,
    );
    const made = await invite({ email: 'guest@example.com', role: 'viewer', project_id: id });
    const password = 'a sentence of four words';
    const accepted = await accept({ token: textAt(made.body, 'token'), password });
    expect(accepted.body).toMatchObject({ project_id: id, role: 'viewer' });
    const members = await api.call({ url: v1(`/projects/${id}/members`) });
    expect(members.body).toMatchObject([{ email: 'guest@example.com', role: 'viewer' }]);

    const second = await invite({ email: 'late@example.com', role: 'viewer' });
    const url = v1(`/invitations/${textAt(second.body, 'invitation_id')}`);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(204);
    expect((await api.call({ method: 'DELETE', url })).status).toBe(404);
    expect((await accept({ token: textAt(second.body, 'token'), password })).status).toBe(404);
  });
});

describe('bad input', () => {
  it.each([
    ['PATCH', '/organisation', {}, 'name'],
    ['PATCH', '/organisation', { name: '  ' }, 'name'],
    ['PATCH', '/organisation', { name: 7 }, 'name'],
    ['PATCH', '/organisation', { name: 'x', owner: 'me' }, 'owner'],
    ['POST', '/auth/switch-organisation', {}, 'organisation_id'],
    ['POST', '/auth/switch-organisation', { organisation_id: 7 }, 'organisation_id'],
    ['GET', '/members?page=0', undefined, 'page'],
    ['GET', '/members?role=admin', undefined, 'role'],
    ['PATCH', '/members/user_x', {}, 'role'],
    ['PATCH', '/members/user_x', { role: 'owner' }, 'role'],
    ['POST', '/projects', {}, 'name'],
    ['POST', '/projects', { name: '' }, 'name'],
    ['POST', '/projects', { name: 'x', description: 7 }, 'description'],
    ['PATCH', '/projects/proj_x', {}, 'body'],
    ['PATCH', '/projects/proj_x', { is_default: true }, 'is_default'],
    ['GET', '/projects?per_page=101', undefined, 'per_page'],
    ['PUT', '/projects/proj_x/members/user_x', {}, 'role'],
    ['PUT', '/projects/proj_x/members/user_x', { role: null }, 'role'],
    ['POST', '/invitations', {}, 'email'],
    ['POST', '/invitations', { email: 'nobody', role: 'viewer' }, 'email'],
    ['POST', '/invitations', { email: 'a@example.com', role: 'root' }, 'role'],
    ['POST', '/invitations', { email: 'a@example.com', role: 'viewer', days: 9 }, 'days'],
    ['POST', '/invitations:accept', {}, 'token'],
    ['POST', '/invitations:accept', { token: '' }, 'token'],
  ] as const)('%s %s %j is refused, naming %s', async (method, path, body, field) => {
    const answer = await api.call({ method, url: v1(path), body });
    expect(answer.status).toBe(400);
    expect(valueAt(answer.body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(JSON.stringify(valueAt(answer.body, 'error.details'))).toContain(`"field":"${field}"`);
  });

  it.each([
    ['PATCH', '/members/user_x', { role: 'viewer' }],
    ['DELETE', '/members/user_x', undefined],
    ['GET', '/projects/proj_x', undefined],
    ['PATCH', '/projects/proj_x', { name: 'x' }],
    ['DELETE', '/projects/proj_x', undefined],
    ['GET', '/projects/proj_x/members', undefined],
    ['PUT', '/projects/proj_x/members/user_x', { role: 'viewer' }],
    ['DELETE', '/projects/proj_x/members/user_x', undefined],
    ['DELETE', '/invitations/inv_x', undefined],
    ['POST', '/invitations:accept', { token: 'x', password: 'a sentence of four words' }],
  ] as const)('%s %s of nobody answers 404', async (method, path, body) => {
    expect((await api.call({ method, url: v1(path), body })).status).toBe(404);
  });
});
