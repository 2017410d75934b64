import { expect, it } from 'vitest';
import { startHousekeeper, type HousekeeperPorts } from './housekeeper.ts';

/** Sleeps until told; counts what is asked of the store. */
function house() {
  const asked: string[] = [];
  const warned: string[] = [];
  let now = 0;
  let wake: () => void = () => {};
  let hours = 2;
  let broken = false;
  const note = (name: string, answer: number) => async () => {
    asked.push(name);
    if (broken) throw new TypeError('the database is away');
    return answer;
  };
  const ports = {
    store: {
      metrics: {
        rollUp: async () => {
          await note('rollUp', 0)();
          return hours > 0 ? hours-- : 0;
        },
      },
      housekeeping: {
        tidy: async () => {
          await note('tidy', 0)();
          return { run_logs: 3 };
        },
      },
      identity: {
        deleteExpiredSessions: note('sessions', 0),
        deleteExpiredOneTimeTokens: note('tokens', 0),
        deleteExpiredAttempts: note('attempts', 0),
      },
      audit: { deleteOldAudit: note('audit', 0) },
    },
    clock: {
      now: () => now,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
          wake = () => {
            now += ms;
            resolve();
          };
        }),
    },
    random: () => 0.5,
    log: { info: () => undefined, warn: (_: object, text: string) => warned.push(text) },
    retention: { runLogDays: 1, minuteDays: 1, hourDays: 1 },
    // As: only what a housekeeper asks for is here.
  } as unknown as HousekeeperPorts;
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ports,
    asked,
    warned,
    next: async () => {
      wake();
      await settled();
    },
    settled,
    breakDown: () => (broken = true),
  };
}

it('rolls up until nothing is left, every five minutes, and tidies every hour', async () => {
  const { ports, asked, next, settled } = house();
  const housekeeper = startHousekeeper(ports);
  await settled();
  expect(asked.splice(0)).toEqual([
    'rollUp',
    'rollUp',
    'rollUp',
    'tidy',
    'sessions',
    'tokens',
    'attempts',
    'audit',
  ]);
  for (let minutes = 5; minutes < 60; minutes += 5) {
    await next();
    expect(asked.splice(0)).toEqual(['rollUp']);
  }
  await next();
  expect(asked.splice(0)).toContain('tidy');
  await housekeeper.stop();
});

it('goes on after trouble, and stops when told', async () => {
  const { ports, asked, warned, next, settled, breakDown } = house();
  breakDown();
  const housekeeper = startHousekeeper(ports);
  await settled();
  expect(warned).toEqual([
    'metrics could not be rolled up',
    'what has expired could not be deleted',
  ]);
  await next();
  expect(warned).toHaveLength(3);
  await housekeeper.stop();
  const before = asked.length;
  await next();
  expect(asked).toHaveLength(before);
});
