import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from '../connectors.ts';
import { systemClock } from '../system-clock.ts';
import type { Running } from '../process/run-process.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../testing/test-api.ts';
import { makeTestData, type TestData } from '../testing/test-data.ts';
import { refreshCatalog } from './refresh-catalog.ts';
import { startCatalogRefresher } from './refresher.ts';

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

const connections = '/api/v1/connections';
const types = connectors.all
  .filter(({ spec }) => spec.capabilities.backgroundCatalog === true)
  .map(({ spec }) => spec.type);
const statusOf = async (id: string) =>
  (await api.call({ url: `${connections}/${id}/catalog/status` })).body;
const valuesOf = async (id: string, query: string) =>
  (await api.call({ url: `${connections}/${id}/catalog/values?per_page=100&${query}` })).body;
const putSettings = (id: string, body: unknown) =>
  api.call({ method: 'PUT', url: `${connections}/${id}/catalog/settings`, body });

/** What a worker does, until nothing is due. Answers the outcomes by connection. */
async function refreshAllDue(): Promise<Readonly<Record<string, string>>> {
  const outcomes: Record<string, string> = {};
  const { store } = api;
  for (;;) {
    const claim = await store.catalogWork.claimCatalog({ types, leaseMs: 60_000 });
    if (claim === null) return outcomes;
    const ports = { store, connectors, clock: systemClock };
    const outcome = await refreshCatalog(ports, claim, new AbortController().signal);
    outcomes[claim.connectionId] = outcome.kind;
  }
}

describe('a catalog that workers keep', () => {
  it('is read with the values of its columns, and says how old it is', async () => {
    expect(await statusOf(data.sourceId)).toMatchObject({
      state: 'never_read',
      taken_at: null,
      age_seconds: null,
      refreshed_at: null,
      values: 0,
    });
    expect(await refreshAllDue()).toMatchObject({
      [data.sourceId]: 'refreshed',
      [data.warehouseId]: 'refreshed',
    });
    const status = await statusOf(data.sourceId);
    expect(status).toMatchObject({
      state: 'fresh',
      refreshing: false,
      requested_at: null,
      tables: 2,
      columns: 8,
      value_columns: 1,
      values: 2,
      tables_unread: 0,
      failures: 0,
      last_error: null,
    });
    expect(valueAt(status, 'age_seconds')).toBeLessThan(60);
    const catalog = await api.call({ url: `${connections}/${data.sourceId}/catalog` });
    expect(textAt(catalog.body, 'taken_at')).toBe(textAt(status, 'taken_at'));
    expect(await refreshAllDue()).toEqual({});
  });

  it('keeps values of words, and never personal data, prose, or too many', async () => {
    await data.execute(`
      create table people (id int primary key, full_name text, contact text, city text, note text, sku text, kind text);
      insert into people select n, 'Ann Smith', 'ann' || n || '@example.com',
        case n % 3 when 0 then 'Berlin' when 1 then 'São Paulo' else 'Нижний  Новгород' end,
        repeat('lorem ipsum ', 8) || n, 'sku-' || n, case when n = 4900 then 'rare one' else 'usual' end
      from generate_series(1, 5000) n;
      analyze people;`);
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    await refreshAllDue();
    const kept = await valuesOf(data.sourceId, 'table=people');
    expect(kept).toEqual(
      [
        ['city', 'Berlin'],
        ['city', 'São Paulo'],
        ['city', 'Нижний  Новгород'],
        ['kind', 'rare one'],
        ['kind', 'usual'],
      ].map(([column, value]) => ({ schema: 'public', table: 'people', column, value })),
    );
    const scope = { organisationId: api.organisationId };
    const words = ['berlin', 'нижний новгород', 'rare one', 'sku-1'];
    const found = await api.store.catalogIndex.findValues(scope, data.sourceId, words);
    expect(found.map((one) => one.value)).toEqual(['Berlin', 'Нижний  Новгород', 'rare one']);
  });

  it('keeps what says yes and no, in words or in numbers', async () => {
    await data.execute(`
      create table clubs (id int primary key, insured text, active int, level int, answer text);
      insert into clubs select n, case n % 2 when 0 then 'Yes' else 'No' end, n % 2, n % 3,
        case n % 3 when 0 then 'yes' when 1 then 'no' else 'maybe' end
      from generate_series(1, 30) n;
      analyze clubs;`);
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    await refreshAllDue();
    const kept = await valuesOf(data.sourceId, 'table=clubs');
    expect(
      Array.isArray(kept)
        ? kept.map((one) => `${textAt(one, 'column')} ${textAt(one, 'value')}`)
        : [],
    ).toEqual([
      'active 0',
      'active 1',
      'answer maybe',
      'answer no',
      'answer yes',
      'insured No',
      'insured Yes',
    ]);
    const scope = { organisationId: api.organisationId };
    const words = ['yes', 'no', '0', '1'];
    const only = await api.store.catalogIndex.findValuesOfOnly(scope, data.sourceId, words);
    expect(only.map((one) => `${one.column} ${one.value}`)).toEqual([
      'active 0',
      'active 1',
      'insured No',
      'insured Yes',
    ]);
    await data.execute('drop table clubs');
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    await refreshAllDue();
  });

  it('forgets at once what is excluded, and does not read it again', async () => {
    const excluded = [{ table: 'people', column: 'city' }];
    const answer = await putSettings(data.sourceId, {
      refresh_minutes: 30,
      excluded_columns: excluded,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { settings: { read_values: true, refresh_minutes: 30, excluded_columns: excluded } },
    });
    expect(await valuesOf(data.sourceId, 'column=city')).toEqual([]);
    expect(await refreshAllDue()).toEqual({ [data.sourceId]: 'refreshed' });
    expect(await valuesOf(data.sourceId, 'column=city')).toEqual([]);
    expect(await valuesOf(data.sourceId, 'column=kind')).toHaveLength(2);
    await putSettings(data.sourceId, { read_values: false });
    expect(await valuesOf(data.sourceId, '')).toEqual([]);
    await refreshAllDue();
    expect(await statusOf(data.sourceId)).toMatchObject({ values: 0, tables: 3 });
    await putSettings(data.sourceId, {});
    await refreshAllDue();
    expect(await valuesOf(data.sourceId, 'column=city')).toHaveLength(3);
  });

  it('shuts a refresh out whose settings have changed meanwhile', async () => {
    const { store } = api;
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    const claim = await store.catalogWork.claimCatalog({ types, leaseMs: 60_000 });
    if (claim === null) expect.fail('nothing was due');
    expect(await store.catalogWork.claimCatalog({ types, leaseMs: 60_000 })).toBeNull();
    expect(await statusOf(data.sourceId)).toMatchObject({ refreshing: true, requested_at: null });
    await putSettings(data.sourceId, { excluded_columns: [{ table: 'people' }] });
    const ports = { store, connectors, clock: systemClock };
    const outcome = await refreshCatalog(ports, claim, new AbortController().signal);
    expect(outcome).toEqual({ kind: 'lost' });
    expect(await valuesOf(data.sourceId, 'table=people')).toEqual([]);
    await refreshAllDue();
    expect(await valuesOf(data.sourceId, 'table=people')).toEqual([]);
    await putSettings(data.sourceId, {});
    await refreshAllDue();
  });

  it('is taken up by another worker when one was killed, who can then write no more', async () => {
    const { catalogWork: work } = api.store;
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    const killed = await work.claimCatalog({ types, leaseMs: 1 });
    if (killed === null) expect.fail('nothing was due');
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    const taken = await work.claimCatalog({ types, leaseMs: 60_000 });
    expect(taken).toMatchObject({ connectionId: killed.connectionId, attempt: killed.attempt + 1 });
    if (taken === null) expect.fail('nobody took it up');
    const found = {
      schema: 'public',
      table: 'orders',
      column: 'status',
      state: 'read' as const,
      complete: true,
    };
    expect(await work.putValues(killed, [{ ...found, values: ['from the dead'] }])).toBe(false);
    expect(await work.storeCatalog(killed, { defaultSchema: 'public', tables: [] })).toBe(false);
    const result = { durationMs: 1, tables: 0, columns: 0, tablesUnread: 0 };
    expect(await work.finishCatalog(killed, result)).toBe(false);
    await work.releaseCatalog(taken);
    expect(await refreshAllDue()).toEqual({ [data.sourceId]: 'refreshed' });
    expect(await statusOf(data.sourceId)).toMatchObject({ state: 'fresh', tables: 3 });
  });

  it('drops tables that are gone, and values that are gone', async () => {
    await data.execute(
      `drop table people; update orders set status = 'late' where status = 'open'`,
    );
    await api.call({ method: 'POST', url: `${connections}/${data.sourceId}:refresh-catalog` });
    await refreshAllDue();
    const values = await valuesOf(data.sourceId, '');
    expect(Array.isArray(values) ? values.map((one) => textAt(one, 'value')) : []).toEqual([
      'late',
      'paid',
    ]);
    await data.execute(`update orders set status = 'open' where status = 'late'`);
  });

  it('reads ClickHouse too', async () => {
    await data.ask(
      'create table visits (id UInt64, page LowCardinality(String)) engine = MergeTree order by id',
    );
    await data.ask(
      `insert into visits select number, ['home', 'cart', 'help'][1 + number % 3] from numbers(9000)`,
    );
    await api.call({ method: 'POST', url: `${connections}/${data.warehouseId}:refresh-catalog` });
    expect(await refreshAllDue()).toEqual({ [data.warehouseId]: 'refreshed' });
    const values = await valuesOf(data.warehouseId, 'table=visits');
    expect(Array.isArray(values) ? values.map((one) => textAt(one, 'value')) : []).toEqual([
      'cart',
      'help',
      'home',
    ]);
  });

  it('tells what went wrong, keeps what it had, and is read when the settings are right', async () => {
    const settings = { ...data.sourceSettings };
    const made = await api.call({
      method: 'POST',
      url: connections,
      body: { name: 'Breaks', type: 'postgresql', settings },
    });
    const id = textAt(made.body, 'connection_id');
    await refreshAllDue();
    expect(await statusOf(id)).toMatchObject({ state: 'fresh', values: 2 });
    const broken = { settings: { port: 1, password: settings['password'] }, test: false };
    await api.call({ method: 'PATCH', url: `${connections}/${id}`, body: broken });
    expect(await valuesOf(id, '')).toEqual([]);
    expect(await refreshAllDue()).toEqual({ [id]: 'failed' });
    const failing = await statusOf(id);
    expect(failing).toMatchObject({
      state: 'failing',
      failures: 1,
      tables: 2,
      last_error: { code: 'CONNECTION_FAILED' },
    });
    expect(JSON.stringify(failing)).not.toContain(String(settings['password']));
    expect(await refreshAllDue()).toEqual({});
    await api.call({ method: 'PATCH', url: `${connections}/${id}`, body: { settings } });
    expect(await refreshAllDue()).toEqual({ [id]: 'refreshed' });
    expect(await statusOf(id)).toMatchObject({ state: 'fresh', failures: 0, last_error: null });
    expect((await api.call({ method: 'DELETE', url: `${connections}/${id}` })).status).toBe(204);
  });

  it('is read by a running worker soon after somebody asks', async () => {
    const worker: Running = startCatalogRefresher({
      store: api.store,
      connectors,
      clock: systemClock,
      random: Math.random,
      log: pino({ level: 'silent' }),
    });
    try {
      const before = textAt(await statusOf(data.sourceId), 'refreshed_at');
      const asked = await api.call({
        method: 'POST',
        url: `${connections}/${data.sourceId}:refresh-catalog`,
      });
      expect(asked.status).toBe(202);
      const refreshedAt = async () => textAt(await statusOf(data.sourceId), 'refreshed_at');
      await expect.poll(refreshedAt, { timeout: 30_000, interval: 100 }).not.toBe(before);
    } finally {
      await worker.stop();
    }
  });
});

describe('who may', () => {
  it('is nobody of another organisation', async () => {
    const token = await api.tokenFor({
      userId: 'user_catalog',
      organisationId: 'org_catalog',
      role: 'admin',
    });
    const at = `${connections}/${data.sourceId}`;
    for (const [method, url, body] of [
      ['GET', `${at}/catalog/status`, undefined],
      ['GET', `${at}/catalog/values`, undefined],
      ['PUT', `${at}/catalog/settings`, {}],
      ['POST', `${at}:refresh-catalog`, undefined],
    ] as const) {
      expect((await api.call({ method, url, body, token })).status).toBe(404);
    }
    const scope = { organisationId: 'org_catalog' };
    expect(await api.store.catalogIndex.findValues(scope, data.sourceId, ['paid'])).toEqual([]);
    expect(await api.store.catalogIndex.getStatus(scope, data.sourceId)).toBeNull();
  });

  it.each([
    [{ refresh_minutes: 4 }, ['refresh_minutes']],
    [{ refresh_minutes: 'hourly' }, ['refresh_minutes']],
    [{ read_values: 'no' }, ['read_values']],
    [{ excluded_columns: [{}] }, ['excluded_columns.0']],
    [{ excluded_columns: ['orders.status'] }, ['excluded_columns.0']],
    [{ excluded_columns: [{ table: 'a', colum: 'b' }] }, ['excluded_columns.0.colum']],
    [{ other: 1 }, ['other']],
  ])('settings are refused: %j', async (body, fields) => {
    const answer = await putSettings(data.sourceId, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_ERROR' } } });
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });
});
