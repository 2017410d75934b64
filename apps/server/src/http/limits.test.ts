import { connect, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryIdempotency } from '../testing/memory-idempotency.ts';
import { buildApp, type App } from './app.ts';
import { pageQuery, sendPageHeaders } from './pagination.ts';
import { route } from './route.ts';
import { systemClock } from '../system-clock.ts';
import { memoryAudit } from '../testing/memory-audit.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function appWith(api: (app: App) => void) {
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    idempotency: memoryIdempotency(),
    limiter: () => Promise.resolve(null),
    readToken: () => Promise.reject(new Error('not used')),
    projectOf: () => Promise.reject(new Error('not used')),
    audit: memoryAudit(),
    clock: systemClock,
    root: () => {},
    api,
  });
  open.push(app);
  return app;
}

const schema = { operationId: 'x', tags: ['x'], summary: 'x', description: 'x' };

function echo(app: App): void {
  app.route({
    ...route({
      method: 'POST',
      url: '/echo',
      permission: 'public',
      schema: { ...schema, body: z.unknown(), response: { 200: z.looseObject({}) } },
    }),
    handler: () => ({ ok: true }),
  });
  app.route({
    ...route({
      method: 'GET',
      url: '/things',
      permission: 'public',
      schema: {
        ...schema,
        operationId: 'y',
        querystring: z.strictObject(pageQuery),
        response: { 200: z.array(z.string()) },
      },
    }),
    handler: (request, reply) => {
      sendPageHeaders(request, reply, { page: 1, perPage: 20, total: 100 });
      return [];
    },
  });
}

/** Sends bytes as they are; answers all that came back until the server hung up. */
async function rawAnswer(app: App, bytes: string): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  return new Promise((resolve, reject) => {
    const socket = connect(portOf(app), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

function portOf(app: App): number {
  const address = app.server.address();
  // As: an app that listens on a port has an address of this shape.
  return (address as AddressInfo).port;
}

function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
}

describe('deeply nested bodies', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  it.each([
    ['lists', nested(65)],
    ['half a megabyte of lists', nested(500_000)],
    ['objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['brackets that are never closed', '['.repeat(1_000_000)],
  ])('are refused by the envelope: %s', async (_what, payload) => {
    const app = await appWith(echo);
    for (const headers of [{ 'content-type': 'application/json' }, {}]) {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/echo', payload, headers });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        error: {
          code: 'VALIDATION_ERROR',
          details: [{ field: 'body', error: 'nested deeper than 64 levels' }],
        },
      });
    }
  });

  it('are taken up to the limit', async () => {
    const app = await appWith(echo);
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/echo',
      payload: nested(64),
      headers,
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('slow clients', () => {
  it.each([
    ['headers', 'POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'a body',
      'POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a',
    ],
  ])('are told 408 and cut off when %s do not end', async (_what, bytes) => {
    const app = await appWith(echo);
    // The real bounds are 10 and 60 seconds; they are looked at every two.
    app.server.headersTimeout = 200;
    app.server.requestTimeout = 300;
    const answer = await rawAnswer(app, bytes);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(bodyOf(answer)).toMatchObject({
      error: { code: 'VALIDATION_ERROR', request_id: expect.stringMatching(/^req_/) },
    });
  });

  it('hold no socket: a hundred half requests are gone, and the server answers meanwhile', async () => {
    const app = await appWith(echo);
    app.server.headersTimeout = 200;
    await app.listen({ port: 0, host: '127.0.0.1' });
    const halves = Array.from({ length: 100 }, () =>
      rawAnswer(app, 'GET /api/v1/things HTTP/1.1\r\nHost: x\r\n'),
    );
    const whole = await rawAnswer(
      app,
      'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(whole).toMatch(/^HTTP\/1.1 200 /);
    for (const answer of await Promise.all(halves)) expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('have limits by default', async () => {
    const app = await appWith(echo);
    expect(app.server.headersTimeout).toBe(10_000);
    expect(app.server.requestTimeout).toBe(60_000);
  });
});

describe('headers', () => {
  it('of more than 16 kB answer 431', async () => {
    const app = await appWith(echo);
    const answer = await rawAnswer(
      app,
      `GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(bodyOf(answer)).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
  });

  it.each([
    [
      'a bare line feed in a header',
      'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-A: a\nX-Evil: 1\r\n\r\n',
    ],
    ['a folded header', 'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-A: a\r\n X-Evil: 1\r\n\r\n'],
    ['a space before the colon', 'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-A : a\r\n\r\n'],
    [
      'a length and chunks at once',
      'POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    ],
    ['no host', 'GET /api/v1/things HTTP/1.1\r\n\r\n'],
  ])('are refused with %s', async (_what, bytes) => {
    const app = await appWith(echo);
    const answer = await rawAnswer(app, bytes);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toMatch(/^x-evil/im);
  });

  it.each([
    ['a path', 'GET /api/v1/%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    [
      'a query',
      'GET /api/v1/things?page=%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ],
    [
      'a request id',
      'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Request-Id: %0d%0aX-Evil: 1\r\nConnection: close\r\n\r\n',
    ],
    [
      'a host of a list',
      'GET /api/v1/things?per_page=5 HTTP/1.1\r\nHost: x>; rel="y", <z\r\nConnection: close\r\n\r\n',
    ],
    [
      'a traceparent',
      'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nTraceparent: 00-%0d%0aX-Evil:1\r\nConnection: close\r\n\r\n',
    ],
  ])('cannot be smuggled in by %s', async (_what, bytes) => {
    const app = await appWith(echo);
    const answer = await rawAnswer(app, bytes);
    const head = answer.slice(0, answer.indexOf('\r\n\r\n'));
    expect(head).toMatch(/^HTTP\/1.1 [24]\d\d /);
    expect(head).not.toMatch(/^x-evil/im);
    expect(head).not.toContain('rel="y"');
    expect(head).toMatch(/^x-request-id: req_[0-9a-z]{20}$/im);
  });
});

describe('a handler that does not come back', () => {
  it('is answered 503 after its time', async () => {
    const app = await appWith((scope) => {
      scope.route({
        ...route({
          method: 'GET',
          url: '/forever',
          permission: 'public',
          timeoutMs: 50,
          schema: { ...schema, response: { 200: z.looseObject({}) } },
        }),
        handler: () => new Promise<Record<string, unknown>>(() => {}),
      });
    });
    const answer = await app.inject({ url: '/api/v1/forever' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json().error).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: [{ field: 'request', error: 'not done within the time allowed' }],
    });
  });
});

describe('heavy routes', () => {
  it('are at work eight at a time, and all are answered', async () => {
    let atWork = 0;
    let most = 0;
    const app = await appWith((scope) => {
      scope.route({
        ...route({
          method: 'GET',
          url: '/heavy',
          permission: 'public',
          heavy: true,
          schema: { ...schema, response: { 200: z.looseObject({}) } },
        }),
        handler: async () => {
          atWork += 1;
          most = Math.max(most, atWork);
          await new Promise((resolve) => setImmediate(resolve));
          atWork -= 1;
          return {};
        },
      });
    });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => app.inject({ url: '/api/v1/heavy' })),
    );
    expect(answers.map((one) => one.statusCode)).toEqual(Array(60).fill(200));
    expect(most).toBe(8);
  });
});
