import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import { memoryIdempotency } from '../testing/memory-idempotency.ts';
import { userPrincipal } from '../testing/principals.ts';
import { buildApp, type App } from './app.ts';
import { route } from './route.ts';
import { systemClock } from '../system-clock.ts';
import { memoryAudit } from '../testing/memory-audit.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

/** What each call does; answers how often it was done. */
type Work = (times: number) => Promise<void>;

async function appThat(work: Work = async () => undefined, idempotency = memoryIdempotency()) {
  const done = { times: 0 };
  const contract = {
    method: 'POST',
    permission: 'pipelines:write',
    idempotent: true,
    schema: {
      operationId: 'make',
      tags: ['x'],
      summary: 'x',
      body: z.strictObject({ name: z.string().default('a') }).default({ name: 'a' }),
      response: { 201: z.object({ times: z.int() }) },
    },
  } as const;
  const register = (app: App, url: string, idempotent: boolean): void => {
    app.route({
      ...route({ ...contract, url, idempotent }),
      handler: async (_request, reply) => {
        done.times += 1;
        const { times } = done;
        await work(times);
        return reply.code(201).header('location', `/things/${times}`).send({ times });
      },
    });
  };
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    projectOf: () => Promise.resolve(null),
    audit: memoryAudit(),
    clock: systemClock,
    limiter: () => Promise.resolve(null),
    idempotency,
    readToken: async (token) =>
      userPrincipal({ userId: token, organisationId: 'org_1', role: 'admin' }),
    root: () => {},
    api: (scope) => {
      register(scope, '/things', true);
      register(scope, '/others', true);
      register(scope, '/plain', false);
    },
  });
  open.push(app);
  const post = (request: { url?: string; key?: string; body?: object; token?: string } = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/v1${request.url ?? '/things'}`,
      headers: {
        authorization: `Bearer ${request.token ?? 'user_1'}`,
        'idempotency-key': request.key ?? 'key-1',
      },
      payload: request.body ?? { name: 'a' },
    });
  return { app, post, done };
}

describe('Idempotency-Key', () => {
  it('answers a repeated request as the first time, and does nothing', async () => {
    const { post, done } = await appThat();
    const first = await post();
    const second = await post();
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.statusCode).toBe(201);
    expect(second.payload).toBe(first.payload);
    expect(second.headers).toMatchObject({
      location: '/things/1',
      'content-type': first.headers['content-type'],
    });
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(done.times).toBe(1);
  });

  it('takes the key as the same only for the same caller and route', async () => {
    const { post, done } = await appThat();
    await post();
    await post({ token: 'user_2' });
    await post({ url: '/others' });
    await post({ key: 'key-2' });
    expect(done.times).toBe(4);
  });

  it('refuses a key that was used for another request', async () => {
    const { post, done } = await appThat();
    await post();
    for (const request of [{ body: { name: 'b' } }, { url: '/things?again=1' }]) {
      const answer = await post(request);
      expect(answer.statusCode).toBe(409);
      expect(answer.json()).toMatchObject({
        error: { code: 'CONFLICT', details: [{ field: 'idempotency-key' }] },
      });
    }
    expect(done.times).toBe(1);
  });

  it('frees the key of a failed call when the store is back, should it have been away', async () => {
    const store = memoryIdempotency();
    let away = true;
    const { post, done } = await appThat(
      async (times) => {
        if (times === 1) throw new AiEtlError('SERVICE_UNAVAILABLE', 'The store is away.');
      },
      {
        ...store,
        abandonIdempotent: async (scope, key) => {
          if (away) throw new AiEtlError('SERVICE_UNAVAILABLE', 'The store is away.');
          await store.abandonIdempotent(scope, key);
        },
      },
    );
    expect((await post()).statusCode).toBe(503);
    expect((await post()).statusCode).toBe(409);
    away = false;
    await expect.poll(async () => (await post()).statusCode, { timeout: 10_000 }).toBe(201);
    expect(done.times).toBe(2);
  });

  it('says that the first call is still at work, and when to come again', async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { post, done } = await appThat(async () => {
      started.resolve();
      await release.promise;
    });
    const first = post();
    await started.promise;
    const second = await post();
    expect(second.statusCode).toBe(409);
    expect(second.headers['retry-after']).toBe('1');
    release.resolve();
    expect((await first).statusCode).toBe(201);
    expect((await post()).headers['idempotency-replayed']).toBe('true');
    expect(done.times).toBe(1);
  });

  it.each([
    ['ours', new Error('broken')],
    ["the caller's, since what was wrong may be cured", new AiEtlError('CONFLICT', 'not now')],
  ])('keeps no failure: %s', async (_whose, failure) => {
    const { post, done } = await appThat(async (times) => {
      if (times === 1) throw failure;
    });
    expect((await post()).statusCode).toBeGreaterThanOrEqual(400);
    const again = await post();
    expect(again.statusCode).toBe(201);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
    expect(done.times).toBe(2);
  });

  it('uses up no key for a request that cannot be taken', async () => {
    const { post } = await appThat();
    expect((await post({ body: { nmae: 'a' } })).statusCode).toBe(400);
    expect((await post()).statusCode).toBe(201);
  });

  it('is no matter of routes that do not declare it', async () => {
    const { post, done } = await appThat();
    await post({ url: '/plain' });
    await post({ url: '/plain' });
    expect(done.times).toBe(2);
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'a b'],
  ])('refuses a key that is %s', async (_what, key) => {
    const { post, done } = await appThat();
    const answer = await post({ key });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      error: { code: 'VALIDATION_ERROR', details: [{ field: 'idempotency-key' }] },
    });
    expect(done.times).toBe(0);
  });

  it('is in the OpenAPI document of the routes that take it, and of no other', async () => {
    const { app } = await appThat();
    const document = JSON.stringify((await app.inject('/openapi.json')).json());
    const paths = z
      .object({
        paths: z.record(
          z.string(),
          z.record(
            z.string(),
            z.looseObject({
              parameters: z.array(z.looseObject({ name: z.string() })).optional(),
              responses: z.record(z.string(), z.looseObject({ headers: z.unknown().optional() })),
            }),
          ),
        ),
      })
      .parse(JSON.parse(document)).paths;
    const things = paths['/api/v1/things']?.['post'];
    expect(things?.parameters?.map((one) => one.name)).toEqual(['Idempotency-Key']);
    expect(things?.responses['201']?.headers).toHaveProperty('Idempotency-Replayed');
    expect(paths['/api/v1/plain']?.['post']?.parameters).toBeUndefined();
  });
});
