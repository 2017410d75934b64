import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentHash, PipelineSpec } from '@ai-etl/core';
import { startTestApi, textAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let origin: string;
let token: string;
const open = new Set<AbortController>();

beforeAll(async () => {
  api = await startTestApi({
    streamLimits: { perProcess: 50, perOrganisation: 5, unnamedPerAddress: 40, subscriptions: 1 },
  });
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
  token = await api.tokenFor({
    userId: 'user_reader',
    organisationId: api.organisationId,
    role: 'viewer',
  });
});
afterEach(() => {
  for (const one of open) one.abort();
  open.clear();
});
afterAll(() => api.close());

interface Heard {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** A stream's events, one after another; comments are left out. */
async function connect(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  bearer = token,
) {
  const abort = new AbortController();
  open.add(abort);
  const response = await fetch(`${origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${bearer}`, ...headers },
    signal: abort.signal,
  });
  const read = async function* (): AsyncGenerator<Heard> {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk;
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
        const event = field('event');
        if (event === null) continue;
        yield { id: field('id'), event, data: JSON.parse(field('data') ?? 'null') };
      }
    }
  };
  const events = read();
  return {
    response,
    next: async (): Promise<Heard | null> => {
      const { value, done } = await events.next();
      return done === true ? null : value;
    },
    close: () => abort.abort(),
  };
}

const happen = (n: number) =>
  api.store.events.record(
    { organisationId: api.organisationId },
    { type: 'webhook.disabled', projectId: api.projectId, data: { n } },
  );

async function makeRun(): Promise<{ runId: string; pipelineId: string }> {
  const scope = { organisationId: api.organisationId };
  const spec = PipelineSpec.parse({ version: 1, name: 'copy' });
  const pipeline = await api.store.pipelines.createPipeline(scope, {
    projectId: api.projectId,
    name: 'copy',
    description: '',
    spec,
    specHash: contentHash(spec),
  });
  const run = await api.store.runStore.createRun({
    pipelineId: pipeline.id,
    pipelineVersion: 1,
    trigger: 'manual',
    params: {},
    logicalTime: '2026-01-01T00:00:00.000Z',
  });
  return { runId: run.id, pipelineId: pipeline.id };
}

const line = (message: string) => ({
  at: '2026-01-01T00:00:00.000Z',
  level: 'info' as const,
  attempt: 1,
  task: null,
  message,
});

describe('server-sent events', () => {
  it('tell what happens, and go on after Last-Event-ID', async () => {
    const path = `/events/stream?project_id=${api.projectId}`;
    const stream = await connect(path);
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('x-request-id')).toMatch(/^req_/);
    await happen(1);
    const first = await stream.next();
    expect(first).toEqual({
      id: expect.stringMatching(/^evt_/),
      event: 'webhook.disabled',
      data: {
        id: first?.id,
        type: 'webhook.disabled',
        timestamp: expect.any(String),
        data: { n: 1 },
      },
    });
    stream.close();
    await happen(2);
    const again = await connect(path, { 'last-event-id': first?.id ?? '' });
    await happen(3);
    expect([await again.next(), await again.next()]).toMatchObject([
      { data: { data: { n: 2 } } },
      { data: { data: { n: 3 } } },
    ]);
    const lost = await connect(path, { 'last-event-id': 'evt_gone' });
    expect(await lost.next()).toMatchObject({ event: 'gap', data: { last_event_id: 'evt_gone' } });
  });

  it("tell a run's life on its own channel and on its pipeline's", async () => {
    const { runId, pipelineId } = await makeRun();
    const streams = await Promise.all([
      connect(`/events/stream?run_id=${runId}`),
      connect(`/events/stream?pipeline_id=${pipelineId}`),
    ]);
    await api.store.runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    await api.store.runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'success' });
    for (const stream of streams) {
      const types = new Set<string | undefined>();
      for (let last; last !== 'pipeline.completed'; types.add(last))
        last = (await stream.next())?.event;
      expect(types).toContain('pipeline.started');
    }
  });

  it.each([
    ['/events/stream', 400],
    ['/events/stream?run_id=run_a&pipeline_id=pipe_a', 400],
    ['/events/stream?run=run_a', 400],
    ['/events/stream?run_id=run_unknown', 404],
    ['/events/stream?project_id=proj_unknown', 404],
    ['/runs/run_unknown/logs/stream', 404],
    ['/runs/run_unknown/logs/stream?after=x', 400],
  ])('GET %s is refused with %d', async (path, status) => {
    const { response } = await connect(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('are not for strangers, and not without a token', async () => {
    const path = `/events/stream?project_id=${api.projectId}`;
    const stranger = await api.tokenFor({
      userId: 'user_s',
      organisationId: 'org_s',
      role: 'admin',
    });
    expect((await connect(path, {}, stranger)).response.status).toBe(404);
    expect((await connect(path, {}, 'nonsense')).response.status).toBe(401);
  });

  it('are limited in number, and make room when one ends', async () => {
    const path = `/events/stream?project_id=${api.projectId}`;
    const streams = await Promise.all(Array.from({ length: 8 }, () => connect(path)));
    const statuses = streams.map((one) => one.response.status).sort((a, b) => a - b);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const refused = streams.find((one) => one.response.status === 429);
    expect(refused?.response.headers.get('retry-after')).toBe('10');
    for (const one of streams) one.close();
    await expect
      .poll(async () => (await connect(path)).response.status, { timeout: 10_000 })
      .toBe(200);
  });

  it('end when the login does', async () => {
    const mortal = await api.tokenFor({
      userId: 'user_mortal',
      organisationId: api.organisationId,
      role: 'viewer',
    });
    const stream = await connect(`/events/stream?project_id=${api.projectId}`, {}, mortal);
    await api.call({ method: 'POST', url: '/api/v1/auth/logout', token: mortal, body: {} });
    const last = await stream.next();
    expect([last?.event, textAt(last?.data, 'error.code')]).toEqual([
      'error',
      'AUTHENTICATION_REQUIRED',
    ]);
    expect(await stream.next()).toBeNull();
  });
});

describe('the log of a run as a stream', () => {
  it('gives what was written, then what is being written, then the end', async () => {
    const { runId } = await makeRun();
    const { runStore } = api.store;
    await runStore.claimRun(runId, { workerId: 'w', leaseMs: 60_000 });
    await runStore.appendLogs(runId, [line('one'), line('two')]);
    const stream = await connect(`/runs/${runId}/logs/stream`);
    const heard = [await stream.next(), await stream.next()];
    await runStore.appendLogs(runId, [line('three')]);
    heard.push(await stream.next());
    await runStore.appendLogs(
      runId,
      Array.from({ length: 600 }, (_, n) => line(`more ${n}`)),
    );
    for (let n = 0; n < 600; n += 1) heard.push(await stream.next());
    expect(heard.map((one) => textAt(one?.data, 'message'))).toEqual([
      'one',
      'two',
      'three',
      ...Array.from({ length: 600 }, (_, n) => `more ${n}`),
    ]);
    await runStore.transition({ runId, attempt: 1 }, ['running'], { to: 'success' });
    expect(await stream.next()).toMatchObject({
      event: 'end',
      data: { run_id: runId, status: 'success' },
    });
    expect(await stream.next()).toBeNull();

    const again = await connect(`/runs/${runId}/logs/stream`, {
      'last-event-id': heard.at(-2)?.id ?? '',
    });
    expect(await again.next()).toMatchObject({ event: 'log', data: { message: 'more 599' } });
    expect(await again.next()).toMatchObject({ event: 'end' });
    expect(await again.next()).toBeNull();
  });
});
