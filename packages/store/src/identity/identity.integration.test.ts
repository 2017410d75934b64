import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';

await describeStore('identity', (fresh) => {
  const { identity } = fresh.store;

  it('makes the defaults once, also when processes start together', async () => {
    const again = await Promise.all(
      Array.from({ length: 5 }, () =>
        identity.ensureDefaults({ adminEmail: 'other@example.com', passwordHash: 'x' }),
      ),
    );
    for (const one of again) {
      expect(one).toEqual({ created: false, ...fresh.scope, projectId: fresh.projectId });
    }
    expect(await identity.findUserByEmail('other@example.com')).toBeNull();
  });

  it('finds a user whatever the case of the address', async () => {
    const user = await identity.findUserByEmail(' Admin@Example.COM');
    expect(user).toMatchObject({
      email: 'admin@example.com',
      passwordHash: 'hash',
      disabled: false,
      memberships: [{ ...fresh.scope, role: 'admin' }],
    });
    expect(await identity.getUser(user?.id ?? '')).toEqual(user);
    expect(await identity.getUser('user_unknown')).toBeNull();
  });

  it('answers the default project when none is named', async () => {
    const project = await identity.getProject(fresh.scope);
    expect(project).toMatchObject({ id: fresh.projectId, isDefault: true });
    expect(await identity.listProjects(fresh.scope)).toEqual([project]);
    expect(await identity.getProject(fresh.scope, 'proj_unknown')).toBeNull();
  });
});
