import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { announceStop, whenCallerLeaves, whenWaitingEnds } from './caller-left.ts';

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

it('a stop of the server ends the waiting of handlers that only wait, and answers their callers', async () => {
  const app = Fastify();
  announceStop(app);
  const waiting = Promise.withResolvers<void>();
  app.get('/wait', async (_request, reply) => {
    const ended = aborted(whenWaitingEnds(reply));
    waiting.resolve();
    await ended;
    return reply.code(202).send({ status: 'running' });
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = fetch(`${address}/wait`);
  await waiting.promise;
  await app.close();
  const { status, headers } = await answer;
  expect([status, headers.get('connection')]).toEqual([202, 'close']);
});

it('a caller who hangs up ends what is done for them', async () => {
  const app = Fastify();
  announceStop(app);
  const begun = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  app.get('/work', async (_request, reply) => {
    const signal = whenCallerLeaves(reply);
    begun.resolve();
    await aborted(signal);
    left.resolve();
    return {};
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const hangUp = new AbortController();
  const answer = fetch(`${address}/work`, { signal: hangUp.signal }).catch(() => 'gone');
  await begun.promise;
  hangUp.abort();
  await left.promise;
  expect(await answer).toBe('gone');
  await app.close();
});
