import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshStore, type FreshStore } from '../testing/fresh-store.ts';
import type { TakeRequests } from './rate-limits.ts';

let fresh: FreshStore | null;
let database: Client;

beforeAll(async () => {
  fresh = await freshStore();
  if (fresh === null) return;
  database = new Client({ connectionString: fresh.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await fresh?.drop();
});

let keys = 0;
function take(changes: Partial<TakeRequests> = {}): TakeRequests {
  return {
    key: `test ${(keys += 1)}`,
    organisationId: null,
    count: 1,
    override: 'free',
    ...changes,
  };
}

/** As if this much time had gone by since. */
async function age(key: string, seconds: number): Promise<void> {
  await database.query(
    'update ai_etl.rate_limits set full_at = full_at - make_interval(secs => $2) where key = $1',
    [key, seconds],
  );
}

describe('the allowance of a caller', () => {
  it('is the burst at once and then one request per step', async ({ skip }) => {
    if (fresh === null) return skip();
    const { rateLimits } = fresh.store;
    const request = take();
    for (let count = 0; count < 10; count += 1) {
      expect((await rateLimits.takeRequests(request)).granted).toBe(1);
    }
    const refused = await rateLimits.takeRequests(request);
    expect(refused).toMatchObject({ granted: 0, requestsPerHour: 100, burst: 10 });
    expect(refused.fullInSeconds).toBeGreaterThan(355);
    expect(refused.fullInSeconds).toBeLessThanOrEqual(360);
    expect(Math.abs(refused.nowSeconds - Date.now() / 1000)).toBeLessThan(5);
    await age(request.key, 36);
    expect((await rateLimits.takeRequests(request)).granted).toBe(1);
    expect((await rateLimits.takeRequests(request)).granted).toBe(0);
    // Waiting long gives the burst back, not more.
    await age(request.key, 100_000);
    expect((await rateLimits.takeRequests({ ...request, count: 50 })).granted).toBe(10);
  });

  it('is never exceeded by processes that take at the same time', async ({ skip }) => {
    if (fresh === null) return skip();
    const first = fresh.store;
    const stores = [first, await fresh.openAgain(), await fresh.openAgain()];
    // A step of 100 s: none of it comes back while they take.
    const request = take({ override: { requestsPerHour: 36, burst: 100 } });
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        (stores[index % 3] ?? first).rateLimits.takeRequests({
          ...request,
          count: 1 + (index % 3),
        }),
      ),
    );
    const granted = answers.reduce((sum, one) => sum + one.granted, 0);
    expect(granted).toBe(100);
  });

  it("follows the organisation's plan at once, and an override before it", async ({ skip }) => {
    if (fresh === null) return skip();
    const { rateLimits } = fresh.store;
    const { organisationId } = fresh.scope;
    const request = take({ organisationId, override: null });
    const enterprise = await rateLimits.takeRequests({ ...request, count: 500 });
    expect(enterprise).toMatchObject({ granted: 500, requestsPerHour: 10_000, burst: 1000 });
    await database.query("update ai_etl.organisations set plan = 'free' where id = $1", [
      organisationId,
    ]);
    // 500 requests of the larger plan are in use: as much as 180 s, that is 5 of the smaller.
    const free = await rateLimits.takeRequests({ ...request, count: 500 });
    expect(free).toMatchObject({ granted: 5, requestsPerHour: 100, burst: 10 });
    const own = { requestsPerHour: 36_000, burst: 7 };
    const overridden = await rateLimits.takeRequests({ ...take({ override: own }), count: 9 });
    expect(overridden).toMatchObject({ granted: 7, ...own });
    await database.query("update ai_etl.organisations set plan = 'enterprise' where id = $1", [
      organisationId,
    ]);
  });

  it('is no more than used up after a clock was set back', async ({ skip }) => {
    if (fresh === null) return skip();
    const { rateLimits } = fresh.store;
    const request = take();
    await rateLimits.takeRequests(request);
    await age(request.key, -1_000_000);
    expect((await rateLimits.takeRequests(request)).fullInSeconds).toBeCloseTo(360, 0);
    await age(request.key, 37);
    expect((await rateLimits.takeRequests(request)).granted).toBe(1);
  });

  it('keeps whole steps with limits that do not divide an hour', async ({ skip }) => {
    if (fresh === null) return skip();
    const { rateLimits } = fresh.store;
    const request = take({ override: { requestsPerHour: 7, burst: 1000 } });
    const taken = [];
    for (const count of [333, 333, 333, 1, 1]) {
      taken.push((await rateLimits.takeRequests({ ...request, count })).granted);
    }
    expect(taken).toEqual([333, 333, 333, 1, 0]);
  });

  it('is forgotten once it is full again', async ({ skip }) => {
    if (fresh === null) return skip();
    const { rateLimits } = fresh.store;
    const [idle, busy] = [take(), take()];
    await rateLimits.takeRequests(idle);
    await rateLimits.takeRequests(busy);
    await age(idle.key, 100);
    await rateLimits.deleteIdleRateLimits();
    const { rows } = await database.query(
      'select key from ai_etl.rate_limits where key = any($1)',
      [[idle.key, busy.key]],
    );
    expect(rows).toEqual([{ key: busy.key }]);
  });
});
