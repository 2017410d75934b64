import { describe, expect, it } from 'vitest';
import { AiEtlError } from '@ai-etl/core';
import type { TakeRequests, TakenRequests } from '@ai-etl/store';
import { parseRateLimit } from './rate-limit-setting.ts';
import { allowanceOf, makeRateLimiter, networkOf, type Caller } from './rate-limiter.ts';

const caller: Caller = { organisationId: 'org_1', address: '192.0.2.1' };

/** The statement's arithmetic on one bucket that is never refilled, answering when told. */
function bucketOf(burst: number) {
  const asked: { request: TakeRequests; answer(): void; fail(error: Error): void }[] = [];
  let used = 0;
  const takeRequests = (request: TakeRequests): Promise<TakenRequests> =>
    new Promise((resolve, reject) => {
      asked.push({
        request,
        answer: () => {
          const granted = Math.min(request.count, burst - used);
          used += granted;
          resolve({
            granted,
            requestsPerHour: 100,
            burst,
            fullInSeconds: used * 36,
            nowSeconds: 1000,
          });
        },
        fail: reject,
      });
    });
  return { asked, rateLimits: { takeRequests } };
}

function limiterOn(burst: number, now = () => 0) {
  const bucket = bucketOf(burst);
  const limiter = makeRateLimiter({
    rateLimits: bucket.rateLimits,
    setting: null,
    clock: { now, sleep: () => Promise.reject(new Error('not used')) },
  });
  return { ...bucket, limiter };
}

describe('the rate limiter', () => {
  it('takes together what came while the last statement was under way', async () => {
    const { limiter, asked } = limiterOn(10);
    const first = limiter(caller);
    const later = [limiter(caller), limiter(caller), limiter(caller)];
    expect(asked.map((one) => one.request.count)).toEqual([1]);
    asked[0]?.answer();
    expect(await first).toEqual({
      allowed: true,
      limit: 100,
      remaining: 9,
      resetAt: 1036,
      retryAfter: 0,
    });
    await Promise.resolve();
    expect(asked.map((one) => one.request.count)).toEqual([1, 3]);
    asked[1]?.answer();
    expect((await Promise.all(later)).map((one) => one?.remaining)).toEqual([8, 7, 6]);
  });

  it('never lets pass more than was granted, and says when to come back', async () => {
    const { limiter, asked } = limiterOn(2);
    const answers = [limiter(caller), limiter(caller), limiter(caller), limiter(caller)];
    asked[0]?.answer();
    await answers[0];
    await Promise.resolve();
    asked[1]?.answer();
    const told = await Promise.all(answers);
    expect(told.map((one) => one?.allowed)).toEqual([true, true, false, false]);
    expect(told[3]).toEqual({
      allowed: false,
      limit: 100,
      remaining: 0,
      resetAt: 1072,
      retryAfter: 36,
    });
  });

  it('serves who comes after a line has run dry', async () => {
    const { limiter, asked } = limiterOn(10);
    for (let count = 1; count <= 3; count += 1) {
      const answer = limiter(caller);
      asked[count - 1]?.answer();
      expect((await answer)?.remaining).toBe(10 - count);
    }
  });

  it('keeps callers apart: organisations, and addresses of nobody we know', async () => {
    const { limiter, asked } = limiterOn(10);
    void limiter(caller);
    void limiter({ ...caller, organisationId: 'org_2' });
    void limiter({ organisationId: null, address: '192.0.2.1' });
    void limiter({ organisationId: null, address: '192.0.2.2' });
    expect(asked.map((one) => one.request.key)).toEqual([
      'org_1',
      'org_2',
      'address 192.0.2.1',
      'address 192.0.2.2',
    ]);
  });

  it('does not ask again within a second of a refusal', async () => {
    let time = 0;
    const { limiter, asked } = limiterOn(0, () => time);
    const refused = limiter(caller);
    asked[0]?.answer();
    expect((await refused)?.allowed).toBe(false);
    time = 999;
    expect((await limiter(caller))?.allowed).toBe(false);
    expect(asked).toHaveLength(1);
    time = 1000;
    void limiter(caller);
    expect(asked).toHaveLength(2);
  });

  it('passes on that the database does not answer, and goes on with the next', async () => {
    const { limiter, asked } = limiterOn(10);
    const failing = limiter(caller);
    const next = limiter(caller);
    asked[0]?.fail(new AiEtlError('SERVICE_UNAVAILABLE', 'down'));
    await expect(failing).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await Promise.resolve();
    asked[1]?.answer();
    expect((await next)?.allowed).toBe(true);
  });
});

describe('what the headers say', () => {
  it('counts down within one statement and never below nothing', () => {
    const taken = {
      granted: 3,
      requestsPerHour: 7,
      burst: 3,
      fullInSeconds: 1542.857143,
      nowSeconds: 0,
    };
    expect([0, 1, 2, 3].map((index) => allowanceOf(taken, index).remaining)).toEqual([2, 1, 0, 0]);
    expect(allowanceOf(taken, 3).retryAfter).toBe(515);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('AI_ETL_RATE_LIMIT', () => {
  it.each([
    ['free', 'free'],
    ['off', 'off'],
    ['5000/200', { requestsPerHour: 5000, burst: 200 }],
    ['100000000/1000000', { requestsPerHour: 100_000_000, burst: 1_000_000 }],
    ['5000', undefined],
    ['5000/0', undefined],
    ['0/10', undefined],
    ['999999999/1', undefined],
    ['gold', undefined],
    ['', undefined],
  ])('%s', (text, setting) => {
    expect(parseRateLimit(text)).toEqual(setting);
  });
});
