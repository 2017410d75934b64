import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelPeer, type ModelPeer } from '@ai-etl/local';
import { connectors } from '../../connectors.ts';
import type { Running } from '../../process/run-process.ts';
import { systemClock } from '../../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { startWorker } from '../../worker.ts';

let peer: ModelPeer;
let api: TestApi;
let data: TestData;
let worker: Running;
beforeAll(async () => {
  peer = await startModelPeer();
  api = await startTestApi();
  data = await makeTestData(api);
  await data.execute('alter table customers add column is_test boolean not null default false');
  await data.execute('update customers set is_test = id % 10 = 0');
  const log = pino({ level: 'silent' });
  worker = await startWorker({
    store: api.store,
    connectors,
    maskKey: () => 'ab'.repeat(32),
    clock: systemClock,
    log,
    concurrency: 2,
  });
});
afterAll(async () => {
  await worker?.stop();
  await data?.close();
  await api?.close();
  await peer?.close();
});

const url = '/api/v1/pipelines';
const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', url: `${url}${path}`, body });
const generate = async (description: string) =>
  textAt((await post(':generate', { description })).body, 'pipeline_id');
const regenerate = (id: string, body: Readonly<Record<string, unknown>>) =>
  post(`/${id}:regenerate`, body);
const instruction = 'also drop test customers and run at 3am Berlin time';

describe('POST /pipelines/{id}:regenerate', () => {
  it('shows the changes, stores them as a version, and the next run loads accordingly', async () => {
    const id = await generate('Load customers from PostgreSQL to ClickHouse table buyers daily');
    const shown = await regenerate(id, { instruction, dry_run: true, expected_version: 1 });
    expect(shown).toMatchObject({
      status: 200,
      body: {
        outcome: 'updated',
        dry_run: true,
        from_version: 1,
        version: 1,
        changes: expect.arrayContaining([
          {
            path: 'steps.customers_filter',
            kind: 'added',
            before: null,
            after: expect.objectContaining({ where: 'is_test <> TRUE' }),
            text: 'Adds step customers_filter: keeps rows where is_test <> TRUE.',
          },
          {
            path: 'schedule.cron',
            kind: 'changed',
            before: '0 2 * * *',
            after: '0 3 * * *',
            text: 'Schedule: cron is now "0 3 * * *" (was "0 2 * * *").',
          },
        ]),
        pipeline: {
          validation: { status: 'passed', checked: 'live' },
          spec: { schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' } },
          plan: { route: 'direct' },
          engine: { engine: 'built-in' },
        },
      },
    });
    expect((await api.call({ url: `${url}/${id}` })).body).toMatchObject({ version: 1 });

    const done = await regenerate(id, { instruction, expected_version: 1 });
    expect(done.body).toMatchObject({ outcome: 'updated', from_version: 1, version: 2 });
    expect(valueAt(done.body, 'changes')).toEqual(valueAt(shown.body, 'changes'));
    const diff = await api.call({ url: `${url}/${id}/versions:diff` });
    expect(valueAt(diff.body, 'changes')).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'schedule.cron' })]),
    );
    const run = await post(`/${id}:run`, { async: false });
    expect(run.body).toMatchObject({ status: 'success', receipt: { loaded_rows: '45' } });
    expect(await data.ask('select count(), countIf(id % 10 = 0) from buyers')).toBe('45\t0');
  });

  it('asks, stores nothing, and does as it is answered', async () => {
    const id = await generate('Load paid orders from PostgreSQL to ClickHouse');
    const asked = await regenerate(id, { instruction: 'only open orders' });
    expect(asked.body).toMatchObject({
      outcome: 'needs_clarification',
      version: 1,
      pipeline: {
        validation: { status: 'needs_clarification' },
        clarification: [{ id: 'change_1_filter_together', field: 'filter' }],
      },
    });
    const wrong = await regenerate(id, {
      instruction: 'only open orders',
      answers: { change_1_filter_together: 'perhaps' },
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'VALIDATION_ERROR',
          details: [{ field: 'answers.change_1_filter_together' }],
        },
      },
    });
    const answers = { change_1_filter_together: 'replace' };
    const done = await regenerate(id, { instruction: 'only open orders', answers });
    expect(done.body).toMatchObject({
      outcome: 'updated',
      version: 2,
      pipeline: { spec: { steps: [{ op: 'filter', where: "status = 'open'" }] } },
    });
  });

  it('adds no version when nothing changes, or when the result cannot run', async () => {
    const id = await generate('Load orders from PostgreSQL to ClickHouse table same daily at 4am');
    const same = await regenerate(id, { instruction: 'run daily at 4am' });
    expect(same.body).toMatchObject({ outcome: 'unchanged', version: 1, changes: [] });
    const unfit = await regenerate(id, { instruction: 'drop the column id and merge on id' });
    expect(unfit.body).toMatchObject({
      outcome: 'needs_clarification',
      version: 1,
      pipeline: { clarification: [{ id: 'change_2_keys' }] },
    });
    const broken = await regenerate(id, { instruction: 'merge on id and drop the column id' });
    expect(broken.body).toMatchObject({
      outcome: 'invalid',
      version: 1,
      pipeline: { validation: { status: 'failed' } },
    });
  });

  it('refuses a version that is not the latest, a draft, and no words', async () => {
    const id = await generate('Load orders from PostgreSQL to ClickHouse table stale daily');
    const stale = await regenerate(id, { instruction, expected_version: 7 });
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
    const draft = await generate('Load orders from PostgreSQL daily');
    expect(await regenerate(draft, { instruction })).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'clarification.target' }] } },
    });
    expect(await regenerate(id, { instruction: ' ' })).toMatchObject({ status: 400 });
    expect(await regenerate('pipe_nobody', { instruction })).toMatchObject({ status: 404 });
  });

  it('looks again for a column that came a moment ago', async () => {
    const id = await generate('Load orders from PostgreSQL to ClickHouse table fresh');
    await data.execute('alter table orders add column coupon text');
    const { body } = await regenerate(id, { instruction: 'hash the coupon' });
    expect(body).toMatchObject({
      outcome: 'updated',
      pipeline: { spec: { steps: [{ op: 'mask', columns: [{ name: 'coupon' }] }] } },
    });
  });

  it('lets a configured model read the instruction, through the same proof', async () => {
    const another = await api.startAnother({
      models: {
        providers: [
          {
            name: 'peer',
            kind: 'openai-compatible',
            baseUrl: peer.baseUrl,
            model: 'qwen3',
            apiKey: 'sk-secret-value',
            output: 'json_schema',
            maxOutputTokens: 2000,
            price: null,
          },
        ],
        timeoutSeconds: 20,
        schemaTokens: 4000,
        tokensPerDay: null,
        dollarsPerDay: null,
        shareValues: 'off',
      },
    });
    const id = await generate('Load orders from PostgreSQL to ClickHouse table spoken');
    const words = 'biggest amounts should come first';
    const answer = {
      changes: [
        {
          change: 'operation',
          operation: { op: 'sort', quote: 'biggest amounts', column: 'amount', direction: 'desc' },
          instead: false,
          was: [],
        },
      ],
      not_expressed: [],
    };
    peer.behave({ kind: 'answer', text: JSON.stringify(answer) });
    const login = await api.call({
      method: 'POST',
      url: '/api/v1/auth/login',
      body: { email: 'admin@example.com', password: 'correct horse battery' },
      token: null,
    });
    const response = await another.inject({
      method: 'POST',
      url: `${url}/${id}:regenerate`,
      headers: { authorization: `Bearer ${textAt(login.body, 'access_token')}` },
      payload: { instruction: words, dry_run: true },
    });
    expect(response.json()).toMatchObject({
      outcome: 'updated',
      pipeline: {
        engine: { engine: 'model', model: 'peer/qwen3', rounds: 1 },
        spec: { steps: [{ op: 'sort', by: [{ by: 'amount', direction: 'desc' }] }] },
      },
    });
  });
});
