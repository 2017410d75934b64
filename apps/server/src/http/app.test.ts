import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AiEtlError, InvariantError } from '@ai-etl/core';
import { memoryIdempotency } from '../testing/memory-idempotency.ts';
import { userPrincipal } from '../testing/principals.ts';
import { buildApp, type App, type AppOptions } from './app.ts';
import { pageQuery, sendPageHeaders } from './pagination.ts';
import { route } from './route.ts';
import { systemClock } from '../system-clock.ts';
import { memoryAudit } from '../testing/memory-audit.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function appWith(api: (app: App) => void, options: Partial<AppOptions> = {}) {
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    projectOf: () => Promise.resolve(null),
    audit: memoryAudit(),
    clock: systemClock,
    idempotency: memoryIdempotency(),
    limiter: () => Promise.resolve(null),
    readToken: async (token) => {
      if (token !== 'viewer' && token !== 'admin') {
        throw new AiEtlError('AUTHENTICATION_REQUIRED', 'The token is not valid.');
      }
      return userPrincipal({ userId: 'user_1', organisationId: 'org_1', role: token });
    },
    root: () => {},
    api,
    ...options,
  });
  open.push(app);
  return app;
}

const schema = { operationId: 'x', tags: ['x'], summary: 'x' };
const anything = { 200: z.looseObject({}) };
const owner = { authorization: 'Bearer admin' };

function echo(app: App): void {
  const body = z.strictObject({
    name: z.string().min(1).max(10),
    mode: z.enum(['a', 'b']).default('a'),
    list: z.array(z.strictObject({ n: z.int().min(1).max(5) })).optional(),
  });
  app.route({
    ...route({
      method: 'POST',
      url: '/echo',
      permission: 'public',
      schema: { ...schema, body, response: anything },
    }),
    handler: (request) => request.body,
  });
  app.get('/items/:item', { config: { permission: 'public' } }, async () => ({}));
}

describe('the error envelope', () => {
  it.each([
    ['malformed JSON', '{', 'application/json', 400, 'body'],
    ['a body that is no JSON', 'hello', 'application/json', 400, 'body'],
    ['a prototype in the body', '{"__proto__":{"x":1}}', 'application/json', 400, 'body'],
    ['a wrong content type', 'name=x', 'application/x-www-form-urlencoded', 415, 'content-type'],
    ['text as content type', '{"name":"x"}', 'text/plain', 415, 'content-type'],
    ['an invalid content type', '{"name":"x"}', 'nonsense', 415, 'content-type'],
    ['an empty body', '', 'application/json', 400, 'body'],
    ['a list instead of an object', '[]', 'application/json', 400, 'body'],
    [
      'a body over the limit',
      `{"name":"${'x'.repeat(1_100_000)}"}`,
      'application/json',
      413,
      'body',
    ],
    ['an unknown field', '{"name":"x","nmae":1}', 'application/json', 400, 'nmae'],
    [
      'a nested wrong type',
      '{"name":"x","list":[{"n":1},{"n":"2"}]}',
      'application/json',
      400,
      'list.1.n',
    ],
    ['a choice that is none', '{"name":"x","mode":"c"}', 'application/json', 400, 'mode'],
  ])('names %s', async (_what, payload, type, status, field) => {
    const app = await appWith(echo);
    const headers = { 'content-type': type };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/echo', payload, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      error: {
        code: 'VALIDATION_ERROR',
        message: expect.stringMatching(/./),
        details: [{ field, error: expect.stringMatching(/./) }],
        request_id: answer.headers['x-request-id'],
      },
    });
  });

  it('reads a body without a content type as JSON, as the contract shows deploy and run', async () => {
    const app = await appWith(echo);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = addressOf(app);
    const text = await new Promise<string>((resolve, reject) => {
      const request = httpRequest({ port, method: 'POST', path: '/api/v1/echo' }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += String(chunk))).on('end', () => resolve(body));
      });
      request.on('error', reject).end('{"name":"x"}');
    });
    expect(JSON.parse(text)).toEqual({ name: 'x', mode: 'a' });
  });

  it('answers unknown paths, methods and broken URLs', async () => {
    const app = await appWith(echo);
    const unknown = await app.inject({ url: '/api/v1/nothing?secret=1' });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json().error.code).toBe('RESOURCE_NOT_FOUND');
    expect(unknown.body).not.toContain('secret');
    const tooLong = await app.inject({ url: `/api/v1/items/${'x'.repeat(201)}` });
    expect([tooLong.statusCode, tooLong.json().error.code]).toEqual([404, 'RESOURCE_NOT_FOUND']);
    const broken = await app.inject({ url: '/api/v1/%zz' });
    expect(broken.statusCode).toBe(400);
    expect(broken.json().error).toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(broken.json().error.request_id).toMatch(/^req_/);
  });

  it.each(['PUT', 'DELETE', 'QUERY', 'GET'])(
    'tells which methods a path takes: %s',
    async (method) => {
      const app = await appWith(echo);
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = addressOf(app);
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/echo`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
      expect(await answer.json()).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
    },
  );

  it('answers bytes that are no HTTP', async () => {
    const app = await appWith(echo);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = addressOf(app);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('end', () => resolve(answer)).on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1.1 400/);
    expect(JSON.parse(text.slice(text.indexOf('{'))).error.code).toBe('VALIDATION_ERROR');
  });

  it.each([
    ['a bug', new TypeError('x of undefined, at /secret/path')],
    ['a broken invariant', new InvariantError('Invariant broken: x')],
    [
      'bad configuration of ours',
      new AiEtlError('CONFIGURATION_INVALID', 'key k1 in /secret/path'),
    ],
    ['something that is no error', 'boom'],
  ])('tells nothing about %s', async (_what, thrown) => {
    const app = await appWith((scope) => {
      scope.get('/boom', { config: { permission: 'public' } }, async () => {
        throw thrown;
      });
    });
    const answer = await app.inject({ url: '/api/v1/boom' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error).toMatchObject({ code: 'INTERNAL_ERROR', details: [] });
    expect(answer.body).not.toMatch(/secret|stack|undefined|Invariant|boom/);
  });

  it.each([
    [
      'CONNECTION_FAILED',
      400,
      'VALIDATION_ERROR',
      [{ field: 'connection_failed', error: 'The data system cannot be reached' }],
    ],
    ['CONFLICT', 409, 'CONFLICT', []],
    ['CONNECTION_LOST', 502, 'CONNECTION_LOST', []],
    ['SERVICE_UNAVAILABLE', 503, 'SERVICE_UNAVAILABLE', []],
    ['PERMISSION_DENIED', 403, 'PERMISSION_DENIED', []],
    ['RATE_LIMIT_EXCEEDED', 429, 'RATE_LIMIT_EXCEEDED', []],
  ] as const)('sends %s as %i %s', async (thrown, status, code, details) => {
    const app = await appWith((scope) => {
      scope.get('/fail', { config: { permission: 'public' } }, async () => {
        throw new AiEtlError(thrown, 'Words for a person.');
      });
    });
    const answer = await app.inject({ url: '/api/v1/fail' });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().error).toMatchObject({ code, message: 'Words for a person.', details });
  });

  it('turns an answer that breaks its contract into a 500, and sends none of it', async () => {
    const app = await appWith((scope) => {
      scope.get(
        '/wrong',
        {
          config: { permission: 'public' },
          schema: { response: { 200: z.object({ n: z.int() }) } },
        },
        async () => JSON.parse('{"n":"private"}'),
      );
    });
    const answer = await app.inject({ url: '/api/v1/wrong' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.code).toBe('INTERNAL_ERROR');
    expect(answer.body).not.toContain('private');
  });
});

describe('authorisation', () => {
  const guarded = (app: App): void => {
    app.route({
      ...route({
        method: 'POST',
        url: '/guarded',
        permission: 'pipelines:deploy',
        schema: { ...schema, response: anything },
      }),
      handler: async () => ({}),
    });
  };

  it.each([
    ['no token', {}, 401, 'AUTHENTICATION_REQUIRED'],
    ['another scheme', { authorization: 'Basic b3duZXI=' }, 401, 'AUTHENTICATION_REQUIRED'],
    ['a bad token', { authorization: 'Bearer x' }, 401, 'AUTHENTICATION_REQUIRED'],
    ['a role without the permission', { authorization: 'Bearer viewer' }, 403, 'PERMISSION_DENIED'],
  ])('refuses %s before reading the body', async (_what, headers, status, code) => {
    const app = await appWith(guarded);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/guarded',
      headers,
      payload: '{',
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().error.code).toBe(code);
  });

  it('lets an owner pass', async () => {
    const app = await appWith(guarded);
    const answer = await app.inject({ method: 'POST', url: '/api/v1/guarded', headers: owner });
    expect(answer.statusCode).toBe(200);
  });

  it('does not boot with a route that declares no permission', async () => {
    await expect(appWith((scope) => scope.get('/open', async () => ({})))).rejects.toThrow(
      /every route declares a permission; missing on GET \/api\/v1\/open/,
    );
  });
});

describe('every answer', () => {
  it('carries its own request id, never one from outside, and security headers', async () => {
    const app = await appWith(echo);
    const answer = await app.inject({
      url: '/api/v1/nothing',
      headers: { 'x-request-id': 'forged', origin: 'https://elsewhere.example' },
    });
    expect(answer.headers['x-request-id']).toMatch(/^req_[0-9a-z]{20}$/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is logged without tokens, bodies and query strings', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const app = await appWith(echo, { log });
    await app.inject({
      method: 'POST',
      url: '/api/v1/echo?token=hidden',
      headers: { authorization: 'Bearer hidden' },
      payload: { name: 'hidden' },
    });
    expect(lines.join('')).toContain('"route":"/api/v1/echo"');
    expect(lines.join('')).toContain('"request_id":"req_');
    expect(lines.join('')).not.toContain('hidden');
  });
});

describe('lists', () => {
  const listing = (app: App): void => {
    const querystring = z.strictObject(pageQuery);
    app.route({
      ...route({
        method: 'GET',
        url: '/things',
        permission: 'public',
        schema: { ...schema, querystring, response: anything },
      }),
      handler: async (request, reply) => {
        const { page, per_page: perPage } = request.query;
        sendPageHeaders(request, reply, { page, perPage, total: 500 });
        return {};
      },
    });
  };

  it('send the headers of the contract', async () => {
    const app = await appWith(listing);
    const answer = await app.inject({ url: '/api/v1/things?page=2&per_page=50' });
    expect(answer.headers).toMatchObject({
      'x-total-count': '500',
      'x-page': '2',
      'x-per-page': '50',
    });
    const base = 'http://localhost/api/v1/things';
    expect(answer.headers['link']).toBe(
      `<${base}?page=3&per_page=50>; rel="next", <${base}?page=1&per_page=50>; rel="prev", ` +
        `<${base}?page=1&per_page=50>; rel="first", <${base}?page=10&per_page=50>; rel="last"`,
    );
  });

  it.each(['page=0', 'page=x', 'per_page=101', 'per_page=1.5', 'page=1&page=2', 'size=5'])(
    'refuse %s',
    async (query) => {
      const app = await appWith(listing);
      const answer = await app.inject({ url: `/api/v1/things?${query}` });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error.details[0].field).toBe(query.split('=')[0]);
    },
  );
});

describe('the documentation', () => {
  it('is OpenAPI 3.1 with custom verbs as the contract writes them', async () => {
    const app = await appWith((scope) => {
      const params = z.object({ pipeline_id: z.string() });
      scope.route({
        ...route({
          method: 'POST',
          url: '/pipelines/:pipeline_id(^[^:/]+)::deploy',
          permission: 'pipelines:deploy',
          schema: { ...schema, params, response: anything },
        }),
        handler: async (request) => request.params,
      });
      scope.route({
        ...route({
          method: 'POST',
          url: '/pipelines::generate',
          permission: 'public',
          schema: { ...schema, operationId: 'y', response: anything },
        }),
        handler: async () => ({}),
      });
    });
    const document = (await app.inject({ url: '/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([
      '/api/v1/pipelines/{pipeline_id}:deploy',
      '/api/v1/pipelines:generate',
    ]);
    expect(document.paths['/api/v1/pipelines/{pipeline_id}:deploy'].post).toMatchObject({
      security: [{ bearer: [] }, { apiKey: [] }],
      'x-permission': 'pipelines:deploy',
      responses: {
        403: {
          description: 'Your role does not include this.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    });
    const verb = await app.inject({
      method: 'POST',
      url: '/api/v1/pipelines/pipe_1:deploy',
      headers: owner,
    });
    expect(verb.json()).toEqual({ pipeline_id: 'pipe_1' });
  });

  it('loads nothing from another host', async () => {
    const app = await appWith(echo);
    const page = await app.inject({ url: '/docs/' });
    expect(page.statusCode).toBe(200);
    const loaded = [...page.body.matchAll(/(?:src|href)\s*=\s*"([^"]+)"/g)].map((one) => one[1]);
    expect(loaded).toEqual(['js/scalar.js']);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy).toContain("default-src 'self'");
    expect((await app.inject({ url: '/docs/js/scalar.js' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/docs' })).statusCode).toBe(301);
  });
});

function addressOf(app: {
  readonly server: { address(): AddressInfo | string | null };
}): AddressInfo {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new InvariantError('listens on TCP');
  return address;
}
