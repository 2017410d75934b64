import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorCatalog } from '@ai-etl/connectors';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let api: TestApi;
let data: TestData;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const url = '/api/v1/connections';
const create = (body: object) => api.call({ method: 'POST', url, body });
const names = async () => {
  const { body } = await api.call({ url });
  return Array.isArray(body) ? body.map((one) => textAt(one, 'name')) : [];
};

describe('creating a connection', () => {
  it('tests it first, and never answers its secrets', async () => {
    const settings = { ...data.sourceSettings };
    const { status, body } = await create({ name: 'Again', type: 'postgres', settings });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      connection_id: expect.stringMatching(/^conn_/),
      type: 'postgresql',
      secrets: ['password'],
      last_test: { ok: true },
    });
    expect(valueAt(body, 'settings.password')).toBeUndefined();
    const id = textAt(body, 'connection_id');
    const deleted = await api.call({ method: 'DELETE', url: `${url}/${id}` });
    expect(deleted.status).toBe(204);
    expect((await api.call({ url: `${url}/${id}` })).status).toBe(404);
  });

  it.each([
    ['an unknown type', { type: 'oracle' }, 'type'],
    ['an unreachable server', { settings: { port: 1 } }, 'settings.host'],
    ['an unknown host', { settings: { host: 'no-such-host.invalid' } }, 'settings.host'],
    ['a metadata address', { settings: { host: '169.254.169.254' } }, 'settings.host'],
    ['a wrong password', { settings: { user: 'nobody', password: 'x' } }, 'settings.password'],
    ['an unknown database', { settings: { database: 'no_such_database' } }, 'settings.database'],
    ['a setting of a wrong type', { settings: { port: 'many' } }, 'settings.port'],
    ['an unknown setting', { settings: { hots: 'x' } }, 'settings.hots'],
    ['an empty name', { name: ' ' }, 'name'],
    ['an unknown project', { project_id: 'proj_nobody' }, 'project_id'],
  ])('refuses %s and stores nothing', async (_what, change, field) => {
    const before = await names();
    const settings = { ...data.sourceSettings, ...('settings' in change ? change.settings : {}) };
    const answer = await create({ name: 'Refused', type: 'postgresql', ...change, settings });
    const known = field === 'project_id';
    expect(answer.status).toBe(known ? 404 : 400);
    expect(valueAt(answer.body, 'error.code')).toBe(
      known ? 'RESOURCE_NOT_FOUND' : 'VALIDATION_ERROR',
    );
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
    expect(textAt(answer.body, 'error.details.0.error')).not.toBe('');
    expect(JSON.stringify(answer.body)).not.toContain(String(data.sourceSettings['password']));
    expect(await names()).toEqual(before);
  });

  it('stores one that cannot be reached when asked not to test', async () => {
    const settings = { ...data.sourceSettings, port: 1 };
    const { status, body } = await create({
      name: 'Later',
      type: 'postgresql',
      settings,
      test: false,
    });
    expect(status).toBe(201);
    const id = textAt(body, 'connection_id');
    const tested = await api.call({ method: 'POST', url: `${url}/${id}:test` });
    expect(tested).toMatchObject({ status: 200, body: { ok: false } });
    const catalog = await api.call({ url: `${url}/${id}/catalog` });
    expect(catalog.status).toBe(400);
    expect(valueAt(catalog.body, 'error.code')).toBe('VALIDATION_ERROR');
    await api.call({ method: 'DELETE', url: `${url}/${id}` });
  });

  it('refuses a name that is taken', async () => {
    const answer = await create({
      name: 'shop',
      type: 'postgresql',
      settings: data.sourceSettings,
    });
    expect(answer.status).toBe(409);
    expect(valueAt(answer.body, 'error.code')).toBe('CONFLICT');
  });
});

describe('changing a connection', () => {
  it('adds what was missing, tests it first, and never answers secrets', async () => {
    const { password, ...open } = data.sourceSettings;
    const made = await create({ name: 'Change me', type: 'pg', settings: open, test: false });
    const one = `${url}/${textAt(made.body, 'connection_id')}`;
    const patch = (body: object) => api.call({ method: 'PATCH', url: one, body });
    expect(await patch({ settings: { password: String(password) }, role: 'source' })).toMatchObject(
      {
        status: 200,
        body: { name: 'Change me', role: 'source', secrets: ['password'] },
      },
    );
    expect(await patch({ name: 'Changed' })).toMatchObject({ body: { name: 'Changed' } });
    const wrong = await patch({ settings: { database: 'no_such_database' } });
    expect(wrong.status).toBe(400);
    expect(textAt(wrong.body, 'error.details.0.field')).toBe('settings.database');
    const bare = await patch({ settings: { password: null }, test: false });
    expect(bare.body).toMatchObject({ secrets: [] });
    await api.call({ method: 'DELETE', url: one });
  });

  it('never sends a stored secret to another server', async () => {
    const one = `${url}/${data.sourceId}`;
    for (const settings of [{ host: 'evil.example.com' }, { port: 1 }]) {
      const answer = await api.call({ method: 'PATCH', url: one, body: { settings, test: false } });
      expect(answer.status).toBe(400);
      expect(textAt(answer.body, 'error.details.0.field')).toBe('settings.password');
    }
    expect((await api.call({ url: one })).body).toMatchObject({
      settings: { host: data.sourceSettings['host'] },
    });
  });

  it.each([
    [
      'HTTP API',
      'http',
      {
        base_url: 'https://api.example.com/v1',
        auth: 'bearer',
        token: 'stays here',
        resources: [{ name: 'rows', path: 'rows' }],
      },
      [{ base_url: 'https://evil.example.com/v1' }, { auth: 'api_key' }],
    ],
    [
      'bucket',
      'files',
      {
        root: 's3://mine/data',
        region: 'eu-central-1',
        access_key_id: 'AKIAEXAMPLE',
        secret_access_key: 'stays here',
      },
      [{ root: 's3://other/data' }, { endpoint_url: 'https://evil.example.com' }],
    ],
  ])('nor to another %s', async (_, type, settings, moves) => {
    const body = { name: `moved ${type}`, type, settings, test: false };
    const created = await api.call({ method: 'POST', url, body });
    expect(created.status).toBe(201);
    const one = `${url}/${textAt(created.body, 'connection_id')}`;
    const patch = (changes: object) =>
      api.call({ method: 'PATCH', url: one, body: { settings: changes, test: false } });
    const secret = 'token' in settings ? 'token' : 'secret_access_key';
    for (const move of moves) {
      const answer = await patch(move);
      expect(answer.status).toBe(400);
      expect(textAt(answer.body, 'error.details.0.field')).toBe(`settings.${secret}`);
    }
    const moved = await patch({ ...moves[0], [secret]: 'sent again' });
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ settings: moves[0], secrets: [secret] });
    await api.call({ method: 'DELETE', url: one });
  });

  it.each([
    ['an unknown setting', { settings: { hots: 'x' } }, 'settings.hots'],
    ['an empty name', { name: '' }, 'name'],
    ['an unknown field', { type: 'clickhouse' }, 'type'],
    ['a required setting removed', { settings: { database: null } }, 'settings.database'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await api.call({ method: 'PATCH', url: `${url}/${data.sourceId}`, body });
    expect(answer.status).toBe(400);
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });
});

describe('a connection', () => {
  it('is tested on demand, check by check', async () => {
    const answer = await api.call({ method: 'POST', url: `${url}/${data.warehouseId}:test` });
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
    expect(valueAt(answer.body, 'checks.0.ok')).toBe(true);
  });

  it('shows its catalog, and what changed when asked to look again', async () => {
    const catalogUrl = `${url}/${data.sourceId}/catalog`;
    const first = await api.call({ url: catalogUrl });
    expect(first.status).toBe(200);
    expect(valueAt(first.body, 'default_schema')).toBe('public');
    expect(valueAt(first.body, 'tables')).toMatchObject([
      { name: 'customers', comment: 'Everybody who ever ordered', primary_key: ['id'] },
      {
        name: 'orders',
        columns: [
          { name: 'id', type: 'int64', nullable: false },
          { name: 'customer_id' },
          { name: 'amount', type: 'decimal(12,2)' },
          { name: 'status', type: 'text' },
          { name: 'created_at', type: 'timestamptz' },
        ],
        foreign_keys: [{ references: { schema: 'public', name: 'customers' } }],
      },
    ]);
    await data.execute('create table returns (id bigint)');
    const again = await api.call({ url: `${catalogUrl}?refresh=true` });
    expect(JSON.stringify(valueAt(again.body, 'tables'))).toContain('"returns"');
    await data.execute('drop table returns');
  });

  it('of another organisation is not there', async () => {
    for (const path of ['conn_nobody', 'conn_nobody/catalog']) {
      const answer = await api.call({ url: `${url}/${path}` });
      expect(answer.status).toBe(404);
      expect(valueAt(answer.body, 'error.code')).toBe('RESOURCE_NOT_FOUND');
    }
    expect((await api.call({ method: 'POST', url: `${url}/conn_nobody:test` })).status).toBe(404);
    expect((await api.call({ method: 'DELETE', url: `${url}/conn_nobody` })).status).toBe(404);
  });
});

describe('listing', () => {
  it('pages connections and filters them', async () => {
    const paged = await api.call({ url: `${url}?per_page=1&page=2` });
    expect(paged.headers).toMatchObject({ 'x-total-count': '2', 'x-page': '2', 'x-per-page': '1' });
    expect(textAt(paged.body, '0.name')).toBe('Warehouse');
    const filtered = await api.call({ url: `${url}?type=postgresql` });
    expect(filtered.body).toHaveLength(1);
  });

  it('names the connectors with their fields, and projects', async () => {
    const connectors = await api.call({ url: '/api/v1/connectors' });
    const types = connectorCatalog.map(({ spec }) => spec.type).toSorted();
    expect(connectors.body).toMatchObject(types.map((type) => ({ type })));
    expect(JSON.stringify(valueAt(connectors.body, '0.fields'))).toContain('"secret":true');
    const projects = await api.call({ url: '/api/v1/projects' });
    expect(projects.body).toMatchObject([{ project_id: api.projectId, is_default: true }]);
  });
});
