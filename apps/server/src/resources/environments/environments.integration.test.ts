import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireTestServers } from '@ai-etl/local';
import { connectors } from '../../connectors.ts';
import type { Running } from '../../process/run-process.ts';
import { systemClock } from '../../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { startWorker } from '../../worker.ts';

let api: TestApi;
let data: TestData;
let worker: Running;
/** Another connection to the same source. */
let stagingShop: string;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
  const log = pino({ level: 'silent' });
  worker = await startWorker({
    store: api.store,
    connectors,
    maskKey: () => 'ab'.repeat(32),
    clock: systemClock,
    log,
    concurrency: 2,
  });
  const created = await api.call({
    method: 'POST',
    url: '/api/v1/connections',
    body: { name: 'Shop staging', type: 'postgresql', settings: data.sourceSettings },
  });
  stagingShop = textAt(created.body, 'connection_id');
});
afterAll(async () => {
  await worker?.stop();
  await data?.close();
  await api?.close();
});

const pipelines = '/api/v1/pipelines';
const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', url: `${pipelines}${path}`, body });
const environments = () => `/api/v1/projects/${api.projectId}/environments`;
const put = (environment: string, body: unknown) =>
  api.call({ method: 'PUT', url: `${environments()}/${environment}`, body });
const createPipeline = async (name: string, place: object = {}): Promise<string> => {
  const spec = {
    version: 1,
    name,
    sources: [{ id: 'orders', connection: data.sourceId, object: { name: 'orders' } }],
    targets: [
      {
        id: 'copy',
        input: 'orders',
        connection: data.warehouseId,
        object: { ...place, name },
        write: { mode: 'replace' },
      },
    ],
  };
  const created = await post('', { spec });
  expect(created.status).toBe(201);
  return textAt(created.body, 'pipeline_id');
};

describe('environments of a project', () => {
  it('are three, bound by names or ids, each by itself', async () => {
    const listed = await api.call({ url: environments() });
    expect(listed.headers['x-total-count']).toBe('3');
    expect(listed.body).toMatchObject([
      { environment: 'development', connections: [] },
      { environment: 'staging', connections: [] },
      { environment: 'production', connections: [] },
    ]);
    const bound = await put('development', { connections: { shop: stagingShop } });
    expect(bound).toMatchObject({
      status: 200,
      body: {
        environment: 'development',
        connections: [
          {
            connection_id: data.sourceId,
            connection: 'Shop',
            bound_connection_id: stagingShop,
            bound_connection: 'Shop staging',
          },
        ],
      },
    });
    expect((await api.call({ url: `${environments()}/staging` })).body).toMatchObject({
      connections: [],
    });
    expect((await put('development', { connections: {} })).body).toMatchObject({
      connections: [],
    });
  });

  it.each([
    ['staging', {}, ['connections']],
    ['staging', { connections: [] }, ['connections']],
    ['staging', { connections: { Shop: 5 } }, ['connections.Shop']],
    ['staging', { connections: { Shop: 'Shpo' } }, ['connections.Shop']],
    ['staging', { connections: { Nobody: 'Shop' } }, ['connections.Nobody']],
    ['staging', { connections: {}, extra: 1 }, ['extra']],
    ['moon', { connections: {} }, ['environment']],
  ])('%s is not bound with %j', async (environment, body, fields) => {
    const answer = await put(environment, body);
    expect(answer.status).toBe(400);
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });

  it('are not there for a project of nobody', async () => {
    for (const path of ['', '/staging']) {
      const answer = await api.call({ url: `/api/v1/projects/proj_nobody/environments${path}` });
      expect(answer.status).toBe(404);
    }
    const url = '/api/v1/projects/proj_nobody/environments/staging';
    const answer = await api.call({ method: 'PUT', url, body: { connections: {} } });
    expect(answer.status).toBe(404);
  });
});

describe('a deployment', () => {
  it('says what it changes, and in a dry run changes nothing', async () => {
    const id = await createPipeline('told_before');
    const dry = await post(`/${id}:deploy`, { schedule: '0 2 * * *', dry_run: true });
    expect(dry).toMatchObject({
      status: 200,
      body: {
        dry_run: true,
        deployed_at: null,
        version: 1,
        schedule: { cron: '0 2 * * *' },
        changes: {
          version: { from: null, to: 1 },
          spec: [],
          schedule: { from: null, to: { cron: '0 2 * * *', timezone: 'UTC' } },
          tables: [
            {
              table: 'told_before',
              write_mode: 'replace',
              change: 'create',
              create_sql: expect.stringMatching(/create table/i),
            },
          ],
        },
        notes: [],
      },
    });
    expect(valueAt(dry.body, 'next_runs')).toHaveLength(5);
    expect((await api.call({ url: `${pipelines}/${id}` })).body).toMatchObject({
      deployment: null,
      deployments: [],
      schedule: null,
    });
    await post(`/${id}:deploy`, { schedule: '0 2 * * *' });
    await post(`/${id}:run`, { async: false });
    const spec = valueAt((await api.call({ url: `${pipelines}/${id}` })).body, 'spec');
    const renamed = { ...(typeof spec === 'object' ? spec : {}), description: 'second' };
    await api.call({ method: 'PATCH', url: `${pipelines}/${id}`, body: { spec: renamed } });
    const second = await post(`/${id}:deploy`, { dry_run: true });
    expect(second.body).toMatchObject({
      changes: {
        version: { from: 1, to: 2 },
        spec: [{ path: 'description', before: '', after: 'second' }],
        schedule: { from: { cron: '0 2 * * *' }, to: { cron: '0 2 * * *' } },
        tables: [{ change: 'none', create_sql: null, new_columns: [], other_columns: [] }],
      },
    });
    await data.ask('alter table told_before add column extra Nullable(String)');
    await data.execute('alter table orders add column note text');
    const validated = await post(`/${id}:validate`);
    expect(validated.body).toMatchObject({
      validation: { status: 'passed', warnings: [{ code: 'SCHEMA_EVOLVES' }] },
      tables: [{ change: 'columns_differ', new_columns: ['note'], other_columns: ['extra'] }],
    });
    await data.execute('alter table orders drop column note');
  });

  it('of each environment has a version, schedule and connections of its own', async () => {
    const id = await createPipeline('two_places');
    const bare = await post(`/${id}:deploy`, { environment: 'staging', dry_run: true });
    expect(textAt(bare.body, 'notes.0')).toMatch(/^staging has no connections of its own/);
    await put('staging', { connections: { Shop: 'Shop staging' } });
    await post(`/${id}:deploy`, { schedule: '0 1 * * *' });
    const staged = await post(`/${id}:deploy`, { environment: 'staging', schedule: '0 3 * * *' });
    expect(staged.body).toMatchObject({
      notes: [],
      changes: { connections: { from: {}, to: { [data.sourceId]: stagingShop } } },
    });
    await post(`/${id}:pause`, { environment: 'staging' });
    const detail = await api.call({ url: `${pipelines}/${id}` });
    expect(valueAt(detail.body, 'deployments')).toMatchObject([
      {
        environment: 'production',
        connections: {},
        schedule: { cron: '0 1 * * *', paused: false },
        deployed_by: expect.stringMatching(/^user_/),
      },
      {
        environment: 'staging',
        connections: { [data.sourceId]: stagingShop },
        schedule: { cron: '0 3 * * *', paused: true },
      },
    ]);
    const missing = await post(`/${id}:pause`, { environment: 'development' });
    expect(missing).toMatchObject({ status: 409 });
    const run = await post(`/${id}:run`, { environment: 'staging', async: false });
    expect(run).toMatchObject({
      status: 200,
      body: { status: 'success', environment: 'staging', receipt: { source_rows: '500' } },
    });
    // The plan of the run asked the bound connection.
    const claimed = await api.call({ url: `/api/v1/runs/${textAt(run.body, 'run_id')}` });
    expect(claimed.body).toMatchObject({ environment: 'staging', status: 'success' });
    await put('staging', { connections: {} });
    expect(
      valueAt((await api.call({ url: `${pipelines}/${id}` })).body, 'deployments.1'),
    ).toMatchObject({ connections: { [data.sourceId]: stagingShop } });
  });

  it('writes to the database of its own environment, however that is called', async () => {
    const { clickhouse } = await acquireTestServers();
    const other = await clickhouse.createDatabase();
    const address = new URL(other.url);
    await api.call({
      method: 'POST',
      url: '/api/v1/connections',
      body: {
        name: 'Warehouse development',
        type: 'clickhouse',
        settings: {
          host: address.hostname,
          port: Number(address.port),
          database: other.database,
          user: other.user,
          password: other.password,
          ssl_mode: 'disable',
        },
      },
    });
    const warehouse = await api.call({ url: `/api/v1/connections/${data.warehouseId}` });
    const schema = textAt(warehouse.body, 'settings.database');
    const id = await createPipeline('customers', { schema });
    await put('development', { connections: { Warehouse: 'Warehouse development' } });
    const deployed = await post(`/${id}:deploy`, { environment: 'development' });
    expect(textAt(deployed.body, 'changes.tables.0.table')).toBe(`${other.database}.customers`);
    const run = await post(`/${id}:run`, { environment: 'development', async: false });
    expect(run.body).toMatchObject({ status: 'success', receipt: { loaded_rows: '500' } });
    expect(await data.ask(`select count() from ${other.database}.customers`)).toBe('500');
    expect(await data.ask('exists table customers')).toBe('0');
    await other.drop();
  });

  it('keeps a schedule set by hand, and follows the spec where it came from there', async () => {
    const id = await createPipeline('keeps_time');
    await post(`/${id}:deploy`, { schedule: '0 6 * * *' });
    expect((await post(`/${id}:deploy`)).body).toMatchObject({ schedule: { cron: '0 6 * * *' } });
    expect((await post(`/${id}:deploy`, { schedule: null })).body).toMatchObject({
      schedule: null,
    });
    const detail = await api.call({ url: `${pipelines}/${id}` });
    const spec = valueAt(detail.body, 'spec');
    const scheduled = {
      ...(typeof spec === 'object' ? spec : {}),
      schedule: { cron: '0 7 * * *', timezone: 'UTC' },
    };
    await api.call({ method: 'PATCH', url: `${pipelines}/${id}`, body: { spec: scheduled } });
    expect((await post(`/${id}:deploy`)).body).toMatchObject({ schedule: { cron: '0 7 * * *' } });
  });

  it.each([
    [{ version: 2 }, ['version']],
    [{ version: 0 }, ['version']],
    [{ environment: 'produciton' }, ['environment']],
    [{ dry_run: 'yes' }, ['dry_run']],
  ])('is refused with %j', async (body, fields) => {
    const id = await createPipeline('refuses');
    const answer = await post(`/${id}:deploy`, body);
    expect(answer.status).toBe(400);
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });
});

describe('a backfill', () => {
  it('runs each time of the schedule once, in its environment', async () => {
    const id = await createPipeline('fills_back');
    await post(`/${id}:deploy`, { schedule: '0 2 * * *' });
    const range = { from: '2024-01-01', to: '2024-01-03' };
    const dry = await post(`/${id}:backfill`, { ...range, dry_run: true });
    expect(dry).toMatchObject({
      status: 202,
      body: {
        cron: '0 2 * * *',
        created: 0,
        times: [
          { logical_time: '2024-01-01T02:00:00.000Z', outcome: 'would_create', run_id: null },
          { logical_time: '2024-01-02T02:00:00.000Z' },
          { logical_time: '2024-01-03T02:00:00.000Z' },
        ],
      },
    });
    const made = await post(`/${id}:backfill`, range);
    expect(made.body).toMatchObject({ created: 3, times: [{ outcome: 'created' }, {}, {}] });
    const again = await post(`/${id}:backfill`, { ...range, to: '2024-01-04' });
    expect(valueAt(again.body, 'created')).toBe(1);
    expect(valueAt(again.body, 'times.0.run_id')).toBe(valueAt(made.body, 'times.0.run_id'));

    const runs = `${pipelines}/${id}/runs`;
    const ended = async () =>
      (await api.call({ url: `${runs}?status=success,failed` })).headers['x-total-count'];
    await expect.poll(ended, { timeout: 60_000, interval: 200 }).toBe('4');
    const listed = await api.call({ url: `${runs}?trigger=backfill&sort=logical_time` });
    expect(listed.body).toMatchObject([
      { logical_time: '2024-01-01T02:00:00.000Z', trigger: 'backfill', status: 'success' },
      { logical_time: '2024-01-02T02:00:00.000Z' },
      { logical_time: '2024-01-03T02:00:00.000Z' },
      { logical_time: '2024-01-04T02:00:00.000Z' },
    ]);
    const once = await post(`/${id}:backfill`, { ...range, again: true, environment: 'staging' });
    expect(once.status).toBe(400);
    const byCron = { ...range, environment: 'staging', cron: '0 0 * * *', dry_run: true };
    expect((await post(`/${id}:backfill`, byCron)).body).toMatchObject({ environment: 'staging' });
  });

  const range = { from: '2024-01-01', to: '2024-01-31' };
  it.each([
    [{}, ['from', 'to']],
    [{ ...range, from: '31.01.2024' }, ['from']],
    [{ ...range, to: '2024-02-31' }, ['to']],
    [{ ...range, from: '0000-01-01' }, ['from']],
    [{ ...range, to: '9999-12-31T23:00:00-05:00' }, ['to']],
    [{ ...range, from: '2024-02-01' }, ['to']],
    [{ from: '2999-01-01', to: '2999-01-02' }, ['from']],
    [{ ...range, limit: 30 }, ['limit']],
    [{ ...range, limit: 2000 }, ['limit']],
    [{ ...range, cron: 'daily' }, ['cron']],
    [{ ...range, cron: '0 0 31 2 *' }, ['cron']],
    [{ from: '2024-01-01T00:00:00Z', to: '2024-01-01T01:00:00Z', cron: '0 5 * * *' }, ['to']],
    [{ ...range, timezone: 'Mars/Olympus' }, ['timezone']],
    [{ ...range, environment: 'moon' }, ['environment']],
    [{ ...range, params: { date: '2024-01-01', other: 1 } }, ['params.other']],
    [{ ...range, dryrun: true }, ['dryrun']],
  ])('is refused with %j', async (body, fields) => {
    const id = await createPipeline('refuses_backfill');
    await post(`/${id}:deploy`, { schedule: '0 2 * * *' });
    const answer = await post(`/${id}:backfill`, body);
    expect(answer.status).toBe(400);
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });

  it('needs to know the times', async () => {
    const id = await createPipeline('no_schedule');
    const answer = await post(`/${id}:backfill`, range);
    expect(textAt(answer.body, 'error.details.0.field')).toBe('cron');
  });
});
