import { printColumnType, type ConnectionSettings, type ConnectorSession } from '@ai-etl/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { readRows } from '../kit/contract/lab.ts';
import { pagesOf, type ApiRoute } from '../testing/json-api.ts';
import { startWalkedApi, type WalkedApi } from '../testing/walk-api.ts';
import { http } from './connector.ts';

let api: WalkedApi;
const sessions: ConnectorSession[] = [];

const open = async (settings: ConnectionSettings): Promise<ConnectorSession> => {
  const outbound = { allows: (address: string) => address === '127.0.0.1' };
  const session = await http.open(settings, { label: 'test', connectTimeoutMs: 20_000, outbound });
  sessions.push(session);
  return session;
};
/** Columns as `name type`, and all rows. */
const read = async (settings: ConnectionSettings, sql = 'SELECT * FROM "main"."rows"') => {
  const session = await open(settings);
  const columns = await session.describe(sql);
  const types = columns.map(({ name, type }) => `${name} ${printColumnType(type)}`);
  return { types, rows: await readRows(session, { sql, columns }) };
};
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
const ids = (count: number) => rows(count).map(({ id }) => [String(id)]);

beforeEach(async () => {
  api = await startWalkedApi();
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await api.close();
});

describe('records', () => {
  it('have the types of their values and keep their spelling', async () => {
    api.routes.set('/v1/rows', () => ({
      body: `{"data":[
        {"id":9007199254740993,"zip":"007","n":{"x":[1.50,
          12345678901234567890123]},"d":1.5,"m":1,"z":null,"at":"2026-01-31T10:00:00+02:00","day":"2026-01-31","p":1.1,"u":18446744073709551616,"money":12345678901234567890.1200,"wide":-1.23456789012345678,"e":"a\\u0000\\"\\\\"},
        {"id":2,"d":2,"m":"x","ok":true,"at":"2026-01-31T10:00:00.123Z","day":null,"p":12.5,"money":1.5,"wide":1e400}]}`,
    }));
    const declared = { p: 'decimal(9,2)', money: 'decimal(38,2)', wide: 'text' };
    expect(await read(api.settings({ columns: declared }))).toEqual({
      types: [
        'p decimal(9,2)',
        'money decimal(38,2)',
        'wide text',
        'id int64',
        'zip text',
        'n json',
        'd float64',
        'm json',
        'z json',
        'at timestamptz',
        'day date',
        'u json',
        'e text',
        'ok bool',
      ],
      rows: [
        [
          '1.10',
          '12345678901234567890.12',
          '-1.23456789012345678',
          '9007199254740993',
          '007',
          '{"x":[1.5,12345678901234567890123]}',
          '1.5',
          '1',
          null,
          '2026-01-31 08:00:00',
          '2026-01-31',
          '18446744073709551616',
          'a\0"\\',
          null,
        ],
        [
          '12.50',
          '1.50',
          '1e400',
          '2',
          null,
          null,
          '2',
          '"x"',
          null,
          '2026-01-31 10:00:00.123',
          null,
          null,
          null,
          't',
        ],
      ],
    });
  });

  it('with a new field, or a value of another type, end the read with page, record and field', async () => {
    const second: { data: object[] } = { data: [{ id: 3 }, { id: 4, extra: 'hidden' }] };
    api.routes.set('/v1/rows', ({ query }) => ({
      body:
        query.get('page') === '1'
          ? { data: rows(2) }
          : query.get('page') === '2'
            ? second
            : { data: [] },
    }));
    const pagination = { type: 'page' };
    const { error: fresh } = await failure(read(api.settings({ pagination })));
    expect(fresh).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(fresh.message).toMatch(/page 2\), record 2: the field "extra" is new/);
    expect((await read(api.settings({ pagination, new_fields: 'ignore' }))).rows).toEqual(ids(4));
    expect((await read(api.settings({ pagination, sample_pages: 2 }))).types).toEqual([
      'id int64',
      'extra text',
    ]);
    second.data.splice(1, 1, { id: 'hidden', extra: '' });
    const typed = api.settings({ pagination, columns: { extra: 'text' } });
    const { error: changed, text } = await failure(read(typed));
    expect(changed).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(changed.message).toMatch(/rows, page 2, record 2: column "id" .* BIGINT/);
    expect(text).not.toContain('hidden');
  });
});

describe('queries', () => {
  const moments = Array.from({ length: 8 }, (_, index) => ({
    id: index + 1,
    at: new Date(Date.UTC(2026, 0, index + 1, 12)).toISOString(),
  }));
  const since: ApiRoute = (call) => {
    const from = Date.parse(call.query.get('since') ?? '1970-01-01');
    const newer = moments.filter(({ at }) => Date.parse(at) >= from);
    return pagesOf(newer, 2)(call);
  };
  const pagination = { type: 'cursor', cursor: 'next' };

  it('ask for what they need by the incremental parameter, once for all of a session', async () => {
    api.routes.set('/v1/rows', since);
    const incremental = { cursor: 'at', param: 'since' };
    const settings = api.settings({ pagination, incremental });
    const sql = `SELECT id FROM "main"."rows" AS r WHERE r.at IS NOT NULL AND r.at >= CAST('2026-01-06 12:00:00' AS TIMESTAMPTZ) ORDER BY id`;
    const session = await open(settings);
    const columns = await session.describe(sql);
    for (const query of [sql, sql.replace('01-06', '01-07')]) {
      const expected = query === sql ? ['6', '7', '8'] : ['7', '8'];
      expect((await readRows(session, { sql: query, columns })).flat()).toEqual(expected);
    }
    expect(api.callsOf().map(({ query }) => query.get('since'))).toEqual([
      null,
      '2026-01-06T12:00:00Z',
      '2026-01-06T12:00:00Z',
    ]);
    expect(await readRows(session, { sql: 'SELECT max(id) AS id FROM rows', columns })).toEqual([
      ['8'],
    ]);
    expect(api.callsOf().length).toBe(6);
  });

  it('of some rows fetch some pages, others all; within the time limit', async () => {
    api.routes.set('/v1/rows', since);
    const session = await open(api.settings({ pagination }));
    const sample = (sql: string) => session.sample({ sql, limit: 2, timeoutMs: 30_000 });
    expect(await sample('SELECT id FROM rows WHERE id > 1')).toMatchObject({
      rows: [['2'], ['3']],
      truncated: true,
    });
    expect(api.callsOf().length).toBe(2);
    expect((await sample('SELECT count(*) AS n FROM rows')).rows).toEqual([['8']]);
    expect(api.callsOf().length).toBe(4);
    const slow = await open(api.settings({ pagination }, { requests_per_second: 1 }));
    const counting = slow.sample({
      sql: 'SELECT count(*) AS n FROM rows',
      limit: 1,
      timeoutMs: 1500,
    });
    expect((await failure(counting)).error).toMatchObject({
      code: 'QUERY_FAILED',
      message: expect.stringContaining('time limit'),
    });
  });

  it('for a profile fetch what its sample takes, all of them when it is exact', async () => {
    api.routes.set('/v1/rows', since);
    const session = await open(api.settings({ pagination }));
    const [table] = (await session.catalog()).tables;
    if (table === undefined || session.profile === undefined) throw new TypeError('no profiles');
    const asked = { table, topValues: 3, timeoutMs: 30_000 };
    const some = await session.profile({ ...asked, sampleRows: 3, exact: false });
    expect(some.sample).toEqual({ method: 'first_rows', rows: 3 });
    expect(some.rows).toEqual({ count: null, exact: false });
    expect(some.columns[0]).toMatchObject({ name: 'id', values: { min: '1', max: '3' } });
    const all = await session.profile({ ...asked, sampleRows: 3, exact: true });
    expect(all).toMatchObject({
      rows: { count: 8, exact: true },
      sample: { method: 'all_rows', rows: 8 },
      missing: [],
    });
    expect(all.columns[0]).toMatchObject({ values: { max: '8' }, frequencies: { distinct: 8 } });
  });

  it('end with their session, also while an API does not answer', async () => {
    let answers = 1;
    api.routes.set('/v1/rows', () =>
      answers-- > 0
        ? { body: { data: rows(1) } }
        : { rudely: (response) => response.writeHead(200).write('{') },
    );
    const page = { pagination: { type: 'page' } };
    const session = await open(api.settings(page, { timeout_seconds: 60 }));
    await session.describe('SELECT id FROM rows');
    const snapshot = await session.openSnapshot();
    const counting = failure(snapshot.count('SELECT id FROM rows'));
    await expect.poll(() => api.callsOf().length).toBe(2);
    await session.close();
    expect((await counting).error).toMatchObject({
      code: 'CONNECTION_LOST',
      message: expect.stringContaining('closed'),
    });
    expect(api.callsOf().length).toBe(2);
  }, 20_000);

  it('ask for everything from where a cursor has no usual spelling', async () => {
    api.routes.set('/v1/rows', since);
    const settings = api.settings({
      unread_pages: 'ignore',
      incremental: { cursor: 'at', param: 'since' },
    });
    const session = await open(settings);
    const sql = `SELECT id FROM rows WHERE rows.at >= CAST('0044-03-15 (BC) 00:00:00' AS TIMESTAMPTZ)`;
    expect((await session.sample({ sql, limit: 9, timeoutMs: 30_000 })).rows).toHaveLength(2);
    expect(api.callsOf().map(({ query }) => query.get('since'))).toEqual([null]);
  });

  it('reach no file and no other address', async () => {
    api.routes.set('/v1/rows', since);
    const session = await open(api.settings({}));
    for (const sql of [
      `SELECT * FROM read_text('/etc/passwd')`,
      `SELECT * FROM read_json('${api.origin}/v1/rows')`,
    ]) {
      const { error } = await failure(session.sample({ sql, limit: 1, timeoutMs: 30_000 }));
      expect(['PRIVILEGE_MISSING', 'QUERY_FAILED']).toContain(error.code);
    }
  });
});

describe('the catalog', () => {
  const sizes = async (settings: ConnectionSettings) =>
    (await (await open(settings)).catalog()).tables.map(({ estimatedRows, estimatedBytes }) => ({
      estimatedRows,
      estimatedBytes,
    }));

  it('knows the records of a resource without pages, and those of pages that were all', async () => {
    api.routes.set('/v1/rows', () => ({ body: JSON.stringify({ data: rows(3) }) }));
    const known = [{ estimatedRows: 3, estimatedBytes: expect.any(Number) }];
    expect(await sizes(api.settings({}))).toEqual(known);
    api.routes.set('/v1/rows', pagesOf(rows(3), 2));
    const pagination = { type: 'page', size_param: 'size', size: 2, end: 'short' };
    expect(await sizes(api.settings({ pagination, sample_pages: 5 }))).toEqual(known);
  });

  it('does not know how many records come behind the first pages', async () => {
    api.routes.set('/v1/rows', pagesOf(rows(5), 2));
    const pagination = { type: 'page', size_param: 'size', size: 2, end: 'short' };
    expect(await sizes(api.settings({ pagination }))).toEqual([
      { estimatedRows: null, estimatedBytes: null },
    ]);
  });
});
