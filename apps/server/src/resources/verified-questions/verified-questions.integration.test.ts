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

const url = '/api/v1/verified-questions';
const approve = (body: object, token?: string) =>
  api.call({
    method: 'POST',
    url,
    body: { ...('spec' in body ? {} : { connection_id: data.sourceId }), ...body },
    ...(token === undefined ? {} : { token }),
  });
const ask = (question: string, more: object = {}, token?: string) =>
  api.call({
    method: 'POST',
    url: '/api/v1/nl-query',
    body: { question, connection_id: data.sourceId, execute: true, ...more },
    ...(token === undefined ? {} : { token }),
  });
const takeBack = (body: unknown) =>
  api.call({ method: 'DELETE', url: `${url}/${textAt(body, 'verified_question_id')}` });

describe('a question with approved SQL', () => {
  const question = 'What is our churn rate?';
  const sql =
    "select round(100.0 * count(*) filter (where status = 'open') / count(*)) as churn from orders";

  it('is answered by it in whatever case and punctuation, and says so', async () => {
    expect(valueAt((await ask(question)).body, 'sql')).toBeNull();
    const made = await approve({ question, sql, description: 'As finance counts it.' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        verified_question_id: expect.stringMatching(/^vq_/),
        project_id: api.projectId,
        question,
        sql,
        dialect: 'postgresql',
        spec: null,
      },
    });
    const id = textAt(made.body, 'verified_question_id');
    const answer = await ask('what is our  CHURN rate');
    expect(answer.body).toMatchObject({
      sql,
      explanation: 'As finance counts it.',
      confidence: 1,
      clarification: null,
      verified: true,
      verified_question_id: id,
      columns: [{ name: 'churn', masked: false }],
      rows: [['67']],
      estimated_from: 'explain',
    });
    // Without a connection it is found in the project.
    expect((await ask(question, { connection_id: undefined })).body).toMatchObject({
      verified: true,
      connection_id: data.sourceId,
    });
    expect((await ask(question, { connection_id: data.warehouseId })).body).toMatchObject({
      verified: false,
      verified_question_id: null,
    });
    const again = await approve({ question: 'What is our churn rate', sql });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
    expect((await api.call({ url: `${url}/${id}` })).body).toEqual(made.body);
    expect((await takeBack(made.body)).status).toBe(204);
    expect((await api.call({ url: `${url}/${id}` })).status).toBe(404);
    expect(valueAt((await ask(question)).body, 'sql')).toBeNull();
  });

  it('lets one of two win who approve the same words at once', async () => {
    const both = await Promise.all([approve({ question, sql }), approve({ question, sql })]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    for (const { status, body } of both) if (status === 201) await takeBack(body);
  });

  it('is read anew where it is read as it was approved, so that limits and dates move on', async () => {
    const asked = 'number of orders last month';
    const made = await approve({ question: asked });
    expect(textAt(made.body, 'sql')).toMatch(/count\(\*\)/);
    const answer = await ask(asked);
    expect(answer.body).toMatchObject({ verified: true, confidence: 1, clarification: null });
    expect(textAt(answer.body, 'explanation')).not.toMatch(/approved/);
    // Approved in another month than this.
    const older = await api.store.verifiedQuestions.createVerifiedQuestion(
      { organisationId: api.organisationId },
      {
        projectId: api.projectId,
        question: 'how many orders last month',
        description: '',
        answer: {
          kind: 'sql',
          connectionId: data.sourceId,
          dialect: 'postgresql',
          sql: textAt(made.body, 'sql'),
          askedAt: '2024-02-10T00:00:00Z',
          timezone: 'UTC',
          listLimit: 100,
        },
        createdBy: 'user_x',
      },
    );
    // Its text is no longer what the words are read as for that day, and it means one day only.
    const stale = await ask('how many orders last month');
    expect(stale.body).toMatchObject({
      verified: false,
      assumptions: expect.arrayContaining([
        expect.objectContaining({ path: 'verified_question', value: older.id }),
      ]),
    });
    await takeBack(made.body);
    await takeBack({ verified_question_id: older.id });
  });

  it('shows no personal data to those who may not see it', async () => {
    const token = await api.tokenFor({
      userId: 'user_an',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const asked = 'Who are our key accounts?';
    for (const personal of [
      'select email as contact from customers limit 3',
      'select * from customers limit 3',
      'select c from customers c limit 3',
      "select 'x' || email as y from customers limit 3",
    ]) {
      const made = await approve({ question: asked, sql: personal });
      expect(made.status).toBe(201);
      expect(await ask(asked, {}, token)).toMatchObject({
        status: 403,
        body: { error: { code: 'PERMISSION_DENIED' } },
      });
      expect((await ask(asked, { execute: false }, token)).body).toMatchObject({
        verified: true,
        sql: personal,
        rows: null,
      });
      expect(valueAt((await ask(asked)).body, 'rows')).toHaveLength(3);
      await takeBack(made.body);
    }
    const made = await approve({ question: asked, sql: 'select count(*) as n from customers' });
    expect((await ask(asked, {}, token)).body).toMatchObject({ verified: true, rows: [[50]] });
    await takeBack(made.body);
  });

  it('is read-only', async () => {
    for (const write of [
      'delete from orders',
      'select 1; drop table orders',
      'with gone as (delete from orders returning 1) select * from gone',
      'insert into orders select * from orders',
    ]) {
      const answer = await approve({ question: 'clean up?', sql: write });
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: 'VALIDATION_ERROR', details: [{ field: 'sql' }] } },
      });
    }
  });

  it.each([
    [{ question: '?!', sql: 'select 1' }, ['question']],
    [{ question: 'a?', sql: '' }, ['sql']],
    [{ question: 'a?', sql: 'select nothing from nowhere' }, ['sql']],
    [{ question: 'what is the meaning of life?' }, ['sql']],
    [{ question: 'orders of last week', sql: 'select 1' }, ['sql']],
    [{ question: 'a?', sql: 'select 1', timezone: 'Mars' }, ['timezone']],
    [{ question: 'a?', sql: 'select 1', limit: 0 }, ['limit']],
    [{ question: 'a?', sql: 'select 1', connection_id: undefined }, ['connection_id']],
    [{ question: 'a?', sql: 'select 1', extra: 1 }, ['extra']],
    [{ question: 'a?', sql: 'select 1', spec: {} }, ['spec']],
  ])('is refused: %j', async (body, fields) => {
    const answer = await approve(body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_ERROR' } } });
    const details = valueAt(answer.body, 'error.details');
    expect(Array.isArray(details) ? details.map((one) => valueAt(one, 'field')) : []).toEqual(
      fields,
    );
  });
});

describe('a sentence with an approved spec', () => {
  const question = 'Do the nightly shop thing';
  const spec = () => ({
    version: 1,
    name: 'nightly_shop',
    sources: [{ id: 'orders', connection: data.sourceId, object: { name: 'orders' } }],
    targets: [
      {
        id: 'copy',
        input: 'orders',
        connection: data.warehouseId,
        object: { name: 'orders' },
        write: { mode: 'replace' },
      },
    ],
  });
  const generate = () =>
    api.call({
      method: 'POST',
      url: '/api/v1/pipelines:generate',
      body: { description: `${question}!` },
    });

  it('becomes that pipeline', async () => {
    expect((await generate()).body).toMatchObject({
      verified: false,
      validation: { status: 'needs_clarification' },
    });
    const made = await approve({ question, spec: spec() });
    expect(made).toMatchObject({
      status: 201,
      body: { sql: null, connection_id: null, spec: { name: 'nightly_shop' } },
    });
    expect((await generate()).body).toMatchObject({
      verified: true,
      name: 'nightly_shop',
      clarification: [],
      validation: { status: 'passed' },
      spec: spec(),
      version: 1,
    });
    const listed = await api.call({ url: `${url}?kind=spec&q=nightly` });
    expect(listed.headers['x-total-count']).toBe('1');
    expect(listed.body).toEqual([made.body]);
    await takeBack(made.body);
  });

  it('becomes it with another number of a sentence of the same shape', async () => {
    const [target] = spec().targets;
    const filtered = {
      ...spec(),
      steps: [{ id: 'big', op: 'filter', inputs: ['orders'], where: 'amount > 100' }],
      targets: [{ ...target, input: 'big' }],
    };
    const made = await approve({ question: 'Do the shop thing over 100', spec: filtered });
    const answer = await api.call({
      method: 'POST',
      url: '/api/v1/pipelines:generate',
      body: { description: 'do the shop thing over 250' },
    });
    expect(answer.body).toMatchObject({
      verified: false,
      verified_pattern: {
        verified_question_id: textAt(made.body, 'verified_question_id'),
        question: 'Do the shop thing over 100',
        replaced: [{ was: '100', is: '250' }],
      },
      validation: { status: 'passed', checked: 'live' },
      spec: { name: 'nightly_shop', steps: [{ where: 'amount > 250' }] },
      version: 1,
    });
    await takeBack(made.body);
  });

  it('is refused where the spec cannot run', async () => {
    const broken = { ...spec(), targets: [{ ...spec().targets[0], input: 'nothing' }] };
    const answer = await approve({ question, spec: broken });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_ERROR' } } });
    expect(textAt(answer.body, 'error.details.0.field')).toMatch(/^spec/);
  });
});

describe('who may', () => {
  it('approve are engineers, ask analysts, and nobody of another organisation', async () => {
    const { organisationId } = api;
    const analyst = await api.tokenFor({ userId: 'user_a', organisationId, role: 'analyst' });
    const engineer = await api.tokenFor({ userId: 'user_e', organisationId, role: 'engineer' });
    const stranger = await api.tokenFor({
      userId: 'user_s',
      organisationId: 'org_strangers',
      role: 'admin',
    });
    const body = { question: 'ours?', sql: 'select 1 as one' };
    expect((await approve(body, analyst)).status).toBe(403);
    expect((await approve(body, stranger)).status).toBe(404);
    const made = await approve(body, engineer);
    expect(made.status).toBe(201);
    const one = `${url}/${textAt(made.body, 'verified_question_id')}`;
    expect((await api.call({ url: one, token: analyst })).status).toBe(200);
    expect((await api.call({ url: one, token: stranger })).status).toBe(404);
    expect((await api.call({ method: 'DELETE', url: one, token: stranger })).status).toBe(404);
    expect((await api.call({ url, token: stranger })).body).toEqual([]);
    const log = await api.call({
      url: '/api/v1/audit-log?action=createVerifiedQuestion&per_page=1',
    });
    expect(log.body).toMatchObject([
      {
        resource: {
          kind: 'verified_question',
          id: textAt(made.body, 'verified_question_id'),
        },
        outcome: 'succeeded',
        actor: { user_id: 'user_e' },
      },
    ]);
    await takeBack(made.body);
  });
});

describe('a verified question of the same shape', () => {
  it('is answered with other values where its words are read as they were approved', async () => {
    const made = await approve({ question: 'How many orders have status paid?' });
    const id = textAt(made.body, 'verified_question_id');
    const { body } = await ask('how many orders have status open');
    expect(body).toMatchObject({
      sql: expect.stringContaining("'open'"),
      rows: [[334]],
      verified: false,
      verified_question_id: null,
      verified_pattern: {
        verified_question_id: id,
        question: 'How many orders have status paid?',
        replaced: [{ was: 'paid', is: 'open' }],
      },
      confidence: 0.95,
    });
    // Another question, though it looks alike.
    for (const other of [
      'How many orders have amount paid?',
      'How many customers have status paid?',
    ])
      expect(valueAt((await ask(other)).body, 'verified_pattern')).toBeNull();
    await takeBack(made.body);
  });

  const sql =
    "select count(*) as busy from customers c where (select count(*) from orders o where o.customer_id = c.id and o.status = 'paid') >= 4";
  const question = 'How busy are we with paid over 4?';

  it('takes other values into SQL that a person wrote: a number, and a value of the same column', async () => {
    const made = await approve({ question, sql });
    const { body } = await ask('How busy are we with open over 5?');
    expect(body).toMatchObject({
      sql: sql.replace("'paid'", "'open'").replace('>= 4', '>= 5'),
      explanation: expect.stringContaining(question),
      verified: false,
      verified_pattern: {
        replaced: [
          { was: 'paid', is: 'open' },
          { was: '4', is: '5' },
        ],
      },
      estimated_from: 'explain',
      engine: null,
    });
    // Each of the 50 customers has 10 orders, 6 or 7 of them open.
    expect(valueAt(body, 'rows')).toEqual([[50]]);
    // Of itself it is verified as ever.
    expect((await ask(question)).body).toMatchObject({ verified: true, verified_pattern: null });
    await takeBack(made.body);
  });

  it('and words that end a text are refused as ever', async () => {
    const made = await approve({ question, sql });
    expect((await ask("How busy are we with 'open'' or 1=1' over 4?")).status).toBe(400);
    await takeBack(made.body);
  });

  it.each([
    ['a value that the column does not hold', 'How busy are we with refunded over 4?'],
    ['another comparison', 'How busy are we with paid under 4?'],
    ['more words', 'How busy are we with paid over 4 today?'],
  ])('is not answered so for %s', async (_what, other) => {
    const made = await approve({ question, sql });
    expect(valueAt((await ask(other)).body, 'verified_pattern')).toBeNull();
    await takeBack(made.body);
  });
});
