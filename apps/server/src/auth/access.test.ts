import { describe, expect, it } from 'vitest';
import { admit, admitBody, isAllowedIn, isAllowedSomewhere } from './access.ts';
import type { Permission, Role } from './permissions.ts';
import type { Principal } from './principal.ts';

function caller(role: Role | null, projectRoles: Readonly<Record<string, Role>> = {}): Principal {
  return {
    userId: 'user_1',
    organisationId: 'org_1',
    role,
    projectRoles,
    kind: 'user',
    apiKeyId: null,
    scopes: null,
    sessionId: null,
  };
}

const homes: Readonly<Record<string, string>> = {
  pipe_a: 'proj_a',
  pipe_b: 'proj_b',
  proj_a: 'proj_a',
  proj_b: 'proj_b',
};
let looks = 0;
const projectOf = (organisationId: string, _kind: string, id: string): Promise<string | null> => {
  looks += 1;
  return Promise.resolve(organisationId === 'org_1' ? (homes[id] ?? null) : null);
};
const ask = (who: Principal, permission: Permission | 'self', params: object = {}) =>
  admit(who, { permission, params }, projectOf);

describe('admission', () => {
  it('of a role in the organisation looks nothing up and limits nothing', async () => {
    const who = caller('engineer', { proj_a: 'admin' });
    looks = 0;
    expect(await ask(who, 'pipelines:run', { pipeline_id: 'pipe_b' })).toBe(who);
    expect(looks).toBe(0);
  });

  it('refuses without any project what the role does not include, whatever the path names', async () => {
    for (const id of ['pipe_a', 'pipe_unknown']) {
      await expect(
        ask(caller('viewer'), 'pipelines:run', { pipeline_id: id }),
      ).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }
  });

  it('limits a caller to the projects where they hold what is asked', async () => {
    const who = caller('viewer', { proj_a: 'engineer', proj_b: 'analyst' });
    expect((await ask(who, 'pipelines:write')).projectIds).toEqual(['proj_a']);
    expect((await ask(who, 'pipelines:run')).projectIds).toEqual(['proj_a', 'proj_b']);
    expect((await ask(who, 'pipelines:read')).projectIds).toBeUndefined();
    expect((await ask(caller(null, { proj_a: 'viewer' }), 'self')).projectIds).toEqual(['proj_a']);
  });

  it.each([
    ['in a project of mine', null, 'pipe_a', null],
    ['in another project that I may read', 'viewer', 'pipe_b', 'PERMISSION_DENIED'],
    ['in another project that I may not read', null, 'pipe_b', 'RESOURCE_NOT_FOUND'],
    ['that is nobody’s', 'viewer', 'pipe_x', 'RESOURCE_NOT_FOUND'],
  ] as const)('judges a pipeline %s', async (_, role, id, code) => {
    const asked = ask(caller(role, { proj_a: 'engineer' }), 'pipelines:write', { pipeline_id: id });
    if (code === null) expect((await asked).projectIds).toEqual(['proj_a']);
    else await expect(asked).rejects.toMatchObject({ code });
  });

  it('lets no role in a project reach what is the organisation’s', async () => {
    const who = caller(null, { proj_a: 'admin' });
    for (const permission of ['members:write', 'audit:read', 'organisation:write'] as const) {
      await expect(ask(who, permission)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    const inside = await ask(who, 'members:write', { project_id: 'proj_a' });
    expect(inside.projectIds).toEqual(['proj_a']);
    await expect(ask(who, 'members:write', { project_id: 'proj_b' })).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
  });

  it('judges a project that a body names', async () => {
    const who = await ask(caller('viewer', { proj_a: 'engineer' }), 'pipelines:write');
    const name = (project: unknown) =>
      admitBody(who, { permission: 'pipelines:write', body: { project_id: project } }, projectOf);
    await name('proj_a');
    await name(undefined);
    await expect(name('proj_b')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(name('proj_x')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('tells what holds at least somewhere', () => {
    const who = caller('viewer', { proj_a: 'engineer' });
    expect(isAllowedSomewhere(who, 'pipelines:write')).toBe(true);
    expect(isAllowedSomewhere(who, 'metrics:read')).toBe(true);
    expect(isAllowedSomewhere(who, 'webhooks:read')).toBe(false);
    expect(isAllowedSomewhere({ ...who, scopes: ['data:read'] }, 'pipelines:write')).toBe(false);
  });

  it('tells what holds in one project, within the scopes of a key', () => {
    const who = caller('viewer', { proj_a: 'architect' });
    expect(isAllowedIn(who, 'data:unmask', 'proj_a')).toBe(true);
    expect(isAllowedIn(who, 'data:unmask', 'proj_b')).toBe(false);
    expect(isAllowedIn({ ...who, scopes: ['data:read'] }, 'data:unmask', 'proj_a')).toBe(false);
    expect(isAllowedIn(who, 'data:read', 'constructor')).toBe(false);
  });
});
