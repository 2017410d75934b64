import { describe, expect, it } from 'vitest';
import { loginLimits, makeAttemptGuard } from './attempt-guard.ts';

/** Counts as the store does, without a window. */
function memoryAttempts() {
  const tries = new Map<string, number>();
  return {
    takeAttempt: async (limits: readonly { key: string; most: number }[]) => {
      if (limits.some(({ key, most }) => (tries.get(key) ?? 0) >= most)) return 500_000;
      for (const { key } of limits) tries.set(key, (tries.get(key) ?? 0) + 1);
      return 0;
    },
    forgiveAttempt: async (keys: readonly string[]) => {
      for (const key of keys) tries.set(key, (tries.get(key) ?? 0) - 1);
    },
  };
}

const guardOf = () => makeAttemptGuard(memoryAttempts(), 'failed logins', loginLimits);

/** How many tries go through before one has to wait. */
async function allowed(
  most: number,
  attempt: (index: number) => Promise<unknown>,
): Promise<number> {
  for (let index = 0; index < most; index += 1) {
    try {
      await attempt(index);
    } catch {
      return index;
    }
  }
  return most;
}

describe('the guard of logins', () => {
  it('stops one account tried from one address, whatever the case of the e-mail', async () => {
    const guard = guardOf();
    const emails = ['ann@example.com', ' Ann@Example.com'];
    const attempt = (index: number) =>
      guard.take({ email: emails[index % 2] ?? '', address: '192.0.2.1' });
    expect(await allowed(100, attempt)).toBe(10);
    await expect(attempt(0)).rejects.toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: [{ field: 'retry_after', error: '500' }],
    });
    await guard.take({ email: 'ann@example.com', address: '192.0.2.2' });
  });

  it('stops one address that tries many accounts', async () => {
    const guard = guardOf();
    const attempt = (index: number) =>
      guard.take({ email: `user${index}@example.com`, address: '192.0.2.1' });
    expect(await allowed(1000, attempt)).toBe(50);
  });

  it('stops one account tried from many addresses', async () => {
    const guard = guardOf();
    const attempt = (index: number) =>
      guard.take({ email: 'ann@example.com', address: `address ${index}` });
    expect(await allowed(1000, attempt)).toBe(200);
  });

  it('does not count what succeeded', async () => {
    const guard = guardOf();
    const one = { email: 'ann@example.com', address: '192.0.2.1' };
    const logIn = async () => {
      await guard.take(one);
      await guard.forgive(one);
    };
    expect(await allowed(1000, logIn)).toBe(1000);
  });
});
