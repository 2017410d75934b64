import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import type { AuditIntent, AuditResult } from '@ai-etl/store';
import { systemClock } from '../system-clock.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { userPrincipal } from '../testing/principals.ts';
import { buildApp, type App } from './app.ts';
import type { AuditPorts } from './audit-trail.ts';
import { route } from './route.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

const caller = userPrincipal({ userId: 'user_1', organisationId: 'org_1', role: 'admin' });

/** Says what happened, in order. */
async function appWith(change: Partial<AuditPorts['audit']>, handle: () => void) {
  const steps: string[] = [];
  const intents: AuditIntent[] = [];
  const results: AuditResult[] = [];
  const audit: AuditPorts['audit'] = {
    ...memoryAudit(),
    beginAudit: (intent) => {
      steps.push('intent');
      intents.push(intent);
      return Promise.resolve('aud_1');
    },
    finishAudit: (_, result) => {
      steps.push('outcome');
      results.push(result);
      return Promise.resolve();
    },
    hashResource: () => {
      steps.push('hash');
      return Promise.resolve('sha256:x');
    },
    ...change,
  };
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    readToken: () => Promise.resolve(caller),
    projectOf: () => Promise.resolve(null),
    audit,
    clock: systemClock,
    idempotency: {
      beginIdempotent: () => Promise.resolve({ outcome: 'new' }),
      keepIdempotent: () => Promise.resolve(),
      finishIdempotent: () => Promise.resolve(),
      abandonIdempotent: () => Promise.resolve(),
    },
    limiter: () => Promise.resolve(null),
    root: () => {},
    api: (scope: App) => {
      for (const method of ['DELETE', 'GET'] as const) {
        scope.route({
          ...route({
            method,
            url: '/pipelines/:pipeline_id',
            permission: 'pipelines:write',
            schema: {
              operationId: `${method.toLowerCase()}Thing`,
              tags: ['x'],
              summary: 'x',
              params: z.object({ pipeline_id: z.string() }),
              response: { 200: z.object({ done: z.boolean() }) },
            },
          }),
          handler: async () => {
            steps.push('handler');
            handle();
            return { done: true };
          },
        });
      }
    },
  });
  open.push(app);
  const call = async (method: 'DELETE' | 'GET' = 'DELETE') => {
    const url = '/api/v1/pipelines/pipe_1';
    return app.inject({ method, url, headers: { authorization: 'Bearer x' } });
  };
  return { call, steps, intents, results };
}

const nothing = () => undefined;
const away = () => Promise.reject(new AiEtlError('SERVICE_UNAVAILABLE', 'The database is away.'));

describe('the audit trail', () => {
  it('writes the intent before the handler runs and the outcome after it', async () => {
    const { call, steps, intents, results } = await appWith({}, nothing);
    expect((await call()).statusCode).toBe(200);
    expect(steps).toEqual(['hash', 'intent', 'handler', 'hash', 'outcome']);
    expect(intents).toMatchObject([
      {
        action: 'deleteThing',
        actor: { kind: 'user', userId: 'user_1' },
        resource: { kind: 'pipeline', id: 'pipe_1' },
        beforeHash: 'sha256:x',
      },
    ]);
    expect(results).toMatchObject([{ outcome: 'succeeded', status: 200 }]);
  });

  it('lets nothing happen whose intent cannot be written', async () => {
    const { call, steps } = await appWith({ beginAudit: away }, nothing);
    expect((await call()).statusCode).toBe(503);
    expect(steps).not.toContain('handler');
  });

  it('tells the caller of what was done, even when the outcome cannot be written', async () => {
    const { call, steps } = await appWith({ finishAudit: away }, nothing);
    expect((await call()).statusCode).toBe(200);
    expect(steps).toContain('handler');
  });

  it.each([
    ['a failure of ours, with what it left', () => new TypeError('bug'), 500, 'failed', 'sha256:x'],
    [
      'a refusal by the handler',
      () => new AiEtlError('PERMISSION_DENIED', 'No.'),
      403,
      'refused',
      null,
    ],
    ['a conflict', () => new AiEtlError('CONFLICT', 'No.'), 409, 'failed', null],
  ] as const)('writes %s', async (_, error, status, outcome, afterHash) => {
    const { call, results } = await appWith({}, () => {
      throw error();
    });
    expect((await call()).statusCode).toBe(status);
    expect(results).toMatchObject([{ outcome, status, afterHash }]);
  });

  it('leaves reads alone', async () => {
    const { call, steps } = await appWith({}, nothing);
    expect((await call('GET')).statusCode).toBe(200);
    expect(steps).toEqual(['handler']);
  });
});
