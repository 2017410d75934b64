import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, valueAt, type TestAnswer, type TestApi } from '../testing/test-api.ts';

/** Free: 100 an hour, 10 at once. */
let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await startTestApi({ rateLimit: 'free' });
  token = await tokenOf('org_limited');
});
afterAll(() => api.close());

function tokenOf(organisationId: string): Promise<string> {
  return api.tokenFor({ userId: 'user_1', organisationId, role: 'admin' });
}

/** From an address of its own, so that tests do not count on each other. */
function from(address: string) {
  return (url: string, method: 'GET' | 'POST' = 'GET') =>
    api.app.inject({ method, url, remoteAddress: address });
}

function limitsOf(headers: Readonly<Record<string, unknown>>) {
  const numberAt = (name: string): number => Number(headers[`x-ratelimit-${name}`]);
  return { limit: numberAt('limit'), remaining: numberAt('remaining'), reset: numberAt('reset') };
}

/** A step is 36 s, and began with the first request of the burst. */
function expectNextStep(headers: Readonly<Record<string, unknown>>): void {
  expect(headers['retry-after']).toMatch(/^\d+$/);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(36);
}

describe('the rate limit of an organisation', () => {
  it('lets the burst pass, then answers 429 with Retry-After', async () => {
    const answers: TestAnswer[] = [];
    for (let count = 0; count < 12; count += 1) {
      answers.push(await api.call({ url: '/api/v1/connectors', token }));
    }
    expect(answers.map((one) => one.status)).toEqual([...Array(10).fill(200), 429, 429]);
    expect(answers.map((one) => limitsOf(one.headers).remaining)).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0,
    ]);
    const refused = answers[10];
    expectNextStep(refused?.headers ?? {});
    expect(refused?.body).toEqual({
      error: {
        code: 'RATE_LIMIT_EXCEEDED',
        message: expect.stringMatching(
          /^Too many requests: your organisation may send 100 an hour/,
        ),
        details: [{ field: 'retry_after', error: refused?.headers['retry-after'] }],
        request_id: refused?.headers['x-request-id'],
      },
    });
    const { limit, reset } = limitsOf(refused?.headers ?? {});
    expect(limit).toBe(100);
    expect(reset - Date.now() / 1000).toBeGreaterThan(324);
    expect(reset - Date.now() / 1000).toBeLessThan(361);
  });

  it('does not touch another organisation', async () => {
    const answer = await api.call({ url: '/api/v1/connectors', token: await tokenOf('org_other') });
    expect(answer.status).toBe(200);
    expect(limitsOf(answer.headers).remaining).toBe(9);
  });

  it('counts requests that are refused for other reasons', async () => {
    const viewer = { userId: 'user_1', organisationId: 'org_refused', role: 'viewer' } as const;
    const asViewer = await api.tokenFor(viewer);
    const statuses = [];
    for (const [method, url] of [
      ['POST', '/api/v1/pipelines:generate'],
      ['GET', '/api/v1/pipelines/pipe_x'],
      ['GET', '/api/v1/pipelines?per_page=0'],
    ] as const) {
      const { status, headers } = await api.call({ method, url, token: asViewer, body: {} });
      statuses.push([status, limitsOf(headers).remaining]);
    }
    expect(statuses).toEqual([
      [403, 9],
      [404, 8],
      [400, 7],
    ]);
  });
});

describe('the rate limit of an address', () => {
  it.each([
    ['no token', '/api/v1/pipelines', 401],
    ['an unknown path', '/api/v1/nothing', 404],
    ['the prefix alone', '/api/v1', 404],
    ['a broken URL', '/api/v1/%zz', 400],
  ])('is on the answer to %s', async (what, url, status) => {
    const answer = await from(`198.51.100.${what.length}`)(url);
    expect(answer.statusCode).toBe(status);
    const { limit, remaining, reset } = limitsOf(answer.headers);
    expect({ limit, remaining }).toEqual({ limit: 100, remaining: 9 });
    expect(reset).toBeGreaterThan(Date.now() / 1000);
  });

  it.each(['/%61pi/v1/pipelines', '/api/%76%31/pipelines', 'http://elsewhere/api/v1/pipelines'])(
    'is not got around by spelling the path otherwise: %s',
    async (url) => {
      const { statusCode, headers } = await from(`198.51.100.${100 + url.length}`)(url);
      expect([statusCode, limitsOf(headers).remaining]).toEqual([401, 9]);
    },
  );

  it('stops the guessing of tokens', async () => {
    const guess = () =>
      api.app.inject({
        url: '/api/v1/pipelines',
        remoteAddress: '203.0.113.1',
        headers: { authorization: 'Bearer guessed' },
      });
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await guess()).statusCode);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    const broken = await from('203.0.113.1')('/api/v1/%zz');
    expect(broken.statusCode).toBe(429);
    expectNextStep(broken.headers);
    expect(valueAt(broken.json(), 'error.code')).toBe('RATE_LIMIT_EXCEEDED');
    // A valid token of an organisation is not held back by its neighbours.
    const valid = await api.app.inject({
      url: '/api/v1/connectors',
      remoteAddress: '203.0.113.1',
      headers: { authorization: `Bearer ${await tokenOf('org_neighbour')}` },
    });
    expect(valid.statusCode).toBe(200);
  });

  it('leaves what is no API alone: health, documents', async () => {
    for (const url of ['/health/live', '/health/ready', '/openapi.json', '/docs/', '/api/v10']) {
      const { headers } = await from('203.0.113.9')(url);
      expect(headers).not.toHaveProperty('x-ratelimit-limit');
    }
  });
});

it('counts the address that our own proxy saw, whatever a caller claims', async () => {
  const proxied = await startTestApi({ rateLimit: 'free', trustProxy: 1 });
  try {
    const remaining = [];
    for (const claimed of ['203.0.113.7', '203.0.113.8', 'unknown']) {
      const { headers } = await proxied.app.inject({
        url: '/api/v1/pipelines',
        remoteAddress: '127.0.0.1',
        headers: { 'x-forwarded-for': `${claimed}, 198.51.100.77` },
      });
      remaining.push(limitsOf(headers).remaining);
    }
    expect(remaining).toEqual([9, 8, 7]);
  } finally {
    await proxied.close();
  }
});

it('can be switched off', async () => {
  const free = await startTestApi({ rateLimit: 'off' });
  try {
    const answer = await free.call({ url: '/api/v1/connectors' });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('x-ratelimit-limit');
  } finally {
    await free.close();
  }
});
