import { startModelPeer, type ModelPeer, type PeerBehaviour } from '@ai-etl/local';
import { invariant, type Clock } from '@ai-etl/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { retail, table } from '../connections.test-data.ts';
import { planPipeline } from '../plan-pipeline.ts';
import type { ModelCall, ModelPorts, ModelSpending } from './model-ports.ts';
import { goodAnswer, sentence } from './model-scripts.test-data.ts';
import { openProviders } from './open-providers.ts';
import { planWithModels } from './plan-with-models.ts';
import type { ProviderKind, ProviderSettings } from './provider-settings.ts';

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer();
});
afterAll(() => peer.close());

/** Waits take no time, and are written down. */
function drivenClock(): Clock & { readonly waitedMs: number[] } {
  let now = 0;
  const waitedMs: number[] = [];
  return {
    waitedMs,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      // As timers are, now and then.
      now += ms - 1;
      waitedMs.push(ms);
    },
  };
}

let clock = drivenClock();
let cache = new Map<string, unknown>();
let spent: ModelSpending[] = [];
let calls: ModelCall[] = [];
let refusal: string | null = null;
beforeEach(() => {
  clock = drivenClock();
  cache = new Map();
  spent = [];
  calls = [];
  refusal = null;
});

async function portsOf(
  kind: ProviderKind,
  changes: Partial<ModelPorts> = {},
  providers: readonly Partial<ProviderSettings>[] = [{}],
): Promise<ModelPorts> {
  return {
    providers: await openProviders(
      providers.map((one) => ({
        name: 'peer',
        kind,
        baseUrl: peer.baseUrl,
        model: kind === 'anthropic' ? 'claude-sonnet-4-5' : 'qwen3',
        apiKey: 'sk-secret-value',
        output: 'json_schema',
        maxOutputTokens: 2000,
        price: { input: 2, output: 8 },
        ...one,
      })),
      { clock },
    ),
    said: new Map(),
    cache: {
      get: async (key) => cache.get(key),
      put: async (key, answer) => void cache.set(key, answer),
    },
    ledger: {
      refusal: async () => refusal,
      spend: async (one) => void spent.push(one),
    },
    clock,
    timeoutMs: 10_000,
    schemaTokens: 4000,
    onCall: (call) => void calls.push(call),
    ...changes,
  };
}

/** One request. */
const plan = (models: ModelPorts | null, description = sentence) =>
  planWithModels({
    description,
    connections: retail,
    models: models === null ? null : { ...models, said: new Map() },
  });
const answer = (value: unknown): PeerBehaviour => ({
  kind: 'answer',
  text: typeof value === 'string' ? value : JSON.stringify(value),
});

describe.each<ProviderKind>(['openai-compatible', 'anthropic'])('over %s', (kind) => {
  it('a good answer becomes the pipeline', async () => {
    peer.behave(answer(goodAnswer));
    const { status, spec, state } = await plan(await portsOf(kind));
    expect(status).toBe('ready');
    expect(state.engine).toEqual({
      engine: 'model',
      provider: 'peer',
      model: kind === 'anthropic' ? 'claude-sonnet-4-5' : 'qwen3',
      rounds: 1,
    });
    expect(spec.sources).toMatchObject([{ connection: 'conn_pg', object: { name: 'orders' } }]);
    expect(spec.steps).toMatchObject([
      { op: 'filter', where: "status = 'completed'" },
      { op: 'mask', columns: [{ name: 'notes', method: 'hash' }] },
    ]);
    expect(spec.targets).toMatchObject([{ connection: 'conn_ch', object: { name: 'orders' } }]);
    expect(spec.schedule).toMatchObject({ cron: '0 7 * * 1' });
  });

  it.each<readonly [string, readonly PeerBehaviour[], RegExp]>([
    [
      'is cut each time',
      [{ kind: 'cut', text: JSON.stringify(goodAnswer) }],
      /could not be reached/,
    ],
    ['ends early', [{ kind: 'ends_early', text: JSON.stringify(goodAnswer) }], /cut off/],
    ['reaches the limit', [{ kind: 'length_limit', text: '{"language":' }], /cut off/],
    ['is a refusal', [{ kind: 'refuse' }], /refused to answer/],
    ['has no end', [{ kind: 'endless' }], /longer than is read/],
    ['is broken events', [{ kind: 'garbage' }], /could not be reached|protocol|provider failed/],
    ['is an error in the stream', [{ kind: 'error_event' }], /provider failed/],
    ['is 500 each time', [{ kind: 'status', status: 500 }], /provider failed \(HTTP 500\)/],
    ['is 401', [{ kind: 'status', status: 401 }], /rejected the API key/],
    ['is 404', [{ kind: 'status', status: 404 }], /rejected the request/],
    [
      'is 429 for an hour',
      [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
      /429/,
    ],
    ['is no JSON three times', [answer('I would load the orders.')], /no JSON object/],
    ['is broken JSON three times', [answer('{"language": "en", }')], /no JSON that can be read/],
    ['has another shape three times', [answer({ sql: 'DROP TABLE orders' })], /3 rounds/],
    ['is huge', [answer(`{"language":"${'x'.repeat(400_000)}"}`)], /longer than is read/],
  ])(
    'the built-in parser answers, and says why, when the answer %s',
    async (_what, behaviours, why) => {
      peer.behave(...behaviours);
      const outcome = await plan(await portsOf(kind));
      const expected = await planPipeline({ description: sentence, connections: retail });
      expect(outcome.state.engine).toMatchObject({
        engine: 'built-in',
        because: expect.stringMatching(why),
      });
      expect(outcome.spec).toEqual(expected.spec);
      expect(JSON.stringify(outcome)).not.toContain('secret-value');
      expect(cache.size).toBe(0);
    },
  );

  it.each<readonly [string, PeerBehaviour]>([
    ['nothing comes', { kind: 'silent' }],
    ['only keep-alives come', { kind: 'endless_pings' }],
    ['it comes too slowly', { kind: 'answer', text: JSON.stringify(goodAnswer), everyMs: 200 }],
  ])('and in time, when %s', async (_what, behaviour) => {
    peer.behave(behaviour);
    const { state } = await plan(await portsOf(kind, { timeoutMs: 500 }));
    expect(state.engine).toMatchObject({
      engine: 'built-in',
      because: expect.stringContaining('no answer came in time'),
    });
  });

  it('waits as long as the provider asks, then has its answer', async () => {
    peer.behave(
      { kind: 'status', status: 429, headers: { 'retry-after': '4' } },
      { kind: 'status', status: 503 },
      answer(goodAnswer),
    );
    const { state } = await plan(await portsOf(kind));
    expect(state.engine).toMatchObject({ engine: 'model', rounds: 1 });
    expect(clock.waitedMs).toEqual([4000, 1000]);
  });

  it('feeds back what is wrong, and takes the corrected answer', async () => {
    const [source] = goodAnswer.sources;
    invariant(source !== undefined, 'it has a source');
    const wrong = {
      ...goodAnswer,
      sources: [
        {
          ...source,
          objects: [{ quote: 'orders', kind: 'table', schema: null, name: 'purchases' }],
        },
      ],
    };
    peer.behave(answer('```json\nnot yet\n```'), answer(wrong), answer(goodAnswer));
    const before = peer.requests.length;
    const { state } = await plan(await portsOf(kind));
    expect(state.engine).toMatchObject({ engine: 'model', rounds: 3 });
    const last = JSON.stringify(peer.requests.at(-1)?.body?.['messages']);
    expect(peer.requests.length - before).toBe(3);
    expect(last).toContain('there is no table \\"purchases\\"');
  });
});

describe('a request to a model', () => {
  const kind = 'openai-compatible';

  it('shows names and types of what the words may mean, and no more than the budget', async () => {
    peer.behave(answer(goodAnswer));
    await plan(await portsOf(kind, { schemaTokens: 300 }));
    const prompt = JSON.stringify(peer.requests.at(-1)?.body?.['messages']);
    expect(prompt).toContain('status text');
    expect(prompt).not.toContain('salary');
  });

  it('is not made again for the same words, schema and model', async () => {
    peer.behave(answer(goodAnswer));
    const models = await portsOf(kind);
    await plan(models);
    const { length } = peer.requests;
    const again = await plan(models, sentence.replaceAll(' ', '  '));
    expect(peer.requests).toHaveLength(length);
    expect(again.state.engine).toMatchObject({ engine: 'model', rounds: 0 });
    expect(again.status).toBe('ready');
    await plan(models, sentence.replace('Monday', 'Friday'));
    expect(peer.requests.length).toBeGreaterThan(length);
  });

  it('is not made again in one request when the schema turns out to have changed', async () => {
    const request = { description: sentence, models: await portsOf(kind) };
    const [source, ...others] = retail;
    invariant(source?.catalog != null, 'tables are known');
    const made = {
      ...source.catalog,
      tables: [...source.catalog.tables, table('visits', 'a text')],
    };
    const connections = [{ ...source, catalog: made }, ...others];
    peer.behave(answer('no'), answer(goodAnswer), { kind: 'refuse' });
    await planWithModels({ ...request, connections: retail });
    const { length } = peer.requests;
    const again = await planWithModels({ ...request, connections });
    expect(again.state.engine).toMatchObject({ engine: 'model', rounds: 2 });
    expect(peer.requests).toHaveLength(length);
    const failing = { description: `${sentence}!`, models: await portsOf(kind) };
    for (const seen of [retail, connections]) {
      const { state } = await planWithModels({ ...failing, connections: seen });
      expect(state.engine).toMatchObject({ because: expect.stringContaining('refused') });
    }
    expect(peer.requests).toHaveLength(length + 1);
  });

  it('is made again when a table appears that the words may mean', async () => {
    const models = await portsOf(kind);
    const [source, ...others] = retail;
    invariant(source?.catalog != null, 'tables are known');
    const made = {
      ...source.catalog,
      tables: [...source.catalog.tables, table('completed_orders', 'id int64')],
    };
    peer.behave(answer(goodAnswer));
    await plan(models);
    const { length } = peer.requests;
    const connections = [{ ...source, catalog: made }, ...others];
    await planWithModels({ description: sentence, connections, models });
    expect(peer.requests).toHaveLength(length + 1);
  });

  it('is not made when the project has spent what it may', async () => {
    refusal = 'the project has used its 1000 tokens of today';
    const { length } = peer.requests;
    const { state } = await plan(await portsOf(kind));
    expect(state.engine).toEqual({ engine: 'built-in', because: refusal });
    expect(peer.requests).toHaveLength(length);
  });

  it('is not made without configuration', async () => {
    const { length } = peer.requests;
    const outcome = await plan(null);
    const expected = await planPipeline({ description: sentence, connections: retail });
    expect(outcome).toEqual(expected);
    expect(peer.requests).toHaveLength(length);
  });

  it('counts tokens and their cost, failures too', async () => {
    peer.behave(answer('no'), answer(goodAnswer));
    await plan(await portsOf(kind));
    expect(spent).toHaveLength(2);
    const [first] = spent;
    invariant(first !== undefined, 'two calls');
    expect(first.outputTokens).toBe(1);
    expect(first.costMicros).toBe(first.inputTokens * 2 + first.outputTokens * 8);
    expect(calls.map((one) => [one.use, one.outcome])).toEqual([
      ['pipelines', 'answered'],
      ['pipelines', 'answered'],
    ]);
  });

  it('is not made while the provider asks for a long wait', async () => {
    peer.behave(
      { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
      answer(goodAnswer),
    );
    const models = await portsOf(kind);
    await plan(models);
    const { length } = peer.requests;
    expect((await plan(models)).state.engine).toMatchObject({
      because: expect.stringContaining('left alone for a while'),
    });
    expect(peer.requests).toHaveLength(length);
    await clock.sleep(60_002);
    expect((await plan(models)).state.engine).toMatchObject({ engine: 'model' });
  });

  it('goes to the next provider when one fails, and leaves that one alone after a while', async () => {
    const models = await portsOf(kind, {}, [
      { name: 'down', baseUrl: 'http://127.0.0.1:1/v1' },
      {},
    ]);
    peer.behave(answer(goodAnswer));
    for (let at = 0; at < 3; at += 1) {
      const { state } = await plan(models, `${sentence}${' '.repeat(at)}`);
      expect(state.engine).toMatchObject({ engine: 'model', provider: 'peer' });
      cache.clear();
    }
    expect(calls.filter((one) => one.provider === 'down').map((one) => one.outcome)).toEqual([
      'unreachable',
      'unreachable',
      'circuit_open',
    ]);
    await clock.sleep(60_000);
    await plan(models);
    expect(calls.findLast((one) => one.provider === 'down')?.outcome).toBe('unreachable');
  });
});
