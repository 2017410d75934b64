import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelPeer, type ModelPeer } from '@ai-etl/local';
import { makeOutboundPolicy } from '../../net/outbound-policy.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let peer: ModelPeer;
let api: TestApi;
let data: TestData;
beforeAll(async () => {
  peer = await startModelPeer();
  api = await startTestApi({
    modelOutbound: makeOutboundPolicy({ private: true, networks: [] }),
  });
  data = await makeTestData(api);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
  await peer?.close();
});

const url = '/api/v1/language-models';
const put = (body: object, token?: string) =>
  api.call({ method: 'PUT', url, body, ...(token === undefined ? {} : { token }) });
const get = async () => (await api.call({ url })).body;
const own = () => ({
  base_url: `${peer.baseUrl}/`,
  model: 'qwen3',
  api_key: 'sk-secret-value',
  price: { input: 1, output: 2 },
});

const draft = {
  query: {
    query: { kind: 'select', from: { table: 'orders', as: 'o' }, select: ['o.id'], limit: 3 },
  },
  missing: [],
};
const ask = async (question: string) =>
  (
    await api.call({
      method: 'POST',
      url: '/api/v1/nl-query',
      body: { question, connection_id: data.sourceId },
    })
  ).body;

describe('language models of a project', () => {
  it('are the installation’s, until it brings its own', async () => {
    expect(await get()).toMatchObject({
      enabled: true,
      provider: null,
      share_values: null,
      tokens_per_day: null,
      updated_at: null,
      spent_today: { calls: 0, dollars: 0 },
    });
    expect(valueAt(await ask('3 orders'), 'engine.because')).toBeNull();
  });

  it('are asked with their own key, which is never answered', async () => {
    const written = await put({ provider: own(), dollars_per_day: 1.5 });
    expect(written.status).toBe(200);
    expect(written.body).toMatchObject({
      dollars_per_day: 1.5,
      provider: { base_url: peer.baseUrl, model: 'qwen3', has_api_key: true },
    });
    peer.behave({ kind: 'answer', text: JSON.stringify(draft) });
    expect(await ask('3 orders')).toMatchObject({
      engine: { engine: 'model', model: 'own/qwen3', rounds: 1 },
      sql: expect.stringContaining('LIMIT 3'),
    });
    expect(peer.requests.at(-1)?.headers['authorization']).toBe('Bearer sk-secret-value');
    const told = await get();
    expect(JSON.stringify([written.body, told])).not.toContain('secret');
    expect(Number(valueAt(told, 'spent_today.dollars'))).toBeGreaterThan(0);
    const { body: text } = await api.call({ url: '/metrics', token: null });
    expect(text).toContain('ai_etl_model_calls_total{provider="own",model="own",use="questions"');
  });

  it('keep their key while their address stays, and need it anew with another one', async () => {
    const { api_key: _key, ...rest } = own();
    expect((await put({ provider: { ...rest, model: 'qwen4' } })).body).toMatchObject({
      provider: { model: 'qwen4', has_api_key: true },
    });
    const moved = await put({ provider: { ...rest, base_url: 'https://evil.example/v1' } });
    expect(moved.status).toBe(400);
    expect(moved.body).toMatchObject({ error: { details: [{ field: 'provider.api_key' }] } });
    expect(await get()).toMatchObject({ provider: { model: 'qwen4', has_api_key: true } });
    expect((await put({ provider: { ...rest, api_key: null } })).body).toMatchObject({
      provider: { has_api_key: false },
    });
  });

  it.each([
    ['nonsense', 'provider.base_url'],
    ['ftp://models.example/v1', 'provider.base_url'],
    ['https://key:secret@models.example/v1', 'provider.base_url'],
    ['https://models.example/v1?key=secret', 'provider.base_url'],
    ['https://models.example/v1?', 'provider.base_url'],
    ['https://models.example/v1#', 'provider.base_url'],
    ['http://169.254.169.254/latest', 'provider.base_url'],
    ['http://[fe80::1]/v1', 'provider.base_url'],
  ])('may not be at %s', async (base_url, field) => {
    const answer = await put({ provider: { ...own(), base_url } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { details: [{ field }] } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('may not be on this machine where nobody has allowed that, nor behind a name that leads here', async () => {
    const strict = await api.startAnother({
      modelOutbound: makeOutboundPolicy({ private: false, networks: [] }),
    });
    const token = await api.tokenFor({
      userId: 'user_1',
      organisationId: api.organisationId,
      role: 'admin',
    });
    const headers = { authorization: `Bearer ${token}` };
    for (const base_url of [peer.baseUrl, 'https://localhost/v1', 'https://10.0.0.7/v1']) {
      const payload = { provider: { ...own(), base_url } };
      const refused = await strict.inject({ method: 'PUT', url, headers, payload });
      expect(refused.statusCode).toBe(400);
    }
    // Written where it was allowed, and asked where it is not.
    await put({ provider: own() });
    const { length } = peer.requests;
    const asked = await strict.inject({
      method: 'POST',
      url: '/api/v1/nl-query',
      headers,
      payload: { question: 'How many orders are there?', connection_id: data.sourceId },
    });
    expect(asked.json()).toMatchObject({
      engine: { engine: 'built-in', because: expect.stringContaining('may not be called') },
      sql: expect.stringContaining('count(*)'),
    });
    expect(peer.requests).toHaveLength(length);
  });

  it('spend no more than the project says, and nothing once they are switched off', async () => {
    await put({ provider: own(), tokens_per_day: 1 });
    expect(valueAt(await ask('4 orders'), 'engine.because')).toMatch(/used its 1 tokens/u);
    await put({ provider: own(), enabled: false });
    expect(valueAt(await ask('5 orders'), 'engine.because')).toMatch(/switched off/u);
  });

  it('are written by those who manage projects, read by those who ask, and nobody else', async () => {
    const { organisationId } = api;
    const tokenOf = (role: 'engineer' | 'viewer' | 'architect') =>
      api.tokenFor({ userId: `user_${role}`, organisationId, role });
    expect((await put({}, await tokenOf('engineer'))).status).toBe(403);
    expect((await put({}, await tokenOf('architect'))).status).toBe(200);
    expect((await api.call({ url, token: await tokenOf('engineer') })).status).toBe(200);
    expect((await api.call({ url, token: await tokenOf('viewer') })).status).toBe(403);
    expect((await put({ project_id: 'proj_nobody' })).status).toBe(404);
  });

  it('are in the audit log, without their key', async () => {
    const { body } = await api.call({ url: '/api/v1/audit-log?action=putLanguageModels' });
    const text = JSON.stringify(body);
    expect(text).toContain('language_model');
    expect(text).toContain(api.projectId);
    expect(text).not.toContain('secret');
    expect(textAt(await get(), 'updated_by')).toBe('user_architect');
  });
});
