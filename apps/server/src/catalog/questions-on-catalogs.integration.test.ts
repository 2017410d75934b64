import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { connectors } from '../connectors.ts';
import { makeCatalogCache } from '../data/catalog-cache.ts';
import { keepPreparedSchemas } from '../data/prepared-schemas.ts';
import { nlQuery } from '../resources/nl-query/contract.ts';
import { noModels } from '../models/open-models.ts';
import { makeQuestionService, type QuestionService } from '../resources/nl-query/service.ts';
import { systemClock } from '../system-clock.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { makeTestData, type TestData } from '../testing/test-data.ts';
import { refreshCatalog } from './refresh-catalog.ts';

let api: TestApi;
let data: TestData;
let service: QuestionService;
/** How far the clock of the questions is ahead of the one by which the catalog was read. */
let aheadMs = 0;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
  await data.execute(`
    create table clubs (id int primary key, insured text not null, active int not null);
    insert into clubs select n, case n % 2 when 0 then 'Yes' else 'No' end, n % 3 % 2
    from generate_series(1, 30) n;`);
  const { store } = api;
  const claim = await store.catalogWork.claimCatalog({ types: ['postgresql'], leaseMs: 60_000 });
  if (claim === null) expect.fail('nothing was due');
  const ports = { store, connectors, clock: systemClock };
  await refreshCatalog(ports, claim, new AbortController().signal);
  const clock: Clock = { now: () => Date.now() + aheadMs, sleep: () => Promise.resolve() };
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
    prepared: keepPreparedSchemas(),
    clock,
    modelsOf: noModels,
  });
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const ask = (question: string) =>
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
    nlQuery.schema.body.parse({ question, connection_id: data.sourceId, execute: true }),
  );

describe('questions on a catalog that a worker has read', () => {
  it('know which columns say yes and no, in words and in numbers', async () => {
    const { sql, rows } = await ask('How many active clubs are not insured?');
    expect(sql).toMatch(/active = 1\s+AND insured = 'No'/u);
    expect(rows).toEqual([[5]]);
  });

  it('do not ask the system for it, and say how old it is once that matters', async () => {
    await data.execute('create table gadgets (id int primary key); insert into gadgets values (1)');
    const young = await ask('How many orders are there?');
    expect(young).toMatchObject({ rows: [[500]], assumptions: [] });
    aheadMs = 11 * 60_000;
    const older = await ask('How many orders are there?');
    expect(older.assumptions).toMatchObject([
      {
        path: 'catalog',
        because: expect.stringMatching(/"Shop" are known as they were 11 minutes/),
      },
    ]);
  });

  it('have it read anew when they are not understood, unless that was a moment ago', async () => {
    aheadMs = 0;
    await data.execute('create table widgets (id int primary key); insert into widgets values (1)');
    expect((await ask('How many widgets are there?')).sql).toBeNull();
    aheadMs = 20 * 60_000;
    expect(await ask('How many widgets are there?')).toMatchObject({
      rows: [[1]],
      assumptions: [],
    });
  });

  it('have it read anew when the system knows a column no more', async () => {
    await data.execute('alter table orders rename column amount to price');
    aheadMs += 2 * 60_000;
    const answer = await ask('What is the sum of price of orders?');
    expect(answer.rows).toHaveLength(1);
    await data.execute('alter table orders rename column price to amount');
    aheadMs += 2 * 60_000;
    const again = await ask('orders with amount above 600');
    expect(again.sql).toContain('amount > 600');
  });
});
