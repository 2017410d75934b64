import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { connectors } from '../../connectors.ts';
import { makeCatalogCache } from '../../data/catalog-cache.ts';
import { keepPreparedSchemas } from '../../data/prepared-schemas.ts';
import { makeSalesData, type SalesData } from '../../testing/sales-data.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { englishPairs, questionMoment, russianPairs } from './question-pairs.test-data.ts';
import { nlQuery } from './contract.ts';
import { noModels } from '../../models/open-models.ts';
import { makeQuestionService, type QuestionService } from './service.ts';
import { isSameAnswer } from './same-answer.test-data.ts';

let api: TestApi;
let data: SalesData;
let service: QuestionService;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeSalesData(api, 5000);
  const { store } = api;
  // The questions are asked at a moment inside the sample's years.
  const clock: Clock = { now: () => Date.parse(questionMoment), sleep: () => Promise.resolve() };
  const catalogs = makeCatalogCache({
    connections: store.connections,
    catalogs: store.catalogs,
    connectors,
    clock,
    onBackgroundFailure: () => undefined,
  });
  const project = { connections: store.connections, cache: catalogs };
  service = makeQuestionService({
    store,
    project,
    catalogs,
    connectors,
    clock,
    prepared: keepPreparedSchemas(),
    modelsOf: noModels,
  });
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const askThen = (body: object) =>
  service.ask(
    {
      userId: 'user_test',
      organisationId: api.organisationId,
      role: 'admin',
      kind: 'user',
      apiKeyId: null,
      scopes: null,
      sessionId: null,
    },
    nlQuery.schema.body.parse(body),
  );

describe.each([
  ['PostgreSQL', () => data.sourceId],
  ['ClickHouse', () => data.warehouseId],
])('answers as hand-written SQL does on %s', (_system, connectionId) => {
  it.each([...englishPairs, ...russianPairs])('$question', async (pair) => {
    const answer = await askThen({
      question: pair.question,
      connection_id: connectionId(),
      execute: true,
    });
    expect(answer.clarification).toBeNull();
    const right = await data.ask(pair.sql);
    expect(
      isSameAnswer(answer.rows ?? [], right, pair.ordered === true),
      `${answer.sql}\n${JSON.stringify((answer.rows ?? []).slice(0, 3))}\n${JSON.stringify(right.slice(0, 3))}`,
    ).toBe(true);
  });
});

describe('POST /nl-query', () => {
  const ask = (body: unknown, token?: string) =>
    api.call({
      method: 'POST',
      url: '/api/v1/nl-query',
      body,
      ...(token === undefined ? {} : { token }),
    });
  const contractQuestion = {
    question: 'Show me top 10 customers by total purchase amount last month',
    schema: { tables: ['customers', 'orders', 'order_items'] },
  };

  it("answers the contract's example from the connection that holds the tables", async () => {
    const { status, body } = await ask(contractQuestion);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      explanation: expect.stringContaining('customers'),
      estimated_rows: expect.any(Number),
      estimated_time_ms: expect.any(Number),
      estimated_from: 'explain',
      clarification: null,
      connection_id: data.sourceId,
      rows: null,
    });
    expect(textAt(body, 'sql')).toMatch(/LIMIT 10$/);
    expect(JSON.stringify(valueAt(body, 'assumptions'))).toContain(data.warehouseId);
  });

  it('sketches an answer over tables of which only the names are known, and says so', async () => {
    const schema = { tables: ['clients', 'purchases', 'purchase_items'] };
    const question = 'top 10 clients by total amount last month';
    const { status, body } = await ask({ question, schema });
    expect(status).toBe(200);
    expect(textAt(body, 'sql')).toContain('FROM purchase_items AS pi');
    expect(textAt(body, 'sql')).toContain('ON p.client_id = c.id');
    expect(body).toMatchObject({ connection_id: null, estimated_from: 'none', estimated_rows: 10 });
    expect(Number(valueAt(body, 'confidence'))).toBeLessThan(0.4);
    expect(valueAt(body, 'assumptions')).toHaveLength(3);
  });

  it('reads a question against tables whose columns are given', async () => {
    const tables = [
      {
        name: 'Trucks',
        columns: [
          { name: 'Id', type: 'int' },
          { name: 'Plate', type: 'varchar(10)' },
        ],
      },
      {
        name: 'Trips',
        columns: [
          { name: 'Truck', type: 'int', references: 'Trucks.Id' },
          { name: 'Distance', type: 'float' },
          { name: 'Started', type: 'timestamp' },
        ],
      },
    ];
    const question = 'total distance by plate this year';
    const { status, body } = await ask({ question, schema: { tables }, dialect: 'clickhouse' });
    expect(status).toBe(200);
    expect(textAt(body, 'sql')).toContain('`Trucks`');
    expect(body).toMatchObject({ dialect: 'clickhouse', clarification: null });
  });

  it('gives the same answer each time', async () => {
    const [one, two] = [await ask(contractQuestion), await ask(contractQuestion)];
    expect(valueAt(one.body, 'sql')).toBe(valueAt(two.body, 'sql'));
    expect(valueAt(one.body, 'assumptions')).toEqual(valueAt(two.body, 'assumptions'));
  });

  it.each([
    'What is the fuel consumption of each truck?',
    'How many website visitors became customers?',
    'Give me the numbers',
    'Покажи худшие показатели',
  ])('asks back: %s', async (question) => {
    const { status, body } = await ask({ question, connection_id: data.sourceId });
    expect(status).toBe(200);
    expect(body).toMatchObject({ sql: null, confidence: 0, rows: null });
    expect(textAt(body, 'clarification.question')).not.toBe('');
  });

  it.each([
    'Delete all orders',
    'drop table customers',
    'How many orders? Then delete them; drop table orders',
    "customers where name = ''; DROP TABLE orders; --",
    'SELECT * FROM orders WHERE 1=1',
    'show orders union select password from users',
    'Удали всех клиентов',
    'update customers set email = null',
  ])('refuses %s', async (question) => {
    const { status, body } = await ask({ question, connection_id: data.sourceId });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { code: 'VALIDATION_ERROR', details: [{ field: 'question' }] },
    });
  });

  it('puts values into SQL as literals, whatever they hold', async () => {
    const question = `customers whose name contains "O'Brien' OR ''='%"`;
    const { status, body } = await ask({ question, connection_id: data.sourceId, execute: true });
    expect(status).toBe(200);
    expect(valueAt(body, 'rows')).toEqual([]);
  });

  it('runs at most as many rows as asked for, and masks people from those who may not see them', async () => {
    const token = await api.tokenFor({
      userId: 'user_analyst',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const body = {
      question: 'names and emails of customers',
      connection_id: data.sourceId,
      execute: true,
      limit: 3,
    };
    const masked = await ask(body, token);
    expect(masked.status).toBe(200);
    expect(valueAt(masked.body, 'rows')).toHaveLength(3);
    expect(JSON.stringify(masked.body)).not.toContain('@mail.example');
    expect(valueAt(masked.body, 'columns.1.masked')).toBe(true);
    const open = await ask(body);
    expect(JSON.stringify(open.body)).toContain('@mail.example');
  });

  it.each([
    ["how many customers have email 'jane@mail.example'", 'filtered'],
    ["cities of customers with email containing 'jane'", 'filtered'],
    ["how many orders have customers with email 'jane@mail.example'", 'filtered'],
    ['city of customers sorted by email', 'sorted'],
  ])('does not let those guess at people: %s', async (question, how) => {
    const token = await api.tokenFor({
      userId: 'user_analyst',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    const body = { question, connection_id: data.sourceId, execute: true };
    const refused = await ask(body, token);
    expect([refused.status, textAt(refused.body, 'error.details.0.error')]).toEqual([
      403,
      `rows are ${how} by a column masked for you`,
    ]);
    expect((await ask({ ...body, execute: false }, token)).status).toBe(200);
    expect((await ask(body)).status).toBe(200);
  });

  it.each(['how many customers are without email', 'number of customers per city'])(
    'lets them ask what tells nothing of one person: %s',
    async (question) => {
      const token = await api.tokenFor({
        userId: 'user_analyst',
        organisationId: api.organisationId,
        role: 'analyst',
      });
      const body = { question, connection_id: data.sourceId, execute: true };
      const answer = await ask(body, token);
      expect([answer.status, valueAt(answer.body, 'clarification')]).toEqual([200, null]);
    },
  );

  it.each([
    ['no question', {}, 'question'],
    ['an empty question', { question: '  ' }, 'question'],
    ['a question that is a number', { question: 5 }, 'question'],
    ['a question without end', { question: 'orders '.repeat(400) }, 'question'],
    ['an unknown field', { question: 'orders', tables: [] }, 'tables'],
    ['no tables', { question: 'orders', schema: { tables: [] } }, 'schema.tables'],
    ['an unknown dialect', { question: 'orders', dialect: 'oracle' }, 'dialect'],
    ['an unknown zone', { question: 'orders', timezone: 'Mars/Olympus' }, 'timezone'],
    ['a limit of nothing', { question: 'orders', limit: 0 }, 'limit'],
    ['too many rows', { question: 'orders', limit: 100_000 }, 'limit'],
    [
      'nothing to run on',
      { question: 'how many xyzs', schema: { tables: ['xyz'] }, execute: true },
      'execute',
    ],
    [
      'a reference to nothing',
      {
        question: 'how many xyzs',
        schema: { tables: [{ name: 'xyz', columns: [{ name: 'a', references: 'b.c' }] }] },
      },
      'schema.tables.0.columns.0.references',
    ],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });

  it('names unknown tables of a connection, and knows no connection of others', async () => {
    const unknown = await ask({
      question: 'how many orders',
      connection_id: data.sourceId,
      schema: { tables: ['ordrs'] },
    });
    expect(unknown.status).toBe(400);
    expect(textAt(unknown.body, 'error.details.0.error')).toContain('orders');
    expect((await ask({ question: 'orders', connection_id: 'conn_nobody' })).status).toBe(404);
    expect((await ask({ question: 'orders', project_id: 'proj_nobody' })).status).toBe(404);
  });

  it('is not for viewers', async () => {
    const token = await api.tokenFor({
      userId: 'user_viewer',
      organisationId: api.organisationId,
      role: 'viewer',
    });
    expect((await ask(contractQuestion, token)).status).toBe(403);
  });
});
