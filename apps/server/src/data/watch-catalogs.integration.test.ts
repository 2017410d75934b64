import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshCatalog } from '../catalog/refresh-catalog.ts';
import { connectors } from '../connectors.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { makeTestData, type TestData } from '../testing/test-data.ts';
import { systemClock } from '../system-clock.ts';
import { makeCatalogCache, type CatalogCache } from './catalog-cache.ts';
import { askedAhead, keepPreparedSchemas, type PreparedSchemas } from './prepared-schemas.ts';
import { watchCatalogs } from './watch-catalogs.ts';

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

/** Of a process that has been asked nothing yet. */
function freshProcess(): { readonly catalogs: CatalogCache; readonly prepared: PreparedSchemas } {
  const prepared = keepPreparedSchemas();
  const catalogs = makeCatalogCache({
    connections: api.store.connections,
    catalogs: api.store.catalogs,
    connectors,
    clock: systemClock,
    onBackgroundFailure: () => undefined,
    onKnown: ({ id }, catalog) => {
      const schema = askedAhead(catalog);
      if (schema !== null) void prepared.prepareAhead(id, schema);
    },
  });
  return { catalogs, prepared };
}

async function refresh(): Promise<void> {
  const { store } = api;
  await store.catalogIndex.requestRefresh({ organisationId: api.organisationId }, data.sourceId);
  const claim = await store.catalogWork.claimCatalog({ types: ['postgresql'], leaseMs: 60_000 });
  if (claim === null) expect.fail('nothing was due');
  const ports = { store, connectors, clock: systemClock };
  const outcome = await refreshCatalog(ports, claim, new AbortController().signal);
  expect(outcome.kind).toBe('refreshed');
}

/** Looks until the process has slept `looks` times. */
async function look(process: Pick<ReturnType<typeof freshProcess>, 'catalogs'>): Promise<void> {
  let slept: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => (slept = resolve));
  const watch = watchCatalogs({
    store: api.store,
    catalogs: process.catalogs,
    log: { warn: (told: unknown) => expect.fail(JSON.stringify(told)) },
    clock: {
      now: () => Date.now(),
      sleep: (_ms, signal) => {
        slept();
        return new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('stopped'))),
        );
      },
    },
  });
  await asleep;
  await watch.stop();
}

it('makes a large catalog that a worker has read ready before anybody asks, and only what is new', async () => {
  const tables = Array.from(
    { length: 150 },
    (_, at) =>
      `create table part_${at}_orders (id int primary key, city_${at} text, amount_${at} numeric,
        created_at timestamptz, note_${at} text, status_${at} text, code_${at} text);`,
  );
  await data.execute(tables.join('\n'));
  await refresh();
  const process = freshProcess();
  await look(process);
  await expect.poll(() => process.prepared.keptBytes).toBeGreaterThan(0);
  const before = process.prepared.keptBytes;

  const scope = { organisationId: api.organisationId };
  const connection = await api.store.connections.getConnection(scope, data.sourceId);
  if (connection === null) expect.fail('the connection is gone');
  const { catalog } = await process.catalogs.read(scope, connection);
  const schema = askedAhead(catalog);
  if (schema === null) expect.fail('the catalog is small');
  const made = await process.prepared.of(schema);
  expect(process.prepared.keptBytes).toBe(before);

  await data.execute('create table late_arrivals (id int primary key, came_at timestamptz)');
  await refresh();
  await look(process);
  await expect
    .poll(async () => (await process.catalogs.read(scope, connection)).catalog.tables.length)
    .toBe(catalog.tables.length + 1);
  const fresh = askedAhead((await process.catalogs.read(scope, connection)).catalog);
  if (fresh === null) expect.fail('the catalog is small');
  expect(await process.prepared.of(fresh)).not.toBe(made);
});

it('leaves small catalogs to those who ask', async () => {
  const [first] = await api.store.catalogWork.listLargeCatalogs({
    leastBytes: 4 * 1024,
    since: null,
    limit: 8,
  });
  expect(first).toMatchObject({ connectionId: data.sourceId });
  expect(
    await api.store.catalogWork.listLargeCatalogs({
      leastBytes: 4 * 1024,
      since: first?.takenAt ?? null,
      limit: 8,
    }),
  ).toEqual([]);
  expect(
    await api.store.catalogWork.listLargeCatalogs({ leastBytes: 1e8, since: null, limit: 8 }),
  ).toEqual([]);
});
