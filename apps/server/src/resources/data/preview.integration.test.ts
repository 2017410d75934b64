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

const preview = (query: Readonly<Record<string, string>>, token?: string) =>
  api.call({
    url: `/api/v1/data/preview?${new URLSearchParams(query).toString()}`,
    ...(token === undefined ? {} : { token }),
  });
const analyst = () =>
  api.tokenFor({ userId: 'user_x', organisationId: api.organisationId, role: 'analyst' });

describe('GET /data/preview', () => {
  it('shows rows with typed values, and says when there are more', async () => {
    const { status, body } = await preview({ source: data.sourceId, table: 'orders', limit: '2' });
    expect([status, body]).toMatchObject([
      200,
      {
        table: { schema: 'public', name: 'orders', kind: 'table' },
        columns: [
          { name: 'id', type: 'bigint', logical_type: 'int64', nullable: false },
          { name: 'customer_id' },
          { name: 'amount', type: 'numeric(12,2)' },
          { name: 'status' },
          { name: 'created_at', type: 'timestamptz' },
        ],
        rows: [
          [1, 2, '1.25', 'open', '2024-01-01T01:00:00Z'],
          [2, 3, '2.50', 'open', '2024-01-01T02:00:00Z'],
        ],
        row_count: 2,
        truncated: true,
        filter: null,
      },
    ]);
  });

  it('shows a hundred rows by default, and all of a small table', async () => {
    const many = await preview({ source: data.sourceId, table: 'orders' });
    expect(many.body).toMatchObject({ row_count: 100, limit: 100, truncated: true });
    const few = await preview({ source: data.sourceId, table: 'customers' });
    expect(few.body).toMatchObject({ row_count: 50, truncated: false });
  });

  it('takes columns in their order, and a filter on columns that are not shown', async () => {
    const { body } = await preview({
      source: data.sourceId,
      table: 'orders',
      columns: 'status, id',
      filter: "amount >= 624 and created_at > timestamptz '2024-01-01' AND status <> 'it''s'",
    });
    expect(body).toMatchObject({
      columns: [{ name: 'status' }, { name: 'id' }],
      rows: [['open', 500]],
      filter: expect.stringContaining('amount >= 624'),
    });
  });

  it('shows every type of both systems as JSON holds it', async () => {
    await data.execute(`
      create table kinds (big bigint, d numeric, f double precision, b boolean, day date, t time, ts timestamp, j json, deep json, l text[], m int[][], raw bytea, long text, u uuid);
      insert into kinds values (9007199254740993, 1.50, 'NaN', true, '2024-01-26', '10:00', '2024-01-26 10:00:00.5', '{"a": [1, null]}', '{"n": 12345678901234567890}', array['a', null], array[[1,2],[3,4]], '\\x00ff', repeat('ü', 20000), '01234567-89ab-cdef-0123-456789abcdef')`);
    const { body } = await preview({ source: data.sourceId, table: 'kinds' });
    expect(valueAt(body, 'rows.0')).toEqual([
      '9007199254740993',
      '1.50',
      'NaN',
      true,
      '2024-01-26',
      '10:00:00',
      '2024-01-26T10:00:00.5',
      { a: [1, null] },
      '{"n": 12345678901234567890}',
      ['a', null],
      [
        [1, 2],
        [3, 4],
      ],
      '00ff',
      `${'ü'.repeat(10_000)}…`,
      '01234567-89ab-cdef-0123-456789abcdef',
    ]);
    expect(valueAt(body, 'cut_values')).toBe(1);
    await data.execute('drop table kinds');
    await data.ask(
      "create table kinds (u UInt64, d Decimal(12, 2), f Float64, b Bool, day Date32, at DateTime('Asia/Tokyo'), l Array(Nullable(String)), m Map(String, Int32), n Nullable(Int32)) engine = Memory",
    );
    await data.ask(
      "insert into kinds values (18446744073709551615, 1.5, inf, true, '1950-01-26', '2024-01-26 10:00:00', ['a', null], {'k': 1}, null)",
    );
    const answer = await preview({ source: data.warehouseId, table: 'kinds' });
    expect(valueAt(answer.body, 'rows.0')).toEqual([
      '18446744073709551615',
      '1.50',
      'Infinity',
      true,
      '1950-01-26',
      '2024-01-26T01:00:00Z',
      ['a', null],
      { k: 1 },
      null,
    ]);
    await data.ask('drop table kinds');
  });

  it('takes hostile names as they are', async () => {
    await data.execute(
      'create table "a.b; drop table ""x""" ("select" int, "c,d" text, "ü""" text)',
    );
    await data.execute(`insert into "a.b; drop table ""x""" values (1, 'x', 'y')`);
    const asked = { source: data.sourceId, table: 'a.b; drop table "x"' };
    const all = await preview(asked);
    expect(valueAt(all.body, 'rows')).toEqual([[1, 'x', 'y']]);
    const one = await preview({ ...asked, columns: 'c,d', filter: '"select" = 1' });
    expect(valueAt(one.body, 'rows')).toEqual([['x']]);
    await data.execute('drop table "a.b; drop table ""x"""');
  });

  it('of a table without rows or without columns is empty', async () => {
    await data.execute(
      'create table hollow (a int); create table bare (); insert into bare default values',
    );
    const hollow = await preview({ source: data.sourceId, table: 'hollow' });
    expect(hollow.body).toMatchObject({ rows: [], row_count: 0, truncated: false });
    const bare = await preview({ source: data.sourceId, table: 'bare' });
    expect([bare.status, valueAt(bare.body, 'columns')]).toEqual([200, []]);
    const profile = { source: data.sourceId, table: 'bare' };
    const profiled = await api.call({ method: 'POST', url: '/api/v1/data/profile', body: profile });
    expect(profiled.body).toMatchObject({ row_count: 1, columns: [], complete: true });
    await data.execute('drop table hollow; drop table bare');
  });

  describe('for a caller without data:unmask', () => {
    const asked = () => ({ source: data.sourceId, table: 'people' });
    beforeAll(() =>
      data.execute(`
        create table people (id int, email text, phone text, notes text, city text);
        insert into people select n, 'ann' || n || '@example.com', '+49 30 12345' || n, case n when 7 then 'mail to bob@example.com' else 'nice' end, 'Berlin' from generate_series(10, 60) n;
        insert into people values (7, 'x', 'x', 'mail to bob@example.com', 'Rome')`),
    );
    afterAll(() => data.execute('drop table people'));

    it('masks personal data by its meaning', async () => {
      const { body } = await preview({ ...asked(), limit: '1' }, await analyst());
      expect(valueAt(body, 'rows.0')).toEqual([10, 'a***@***', '*** *** **10', '***', 'Berlin']);
      expect(valueAt(body, 'columns.1')).toMatchObject({
        semantic_type: 'email',
        pii: true,
        masked: true,
      });
      const whole = await preview({ ...asked(), limit: '1000' }, await analyst());
      expect(JSON.stringify(whole.body)).not.toMatch(/example|12345/);
    });

    it('still masks it when a filter leaves rows that do not look like it', async () => {
      const { body } = await preview({ ...asked(), filter: "city = 'Rome'" }, await analyst());
      expect(valueAt(body, 'rows')).toEqual([[7, 'x***@***', '*** *** ****', '***', 'Rome']]);
    });

    it('refuses filters by which hidden values could be guessed', async () => {
      for (const filter of [
        "email = 'ann10@example.com'",
        "coalesce(upper(notes), '') like '%BOB%'",
      ]) {
        const { status, body } = await preview({ ...asked(), filter }, await analyst());
        expect([status, valueAt(body, 'error.code')]).toEqual([403, 'PERMISSION_DENIED']);
        expect(textAt(body, 'error.details.0.field')).toBe('filter');
      }
    });

    it('shows everything to one who has it', async () => {
      const { body } = await preview({ ...asked(), filter: "email = 'ann10@example.com'" });
      expect(valueAt(body, 'rows.0')).toEqual([
        10,
        'ann10@example.com',
        '+49 30 1234510',
        'nice',
        'Berlin',
      ]);
    });
  });

  it.each([
    ['no source', { source: '' }, 'source'],
    ['no table', { table: '' }, 'table'],
    ['a limit of none', { limit: '0' }, 'limit'],
    ['too large a limit', { limit: '1001' }, 'limit'],
    ['a limit in words', { limit: 'ten' }, 'limit'],
    ['an unknown column', { columns: 'id,statuss' }, 'columns'],
    ['an empty filter', { filter: '' }, 'filter'],
    ['a filter that cannot be read', { filter: 'status = = 1' }, 'filter'],
    ['a filter by an unknown column', { filter: "statuss = 'x'" }, 'filter'],
    ['a filter of wrong types', { filter: "id = 'x'" }, 'filter'],
    ['a filter that is no condition', { filter: 'id + 1' }, 'filter'],
    ['a second statement', { filter: '1 = 1; drop table orders' }, 'filter'],
    ['a subquery', { filter: 'id in (select 1)' }, 'filter'],
    ['a function of the data system', { filter: "pg_read_file('/etc/passwd') = ''" }, 'filter'],
    ['an aggregate', { filter: 'sum(id) > 1' }, 'filter'],
    ['a misspelt parameter', { limitt: '1' }, 'limitt'],
  ])('refuses %s', async (_, change, field) => {
    const asked = { source: data.sourceId, table: 'orders', ...change };
    const { status, body } = await preview(asked);
    expect([status, valueAt(body, 'error.code')]).toEqual([400, 'VALIDATION_ERROR']);
    expect(textAt(body, 'error.details.0.field')).toBe(field);
    expect(textAt(body, 'error.details.0.error')).not.toBe('');
  });

  it('answers odd characters anywhere with a refusal, never with a failure', async () => {
    const asked = { source: data.sourceId, table: 'orders' };
    for (const odd of [
      '\0',
      'a\0b',
      '\uD800',
      '\uFFFF',
      '𝒳',
      "'",
      '"',
      '\\',
      '%',
      '\n',
      '-- x',
      '../',
      '{}',
    ]) {
      for (const query of [
        { ...asked, source: odd },
        { ...asked, table: odd },
        { ...asked, schema: odd },
        { ...asked, columns: odd },
        { ...asked, filter: odd },
      ]) {
        expect([JSON.stringify(query), (await preview(query)).status]).toEqual([
          JSON.stringify(query),
          expect.toSatisfy((status: number) => status === 400 || status === 404),
        ]);
      }
      const literal = await preview({
        ...asked,
        filter: `status = '${odd.replaceAll("'", "''")}'`,
      });
      expect([odd, literal.status]).toEqual([
        odd,
        expect.toSatisfy((status: number) => status === 200 || status === 400),
      ]);
      for (const body of [
        { ...asked, source: odd },
        { ...asked, table: odd },
        { ...asked, schema: odd },
      ]) {
        const { status } = await api.call({ method: 'POST', url: '/api/v1/data/profile', body });
        expect([odd, status === 404 || status === 400]).toEqual([odd, true]);
      }
    }
  });

  it('knows no connection of nobody, nor of another organisation, and no unknown table', async () => {
    const caller = { userId: 'user_x', organisationId: 'org_x', role: 'admin' } as const;
    const stranger = await api.tokenFor(caller);
    for (const [asked, token] of [
      [{ source: 'conn_nobody', table: 'orders' }, undefined],
      [{ source: data.sourceId, table: 'orders' }, stranger],
      [{ source: data.sourceId, table: 'orders', schema: 'nowhere' }, undefined],
      [{ source: data.sourceId, table: 'pg_authid' }, undefined],
    ] as const) {
      const { status, body } = await preview(asked, token);
      expect([status, valueAt(body, 'error.code')]).toEqual([404, 'RESOURCE_NOT_FOUND']);
    }
  });
});
