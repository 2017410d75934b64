import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { termsExample } from './examples.ts';

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

const url = '/api/v1/glossary';
const put = (body: unknown, token?: string) =>
  api.call({ method: 'PUT', url, body, ...(token === undefined ? {} : { token }) });
const newProject = async (name: string): Promise<string> => {
  const made = await api.call({ method: 'POST', url: '/api/v1/projects', body: { name } });
  return textAt(made.body, 'project_id');
};

describe('a glossary', () => {
  it('begins empty, is replaced as a whole, and each project has its own', async () => {
    const projectId = await newProject('With words');
    const query = `${url}?project_id=${projectId}`;
    expect(await api.call({ url: query })).toMatchObject({
      status: 200,
      body: { project_id: projectId, version: 0, terms: [], updated_at: null },
    });
    const written = await put({ project_id: projectId, terms: termsExample });
    expect(written).toMatchObject({ status: 200, body: { version: 1, terms: termsExample } });
    expect((await api.call({ url: query })).body).toEqual(written.body);
    const [first] = termsExample;
    const replaced = await put({ project_id: projectId, terms: [first] });
    expect(replaced.body).toMatchObject({ version: 2, terms: [first] });
    expect((await api.call({ url })).body).toMatchObject({
      project_id: api.projectId,
      version: 0,
      terms: [],
    });
  });

  it('lets one of two win who write the same version at once, and tells the other', async () => {
    const projectId = await newProject('Two writers');
    const at = (version: number, term: string) =>
      put({
        project_id: projectId,
        version,
        terms: [{ term, means: { kind: 'table', table: 'orders' } }],
      });
    for (const version of [0, 1]) {
      const both = await Promise.all([at(version, 'one'), at(version, 'two')]);
      expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      const refused = both.find((one) => one.status === 409);
      expect(refused?.body).toMatchObject({
        error: { code: 'CONFLICT', details: [{ field: 'version' }] },
      });
    }
    expect((await at(0, 'late')).status).toBe(409);
    expect((await at(7, 'early')).status).toBe(409);
    const untouched = await newProject('Nobody wrote');
    expect((await put({ project_id: untouched, version: 3, terms: [] })).status).toBe(409);
  });

  it('is not there for another organisation', async () => {
    const token = await api.tokenFor({
      userId: 'user_glossary',
      organisationId: 'org_glossary',
      role: 'admin',
    });
    const read = await api.call({ url: `${url}?project_id=${api.projectId}`, token });
    expect(read.status).toBe(404);
    expect((await put({ project_id: api.projectId, terms: [] }, token)).status).toBe(404);
  });

  it('is read by analysts and written by engineers, who are in the audit log', async () => {
    const { organisationId } = api;
    const analyst = await api.tokenFor({ userId: 'user_an', organisationId, role: 'analyst' });
    const viewer = await api.tokenFor({ userId: 'user_vi', organisationId, role: 'viewer' });
    expect((await api.call({ url, token: analyst })).status).toBe(200);
    expect((await api.call({ url, token: viewer })).status).toBe(403);
    expect((await put({ terms: [] }, analyst)).status).toBe(403);
    const projectId = await newProject('Audited');
    const engineer = await api.tokenFor({ userId: 'user_en', organisationId, role: 'engineer' });
    expect((await put({ project_id: projectId, terms: [] }, engineer)).status).toBe(200);
    const log = await api.call({
      url: `/api/v1/audit-log?action=putGlossary&resource_id=${projectId}`,
    });
    expect(log.body).toMatchObject([
      {
        action: 'putGlossary',
        resource: { kind: 'glossary', id: projectId },
        outcome: 'succeeded',
        actor: { user_id: 'user_en' },
      },
    ]);
  });

  const table = { kind: 'table', table: 'orders' };
  it.each([
    [{}, ['terms']],
    [{ terms: 'orders' }, ['terms']],
    [{ terms: [], extra: 1 }, ['extra']],
    [{ terms: [], version: -1 }, ['version']],
    [{ terms: [{ term: '', means: table }] }, ['terms.0.term']],
    [{ terms: [{ term: 'a' }] }, ['terms.0.means']],
    [{ terms: [{ term: 'a', means: { kind: 'word' } }] }, ['terms.0.means.kind']],
    [{ terms: [{ term: 'a', means: { ...table, column: 'b' } }] }, ['terms.0.means.column']],
    [
      { terms: [{ term: 'a', means: { ...table, kind: 'expression', expression: 'a >' } }] },
      ['terms.0.means.expression'],
    ],
    [
      {
        terms: [
          { term: 'Big  one', means: table },
          { term: 'b', means: table },
          { term: 'big one', means: table },
        ],
      },
      ['terms.2.term'],
    ],
  ])('is refused: %j', async (body, fields) => {
    const answer = await put(body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_ERROR' } } });
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });

  it('is what questions of its project are read with', async () => {
    const ask = () =>
      api.call({
        method: 'POST',
        url: '/api/v1/nl-query',
        body: {
          question: 'How many settled tickets are there?',
          connection_id: data.sourceId,
          execute: true,
        },
      });
    expect(valueAt((await ask()).body, 'sql')).toBeNull();
    await put({
      terms: [
        { term: 'tickets', means: { kind: 'table', table: 'orders' } },
        {
          term: 'settled',
          means: { kind: 'value', table: 'orders', column: 'status', value: 'paid' },
        },
      ],
    });
    expect((await ask()).body).toMatchObject({ clarification: null, rows: [[166]] });
  });

  it('is what pipelines of its project are read with, and proved on their systems', async () => {
    await put({
      terms: [
        { term: 'tickets', means: { kind: 'table', table: 'orders' } },
        { term: 'fee', means: { kind: 'column', table: 'orders', column: 'amount' } },
        {
          term: 'settled',
          means: { kind: 'value', table: 'orders', column: 'status', value: 'paid' },
        },
        {
          term: 'heavy',
          means: { kind: 'expression', table: 'orders', expression: 'amount > 500' },
        },
      ],
    });
    const description =
      'Load heavy settled tickets from Shop to Warehouse every day at 5:00 UTC, highest fee first';
    const made = await api.call({
      method: 'POST',
      url: '/api/v1/pipelines:generate',
      body: { description, options: { validate: true } },
    });
    expect(made.body).toMatchObject({
      validation: { status: 'passed', checked: 'live' },
      spec: { sources: [{ object: { name: 'orders' } }] },
    });
    const steps = JSON.stringify(valueAt(made.body, 'spec.steps'));
    expect(steps).toContain('amount > 500');
    expect(steps).toContain("status = 'paid'");
    expect(steps).toContain('"by":"amount"');
  });

  it.each(['pg_sleep(3) is null and amount > 0', 'sum(amount) > 5', '1 = 1'])(
    'takes no condition that says nothing of a row: %s',
    async (expression) => {
      const terms = [{ term: 'big', means: { kind: 'expression', table: 'orders', expression } }];
      const answer = await put({ terms });
      expect(answer.status).toBe(400);
      expect(valueAt(answer.body, 'error.details.0.field')).toBe('terms.0.means.expression');
    },
  );

  it('says so where the condition of a term cannot be asked of its table, and quotes what it compares', async () => {
    const ask = async (expression: string) => {
      await put({
        terms: [{ term: 'big orders', means: { kind: 'expression', table: 'orders', expression } }],
      });
      const body = {
        question: 'How many big orders are there?',
        connection_id: data.sourceId,
        execute: true,
      };
      return (await api.call({ method: 'POST', url: '/api/v1/nl-query', body })).body;
    };
    for (const expression of ['status > 5', 'amount + 1', 'weight > 5']) {
      expect(valueAt(await ask(expression), 'assumptions')).toContainEqual(
        expect.objectContaining({ path: 'glossary', value: '"big orders" is left out' }),
      );
    }
    expect(await ask("status = 'pa''id'' or 1=1 --'")).toMatchObject({
      assumptions: [],
      rows: [[0]],
    });
  });

  it.each([
    ['How many big orders are there?', [[100]]],
    ['How many big orders are open?', [[67]]],
    ['How many regulars are there?', [[50]]],
    ['How many paid orders of regulars?', [[166]]],
  ])('answers conditions, and words for other words: %s', async (question, rows) => {
    await put({
      terms: [
        {
          term: 'big orders',
          means: { kind: 'expression', table: 'orders', expression: 'amount > 500' },
        },
        { term: 'regulars', means: { kind: 'words', words: 'customers with more than 5 orders' } },
      ],
    });
    const body = { question, connection_id: data.sourceId, execute: true };
    const answer = await api.call({ method: 'POST', url: '/api/v1/nl-query', body });
    expect(answer.body).toMatchObject({ clarification: null, rows });
  });
});
