import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';
import { readPriceTable } from './model/price-table.ts';

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

const ask = (body: unknown, token?: string) =>
  api.call({
    method: 'POST',
    url: '/api/v1/storage/recommend',
    body,
    ...(token === undefined ? {} : { token }),
  });

const ofContract = {
  size_gb: 100,
  growth_rate: '10GB/month',
  access_pattern: 'write_heavy',
  query_types: ['analytical', 'time_series'],
};

describe('POST /storage/recommend', () => {
  it("answers the contract's question with engine, layout, sizes, costs and reasons", async () => {
    const { status, body } = await ask({ data_profile: ofContract });
    expect([status, body]).toMatchObject([
      200,
      {
        engine: 'clickhouse',
        supported: true,
        layout: { partition_by: 'toYYYYMM(<time column>)', table_engine: 'MergeTree' },
        sizing: [
          { months: 0, rows_gb: 100, stored_gb: 20 },
          { months: 12, rows_gb: 220, stored_gb: 44 },
          { months: 24, rows_gb: 340 },
          { months: 36, rows_gb: 460 },
        ],
        price_table: { currency: 'USD', date: expect.stringMatching(/^\d{4}-\d\d$/) },
      },
    ]);
    expect(valueAt(body, 'alternatives')).toHaveLength(3);
    expect(JSON.stringify(valueAt(body, 'rules'))).toContain('"query.time_series"');
    expect(JSON.stringify(valueAt(body, 'assumptions'))).not.toContain('growth_rate');
  });

  it('looks at a table, and says what it took from there', async () => {
    const { status, body } = await ask({ source: data.sourceId, table: 'orders' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      engine: 'postgresql',
      layout: { indexes: ['btree (customer_id)', 'btree (created_at)'] },
    });
    const fields = valueAt(body, 'assumptions');
    expect(JSON.stringify(fields)).toContain('data_profile.size_gb');
    const said = { source: data.sourceId, table: 'orders', data_profile: ofContract };
    const mixed = await ask(said);
    expect(mixed.body).toMatchObject({
      engine: 'clickhouse',
      layout: { sort_key: ['status', 'customer_id', 'created_at'] },
      sizing: [{ rows_gb: 100 }, {}, {}, {}],
    });
  });

  it.each([
    ['nothing', {}, 'data_profile.size_gb'],
    ['no size', { data_profile: { growth_rate: '1GB/month' } }, 'data_profile.size_gb'],
    ['a size of none', { data_profile: { size_gb: 0 } }, 'data_profile.size_gb'],
    ['a size as text', { data_profile: { size_gb: '100GB' } }, 'data_profile.size_gb'],
    [
      'an unknown unit',
      { data_profile: { size_gb: 1, growth_rate: '10 bananas/month' } },
      'data_profile.growth_rate',
    ],
    [
      'an unknown period',
      { data_profile: { size_gb: 1, growth_rate: '10GB/fortnight' } },
      'data_profile.growth_rate',
    ],
    [
      'an unknown pattern',
      { data_profile: { size_gb: 1, access_pattern: 'wild' } },
      'data_profile.access_pattern',
    ],
    [
      'an unknown question',
      { data_profile: { size_gb: 1, query_types: ['magic'] } },
      'data_profile.query_types.0',
    ],
    [
      'no retention',
      { data_profile: { size_gb: 1, retention_months: 0 } },
      'data_profile.retention_months',
    ],
    ['a misspelt field', { data_profile: { size_gb: 1, sise: 2 } }, 'data_profile.sise'],
    ['a connection without a table', { source: 'conn_x' }, 'table'],
    ['a table without a connection', { table: 'orders' }, 'source'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await ask(body);
    expect([answer.status, valueAt(answer.body, 'error.code')]).toEqual([400, 'VALIDATION_ERROR']);
    expect(JSON.stringify(valueAt(answer.body, 'error.details'))).toContain(`"${field}"`);
  });

  it('names the bad unit', async () => {
    const { body } = await ask({ data_profile: { size_gb: 1, growth_rate: '10 bananas/month' } });
    expect(textAt(body, 'error.details.0.error')).toContain('"bananas"');
  });

  it('knows no table of another organisation', async () => {
    const token = await api.tokenFor({ userId: 'user_x', organisationId: 'org_x', role: 'admin' });
    const { status } = await ask({ source: data.sourceId, table: 'orders' }, token);
    expect(status).toBe(404);
  });
});

describe('a price table of your own', () => {
  it('is read, and refused by name when it is wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ai-etl-prices-'));
    const path = join(folder, 'prices.json');
    const ours = await readPriceTable(null);
    await writeFile(path, JSON.stringify({ ...ours, currency: 'EUR' }));
    expect((await readPriceTable(path)).currency).toBe('EUR');
    for (const [text, why] of [
      ['{', 'AI_ETL_PRICE_TABLE'],
      [JSON.stringify({ ...ours, currency: 'euro' }), 'currency'],
      [
        JSON.stringify({ ...ours, prices: { ...ours.prices, vcpu_month: -1 } }),
        'prices.vcpu_month',
      ],
    ] as const) {
      await writeFile(path, text);
      await expect(readPriceTable(path)).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
        details: [{ field: why }],
      });
    }
    await rm(folder, { recursive: true });
    await expect(readPriceTable(path)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
