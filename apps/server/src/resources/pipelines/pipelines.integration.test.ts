import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from '../../connectors.ts';
import type { Running } from '../../process/run-process.ts';
import { systemClock } from '../../system-clock.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { startWorker } from '../../worker.ts';

let api: TestApi;
let data: TestData;
let worker: Running;
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
});
afterAll(async () => {
  await worker?.stop();
  await data?.close();
  await api?.close();
});

const url = '/api/v1/pipelines';
const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', url: `${url}${path}`, body });
const generate = (description: string, options = { optimize: true, validate: true }) =>
  post(':generate', { description, options });
const idOf = (answer: { readonly body: unknown }) => textAt(answer.body, 'pipeline_id');

describe('from a sentence to rows', () => {
  it('generates, deploys, runs and shows the receipt', async () => {
    const generated = await generate('Load orders from PostgreSQL to ClickHouse daily at 2am');
    expect(generated.status).toBe(200);
    expect(generated.body).toMatchObject({
      pipeline_id: expect.stringMatching(/^pipe_/),
      name: expect.stringMatching(/^orders/),
      description: expect.any(String),
      code: expect.stringContaining('import pandas as pd'),
      dag_definition: { tasks: expect.any(Array), edges: expect.any(Array) },
      validation: { status: 'passed', warnings: [], checked: 'live', sampled_rows: 100 },
      clarification: [],
      plan: { route: 'direct' },
    });
    const id = idOf(generated);

    const deployed = await post(`/${id}:deploy`, { environment: 'production' });
    expect(deployed.status).toBe(200);
    expect(deployed.body).toMatchObject({
      pipeline_id: id,
      environment: 'production',
      version: 1,
      schedule: { cron: '0 2 * * *', timezone: 'UTC' },
    });
    expect(valueAt(deployed.body, 'next_runs')).toHaveLength(5);
    expect(textAt(deployed.body, 'next_runs.0')).toMatch(/T02:00:00\.000Z$/);

    const idle = await api.call({ url: `${url}/${id}/status` });
    expect(idle.body).toMatchObject({ pipeline_id: id, run_id: null, status: 'idle' });

    const run = await post(`/${id}:run`, { async: false });
    expect(run.status).toBe(200);
    expect(run.body).toMatchObject({
      status: 'success',
      receipt: { source_rows: '500', loaded_rows: '500', checksums_match: true },
    });
    expect(await data.ask('select count(), sum(amount) from orders')).toBe('500\t156562.5');

    const runId = textAt(run.body, 'run_id');
    const status = await api.call({ url: `${url}/${id}/status` });
    expect(status.body).toEqual({
      pipeline_id: id,
      run_id: runId,
      status: 'success',
      current_task: null,
      progress: 100,
      started_at: expect.stringMatching(/^\d{4}-/),
      estimated_completion: null,
    });
    const one = await api.call({ url: `/api/v1/runs/${runId}` });
    expect(one.body).toMatchObject({ run_id: runId, tasks: expect.arrayContaining([]) });
    expect(JSON.stringify(valueAt(one.body, 'tasks'))).toContain('"status":"success"');
    const logs = await api.call({ url: `/api/v1/runs/${runId}/logs?limit=1` });
    expect(valueAt(logs.body, 'logs')).toHaveLength(1);
    const after = Number(valueAt(logs.body, 'next_after'));
    const rest = await api.call({ url: `/api/v1/runs/${runId}/logs?after=${after}` });
    expect(Number(valueAt(rest.body, 'logs.0.id'))).toBeGreaterThan(after);
    const runs = await api.call({ url: `${url}/${id}/runs` });
    expect(runs.headers['x-total-count']).toBe('1');
    const cancelled = await api.call({ method: 'POST', url: `/api/v1/runs/${runId}:cancel` });
    expect(cancelled.status).toBe(409);
    expect(valueAt(cancelled.body, 'error.code')).toBe('CONFLICT');

    const detail = await api.call({ url: `${url}/${id}` });
    expect(detail.body).toMatchObject({
      status: 'ready',
      spec: { version: 1 },
      code: expect.stringContaining('import pandas as pd'),
      last_run: { run_id: runId, status: 'success' },
    });
  });

  it('deploys with a look at the table that a run has just made', async () => {
    const id = idOf(await generate('Load orders from PostgreSQL to ClickHouse table just_made'));
    const changeOf = async () => {
      const { body } = await post(`/${id}:deploy`, { dry_run: true });
      return valueAt(body, 'changes.tables.0.change');
    };
    expect(await changeOf()).toBe('create');
    expect((await post(`/${id}:run`, { async: false })).body).toMatchObject({ status: 'success' });
    expect(await changeOf()).toBe('none');
  });

  it('takes the body of deploy and run without a content type, and none at all', async () => {
    const id = idOf(await generate('Load customers from PostgreSQL to ClickHouse'));
    const deployed = await post(`/${id}:deploy`);
    expect(deployed).toMatchObject({
      status: 200,
      body: { environment: 'production', schedule: null, next_runs: [] },
    });
    const run = await post(`/${id}:run`);
    expect(run.status).toBe(202);
    expect(textAt(run.body, 'run_id')).toMatch(/^run_/);
  });

  it('answers the same run for the same idempotency key', async () => {
    const id = idOf(await generate('Load customers from PostgreSQL to ClickHouse'));
    const ask = () =>
      api.call({
        method: 'POST',
        url: `${url}/${id}:run`,
        body: { async: false },
        headers: { 'idempotency-key': 'once' },
      });
    const first = await ask();
    expect(textAt((await ask()).body, 'run_id')).toBe(textAt(first.body, 'run_id'));
  });

  it('takes an undeclared date as the moment the run is about', async () => {
    const id = idOf(await generate('Load customers from PostgreSQL to ClickHouse'));
    const run = await post(`/${id}:run`, { params: { date: '2024-01-26' }, async: false });
    expect(run.body).toMatchObject({ status: 'success', logical_time: '2024-01-26T00:00:00.000Z' });
  });

  it('mirrors every table when a system is all that is named', async () => {
    const generated = await generate('Load data from PostgreSQL to ClickHouse');
    expect(valueAt(generated.body, 'validation.status')).toBe('passed');
    expect(valueAt(generated.body, 'spec.targets')).toHaveLength(2);
    expect(valueAt(generated.body, 'assumptions')).not.toEqual([]);
  });

  it('leaves the plan out when it is not asked for, and proves on catalogs only', async () => {
    const options = { optimize: false, validate: false };
    const generated = await generate('Load orders from PostgreSQL to ClickHouse', options);
    expect(generated.body).toMatchObject({
      plan: null,
      validation: { status: 'passed', checked: 'catalog', sampled_rows: 0 },
    });
  });

  it('finds a table that was made a moment ago', async () => {
    await generate('Load orders from PostgreSQL to ClickHouse');
    await data.execute('create table parcels (id bigint primary key, weight int)');
    const generated = await generate('Load parcels from PostgreSQL to ClickHouse');
    expect(generated.body).toMatchObject({ validation: { status: 'passed' } });
    expect(valueAt(generated.body, 'spec.sources.0.object.name')).toBe('parcels');
    await data.execute('drop table parcels');
  });
});

describe('a spec that the caller wrote', () => {
  const spec = (source: object) => ({
    version: 1,
    name: 'paid_orders',
    sources: [{ id: 'orders', connection: data.sourceId, ...source }],
    targets: [
      {
        id: 'paid',
        input: 'orders',
        connection: data.warehouseId,
        object: { name: 'paid_orders' },
        write: { mode: 'replace' },
      },
    ],
  });

  it('with a query of its own is proved live, deployed and run', async () => {
    const query = "select id, amount from orders where status = 'paid'";
    const created = await post('', { spec: spec({ query }), options: { validate: false } });
    expect(created.body).toMatchObject({ validation: { status: 'passed', checked: 'live' } });
    const id = idOf(created);
    expect((await post(`/${id}:deploy`)).status).toBe(200);
    expect((await post(`/${id}:run`, { async: false })).body).toMatchObject({
      status: 'success',
      receipt: { loaded_rows: '166', checksums_match: true },
    });
    expect((await api.call({ url: `${url}/${id}` })).status).toBe(200);
  });

  it('sees a table that was made a moment ago', async () => {
    await data.execute('create table fresh (id bigint primary key)');
    const created = await post('', { spec: spec({ object: { name: 'fresh' } }) });
    await data.execute('drop table fresh');
    expect(created.body).toMatchObject({ validation: { status: 'passed' } });
  });

  it('is neither deployed nor run while it does not fit its data, and is when it does again', async () => {
    const createTable = 'create table gadgets (id bigint primary key)';
    await data.execute(createTable);
    const id = idOf(await post('', { spec: spec({ object: { name: 'gadgets' } }) }));
    await data.execute('drop table gadgets');
    await generate('Load orders from PostgreSQL to ClickHouse'); // looks at the source anew

    for (const verb of ['deploy', 'run']) {
      const refused = await post(`/${id}:${verb}`);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({
        error: { code: 'VALIDATION_ERROR', details: [{ field: 'sources.0.object' }] },
      });
    }
    expect((await api.call({ url: `${url}/${id}/runs` })).body).toEqual([]);

    await data.execute(createTable);
    expect((await post(`/${id}:run`, { async: false })).body).toMatchObject({ status: 'success' });
    await data.execute('drop table gadgets');
  });

  it.each([
    ['a connection that is not there', { connection: 'conn_nobody', object: { name: 'orders' } }],
    ['a table that is not there', { object: { name: 'unicorns' } }],
    ['a query that writes', { query: 'delete from orders returning id' }],
    ['two kinds of source', { object: { name: 'orders' }, query: 'select 1' }],
  ])('is refused with %s, and not stored', async (_what, source) => {
    const total = async () => (await api.call({ url })).headers['x-total-count'];
    const before = await total();
    const created = await post('', { spec: spec(source) });
    expect(created.status).toBe(400);
    expect(valueAt(created.body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(textAt(created.body, 'error.details.0.field')).toMatch(/^spec\./);
    expect(await total()).toBe(before);
    expect(await data.ask('exists table unicorns')).toBe('0');
  });
});

describe('a schedule', () => {
  it('can be replaced, paused, resumed and removed', async () => {
    const id = idOf(await generate('Load orders from PostgreSQL to ClickHouse daily'));
    const body = { schedule: '*/15 8-17 * * MON-FRI', timezone: 'Europe/Berlin' };
    const deployed = await post(`/${id}:deploy`, body);
    expect(deployed.body).toMatchObject({
      schedule: { cron: body.schedule, timezone: 'Europe/Berlin', paused: false },
    });
    expect((await post(`/${id}:pause`)).body).toMatchObject({ paused: true, next_run_at: null });
    expect((await post(`/${id}:resume`)).body).toMatchObject({
      paused: false,
      next_run_at: expect.any(String),
    });
    expect((await post(`/${id}:deploy`, { schedule: null })).body).toMatchObject({
      schedule: null,
    });
    expect((await post(`/${id}:pause`)).status).toBe(409);
  });

  it.each([
    ['six fields', { schedule: '0 0 2 * * *' }, 'schedule'],
    ['a field out of range', { schedule: '61 2 * * *' }, 'schedule'],
    ['a day that never comes', { schedule: '0 0 31 2 *' }, 'schedule'],
    ['words', { schedule: 'daily' }, 'schedule'],
    ['an empty text', { schedule: '' }, 'schedule'],
    ['an unknown time zone', { schedule: '0 2 * * *', timezone: 'Mars/Olympus' }, 'timezone'],
    ['a wrong type', { schedule: 5 }, 'schedule'],
    ['an environment that is no name', { environment: '../x' }, 'environment'],
    ['an unknown field', { shedule: '0 2 * * *' }, 'shedule'],
  ])('is refused with %s, and what was deployed stays', async (_what, body, field) => {
    const id = idOf(await generate('Load orders from PostgreSQL to ClickHouse'));
    await post(`/${id}:deploy`, { schedule: '0 5 * * *' });
    const answer = await post(`/${id}:deploy`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: 'VALIDATION_ERROR', details: [{ field, error: expect.any(String) }] },
    });
    if ('schedule' in body && typeof body.schedule === 'string' && field === 'schedule') {
      expect(textAt(answer.body, 'error.message')).toBe('Invalid pipeline configuration');
      expect(textAt(answer.body, 'error.details.0.error')).toMatch(/^Invalid cron expression/);
    }
    const detail = await api.call({ url: `${url}/${id}` });
    expect(valueAt(detail.body, 'schedule.cron')).toBe('0 5 * * *');
  });
});

describe('an unclear sentence', () => {
  it('becomes a draft with questions, which answers settle', async () => {
    const draft = await generate('Load orders from PostgreSQL');
    expect(draft.status).toBe(200);
    expect(draft.body).toMatchObject({ validation: { status: 'needs_clarification' }, code: '' });
    const id = idOf(draft);
    const questionId = textAt(draft.body, 'clarification.0.id');
    expect(questionId).not.toBe('');

    for (const verb of ['deploy', 'run']) {
      const refused = await post(`/${id}:${verb}`);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({
        error: {
          code: 'VALIDATION_ERROR',
          details: [
            {
              field: `clarification.${questionId}`,
              error: textAt(draft.body, 'clarification.0.question'),
            },
          ],
        },
      });
    }
    expect((await api.call({ url: `${url}/${id}/status` })).body).toMatchObject({
      status: 'needs_clarification',
    });

    const wrong = await post(`/${id}:clarify`, { answers: { no_such_question: 'x' } });
    expect(wrong.status).toBe(400);
    expect(textAt(wrong.body, 'error.details.0.field')).toBe('answers.no_such_question');

    const choices = valueAt(draft.body, 'clarification.0.choices');
    const warehouse = Array.isArray(choices)
      ? choices.find((one) => JSON.stringify(one).includes('Warehouse'))
      : undefined;
    const choice = textAt(warehouse, 'value');
    const settled = await post(`/${id}:clarify`, { answers: { [questionId]: choice } });
    expect(settled.body).toMatchObject({
      pipeline_id: id,
      clarification: [],
      validation: { status: 'passed' },
      version: 1,
    });
    expect((await post(`/${id}:deploy`)).status).toBe(200);
    expect((await post(`/${id}:clarify`, { answers: {} })).status).toBe(409);
  });
});

describe('bad input to generate', () => {
  const total = async () => Number((await api.call({ url })).headers['x-total-count']);

  it.each([
    ['an empty description', { description: '' }, 'description'],
    ['a blank description', { description: ' \n ' }, 'description'],
    ['no description', {}, 'description'],
    ['a description of a wrong type', { description: 7 }, 'description'],
    ['a description of 100 kB', { description: 'load data '.repeat(10_000) }, 'description'],
    [
      'options of a wrong type',
      { description: 'x', options: { validate: 'yes' } },
      'options.validate',
    ],
    ['an unknown option', { description: 'x', options: { fast: true } }, 'options.fast'],
    ['an unknown field', { description: 'x', projectId: 'x' }, 'projectId'],
  ])('names %s and stores nothing', async (_what, body, field) => {
    const before = await total();
    const answer = await post(':generate', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: {
        code: 'VALIDATION_ERROR',
        message: expect.stringMatching(/./),
        details: [{ field, error: expect.stringMatching(/./) }],
        request_id: answer.headers['x-request-id'],
      },
    });
    expect(await total()).toBe(before);
  });

  it.each([
    ['no JSON', 'load orders', 'application/json', 400, 'body'],
    ['half a JSON', '{"description":', 'application/json', 400, 'body'],
    ['a form', 'description=x', 'application/x-www-form-urlencoded', 415, 'content-type'],
  ])('refuses %s and stores nothing', async (_what, body, type, status, field) => {
    const before = await total();
    const headers = { 'content-type': type };
    const answer = await api.call({ method: 'POST', url: `${url}:generate`, body, headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      error: { code: 'VALIDATION_ERROR', details: [{ field }] },
    });
    expect(await total()).toBe(before);
  });

  it('does not know another project', async () => {
    const before = await total();
    const answer = await post(':generate', { description: 'Load x', project_id: 'proj_123' });
    expect(answer.status).toBe(404);
    expect(valueAt(answer.body, 'error.code')).toBe('RESOURCE_NOT_FOUND');
    expect(await total()).toBe(before);
  });

  it.each([
    ['an unknown connection', 'Load orders from the connection "Nowhere" to ClickHouse'],
    ['a missing table', 'Load table unicorns from PostgreSQL to ClickHouse'],
    ['no target', 'Load orders from PostgreSQL'],
    ['a contradictory schedule', 'Load orders from PostgreSQL to ClickHouse daily, every hour'],
    ['a system without a connector', 'Load orders from PostgreSQL to Snowflake'],
  ])(
    'does not guess with %s: nothing can be deployed or run before it is cleared up',
    async (_what, description) => {
      const answer = await generate(description);
      expect(answer.status).toBe(200);
      expect(textAt(answer.body, 'validation.status')).toMatch(/needs_clarification|failed/);
      for (const verb of ['deploy', 'run']) {
        const refused = await post(`/${idOf(answer)}:${verb}`);
        expect(refused.status).toBe(400);
        expect(valueAt(refused.body, 'error.code')).toBe('VALIDATION_ERROR');
        expect(valueAt(refused.body, 'error.details')).not.toEqual([]);
      }
    },
  );

  it('asks which one when two tables fit equally', async () => {
    await data.execute('create schema archive; create table archive.orders (id bigint)');
    const answer = await generate('Load orders from PostgreSQL to ClickHouse');
    await data.execute('drop schema archive cascade');
    // Either is fair: to ask, or to take the default schema and say so. Silence is not.
    const said = [valueAt(answer.body, 'clarification'), valueAt(answer.body, 'assumptions')];
    expect(JSON.stringify(said)).toContain('archive.orders');
  });

  it('never executes SQL that a description holds', async () => {
    const answer = await generate(
      "Load orders from PostgreSQL to ClickHouse'; drop table orders; truncate customers; --",
    );
    expect([200, 400]).toContain(answer.status);
    const rows = await generate('Load orders from PostgreSQL to ClickHouse');
    expect(valueAt(rows.body, 'validation.sampled_rows')).toBe(100);
  });

  it('says that a source does not answer, and settles when it does again', async () => {
    const settings = { ...data.sourceSettings, port: 1 };
    const created = await api.call({
      method: 'POST',
      url: '/api/v1/connections',
      body: { name: 'Broken', type: 'postgresql', settings, test: false },
    });
    const connectionId = textAt(created.body, 'connection_id');
    const answer = await generate('Load orders from the connection Broken to ClickHouse');
    expect(answer.status).toBe(200);
    expect(textAt(answer.body, 'validation.status')).toMatch(/failed|needs_clarification/);
    expect(JSON.stringify(valueAt(answer.body, 'validation.errors'))).toContain(
      'CONNECTION_UNREACHABLE',
    );
    expect((await post(`/${idOf(answer)}:run`)).status).toBe(400);
    await api.call({ method: 'DELETE', url: `/api/v1/connections/${connectionId}` });
  });
});

describe('bad input to run', () => {
  it.each([
    ['an unknown parameter', { params: { colour: 'red' } }, 'params.colour'],
    ['a date that is none', { params: { date: '2024-02-31' } }, 'params.date'],
    ['a date of a wrong type', { params: { date: 20240126 } }, 'params.date'],
    ['parameters that are no object', { params: 'x' }, 'params'],
    ['a nested parameter', { params: { a: { b: 1 } } }, 'params.a'],
    ['async of a wrong type', { async: 'yes' }, 'async'],
  ])('refuses %s and queues nothing', async (_what, body, field) => {
    const id = idOf(await generate('Load orders from PostgreSQL to ClickHouse'));
    const answer = await post(`/${id}:run`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { code: 'VALIDATION_ERROR', details: [{ field }] },
    });
    expect((await api.call({ url: `${url}/${id}/runs` })).headers['x-total-count']).toBe('0');
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/pipelines/pipe_nobody'],
    ['GET', '/pipelines/pipe_nobody/status'],
    ['GET', '/pipelines/pipe_nobody/runs'],
    ['DELETE', '/pipelines/pipe_nobody'],
    ['POST', '/pipelines/pipe_nobody:deploy'],
    ['POST', '/pipelines/pipe_nobody:run'],
    ['POST', '/pipelines/pipe_nobody:pause'],
    ['GET', '/runs/run_nobody'],
    ['GET', '/runs/run_nobody/logs'],
    ['POST', '/runs/run_nobody:cancel'],
  ] as const)('%s %s answers 404', async (method, path) => {
    const answer = await api.call({ method, url: `/api/v1${path}` });
    expect(answer.status).toBe(404);
    expect(valueAt(answer.body, 'error.code')).toBe('RESOURCE_NOT_FOUND');
  });

  it('a deleted pipeline is gone, and its connection free', async () => {
    const id = idOf(await generate('Load orders from PostgreSQL to ClickHouse'));
    expect((await api.call({ method: 'DELETE', url: `${url}/${id}` })).status).toBe(204);
    for (const path of [`/${id}`, `/${id}/status`]) {
      expect((await api.call({ url: `${url}${path}` })).status).toBe(404);
    }
    expect((await post(`/${id}:run`)).status).toBe(404);
  });

  it('a connection that a pipeline uses cannot be deleted', async () => {
    await generate('Load orders from PostgreSQL to ClickHouse');
    const answer = await api.call({
      method: 'DELETE',
      url: `/api/v1/connections/${data.sourceId}`,
    });
    expect(answer.status).toBe(409);
    expect(textAt(answer.body, 'error.message')).toContain('Shop');
  });
});
