import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import { systemClock } from '../system-clock.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { memoryIdempotency } from '../testing/memory-idempotency.ts';
import { userPrincipal } from '../testing/principals.ts';
import { buildApp, type App } from './app.ts';
import { route } from './route.ts';

const friend = 'https://console.example.com';
const stranger = 'https://evil.example.com';
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function appFor(corsOrigins: readonly string[]) {
  const counted: string[] = [];
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    corsOrigins,
    projectOf: () => Promise.resolve(null),
    audit: memoryAudit(),
    clock: systemClock,
    idempotency: memoryIdempotency(),
    limiter: ({ address }) => {
      counted.push(address);
      const allowed = counted.length < 4;
      return Promise.resolve({ allowed, limit: 3, remaining: 0, resetAt: 1, retryAfter: 7 });
    },
    readToken: async (token) => {
      if (token !== 'good') throw new AiEtlError('AUTHENTICATION_REQUIRED', 'No.');
      return userPrincipal({ userId: 'user_1', organisationId: 'org_1', role: 'admin' });
    },
    root: (root) => {
      const config = { permission: 'public' as const };
      root.get('/metrics', { schema: { hide: true }, config }, async () => 'numbers');
    },
    api: things,
  });
  open.push(app);
  return { app, counted };
}

function things(app: App): void {
  app.route({
    ...route({
      method: 'POST',
      url: '/things',
      permission: 'self',
      schema: {
        operationId: 'makeThing',
        tags: ['x'],
        summary: 'x',
        response: { 200: z.looseObject({}) },
      },
    }),
    handler: () => ({ ok: true }),
  });
}

const preflight = (origin: string) => ({
  method: 'OPTIONS' as const,
  url: '/api/v1/things',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,idempotency-key',
  },
});

const corsHeaders = (headers: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe('a page of an origin that is listed', () => {
  it('is answered its preflight without a token, uncounted, and with what it may send', async () => {
    const { app, counted } = await appFor([friend]);
    const answer = await app.inject(preflight(friend));
    expect([answer.statusCode, answer.body, counted]).toEqual([204, '', []]);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': friend,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-max-age': '600',
      vary: 'Origin',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    const sendable = String(answer.headers['access-control-allow-headers']).toLowerCase();
    for (const name of ['authorization', 'content-type', 'x-api-key', 'idempotency-key']) {
      expect(sendable.split(', ')).toContain(name);
    }
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('reads answers and failures, and the headers that say more', async () => {
    const { app } = await appFor([stranger.replace('evil', 'other'), friend]);
    const call = { method: 'POST' as const, url: '/api/v1/things', payload: {} };
    const bearer = { origin: friend, authorization: 'Bearer good' };
    const answers = [
      await app.inject({ ...call, headers: bearer }),
      await app.inject({ ...call, headers: { origin: friend } }),
      await app.inject({ method: 'GET', url: '/api/v1/nothing', headers: bearer }),
      await app.inject({ ...call, headers: bearer }),
    ];
    expect(answers.map((one) => one.statusCode)).toEqual([200, 401, 404, 429]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'access-control-allow-origin': friend, vary: 'Origin' });
      const readable = String(headers['access-control-expose-headers']).split(', ');
      expect(readable).toEqual(
        expect.arrayContaining([
          'X-Request-Id',
          'X-RateLimit-Limit',
          'X-RateLimit-Remaining',
          'X-RateLimit-Reset',
          'Retry-After',
          'X-Total-Count',
          'X-Page',
          'X-Per-Page',
          'X-Next-Cursor',
          'Link',
          'Idempotency-Replayed',
        ]),
      );
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('calls over a socket: preflight, then the request', async () => {
    const { app } = await appFor([friend]);
    await app.listen({ port: 0, host: '127.0.0.1' });
    // As: an app that listens on a port has an address of this shape.
    const { port } = app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/v1/things`;
    const { headers } = preflight(friend);
    const asked = await fetch(url, { method: 'OPTIONS', headers });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, friend]);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { origin: friend, authorization: 'Bearer good' },
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
      200,
      friend,
    ]);
    const refused = await fetch(url, { method: 'OPTIONS', headers: preflight(stranger).headers });
    expect([refused.status, corsHeaders(Object.fromEntries(refused.headers))]).toEqual([405, []]);
  });

  it('reads the description of the API, but nothing else that is here', async () => {
    const { app } = await appFor([friend]);
    const headers = { origin: friend };
    const description = await app.inject({ url: '/openapi.json', headers });
    expect(description.headers['access-control-allow-origin']).toBe(friend);
    const metrics = await app.inject({ url: '/metrics', headers });
    expect([metrics.statusCode, corsHeaders(metrics.headers)]).toEqual([200, []]);
  });
});

describe('any other page', () => {
  it.each([
    stranger,
    'null',
    `${friend}.evil.example.com`,
    `${friend}:8443`,
    'http://console.example.com',
    friend.toUpperCase(),
  ])('of %s is told nothing', async (origin) => {
    const { app, counted } = await appFor([friend]);
    const asked = await app.inject(preflight(origin));
    expect([asked.statusCode, corsHeaders(asked.headers)]).toEqual([405, []]);
    expect(asked.json()).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
    expect(counted).toHaveLength(1);
    const headers = { origin, authorization: 'Bearer good' };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things', headers });
    // Vary keeps a cache from giving this answer to the page that may read it.
    expect([corsHeaders(answer.headers), answer.headers['vary']]).toEqual([[], 'Origin']);
  });

  it('is told nothing where no origin is listed', async () => {
    const { app } = await appFor([]);
    const asked = await app.inject(preflight(friend));
    expect([asked.statusCode, corsHeaders(asked.headers)]).toEqual([405, []]);
  });
});

describe('OPTIONS that is no preflight', () => {
  it.each([
    ['a known path', '/api/v1/things', 405, 'POST'],
    ['an unknown path', '/api/v1/nothing', 404, undefined],
  ])('is a method nobody has, at %s', async (_what, url, status, allow) => {
    const { app } = await appFor([friend]);
    for (const headers of [{}, { origin: friend }]) {
      const answer = await app.inject({ method: 'OPTIONS', url, headers });
      expect([answer.statusCode, answer.headers['allow']]).toEqual([status, allow]);
    }
  });
});

it('is no part of the description of the API', async () => {
  const { app } = await appFor([friend]);
  const { paths } = (await app.inject({ url: '/openapi.json' })).json();
  expect(Object.keys(paths)).toEqual(['/api/v1/things']);
  expect(Object.keys(paths['/api/v1/things'])).toEqual(['post']);
});
