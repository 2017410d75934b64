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

  const login = async (family: string, expiresAt = '2999-01-01T00:00:00Z') => {
    const user = await identity.findUserByEmail('admin@example.com');
    const tokenHash = `${family}-1`;
    await identity.saveRefreshToken({ tokenHash, userId: user?.id ?? '', family, expiresAt });
    return user?.id ?? '';
  };
  const rotate = (from: string, to: string) =>
    identity.rotateRefreshToken({
      tokenHash: from,
      nextTokenHash: to,
      nextExpiresAt: '2999-01-01T00:00:00Z',
    });

  it('rotates a refresh token, and of two callers at once only one', async () => {
    const userId = await login('race');
    const answers = await Promise.all([rotate('race-1', 'race-2'), rotate('race-1', 'race-3')]);
    expect(answers.map((one) => one.outcome).toSorted()).toEqual(['reused', 'rotated']);
    expect(answers).toContainEqual({ outcome: 'rotated', userId, family: 'race' });
  });

  it('revokes the whole login when a token is shown twice', async () => {
    await login('theft');
    await rotate('theft-1', 'theft-2');
    expect(await rotate('theft-1', 'theft-x')).toEqual({ outcome: 'reused' });
    expect(await rotate('theft-2', 'theft-3')).toEqual({ outcome: 'unknown' });
  });

  it('takes neither unknown, expired nor revoked tokens', async () => {
    expect(await rotate('nobody', 'x')).toEqual({ outcome: 'unknown' });
    await login('late', '2001-01-01T00:00:00Z');
    expect(await rotate('late-1', 'late-2')).toEqual({ outcome: 'unknown' });
    await login('left');
    await identity.revokeFamily('left');
    expect(await rotate('left-1', 'left-2')).toEqual({ outcome: 'unknown' });
    const userId = await login('fired');
    await identity.revokeUser(userId);
    expect(await rotate('fired-1', 'fired-2')).toEqual({ outcome: 'unknown' });
    expect(await identity.deleteExpiredRefreshTokens()).toBe(1);
  });
});
