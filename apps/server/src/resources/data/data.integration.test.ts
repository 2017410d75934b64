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

const profile = (body: unknown, token?: string) =>
  api.call({
    method: 'POST',
    url: '/api/v1/data/profile',
    body,
    ...(token === undefined ? {} : { token }),
  });
const columnOf = (body: unknown, name: string): unknown => {
  const columns = valueAt(body, 'columns');
  return Array.isArray(columns) ? columns.find((one) => valueAt(one, 'name') === name) : undefined;
};

describe('POST /data/profile', () => {
  it("answers the contract's request in the contract's shape", async () => {
    const asked = { source: data.sourceId, table: 'customers', sample_size: 1000 };
    const { status, body } = await profile(asked);
    expect([status, body]).toMatchObject([
      200,
      {
        row_count: 50,
        row_count_exact: true,
        columns: [
          { name: 'id', type: 'bigint', nullable: false, unique: true, min: 1, max: 50 },
          { name: 'name', type: 'text', nullable: false, unique: true },
          { name: 'email', nullable: true, unique: true, semantic_type: 'email', pii: true },
        ],
        statistics: { null_percentage: 0, duplicate_percentage: 0, size_mb: expect.any(Number) },
        recommendations: { partitioning: 'none', indexing: [] },
        sample: { method: 'all_rows', rows: 50 },
        complete: true,
        missing: [],
      },
    ]);
  });

  it('types its values: numbers that fit, decimals as text, times as RFC 3339', async () => {
    const { body } = await profile({ source: data.sourceId, table: 'public.orders' });
    expect(columnOf(body, 'amount')).toMatchObject({
      type: 'numeric(12,2)',
      min: '1.25',
      max: '625.00',
      mean: 313.125,
    });
    expect(columnOf(body, 'created_at')).toMatchObject({
      type: 'timestamptz',
      min: '2024-01-01T01:00:00Z',
      range_basis: 'all_rows',
    });
    expect(columnOf(body, 'status')).toMatchObject({
      top_values: [
        { value: 'open', count: 334, percentage: 66.8 },
        { value: 'paid', count: 166, percentage: 33.2 },
      ],
    });
    expect(valueAt(body, 'freshness')).toMatchObject({
      column: 'created_at',
      latest: '2024-01-21T20:00:00Z',
    });
  });

  it('prints types as the contract does, and says what is wrong with a table', async () => {
    await data.execute(`
      create table "Odd ""Table"" ü" (id integer not null, email varchar(255), "when" text, ratio double precision, raw bytea, tags text[]);
      insert into "Odd ""Table"" ü" select n, 'u' || n || '@example.com', '2024-01-' || lpad((1 + n % 28)::text, 2, '0'),
        case n % 3 when 0 then 'NaN'::float8 when 1 then 'Infinity'::float8 else n end, '\\x00ff', array['a', null] from generate_series(1, 100) n`);
    const { status, body } = await profile({ source: data.sourceId, table: 'Odd "Table" ü' });
    expect(status).toBe(200);
    expect(columnOf(body, 'id')).toMatchObject({ type: 'integer', unique_basis: 'all_rows' });
    expect(columnOf(body, 'email')).toMatchObject({ type: 'varchar(255)' });
    expect(columnOf(body, 'ratio')).toMatchObject({ not_finite_count: 67, min: 2, max: 98 });
    expect(columnOf(body, 'raw')).toMatchObject({ length: { min: 2, max: 2, mean: 2 } });
    expect(valueAt(body, 'recommendations')).toMatchObject({
      primary_key: { columns: ['id'], basis: 'all_rows' },
      types: expect.arrayContaining([
        expect.objectContaining({ column: 'when', suggested: 'date' }),
      ]),
    });
    await data.execute('drop table "Odd ""Table"" ü"');
  });

  it('profiles ClickHouse alike', async () => {
    await data.ask(
      'create table events (day Date, who Nullable(String), amount Decimal(12, 2), at DateTime64(3), word String) engine = MergeTree order by day',
    );
    await data.ask(
      "insert into events select toDate('2024-01-01') + number % 100, if(number % 4 = 0, null, concat('u', toString(number), '@example.com')), number, toDateTime64('2024-01-01 00:00:00', 3, 'UTC') + number, 'x' from numbers(50000)",
    );
    const { status, body } = await profile({ source: data.warehouseId, table: 'events' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ row_count: 50_000, row_count_exact: true, complete: true });
    expect(columnOf(body, 'who')).toMatchObject({
      type: 'Nullable(String)',
      semantic_type: 'email',
    });
    expect(valueAt(body, 'layout')).toMatchObject({ engine: 'MergeTree', sorted_by: ['day'] });
    expect(textAt(body, 'freshness.last_written_at')).toMatch(/^\d{4}-\d\d-\d\dT/);
    await data.ask('drop table events');
  });

  it('hides personal data from callers without data:unmask, and nothing else', async () => {
    const token = await api.tokenFor({
      userId: 'user_x',
      organisationId: api.organisationId,
      role: 'analyst',
    });
    await data.execute(`
      create table people (id int primary key, email text, card bigint, birth_date date, notes text, city text);
      insert into people select n, 'ann@example.com', 4111111111111111, '1990-01-26', 'mail to bob@example.com', 'Berlin' from generate_series(1, 30) n`);
    const asked = { source: data.sourceId, table: 'people' };
    const hidden = await profile(asked, token);
    expect(hidden.status).toBe(200);
    const text = JSON.stringify(hidden.body);
    for (const secret of ['ann@', 'bob@', '411111', '1990']) expect(text).not.toContain(secret);
    expect(columnOf(hidden.body, 'email')).toMatchObject({
      masked: true,
      distinct_count: 1,
      top_values: [{ value: 'a***@***', count: 30 }],
    });
    expect(columnOf(hidden.body, 'city')).toMatchObject({
      masked: false,
      top_values: [{ value: 'Berlin' }],
    });
    const shown = await profile(asked);
    expect(columnOf(shown.body, 'email')).toMatchObject({
      masked: false,
      top_values: [{ value: 'ann@example.com' }],
    });
    await data.execute('drop table people');
  });

  it('sees a table and a column that were made after the last look at the catalog', async () => {
    await data.execute('create table fresh (a int)');
    expect((await profile({ source: data.sourceId, table: 'fresh' })).status).toBe(200);
    await data.execute('alter table fresh rename column a to b');
    const { status, body } = await profile({ source: data.sourceId, table: 'fresh' });
    expect(status).toBe(200);
    expect(valueAt(body, 'columns.0.name')).toBe('b');
    await data.execute('drop table fresh');
    const gone = await profile({ source: data.sourceId, table: 'fresh' });
    expect([gone.status, textAt(gone.body, 'error.details.0.field')]).toEqual([404, 'table']);
  });

  it.each([
    ['no source', { source: undefined }, 'source'],
    ['no table', { table: undefined }, 'table'],
    ['an empty table', { table: '' }, 'table'],
    ['a table that is no text', { table: 7 }, 'table'],
    ['a sample of none', { sample_size: 0 }, 'sample_size'],
    ['too large a sample', { sample_size: 100_001 }, 'sample_size'],
    ['half a row', { sample_size: 1.5 }, 'sample_size'],
    ['exact as a text', { exact: 'yes' }, 'exact'],
    ['no time', { timeout_seconds: 0 }, 'timeout_seconds'],
    ['a misspelt field', { sampel_size: 10 }, 'sampel_size'],
  ])('refuses %s', async (_, change, field) => {
    const { status, body } = await profile({ source: data.sourceId, table: 'orders', ...change });
    expect([status, valueAt(body, 'error.code')]).toEqual([400, 'VALIDATION_ERROR']);
    expect(textAt(body, 'error.details.0.field')).toBe(field);
  });

  it('names the nearest table for one that is not there', async () => {
    const { status, body } = await profile({ source: data.sourceId, table: 'custommers' });
    expect(status).toBe(404);
    expect(valueAt(body, 'error')).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      details: [{ field: 'table', error: expect.stringContaining('"customers"') }],
    });
  });

  it('knows no connection of nobody, nor of another organisation', async () => {
    const stranger = await api.tokenFor({
      userId: 'user_x',
      organisationId: 'org_x',
      role: 'admin',
    });
    for (const [source, token] of [
      ['conn_nobody', undefined],
      [data.sourceId, stranger],
    ] as const) {
      const { status, body } = await profile({ source, table: 'orders' }, token);
      expect([status, valueAt(body, 'error.code')]).toEqual([404, 'RESOURCE_NOT_FOUND']);
    }
  });
});
