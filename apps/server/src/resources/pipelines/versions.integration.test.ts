import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const url = '/api/v1/pipelines';
const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', url: `${url}${path}`, body });
const get = (path: string) => api.call({ url: `${url}${path}` });
const patch = (path: string, body: unknown) =>
  api.call({ method: 'PATCH', url: `${url}${path}`, body });

const specOf = (table: string, changes: object = {}) => ({
  version: 1,
  name: `copy_${table}`,
  sources: [{ id: table, connection: data.sourceId, object: { name: table } }],
  targets: [
    {
      id: 'copy',
      input: table,
      connection: data.warehouseId,
      object: { name: `${table}_copy` },
      write: { mode: 'replace' },
    },
  ],
  ...changes,
});
const create = async (spec: object): Promise<string> => {
  const created = await post('', { spec });
  expect(created.status).toBe(201);
  return textAt(created.body, 'pipeline_id');
};
const fieldsOf = (body: unknown): unknown[] => {
  const details = valueAt(body, 'error.details');
  return Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : [];
};

describe('versions', () => {
  it('are added by updates, compared, and rolled back to', async () => {
    const id = await create(specOf('orders'));
    const filtered = specOf('orders', {
      steps: [{ id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" }],
      targets: [
        {
          id: 'copy',
          input: 'paid',
          connection: data.warehouseId,
          object: { name: 'orders_copy' },
          write: { mode: 'replace' },
        },
      ],
    });
    const updated = await patch(`/${id}`, { spec: filtered, expected_version: 1 });
    expect(updated).toMatchObject({
      status: 200,
      body: { pipeline_id: id, version: 2, validation: { status: 'passed', checked: 'live' } },
    });

    const diff = await get(`/${id}/versions:diff`);
    expect(diff).toMatchObject({
      status: 200,
      body: {
        from: 1,
        to: 2,
        changes: [
          {
            path: 'steps.paid',
            kind: 'added',
            before: null,
            text: "Adds step paid: keeps rows where status = 'paid'.",
          },
          { path: 'targets.copy.input', kind: 'changed', before: 'orders', after: 'paid' },
        ],
        text: "Adds step paid: keeps rows where status = 'paid'.\nTarget copy now reads paid (was orders).",
      },
    });
    expect((await get(`/${id}/versions:diff?from=2&to=2`)).body).toMatchObject({
      changes: [],
      text: '',
    });

    await post(`/${id}:deploy`, { version: 1 });
    const rolled = await post(`/${id}:rollback`, { version: 1, expected_version: 2 });
    expect(rolled).toMatchObject({ status: 200, body: { version: 3, deployed_in: [] } });
    const listed = await get(`/${id}/versions?per_page=2`);
    expect(listed.headers).toMatchObject({ 'x-total-count': '3', 'x-per-page': '2' });
    expect(listed.body).toMatchObject([{ version: 3 }, { version: 2 }]);
    expect((await get(`/${id}/versions?sort=version`)).body).toMatchObject([
      { version: 1, deployed_in: ['production'] },
      { version: 2, deployed_in: [] },
      { version: 3 },
    ]);
    const [first, third] = [await get(`/${id}/versions/1`), await get(`/${id}/versions/3`)];
    expect(textAt(third.body, 'spec_hash')).toBe(textAt(first.body, 'spec_hash'));
    expect(valueAt(third.body, 'spec')).toEqual(valueAt(first.body, 'spec'));
    expect(textAt(first.body, 'created_by')).toMatch(/^user_/);
  });

  it('are not added by a spec that says the same', async () => {
    const id = await create(specOf('orders'));
    expect((await patch(`/${id}`, { spec: specOf('orders') })).body).toMatchObject({ version: 1 });
    expect((await get(`/${id}/versions`)).headers['x-total-count']).toBe('1');
  });

  it('let one of two win who changed the same one', async () => {
    const id = await create(specOf('orders'));
    const change = (name: string) =>
      patch(`/${id}`, { spec: specOf('orders', { name }), expected_version: 1 });
    const answers = await Promise.all([change('first'), change('second')]);
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const lost = answers.find((one) => one.status === 409);
    expect(textAt(lost?.body, 'error.code')).toBe('CONFLICT');
    const won = textAt(answers.find((one) => one.status === 200)?.body, 'name');
    expect((await get(`/${id}`)).body).toMatchObject({ name: won, version: 2 });
  });

  it('settle a draft', async () => {
    const draft = await post(':generate', { description: 'Load orders from PostgreSQL' });
    const id = textAt(draft.body, 'pipeline_id');
    expect((await patch(`/${id}`, { spec: specOf('orders') })).body).toMatchObject({
      version: 1,
      clarification: [],
    });
    expect((await get(`/${id}`)).body).toMatchObject({ status: 'ready', version: 1 });
  });

  it('are not stored when the spec does not fit its data', async () => {
    const id = await create(specOf('orders'));
    const answer = await patch(`/${id}`, { spec: specOf('unicorns') });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual(['spec.sources.0.object']);
    expect((await get(`/${id}/versions`)).headers['x-total-count']).toBe('1');
  });

  it.each([
    ['PATCH', '', {}, ['spec']],
    ['PATCH', '', { spec: 5 }, ['spec']],
    ['PATCH', '', { spec: {}, expected_version: -1 }, ['expected_version']],
    ['PATCH', '', { spec: {}, name: 'x' }, ['name']],
    ['GET', '/versions?sort=name', undefined, ['sort']],
    ['GET', '/versions?page=0', undefined, ['page']],
    ['GET', '/versions/zero', undefined, ['version']],
    ['GET', '/versions/99999999999', undefined, ['version']],
    ['GET', '/versions:diff?from=7', undefined, ['from']],
    ['GET', '/versions:diff', undefined, ['from']],
    ['GET', '/versions:diff?form=1', undefined, ['form']],
    ['POST', ':rollback', {}, ['version']],
    ['POST', ':rollback', { version: 0 }, ['version']],
    ['POST', ':rollback', { version: 2 }, ['version']],
    ['POST', ':rollback', { version: 1.5 }, ['version']],
    ['POST', ':rollback', { version: '1' }, ['version']],
  ] as const)('%s %s is refused with %j, naming %j', async (method, path, body, fields) => {
    const id = await create(specOf('customers'));
    const answer = await api.call({ method, url: `${url}/${id}${path}`, body });
    expect(answer.status).toBe(400);
    expect(valueAt(answer.body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(fieldsOf(answer.body)).toEqual(fields);
  });
});

describe('a pipeline', () => {
  it('is described in plain words, with the names of its connections', async () => {
    const id = await create(specOf('orders', { schedule: { cron: '0 2 * * *', timezone: 'UTC' } }));
    await post(`/${id}:deploy`, { environment: 'staging' });
    const described = await get(`/${id}:describe`);
    expect(described.status).toBe(200);
    expect(textAt(described.body, 'text')).toMatch(
      /^Reads orders from Shop and replaces orders_copy in Warehouse\. Runs .*02:00.* \(UTC\)\.$/,
    );
    expect(textAt(described.body, 'sentences.1')).toMatch(
      /^Version 1 is deployed to staging and runs .*02:00/,
    );
  });

  it('is proved on the live systems, and what does not fit is in the answer', async () => {
    await data.execute('create table fleeting (id bigint primary key)');
    const id = await create(specOf('fleeting'));
    expect(await post(`/${id}:validate`)).toMatchObject({
      status: 200,
      body: {
        version: 1,
        environment: 'production',
        validation: { status: 'passed', checked: 'live' },
        tables: [{ table: 'fleeting_copy', change: 'create', new_columns: [] }],
      },
    });
    await data.execute('drop table fleeting');
    expect(await post(`/${id}:validate`, { environment: 'staging' })).toMatchObject({
      status: 200,
      body: { environment: 'staging', plan: null, validation: { status: 'failed' } },
    });
  });

  it('is copied, with other connections', async () => {
    const second = await api.call({
      method: 'POST',
      url: '/api/v1/connections',
      body: { name: 'Shop copy', type: 'postgresql', settings: data.sourceSettings },
    });
    const shopCopy = textAt(second.body, 'connection_id');
    const id = await create(specOf('orders'));
    const copy = await post(`/${id}:clone`, { connections: { shop: 'Shop copy' } });
    expect(copy).toMatchObject({
      status: 201,
      body: {
        name: 'copy_orders_copy',
        version: 1,
        spec: {
          sources: [{ connection: shopCopy }],
          targets: [{ connection: data.warehouseId }],
        },
      },
    });
    expect(textAt(copy.body, 'pipeline_id')).not.toBe(id);
  });

  it('is copied into another project by the names of connections', async () => {
    const project = await api.call({
      method: 'POST',
      url: '/api/v1/projects',
      body: { name: 'Elsewhere' },
    });
    const projectId = textAt(project.body, 'project_id');
    const id = await create(specOf('orders'));
    const lonely = await post(`/${id}:clone`, { project_id: projectId });
    expect(lonely.status).toBe(400);
    expect(fieldsOf(lonely.body)).toEqual(['connections.Shop', 'connections.Warehouse']);
    const made = await api.call({
      method: 'POST',
      url: '/api/v1/connections',
      body: {
        name: 'shop',
        type: 'postgresql',
        settings: data.sourceSettings,
        project_id: projectId,
      },
    });
    const half = await post(`/${id}:clone`, { project_id: projectId });
    expect(fieldsOf(half.body)).toEqual(['connections.Warehouse']);
    expect(made.status).toBe(201);
  });

  it('comes back after it was deleted, its schedule paused', async () => {
    const id = await create(specOf('orders', { name: 'comes_back' }));
    await post(`/${id}:deploy`, { schedule: '0 5 * * *' });
    expect((await post(`/${id}:restore`)).status).toBe(409);
    await api.call({ method: 'DELETE', url: `${url}/${id}` });
    expect((await get(`?q=comes_back`)).body).toEqual([]);
    expect((await get(`?q=comes_back&deleted=true`)).body).toMatchObject([
      { pipeline_id: id, deleted_at: expect.any(String) },
    ]);
    const restored = await post(`/${id}:restore`);
    expect(restored).toMatchObject({
      status: 200,
      body: { pipeline_id: id, deleted_at: null, schedule: { cron: '0 5 * * *', paused: true } },
    });
    expect((await post(`/${id}:resume`)).body).toMatchObject({ paused: false });
  });

  it.each([
    ['POST', ':validate', { version: 9 }, ['version']],
    ['POST', ':validate', { environment: 'moon' }, ['environment']],
    ['POST', ':clone', { name: 'Not Allowed' }, ['name']],
    ['POST', ':clone', { version: 4 }, ['version']],
    ['POST', ':clone', { connections: { nobody: 'Shop' } }, ['connections.nobody']],
    ['POST', ':clone', { connections: { Shop: 'nobody' } }, ['connections.Shop']],
    ['POST', ':clone', { connections: ['Shop'] }, ['connections']],
    ['GET', ':describe?version=0', undefined, ['version']],
    ['GET', ':describe?version=12', undefined, ['version']],
    ['GET', '/code?target=spark', undefined, ['target']],
    ['GET', '/code?target=sql&version=3', undefined, ['version']],
    ['GET', '/code?environment=moon', undefined, ['environment']],
    ['GET', ':export?version=2', undefined, ['version']],
  ] as const)('%s %s is refused with %j, naming %j', async (method, path, body, fields) => {
    const id = await create(specOf('customers'));
    const answer = await api.call({ method, url: `${url}/${id}${path}`, body });
    expect(answer.status).toBe(400);
    expect(valueAt(answer.body, 'error.code')).toBe('VALIDATION_ERROR');
    expect(fieldsOf(answer.body)).toEqual(fields);
  });

  it.each([
    ['PATCH', '', { spec: {} }],
    ['GET', '/versions', undefined],
    ['GET', '/versions/1', undefined],
    ['GET', '/versions:diff', undefined],
    ['POST', ':rollback', { version: 1 }],
    ['POST', ':restore', undefined],
    ['POST', ':validate', undefined],
    ['GET', ':describe', undefined],
    ['POST', ':clone', undefined],
    ['POST', ':backfill', { from: '2024-01-01', to: '2024-01-02', cron: '0 0 * * *' }],
    ['GET', '/code', undefined],
    ['GET', ':export', undefined],
  ] as const)('%s %s of nobody is a 404', async (method, path, body) => {
    const answer = await api.call({ method, url: `${url}/pipe_nobody${path}`, body });
    expect(answer.status).toBe(404);
    expect(fieldsOf(answer.body)).toEqual(['pipeline_id']);
  });
});

describe('code', () => {
  it('is a program, or the pipeline file', async () => {
    const id = await create(specOf('orders'));
    const pandas = await get(`/${id}/code`);
    expect(pandas.body).toMatchObject({
      target: 'pandas',
      language: 'python',
      filename: 'copy_orders.py',
      code: expect.stringContaining('import pandas as pd'),
    });
    const airflow = await get(`/${id}/code?target=airflow&environment=staging`);
    expect(airflow.body).toMatchObject({ language: 'python', filename: 'copy_orders.dag.py' });
    expect(textAt(airflow.body, 'code')).toContain(`PIPELINE = "${id}"\nENVIRONMENT = "staging"`);
    const yaml = await get(`/${id}/code?target=yaml`);
    expect(textAt(yaml.body, 'code')).toBe((await get(`/${id}:export`)).body);
  });

  it('is a SQL script that gives the rows of a run, twice', async () => {
    const steps = [{ id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" }];
    const target = { id: 'copy', input: 'paid', connection: data.sourceId };
    const intoTable = (name: string) => ({
      steps,
      targets: [{ ...target, object: { name }, write: { mode: 'merge', keys: ['id'] } }],
    });
    const id = await create(specOf('orders', intoTable('paid_by_script')));
    const answer = await get(`/${id}/code?target=sql`);
    expect(answer.body).toMatchObject({ language: 'sql', filename: 'copy_orders.sql' });
    const script = textAt(answer.body, 'code');
    await data.execute(script);
    await data.execute(script);
    await data.execute(`do $$ begin
      if (select count(*) from paid_by_script) <> 166 or exists (
        select * from orders where status = 'paid' except select * from paid_by_script)
      then raise exception 'other rows'; end if; end $$`);
  });

  it('says why it cannot be had, and what to do', async () => {
    const copied = await create(specOf('orders'));
    const sql = await get(`/${copied}/code?target=sql`);
    expect(sql.status).toBe(400);
    expect(fieldsOf(sql.body)).toEqual(['targets.0.connection']);
    expect(textAt(sql.body, 'error.details.0.error')).toMatch(
      /^A SQL script runs on one server, .* "Shop" and "Warehouse"\. \(export it as pandas/,
    );
    const source = { id: 'orders', connection: data.sourceId, object: { name: 'orders' } };
    const [target] = specOf('orders').targets;
    const id = await create(
      specOf('orders', {
        sources: [{ ...source, incremental: { cursor: 'id' } }],
        targets: [{ ...target, write: { mode: 'merge', keys: ['id'] } }],
      }),
    );
    const pandas = await get(`/${id}/code`);
    expect(fieldsOf(pandas.body)).toEqual(['sources.0.incremental']);
    expect(textAt(pandas.body, 'error.message')).toBe(
      'The pipeline cannot be written as a pandas program.',
    );
    expect(textAt(pandas.body, 'error.details.0.error')).toMatch(/\(export it without incremental/);
  });

  it('says what it can be when asked for something else', async () => {
    const id = await create(specOf('orders'));
    const answer = await get(`/${id}/code?target=spark`);
    expect(textAt(answer.body, 'error.details.0.error')).toBe(
      'must be one of pandas, sql, airflow, yaml',
    );
  });
});

describe('a pipeline file', () => {
  const take = (yaml: string, more: object = {}) => post(':import', { yaml, ...more });

  it('goes out and comes in again, with connections by name and nothing of this installation', async () => {
    const id = await create(specOf('orders', { name: 'travels', description: 'Copies orders' }));
    const exported = await get(`/${id}:export`);
    expect(exported.headers).toMatchObject({
      'content-type': 'application/yaml',
      'content-disposition': 'attachment; filename="travels.pipeline.yaml"',
    });
    const text = String(exported.body);
    expect(text).toMatch(/^ai_etl: 1\nkind: pipeline\n/);
    expect(text).toContain('connection: Shop\n');
    expect(text).not.toMatch(/conn_|pipe_|proj_|user_|password/);

    expect((await take(text)).body).toMatchObject({
      outcome: 'unchanged',
      pipeline_id: id,
      version: 1,
      changes: [],
    });
    const changed = text.replace('mode: replace', 'mode: append');
    expect((await take(changed, { dry_run: true })).body).toMatchObject({
      outcome: 'updated',
      dry_run: true,
      version: 1,
      changes: [{ path: 'targets.copy.write.mode', before: 'replace', after: 'append' }],
    });
    expect((await take(changed)).body).toMatchObject({ outcome: 'updated', version: 2 });
    const renamed = text.replace('name: travels', 'name: travels_2').replace('Shop', 'old shop');
    const mapped = await take(renamed, { connections: { 'old shop': 'Shop' } });
    expect(mapped).toMatchObject({ status: 200, body: { outcome: 'created', version: 1 } });
    expect(textAt(mapped.body, 'pipeline_id')).not.toBe(id);
  });

  it('is the same text for the same pipeline', async () => {
    const id = await create(specOf('orders', { name: 'steady' }));
    const first = (await get(`/${id}:export`)).body;
    await take(String(first).replace('mode: replace', 'mode: append'));
    await post(`/${id}:rollback`, { version: 1 });
    expect((await get(`/${id}:export`)).body).toBe(first);
  });

  const spec = 'spec: {version: 1, name: x}';
  it.each([
    ['no YAML', 'a: b: c', ['yaml']],
    ['a key twice', `ai_etl: 1\nkind: pipeline\nkind: pipeline\n${spec}`, ['yaml']],
    ['a list', '- 1', ['yaml']],
    ['plain text', 'hello', ['yaml']],
    ['another kind', `ai_etl: 1\nkind: dashboard\n${spec}`, ['yaml.kind']],
    ['a later format', `ai_etl: 2\nkind: pipeline\n${spec}`, ['yaml.ai_etl']],
    ['an unknown key', `ai_etl: 1\nkind: pipeline\nextra: 1\n${spec}`, ['yaml']],
    ['no spec', 'ai_etl: 1\nkind: pipeline', ['yaml.spec']],
    [
      'an unknown connection',
      'ai_etl: 1\nkind: pipeline\nspec:\n  version: 1\n  name: x\n  sources:\n    - {id: a, connection: Shpo, object: {name: orders}}',
      ['spec.sources.0.connection'],
    ],
    [
      'aliases that grow without bounds',
      `ai_etl: 1\nkind: pipeline\nspec:\n  a: &a [x, x, x, x, x, x, x, x, x]\n  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n  d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]`,
      ['yaml'],
    ],
  ])('is refused with %s', async (_what, yaml, fields) => {
    const answer = await take(yaml);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual(fields);
  });

  it('says the line of what it cannot read, and the name that may be meant', async () => {
    expect(textAt((await take('ai_etl: 1\nkind: [')).body, 'error.details.0.error')).toMatch(
      /^line 2, column \d+: /,
    );
    const text = 'ai_etl: 1\nkind: pipeline\nspec:\n  sources: [{connection: Shpo}]';
    expect(textAt((await take(text)).body, 'error.details.0.error')).toContain(
      'did you mean "Shop"?',
    );
  });

  it.each([
    [{}, ['yaml']],
    [{ yaml: '' }, ['yaml']],
    [{ yaml: 5 }, ['yaml']],
    [{ yaml: 'x', dry_run: 'yes' }, ['dry_run']],
    [{ yaml: 'x', project: 'p' }, ['project']],
  ])('import is refused with %j', async (body, fields) => {
    const answer = await post(':import', body);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual(fields);
  });
});
