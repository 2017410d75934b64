import { Client } from 'pg';
import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { copySpec } from '../testing/fresh-store.ts';

const page = { page: 1, perPage: 100 };
const later = '2999-01-01T00:00:00Z';

await describeStore('an organisation', (fresh) => {
  const { scope, projectId } = fresh;
  const { organisations, identity, pipelines, connections } = fresh.store;
  const text = (name: string) => ({ name, description: '' });
  let invited = 0;
  /** Invites somebody and accepts as a new user. */
  const join = async (email: string, role: 'admin' | 'viewer', project: string | null = null) => {
    invited += 1;
    const tokenHash = `join-${invited}`;
    await organisations.createInvitation(scope, {
      email,
      role,
      projectId: project,
      tokenHash,
      invitedBy: await adminId(),
      expiresAt: later,
    });
    const accepted = await organisations.acceptInvitation(tokenHash, { passwordHash: 'x' });
    return accepted.outcome === 'accepted' ? accepted.userId : accepted.outcome;
  };
  const adminId = async () => (await identity.findUserByEmail('admin@example.com'))?.id ?? '';

  it('can be renamed, and is found by its own scope only', async () => {
    expect(await organisations.renameOrganisation(scope, 'Acme')).toMatchObject({ name: 'Acme' });
    expect(await organisations.getOrganisation(scope)).toMatchObject({ name: 'Acme' });
    expect(await organisations.getOrganisation({ organisationId: 'org_x' })).toBeNull();
  });

  it('never loses its last admin, also when two leave at once', async () => {
    const first = await adminId();
    expect(await organisations.changeMember(scope, first, 'viewer')).toBe('last_admin');
    expect(await organisations.changeMember(scope, first, null)).toBe('last_admin');
    expect(await organisations.removeMember(scope, first)).toBe('last_admin');
    const second = await join('second@example.com', 'admin');
    const both = await Promise.all([
      organisations.removeMember(scope, first),
      organisations.changeMember(scope, second, 'viewer'),
    ]);
    expect(both.toSorted()).toEqual(['changed', 'last_admin']);
    const { items } = await organisations.listMembers(scope, page);
    expect(items.filter((one) => one.role === 'admin')).toHaveLength(1);
    if (!items.some((one) => one.userId === first)) {
      // Back to one admin called admin@example.com for the other tests.
      const tokenHash = 'back';
      await organisations.createInvitation(scope, {
        email: 'admin@example.com',
        role: 'admin',
        projectId: null,
        tokenHash,
        invitedBy: second,
        expiresAt: later,
      });
      await organisations.acceptInvitation(tokenHash, { userId: first });
    }
    expect(await organisations.removeMember(scope, 'user_unknown')).toBe('unknown');
    expect(await organisations.removeMember({ organisationId: 'org_x' }, first)).toBe('unknown');
  });

  it('has members of single projects', async () => {
    const userId = await join('single@example.com', 'viewer', projectId);
    expect(await organisations.getMember(scope, userId)).toMatchObject({
      email: 'single@example.com',
      role: null,
      projectRoles: { [projectId]: 'viewer' },
    });
    const set = { userId, role: 'engineer' } as const;
    expect(await organisations.setProjectMember(scope, projectId, set)).toMatchObject(set);
    expect(await organisations.setProjectMember(scope, 'proj_x', set)).toBeNull();
    const nobody = { userId: 'user_x', role: 'viewer' } as const;
    expect(await organisations.setProjectMember(scope, projectId, nobody)).toBeNull();
    const listed = await organisations.listProjectMembers(scope, projectId, page);
    expect(listed).toMatchObject({ total: 1, items: [{ email: 'single@example.com', ...set }] });
    expect(await organisations.removeProjectMember(scope, projectId, userId)).toBe(true);
    expect(await organisations.removeProjectMember(scope, projectId, userId)).toBe(false);
  });

  it('takes an invitation once, in time, and from whom it is for', async () => {
    const invitedBy = await adminId();
    const create = async (tokenHash: string, expiresAt = later) =>
      organisations.createInvitation(scope, {
        email: ' New@Example.com',
        role: 'viewer',
        projectId: null,
        tokenHash,
        invitedBy,
        expiresAt,
      });
    await create('late', '2001-01-01T00:00:00Z');
    const fromNew = { passwordHash: 'x' };
    expect(await organisations.invitedEmail('late')).toBeNull();
    expect(await organisations.acceptInvitation('late', fromNew)).toEqual({ outcome: 'unknown' });
    const replaced = await create('one');
    expect((await organisations.listInvitations(scope, page)).items.map((one) => one.id)).toEqual([
      replaced.id,
    ]);
    await create('two');
    expect(await organisations.invitedEmail('one')).toBeNull();
    const stranger = { userId: invitedBy };
    expect(await organisations.acceptInvitation('two', stranger)).toEqual({
      outcome: 'other_address',
    });
    const both = await Promise.all([
      organisations.acceptInvitation('two', fromNew),
      organisations.acceptInvitation('two', fromNew),
    ]);
    expect(both.map((one) => one.outcome).toSorted()).toEqual(['accepted', 'unknown']);
    await create('three');
    expect(await organisations.acceptInvitation('three', fromNew)).toEqual({
      outcome: 'account_exists',
    });
    const [open] = (await organisations.listInvitations(scope, page)).items;
    const stranger2 = { organisationId: 'org_x' };
    expect(await organisations.deleteInvitation(stranger2, open?.id ?? '')).toBe(false);
    expect(await organisations.deleteInvitation(scope, open?.id ?? '')).toBe(true);
    expect(await organisations.invitedEmail('three')).toBeNull();
  });

  it('never lowers a role by an invitation', async () => {
    const userId = await adminId();
    await organisations.createInvitation(scope, {
      email: 'admin@example.com',
      role: 'viewer',
      projectId: null,
      tokenHash: 'lower',
      invitedBy: userId,
      expiresAt: later,
    });
    await organisations.acceptInvitation('lower', { userId });
    expect(await organisations.getMember(scope, userId)).toMatchObject({ role: 'admin' });
  });

  it('deletes a project only when nothing is in it, and lets nothing in afterwards', async () => {
    const project = await organisations.createProject(scope, text('Sales'));
    await expect(organisations.createProject(scope, text('sALES'))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const change = { description: 'All of sales' };
    expect(await organisations.updateProject(scope, project.id, change)).toMatchObject({
      name: 'Sales',
      ...change,
    });
    const pipeline = { projectId: project.id, name: 'p', description: '', ...copySpec(null) };
    const { id } = await pipelines.createPipeline(scope, pipeline);
    await expect(organisations.deleteProject(scope, project.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'pipelines', error: '1' }, { field: 'connections' }],
    });
    await expect(organisations.deleteProject(scope, projectId)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await pipelines.deletePipeline(scope, id);
    expect(await organisations.deleteProject({ organisationId: 'org_x' }, project.id)).toBe(false);
    expect(await organisations.deleteProject(scope, project.id)).toBe(true);
    expect(await organisations.deleteProject(scope, project.id)).toBe(false);
    expect(await identity.getProject(scope, project.id)).toBeNull();
    await expect(pipelines.createPipeline(scope, pipeline)).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    const client = new Client({ connectionString: fresh.databaseUrl });
    await client.connect();
    await expect(
      client.query(
        `insert into ai_etl.connections (id, organisation_id, project_id, name, type)
         values ('conn_late', $1, $2, 'x', 'postgresql')`,
        [scope.organisationId, project.id],
      ),
    ).rejects.toMatchObject({ code: '23503' });
    await client.end();
    await organisations.createProject(scope, text('Sales'));
  });

  it('walls its projects off from callers of others', async () => {
    const mine = await organisations.createProject(scope, text('Mine'));
    const some = { ...scope, projectIds: [mine.id] };
    const store = (project: string, name: string) =>
      connections.createConnection(scope, {
        projectId: project,
        name,
        type: 'postgresql',
        settings: {},
        secrets: {},
      });
    const here = await store(mine.id, 'here');
    const there = await store(projectId, 'there');
    const draft = (project: string) => ({
      projectId: project,
      name: 'p',
      description: '',
      ...copySpec(null),
    });
    const inside = await pipelines.createPipeline(some, draft(mine.id));
    const outside = await pipelines.createPipeline(scope, draft(projectId));
    await expect(pipelines.createPipeline(some, draft(projectId))).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
    await expect(
      connections.createConnection(some, {
        projectId,
        name: 'x',
        type: 'postgresql',
        settings: {},
        secrets: {},
      }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    expect(await connections.getConnection(some, here.id)).toMatchObject({ name: 'here' });
    expect(await connections.getConnection(some, there.id)).toBeNull();
    expect((await connections.listConnections(some, {}, page)).total).toBe(1);
    expect(await connections.listProjectConnections(some, projectId)).toEqual([]);
    expect((await pipelines.listPipelines(some, {}, page)).items.map((one) => one.id)).toEqual([
      inside.id,
    ]);
    expect(await pipelines.getActivity(some, inside.id)).not.toBeNull();
    expect(await pipelines.getActivity(some, outside.id)).toBeNull();
    expect(await pipelines.getVersion(some, inside.id)).not.toBeNull();
    expect(await pipelines.getVersion(some, outside.id)).toBeNull();
    expect(await pipelines.deletePipeline(some, outside.id)).toBe(false);
    expect((await identity.listProjects(some)).map((one) => one.id)).toEqual([mine.id]);
    // The default project is not theirs, so the only one is meant.
    expect(await identity.getProject(some)).toMatchObject({ id: mine.id });
    expect(await identity.getProject({ ...scope, projectIds: [] })).toBeNull();
    const other = await organisations.createProject(scope, text('Other'));
    await expect(
      identity.getProject({ ...scope, projectIds: [mine.id, other.id] }),
    ).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field: 'project_id' }] });
    expect((await pipelines.listPipelines({ ...scope, projectIds: [] }, {}, page)).items).toEqual(
      [],
    );
  });

  it('says where resources are, to itself only', async () => {
    const { id } = await pipelines.createPipeline(scope, {
      projectId,
      name: 'p',
      description: '',
      ...copySpec(null),
    });
    const { organisationId } = scope;
    expect(await organisations.projectOf(organisationId, 'pipeline', id)).toBe(projectId);
    expect(await organisations.projectOf(organisationId, 'project', projectId)).toBe(projectId);
    expect(await organisations.projectOf('org_x', 'pipeline', id)).toBeNull();
    expect(await organisations.projectOf(organisationId, 'run', 'run_\0')).toBeNull();
  });
});
