import type { Clock } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { makeLoginGuard } from './login-guard.ts';

const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

/** How many tries go through before one has to wait. */
function allowed(most: number, attempt: (index: number) => number): number {
  for (let index = 0; index < most; index += 1) if (attempt(index) > 0) return index;
  return most;
}

describe('the login guard', () => {
  it('stops one account tried from one address, whatever the case of the e-mail', () => {
    const guard = makeLoginGuard(clock);
    const emails = ['ann@example.com', ' Ann@Example.com'];
    expect(allowed(100, (index) => guard.take(emails[index % 2] ?? '', '192.0.2.1'))).toBe(10);
    expect(guard.take('ann@example.com', '192.0.2.2')).toBe(0);
  });

  it('stops one address that tries many accounts', () => {
    const guard = makeLoginGuard(clock);
    expect(allowed(1000, (index) => guard.take(`user${index}@example.com`, '192.0.2.1'))).toBe(50);
  });

  it('stops one account tried from many addresses', () => {
    const guard = makeLoginGuard(clock);
    expect(allowed(1000, (index) => guard.take('ann@example.com', `address ${index}`))).toBe(200);
  });

  it('does not count what succeeded', () => {
    const guard = makeLoginGuard(clock);
    const logIn = (): number => {
      const waitMs = guard.take('ann@example.com', '192.0.2.1');
      guard.forgive('ann@example.com', '192.0.2.1');
      return waitMs;
    };
    expect(allowed(1000, logIn)).toBe(1000);
  });
});
