import { describe, expect, it } from 'vitest';
import type { User } from '@ai-etl/store';
import { hashPassword, passwords } from '../../auth/passwords.ts';
import { makeAuthService, type AuthPorts } from './service.ts';

const ann: User = {
  id: 'user_1',
  email: 'ann@example.com',
  passwordHash: await hashPassword('right'),
  disabled: false,
  emailVerified: true,
  createdAt: '2026-01-01T00:00:00Z',
  memberships: [],
};
const users: Readonly<Record<string, User>> = {
  'ann@example.com': ann,
  'disabled@example.com': { ...ann, disabled: true },
  'elsewhere@example.com': { ...ann, passwordHash: null },
};
const never = () => Promise.reject(new Error('not expected'));

describe('a refused login', () => {
  it.each([
    ['a wrong password', 'ann@example.com', 'wrong'],
    ['an unknown account', 'nobody@example.com', 'wrong'],
    ['a disabled account', 'disabled@example.com', 'right'],
    ['one that has no password here', 'elsewhere@example.com', 'right'],
  ])('costs one argon2 and says the same: %s', async (_what, email, password) => {
    const compared: (string | null)[] = [];
    const ports: AuthPorts = {
      identity: {
        findUserByEmail: async (asked) => users[asked] ?? null,
        getUser: never,
        listProjects: never,
        endSession: never,
        endSessions: never,
        setPassword: never,
      },
      logins: { open: never, continue: never },
      passwords: {
        hash: never,
        match: (given, stored) => {
          compared.push(stored);
          return passwords.match(given, stored);
        },
      },
      guard: { take: async () => undefined, forgive: never },
      callers: { forgetUser: () => undefined },
    };
    const request = { email, password, organisationId: null, address: '::1', userAgent: '' };
    await expect(makeAuthService(ports).login(request)).rejects.toMatchObject({
      code: 'AUTHENTICATION_REQUIRED',
      message: 'The e-mail address or the password is wrong.',
      details: [{ field: 'email', error: 'no account with this e-mail and password' }],
    });
    expect(compared).toHaveLength(1);
  });

  it('takes as long for nobody as for somebody', async () => {
    const stored = await hashPassword('right');
    const msOf = async (against: string | null): Promise<number> => {
      const start = performance.now();
      await passwords.match('wrong', against);
      return performance.now() - start;
    };
    // By turns, so that what else the machine does meets both.
    let [somebody, nobody] = [Infinity, Infinity];
    for (let round = 0; round < 15; round += 1) {
      somebody = Math.min(somebody, await msOf(stored));
      nobody = Math.min(nobody, await msOf(null));
    }
    // Both are one argon2 of 19 MiB; without it the answer would come a hundred times sooner.
    expect(nobody).toBeGreaterThan(somebody / 3);
    expect(nobody).toBeLessThan(somebody * 3);
  });
});
