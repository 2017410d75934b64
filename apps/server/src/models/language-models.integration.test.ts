import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startModelPeer, type ModelPeer, type PeerBehaviour } from '@ai-etl/local';
import { refreshCatalog } from '../catalog/refresh-catalog.ts';
import { connectors } from '../connectors.ts';
import { systemClock } from '../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../testing/test-api.ts';
import { makeTestData, type TestData } from '../testing/test-data.ts';
import type { ModelConfiguration } from './model-configuration.ts';

let peer: ModelPeer;
let api: TestApi;
let data: TestData;
const configured = (changes: Partial<ModelConfiguration> = {}): ModelConfiguration => ({
  providers: [
    {
      name: 'peer',
      kind: 'openai-compatible',
      baseUrl: peer.baseUrl,
      model: 'qwen3',
      apiKey: 'sk-secret-value',
      output: 'json_schema',
      maxOutputTokens: 2000,
      price: { input: 1, output: 2 },
    },
  ],
  timeoutSeconds: 20,
  schemaTokens: 4000,
  tokensPerDay: null,
  dollarsPerDay: null,
  shareValues: 'off',
  ...changes,
});
beforeAll(async () => {
  peer = await startModelPeer();
  api = await startTestApi({ models: configured() });
  data = await makeTestData(api);
  // Answers are remembered by the schemas that the model is shown: these have to be known before the first one.
  for (const id of [data.sourceId, data.warehouseId]) {
    const { status } = await api.call({ url: `/api/v1/connections/${id}/catalog` });
    expect(status).toBe(200);
  }
});
afterAll(async () => {
  await data?.close();
  await api?.close();
  await peer?.close();
});

const sentence = 'Nightly, bring the orders over from Postgres to ClickHouse, biggest amount first';
const answer = {
  language: 'en',
  sources: [
    {
      quote: 'from Postgres',
      connection: null,
      system: 'postgresql',
      objects: [{ quote: 'the orders', kind: 'table', schema: null, name: 'orders' }],
    },
  ],
  targets: [{ quote: 'to ClickHouse', connection: null, system: 'clickhouse', objects: [] }],
  operations: [{ op: 'sort', quote: 'biggest amount first', column: 'amount', direction: 'desc' }],
  write: null,
  load: null,
  schedule: {
    quote: 'Nightly',
    kind: 'cron',
    cron: '0 2 * * *',
    hour_stated: false,
    problem: null,
  },
  zone: null,
  notifications: [],
  conflicts: [],
  not_expressed: [],
};

const generate = async (description: string, another?: TestApi['app']) => {
  const body = { description, options: { optimize: true, validate: true } };
  const url = '/api/v1/pipelines:generate';
  if (another === undefined) return api.call({ method: 'POST', url, body });
  const login = await api.call({
    method: 'POST',
    url: '/api/v1/auth/login',
    body: { email: 'admin@example.com', password: 'correct horse battery' },
    token: null,
  });
  const { statusCode, json } = await another.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${textAt(login.body, 'access_token')}` },
    payload: body,
  });
  return { status: statusCode, body: json<unknown>() };
};

beforeEach(() => peer.behave({ kind: 'answer', text: JSON.stringify(answer) }));

describe('a configured language model', () => {
  it('reads the words, and the pipeline is proved on the live systems as ever', async () => {
    const { status, body } = await generate(sentence);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      engine: { engine: 'model', model: 'peer/qwen3', rounds: 1, because: null },
      validation: { status: 'passed', checked: 'live' },
      spec: { steps: [{ op: 'sort', by: [{ by: 'amount', direction: 'desc' }] }] },
    });
  });

  it('is not asked for the same words again', async () => {
    // Other tests make tables of orders on the same ClickHouse server: a model that is shown one more is asked anew.
    await vi.waitFor(
      async () => {
        const { length } = peer.requests;
        const { body } = await generate(`  ${sentence}`);
        expect(valueAt(body, 'engine')).toMatchObject({ engine: 'model', rounds: 0 });
        expect(peer.requests).toHaveLength(length);
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  it('is shown no row, no key and no address of the connections', async () => {
    await generate(`${sentence}.`);
    const sent = JSON.stringify(peer.requests.map((one) => one.body));
    expect(sent).toContain('orders');
    for (const secret of ['secret-value', 'password', '127.0.0.1', 'localhost']) {
      expect(sent).not.toContain(secret);
    }
  });

  it('gives way to the built-in parser when it fails, which is told', async () => {
    peer.behave({ kind: 'refuse' });
    const { status, body } = await generate('Load orders from PostgreSQL to ClickHouse daily at 3');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      engine: {
        engine: 'built-in',
        model: null,
        because: 'peer (qwen3): the model refused to answer',
      },
      validation: { status: 'passed' },
    });
  });

  it('has its answer checked against the schemas before it is taken, and is told what is wrong', async () => {
    const wrong = {
      ...answer,
      operations: [
        ...answer.operations,
        { op: 'rename', quote: 'biggest amount', from: 'amount', to: 'status' },
      ],
    };
    peer.behave(
      { kind: 'answer', text: JSON.stringify(wrong) },
      { kind: 'answer', text: JSON.stringify(answer) },
    );
    const { body } = await generate(`${sentence}!`);
    expect(valueAt(body, 'engine')).toMatchObject({ engine: 'model', rounds: 2 });
    expect(JSON.stringify(peer.requests.at(-1)?.body)).toContain('DUPLICATE_COLUMN');
  });

  it('is counted: in Prometheus, in the metrics of the organisation, and by project', async () => {
    const { body: text } = await api.call({ url: '/metrics', token: null });
    expect(text).toContain(
      'ai_etl_model_calls_total{provider="peer",model="qwen3",use="pipelines",outcome="answered"}',
    );
    expect(text).toContain('outcome="refused"');
    expect(text).toMatch(/ai_etl_model_tokens_total\{.*direction="input"\} [1-9]/);
    const metric = async (name: string) =>
      (await api.call({ url: `/api/v1/observability/metrics?metric=${name}` })).body;
    await expect
      .poll(async () => valueAt(await metric('model_calls'), 'metrics'))
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ labels: { route: 'peer/qwen3', status: 'refused' }, value: 1 }),
        ]),
      );
    expect(Number(valueAt(await metric('model_tokens'), 'aggregates.total'))).toBeGreaterThan(1000);
    const rate = Number(valueAt(await metric('model_latency'), 'aggregates.success_rate'));
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThan(1);
    const { organisationId, projectId } = api;
    const spent = await api.store.modelUse.modelSpentToday({ organisationId }, projectId);
    expect(spent.calls).toBeGreaterThan(2);
    expect(spent.costMicros).toBe(spent.inputTokens + 2 * spent.outputTokens);
  });

  it('is asked no more when the project has spent what it may', async () => {
    const another = await api.startAnother({ models: configured({ tokensPerDay: 100 }) });
    const { length } = peer.requests;
    const { body } = await generate('Load orders from PostgreSQL to ClickHouse hourly', another);
    expect(valueAt(body, 'engine')).toMatchObject({
      engine: 'built-in',
      because: 'the project has used its 100 tokens of language models for today (UTC)',
    });
    expect(peer.requests).toHaveLength(length);
  });

  it('is asked by nobody where none is configured', async () => {
    const another = await api.startAnother({ models: null });
    const { length } = peer.requests;
    const { body } = await generate('Load orders from PostgreSQL to ClickHouse weekly', another);
    expect(valueAt(body, 'engine')).toEqual({
      engine: 'built-in',
      model: null,
      rounds: null,
      because: null,
    });
    expect(peer.requests).toHaveLength(length);
  });
});

describe('values in prompts', () => {
  const keepValues = async (): Promise<void> => {
    const { store, organisationId } = api;
    await store.catalogIndex.requestRefresh({ organisationId }, data.sourceId);
    const claim = await store.catalogWork.claimCatalog({ types: [], leaseMs: 60_000 });
    if (claim === null) expect.fail('nothing was asked for');
    const ports = { store, connectors, clock: systemClock };
    await refreshCatalog(ports, claim, new AbortController().signal);
    // What a worker did not recognise as a person's.
    const column = { schema: 'public', table: 'customers', complete: true, state: 'read' } as const;
    const again = await store.catalogIndex.requestRefresh({ organisationId }, data.sourceId);
    expect(again).not.toBeNull();
    const second = await store.catalogWork.claimCatalog({ types: [], leaseMs: 60_000 });
    if (second === null) expect.fail('nothing was asked for');
    await store.catalogWork.putValues(second, [
      { ...column, column: 'email', values: ['ann@example.com'] },
      { ...column, column: 'name', values: ['vip', 'bob@example.com'] },
    ]);
    await store.catalogWork.releaseCatalog(second);
  };
  const promptOf = async (
    changes: Partial<ModelConfiguration>,
    token: string | null = null,
  ): Promise<string> => {
    const another = await api.startAnother({ models: configured(changes) });
    peer.behave({ kind: 'refuse' });
    const { organisationId } = api;
    const admin = await api.tokenFor({ userId: 'user_1', organisationId, role: 'admin' });
    const { length } = peer.requests;
    await another.inject({
      method: 'POST',
      url: '/api/v1/nl-query',
      headers: { authorization: `Bearer ${token ?? admin}` },
      payload: {
        question: `Which customers have orders of the status settled? ${Math.random()}`,
        connection_id: data.sourceId,
      },
    });
    expect(peer.requests).toHaveLength(length + 1);
    return JSON.stringify(peer.requests.at(-1)?.body);
  };
  beforeAll(keepValues);

  it('are none unless that is switched on', async () => {
    for (const shareValues of ['off', 'never'] as const)
      expect(await promptOf({ shareValues })).not.toMatch(/paid|ann@|a\*/u);
  });

  it('are those that workers keep, what looks personal masked, where it is', async () => {
    const prompt = await promptOf({ shareValues: 'on' });
    expect(prompt).toContain(String.raw`values [\"open\",\"paid\"]`);
    expect(prompt).toContain('masked values');
    expect(prompt).not.toMatch(/ann@example|bob@example/u);
  });

  it('are none for who may not read data', async () => {
    const { body } = await api.call({
      method: 'POST',
      url: '/api/v1/api-keys',
      body: { name: 'asks only', scopes: ['ai:use'] },
    });
    const prompt = await promptOf({ shareValues: 'on' }, textAt(body, 'key'));
    expect(prompt).not.toContain('paid');
  });
});

describe('a language model that is asked questions', () => {
  const question = 'The 3 biggest orders that are settled';
  const draft = {
    query: {
      with: null,
      query: {
        kind: 'select',
        from: { table: 'orders', as: 'o' },
        joins: null,
        where: ["o.status = 'paid'"],
        group_by: null,
        having: null,
        select: ['o.id', 'o.amount'],
        distinct: null,
        order_by: [{ by: 'o.amount', direction: 'desc', nulls: null }],
        limit: 3,
        offset: null,
      },
    },
    missing: [],
  };
  const ask = (text: string, more: object = {}) =>
    api.call({
      method: 'POST',
      url: '/api/v1/nl-query',
      body: { question: text, connection_id: data.sourceId, execute: true, ...more },
    });

  it('gives a query that is checked, printed, explained and run by us', async () => {
    peer.behave({ kind: 'answer', text: JSON.stringify(draft) });
    const { status, body } = await ask(question);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      engine: { engine: 'model', model: 'peer/qwen3', rounds: 1, because: null },
      sql: "SELECT id, amount\nFROM orders AS o\nWHERE status = 'paid'\nORDER BY amount DESC, id\nLIMIT 3",
      explanation: expect.stringContaining("only where status is 'paid'"),
      assumptions: expect.arrayContaining([
        expect.objectContaining({ path: 'value', value: 'paid' }),
      ]),
      clarification: null,
      rows: [
        [498, '622.50'],
        [495, '618.75'],
        [492, '615.00'],
      ],
    });
    const { length } = peer.requests;
    const again = await ask(` ${question}`);
    expect(valueAt(again.body, 'engine')).toMatchObject({ engine: 'model', rounds: 0 });
    expect(peer.requests).toHaveLength(length);
  });

  it('is told what is wrong with its query, three rounds at most; then we read the words', async () => {
    peer.behave({ kind: 'answer', text: JSON.stringify(draft).replaceAll('o.amount', 'o.sum') });
    const { length } = peer.requests;
    const { body } = await ask('How many orders are there?');
    expect(body).toMatchObject({
      engine: { engine: 'built-in', because: expect.stringContaining('did not fit in 3 rounds') },
      rows: [[500]],
    });
    expect(peer.requests).toHaveLength(length + 3);
    expect(JSON.stringify(peer.requests.at(-1)?.body)).toContain('UNKNOWN_COLUMN');
  });

  it.each<readonly [string, PeerBehaviour, RegExp]>([
    ['refuses', { kind: 'refuse' }, /refused/],
    ['is limited', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, /429/],
    ['writes SQL', { kind: 'answer', text: 'DROP TABLE orders; SELECT 1' }, /no JSON object/],
  ])(
    'gives way to the built-in reader when it %s, which is told',
    async (_what, behaviour, why) => {
      const another = await api.startAnother({ models: configured() });
      peer.behave(behaviour);
      const login = await api.call({
        method: 'POST',
        url: '/api/v1/auth/login',
        body: { email: 'admin@example.com', password: 'correct horse battery' },
        token: null,
      });
      const response = await another.inject({
        method: 'POST',
        url: '/api/v1/nl-query',
        headers: { authorization: `Bearer ${textAt(login.body, 'access_token')}` },
        payload: {
          question: `How many orders of status paid?${' '.repeat(_what.length)}`,
          connection_id: data.sourceId,
          execute: true,
        },
      });
      expect(response.json()).toMatchObject({
        engine: { engine: 'built-in', because: expect.stringMatching(why) },
        rows: [[166]],
      });
    },
  );

  it('is never shown a question that would change data', async () => {
    const { length } = peer.requests;
    expect((await ask('Delete all orders')).status).toBe(400);
    expect(peer.requests).toHaveLength(length);
  });

  it('cannot have rows shown or chosen by what the caller may not see', async () => {
    const hidden = {
      query: {
        query: {
          kind: 'select',
          from: { table: 'customers', as: 'c' },
          where: ["c.email = 'c7@example.com'"],
          select: ['c.id'],
        },
      },
      missing: [],
    };
    peer.behave({ kind: 'answer', text: JSON.stringify(hidden) });
    const token = await api.tokenFor({
      userId: 'user_an',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const refused = await api.call({
      method: 'POST',
      url: '/api/v1/nl-query',
      body: { question: 'Whose is that mailbox?', connection_id: data.sourceId, execute: true },
      token,
    });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'PERMISSION_DENIED' } } });
  });
});
