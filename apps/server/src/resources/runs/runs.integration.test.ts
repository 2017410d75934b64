import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let api: TestApi;
let data: TestData;
let pipelineId: string;
/** Oldest first; nothing works on them, so they stay queued unless they are cancelled. */
const runIds: string[] = [];
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
  const body = { description: 'Load customers from PostgreSQL to ClickHouse' };
  const generated = await api.call({ method: 'POST', url: '/api/v1/pipelines:generate', body });
  pipelineId = textAt(generated.body, 'pipeline_id');
  for (let day = 1; day <= 5; day += 1) {
    const run = await api.call({
      method: 'POST',
      url: `/api/v1/pipelines/${pipelineId}:run`,
      body: {
        params: { date: `2024-01-0${6 - day}` },
        environment: day === 5 ? 'staging' : 'production',
      },
    });
    runIds.push(textAt(run.body, 'run_id'));
  }
  await api.call({ method: 'POST', url: `/api/v1/runs/${runIds[1]}:cancel` });
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const idsOf = (body: unknown): unknown[] =>
  Array.isArray(body) ? body.map((one) => valueAt(one, 'run_id')) : [];
const list = (query: string) => api.call({ url: `/api/v1/pipelines/${pipelineId}/runs${query}` });

describe('the runs of a pipeline', () => {
  it.each([
    ['', [4, 3, 2, 1, 0]],
    ['?sort=created_at', [0, 1, 2, 3, 4]],
    ['?sort=logical_time', [4, 3, 2, 1, 0]],
    ['?sort=-logical_time', [0, 1, 2, 3, 4]],
    ['?status=cancelled', [1]],
    ['?status=queued,failed', [4, 3, 2, 0]],
    ['?environment=staging', [4]],
    ['?trigger=manual&version=1', [4, 3, 2, 1, 0]],
    ['?trigger=schedule,backfill', []],
    ['?logical_from=2024-01-02T00:00:00Z&logical_to=2024-01-04T00:00:00Z', [3, 2]],
    ['?from=2999-01-01T00:00:00Z', []],
    ['?per_page=2&page=2', [2, 1]],
  ])('are listed with %s', async (query, expected) => {
    const answer = await list(query);
    expect(answer.status).toBe(200);
    expect(idsOf(answer.body)).toEqual(expected.map((index) => runIds[index]));
  });

  it('are met once each from cursor to cursor', async () => {
    const met: unknown[] = [];
    let next: unknown = '';
    for (let pages = 0; typeof next === 'string' && pages < 9; pages += 1) {
      const answer = await list(`?per_page=2${next === '' ? '' : `&cursor=${next}`}`);
      expect(answer.headers['x-per-page']).toBe('2');
      expect(answer.headers['x-total-count']).toBe(next === '' ? '5' : undefined);
      met.push(...idsOf(answer.body));
      next = answer.headers['x-next-cursor'];
      if (typeof next === 'string') expect(String(answer.headers['link'])).toContain('rel="next"');
    }
    expect(met).toEqual(runIds.toReversed());
  });

  it('are also in the list of all runs', async () => {
    const all = await api.call({ url: `/api/v1/runs?pipeline_id=${pipelineId}&per_page=3` });
    expect(all.headers['x-total-count']).toBe('5');
    expect(idsOf(all.body)).toEqual([runIds[4], runIds[3], runIds[2]]);
    const none = await api.call({ url: '/api/v1/runs?project_id=proj_nobody' });
    expect(none).toMatchObject({ status: 200, body: [] });
    expect((await api.call({ url: '/api/v1/runs?pipeline_id=pipe_nobody' })).status).toBe(404);
  });

  it.each([
    ['?status=odd', 'status'],
    ['?status=', 'status'],
    ['?trigger=manual,odd', 'trigger'],
    ['?environment=moon', 'environment'],
    ['?version=0', 'version'],
    ['?from=yesterday', 'from'],
    ['?to=2024-01-01', 'to'],
    ['?from=0000-01-01T00:00:00Z', 'from'],
    ['?to=9999-12-31T23:59:59-05:00', 'to'],
    ['?logical_to=2024-02-31T00:00:00Z', 'logical_to'],
    ['?logical_from=x', 'logical_from'],
    ['?sort=duration', 'sort'],
    ['?page=0', 'page'],
    ['?per_page=101', 'per_page'],
    ['?cursor=', 'cursor'],
    ['?cursor=nonsense', 'cursor'],
    ['?cursor=WyJsb2dzIiwxXQ', 'cursor'],
    ['?cursor=WyJydW5zIiwtMV0', 'cursor'],
    ['?cursor=WyJydW5zIiwxXQ&sort=status', 'sort'],
    ['?offset=1', 'offset'],
  ])('are not listed with %s', async (query, field) => {
    for (const url of [`/api/v1/pipelines/${pipelineId}/runs`, '/api/v1/runs']) {
      const answer = await api.call({ url: `${url}${query}` });
      expect(answer.status).toBe(400);
      expect(textAt(answer.body, 'error.code')).toBe('VALIDATION_ERROR');
      expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
    }
  });
});

describe('the log of a run', () => {
  it('is read from cursor to cursor, filtered', async () => {
    const runId = runIds[0] ?? '';
    await api.store.runStore.appendLogs(
      runId,
      ['one', 'two', '100%', 'four'].map((message, index) => ({
        at: '2026-01-01T00:00:00.000Z',
        level: index === 3 ? ('error' as const) : ('info' as const),
        attempt: 1,
        task: index === 0 ? 'extract_customers' : null,
        message,
      })),
    );
    const read = async (query: string) => {
      const answer = await api.call({ url: `/api/v1/runs/${runId}/logs${query}` });
      const lines = valueAt(answer.body, 'logs');
      const messages = Array.isArray(lines) ? lines.map((one) => valueAt(one, 'message')) : [];
      return { messages, cursor: answer.headers['x-next-cursor'] };
    };
    const first = await read('?limit=3');
    expect(first.messages).toEqual(['one', 'two', '100%']);
    const rest = await read(`?limit=3&cursor=${String(first.cursor)}`);
    expect(rest).toEqual({ messages: ['four'], cursor: undefined });
    expect((await read('?level=error,warning')).messages).toEqual(['four']);
    expect((await read('?task=extract_customers')).messages).toEqual(['one']);
    expect((await read('?q=0%25')).messages).toEqual(['100%']);
  });

  it.each([
    ['?level=loud', 'level'],
    ['?limit=0', 'limit'],
    ['?after=-1', 'after'],
    ['?after=99999999999999999999', 'after'],
    ['?cursor=x', 'cursor'],
    ['?task=', 'task'],
    ['?q=%00', 'q'],
    ['?order=asc', 'order'],
  ])('is not read with %s', async (query, field) => {
    const answer = await api.call({ url: `/api/v1/runs/${runIds[0]}/logs${query}` });
    expect(answer.status).toBe(400);
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });
});

describe('other lists', () => {
  const names = (body: unknown, field: string): unknown[] =>
    Array.isArray(body) ? body.map((one) => valueAt(one, field)) : [];

  it.each([
    ['/connections?sort=name', 'name', ['Shop', 'Warehouse']],
    ['/connections?sort=-name', 'name', ['Warehouse', 'Shop']],
    ['/connections?q=SHO', 'name', ['Shop']],
    ['/connections?q=%25', 'name', []],
    ['/connections?per_page=1&page=2', 'name', ['Warehouse']],
    ['/connectors?q=postgres&role=source', 'type', ['postgresql']],
    ['/connectors?sort=-type&per_page=1', 'type', ['sqlite']],
    ['/projects?q=no+such+project', 'name', []],
    ['/pipelines?environment=staging', 'name', []],
    ['/pipelines?status=needs_clarification', 'name', []],
  ])('%s', async (path, field, expected) => {
    const answer = await api.call({ url: `/api/v1${path}` });
    expect(answer.status).toBe(200);
    expect(names(answer.body, field)).toEqual(expected);
    for (const header of ['x-total-count', 'x-page', 'x-per-page', 'link']) {
      expect(answer.headers).toHaveProperty(header);
    }
  });

  it.each([
    ['/connections?sort=host', 'sort'],
    ['/connections?q=', 'q'],
    ['/connectors?role=both', 'role'],
    ['/connectors?page=x', 'page'],
    ['/projects?sort=id', 'sort'],
    ['/pipelines?status=odd', 'status'],
    ['/pipelines?deleted=maybe', 'deleted'],
    ['/pipelines?sort=sentence', 'sort'],
    ['/pipelines?q=%00', 'q'],
    ['/pipelines?name=x', 'name'],
  ])('%s is refused', async (path, field) => {
    const answer = await api.call({ url: `/api/v1${path}` });
    expect(answer.status).toBe(400);
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });
});

describe('Idempotency-Key on the real API', () => {
  it('makes one pipeline and one run, and answers both again', async () => {
    const send = (path: string, body: unknown, key: string) =>
      api.call({
        method: 'POST',
        url: `/api/v1${path}`,
        body,
        headers: { 'idempotency-key': key },
      });
    const generate = () =>
      send(
        '/pipelines:generate',
        { description: 'Load orders from PostgreSQL to ClickHouse' },
        'generate-once',
      );
    const [first, second] = [await generate(), await generate()];
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    const id = textAt(first.body, 'pipeline_id');
    const runs = await Promise.all(
      Array.from({ length: 5 }, () => send(`/pipelines/${id}:run`, {}, 'run-once')),
    );
    for (const one of runs) expect([202, 409]).toContain(one.status);
    const again = await send(`/pipelines/${id}:run`, {}, 'run-once');
    expect(again).toMatchObject({ status: 202, body: { status: 'queued' } });
    const listed = await api.call({ url: `/api/v1/pipelines/${id}/runs` });
    expect(listed.headers['x-total-count']).toBe('1');
    const other = await send(
      `/pipelines/${id}:run`,
      { params: { date: '2024-01-01' } },
      'run-once',
    );
    expect(other.status).toBe(409);
  });
});
