import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, testAdmin, textAt, valueAt, type TestApi } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const login = { method: 'POST', url: '/api/v1/auth/login', token: null } as const;

describe('login', () => {
  it('answers the token pair of the contract', async () => {
    const { status, body } = await api.call({ ...login, body: testAdmin });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^eyJ0eXAiOiJKV1QiLCJhbGc/),
      refresh_token: expect.stringMatching(/^eyJ0eXAiOiJKV1QiLCJhbGc/),
      token_type: 'bearer',
      expires_in: 3600,
    });
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const wrong = await api.call({ ...login, body: { ...testAdmin, password: 'nope' } });
    const unknown = await api.call({ ...login, body: { email: 'no@example.com', password: 'x' } });
    expect(wrong.status).toBe(401);
    expect(valueAt(wrong.body, 'error.code')).toBe('AUTHENTICATION_REQUIRED');
    const { request_id: _a, ...first } = Object(valueAt(wrong.body, 'error'));
    const { request_id: _b, ...second } = Object(valueAt(unknown.body, 'error'));
    expect(first).toEqual(second);
  });

  it('refuses further tries after ten failures and says when to come back', async () => {
    const body = { email: 'victim@example.com', password: 'guess' };
    const answers = [];
    for (let tries = 0; tries < 11; tries += 1) answers.push(await api.call({ ...login, body }));
    expect(answers.slice(0, 10).every((one) => one.status === 401)).toBe(true);
    expect(answers[10]?.status).toBe(429);
    expect(valueAt(answers[10]?.body, 'error.code')).toBe('RATE_LIMIT_EXCEEDED');
    expect(Number(answers[10]?.headers['retry-after'])).toBeGreaterThan(800);
  });

  it('names every wrong field, and what is allowed', async () => {
    const { status, body } = await api.call({ ...login, body: { email: 7, remember: true } });
    expect(status).toBe(400);
    expect(valueAt(body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(valueAt(body, 'error.details')).toEqual([
      { field: 'email', error: 'must be text' },
      { field: 'password', error: 'required: text' },
      { field: 'remember', error: 'unknown field; allowed: email, password, organisation_id' },
    ]);
    expect(textAt(body, 'error.request_id')).toMatch(/^req_/);
  });

  it('gives a new pair for a refresh token, once', async () => {
    const first = await api.call({ ...login, body: testAdmin });
    const body = { refresh_token: textAt(first.body, 'refresh_token') };
    const url = '/api/v1/auth/refresh';
    const second = await api.call({ method: 'POST', url, body, token: null });
    expect(second.status).toBe(200);
    const again = await api.call({ method: 'POST', url, body, token: null });
    expect(again.status).toBe(401);
    const stolen = { refresh_token: textAt(second.body, 'refresh_token') };
    expect((await api.call({ method: 'POST', url, body: stolen, token: null })).status).toBe(401);
  });
});

describe('health', () => {
  it('is live and ready without a token', async () => {
    expect(await api.call({ url: '/health/live', token: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
    expect(await api.call({ url: '/health/ready', token: null })).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    });
  });
});

describe('/openapi.json', () => {
  it("has the contract's paths, unique operations, and no secret or code of ours", async () => {
    const { body } = await api.call({ url: '/openapi.json', token: null });
    const document = OpenApi.parse(body);
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({
        route: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
        id: one.operationId,
      })),
    );
    const routes = operations.map((one) => one.route);
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /auth/login',
        'POST /pipelines:generate',
        'POST /pipelines/{pipeline_id}:deploy',
        'POST /pipelines/{pipeline_id}:run',
        'GET /pipelines/{pipeline_id}/status',
        'GET /pipelines',
        'GET /connectors',
      ]),
    );
    const ids = operations.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (one) => one[1],
    );
    expect(Object.keys(document.components.schemas).filter((one) => one.endsWith('Input'))).toEqual(
      [],
    );
    for (const ref of refs) expect(Object.keys(document.components.schemas)).toContain(ref);
  });
});

const OpenApi = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
