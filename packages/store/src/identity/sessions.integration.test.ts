import { expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';

await describeStore('sessions', (fresh) => {
  const { identity } = fresh.store;
  const future = '2999-01-01T00:00:00Z';
  const page = { page: 1, perPage: 100 };

  const adminId = async () => (await identity.findUserByEmail('admin@example.com'))?.id ?? '';
  const open = async (id: string, expiresAt = future): Promise<string> => {
    const userId = await adminId();
    await identity.openSession({
      id,
      userId,
      ...fresh.scope,
      method: 'password',
      userAgent: 'test',
      address: '192.0.2.1',
      tokenHash: `${id}-1`,
      expiresAt,
    });
    return userId;
  };
  const rotate = (from: string, to: string) =>
    identity.rotateRefreshToken({ tokenHash: from, nextTokenHash: to, nextExpiresAt: future });
  const callerOf = (id: string) => identity.readSessionCaller(id, fresh.scope.organisationId);

  it('rotate a refresh token, and of two callers at once only one gets it', async () => {
    const userId = await open('race');
    const answers = await Promise.all([rotate('race-1', 'race-2'), rotate('race-1', 'race-3')]);
    expect(answers.map((one) => one.outcome).toSorted()).toEqual(['reused', 'rotated']);
    expect(answers).toContainEqual({
      outcome: 'rotated',
      userId,
      sessionId: 'race',
      ...fresh.scope,
    });
  });

  it('end when a token is shown twice', async () => {
    await open('theft');
    await rotate('theft-1', 'theft-2');
    expect(await callerOf('theft')).toMatchObject({ role: 'admin' });
    expect(await rotate('theft-1', 'theft-x')).toMatchObject({ outcome: 'reused' });
    expect(await rotate('theft-2', 'theft-3')).toEqual({ outcome: 'unknown' });
    expect(await callerOf('theft')).toBeNull();
  });

  it('take neither unknown, expired nor ended tokens', async () => {
    expect(await rotate('nobody', 'x')).toEqual({ outcome: 'unknown' });
    const userId = await open('late', '2001-01-01T00:00:00Z');
    expect(await rotate('late-1', 'late-2')).toEqual({ outcome: 'unknown' });
    await open('left');
    expect(await identity.endSession('user_other', 'left')).toBe(false);
    expect(await identity.endSession(userId, 'left')).toBe(true);
    expect(await identity.endSession(userId, 'left')).toBe(false);
    expect(await rotate('left-1', 'left-2')).toEqual({ outcome: 'unknown' });
    expect(await identity.deleteExpiredSessions()).toBe(1);
  });

  it('are listed while they are open, and end all at once but for one', async () => {
    const userId = await open('one');
    await open('two');
    await open('three');
    await identity.endSessions(userId, 'two');
    const { items, total } = await identity.listSessions(userId, page);
    expect(total).toBe(1);
    expect(items).toEqual([
      expect.objectContaining({ id: 'two', address: '192.0.2.1', userAgent: 'test' }),
    ]);
    await identity.endSessions(userId);
    expect((await identity.listSessions(userId, page)).total).toBe(0);
  });

  it('name no caller in an organisation that their user does not belong to', async () => {
    const userId = await open('here');
    expect(await callerOf('here')).toEqual({
      userId,
      ...fresh.scope,
      role: 'admin',
      projectRoles: {},
    });
    expect(await identity.readSessionCaller('here', 'org_other')).toBeNull();
    expect(await callerOf('nowhere')).toBeNull();
  });
});

await describeStore('login attempts', (fresh) => {
  const { identity } = fresh.store;
  const limits = (email: string, address: string) => [
    { key: `account ${email}`, most: 3 },
    { key: `address ${address}`, most: 5 },
  ];

  it('allow as many as the tightest limit, also when all come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => identity.takeAttempt(limits('a', '1'), 60_000)),
    );
    expect(answers.filter((one) => one === 0)).toHaveLength(3);
    expect(Math.max(...answers)).toBeGreaterThan(50_000);
  });

  it('do not count what is refused', async () => {
    await identity.takeAttempt([{ key: 'full', most: 1 }], 60_000);
    const both = [
      { key: 'full', most: 1 },
      { key: 'free', most: 1 },
    ];
    expect(await identity.takeAttempt(both, 60_000)).toBeGreaterThan(0);
    expect(await identity.takeAttempt([{ key: 'free', most: 1 }], 60_000)).toBe(0);
  });

  it('never wait for each other in a circle', async () => {
    const other = await fresh.openAgain();
    const addresses = ['z', 'a', 'm'];
    const tries = Array.from({ length: 150 }, async (_, index) => {
      const store = index % 2 === 0 ? identity : other.identity;
      const asked = addresses.map((one, position) => ({
        key: `circle ${addresses[(index + position) % 3] ?? one}`,
        most: 1_000,
      }));
      expect(await store.takeAttempt(asked, 60_000)).toBe(0);
      await store.forgiveAttempt(asked.map((one) => one.key));
    });
    await Promise.all(tries);
    // All were forgiven: one more than none is allowed.
    expect(await identity.takeAttempt([{ key: 'circle a', most: 1 }], 60_000)).toBe(0);
  });

  it('are forgiven, and forgotten when their window ends', async () => {
    const one = [{ key: 'b', most: 1 }];
    expect(await identity.takeAttempt(one, 60_000)).toBe(0);
    await identity.forgiveAttempt(['b']);
    expect(await identity.takeAttempt(one, 60_000)).toBe(0);
    const short = [{ key: 'c', most: 1 }];
    expect(await identity.takeAttempt(short, 0)).toBe(0);
    expect(await identity.takeAttempt(short, 0)).toBe(0);
    expect(await identity.deleteExpiredAttempts()).toBeGreaterThan(0);
  });
});
