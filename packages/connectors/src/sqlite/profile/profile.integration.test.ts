import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import { failure } from '../../kit/contract/failure.ts';
import { lookUp, openLab, type Lab } from '../../kit/contract/lab.ts';
import { sqliteHarness } from '../../testing/sqlite-harness.ts';
import { LiveStatements } from '../process/live-statements.ts';
import { profilingFunctions } from './asked.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(sqliteHarness);
});
afterAll(() => lab?.close());

const numbers = (rows: number): string =>
  `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT ${rows})`;

/** True while the figures of a profile are taken. */
const isAtWork = (): boolean =>
  LiveStatements.all().some((one) => one.text.includes(profilingFunctions.figures));

async function profile(name: string, asked: Partial<ProfileRequest> = {}): Promise<TableProfile> {
  const table = await lookUp(lab.session, { schema: 'main', name });
  invariant(table !== undefined && lab.session.profile !== undefined, `${name} can be profiled`);
  const request = { sampleRows: 1000, exact: false, topValues: 10, timeoutMs: 60_000 };
  return lab.session.profile({ table, ...request, ...asked });
}

describe('a profile of SQLite', () => {
  it('counts values that are not of their column, says how they are stored, and goes on', async () => {
    await lab.database.execute(`
      CREATE TABLE loose (n INTEGER, day DATE, body BLOB, note TEXT);
      INSERT INTO loose VALUES (1, '2024-01-01', x'00ff', 'a'), (9007199254740993, '2024-01-03', x'', x'61'),
        ('twelve', 1700000000, 'text', NULL), (1.5, '2024-01-02', NULL, 'a');`);
    const table = await lookUp(lab.session, { schema: 'main', name: 'loose' });
    invariant(table !== undefined && lab.session.profile !== undefined, 'it can be profiled');
    // As a catalog that was read before the odd date came.
    const columns = table.columns.map((one) =>
      one.name === 'day' ? { ...one, type: { kind: 'date' } as const } : one,
    );
    const limits = { sampleRows: 100, exact: false, topValues: 10, timeoutMs: 60_000 };
    const found = await lab.session.profile({ table: { ...table, columns }, ...limits });
    const [n, day, body, note] = found.columns;
    expect(n).toMatchObject({
      nulls: 0,
      values: { min: '1', max: '9007199254740993' },
      frequencies: { distinct: 4, single: 4 },
    });
    expect(new Set(n?.frequencies?.top.map((one) => one.value))).toEqual(
      new Set(['1', '9007199254740993', 'twelve', '1.5']),
    );
    expect(day?.values).toMatchObject({ min: '2024-01-01', max: '2024-01-03', mean: '2024-01-02' });
    expect(day?.frequencies?.distinct).toBe(4);
    expect(body).toMatchObject({ nulls: 1, values: { length: { min: 0, max: 2, mean: 1 } } });
    // The blob x'61' is not the text 'a'.
    expect(note).toMatchObject({ nulls: 1, frequencies: { distinct: 2, single: 1 } });
    expect(found.missing.map(({ what, why }) => [what, why.split('.')[0]])).toEqual([
      [
        'statistics of column "n"',
        '2 of 4 values are no int64 (1 stored as real, 1 stored as text)',
      ],
      ['statistics of column "day"', '1 of 4 values are no date (1 stored as integer)'],
      ['statistics of column "body"', '1 of 3 values are no bytes (1 stored as text)'],
      ['statistics of column "note"', '1 of 3 values are no text (1 stored as blob)'],
    ]);
  });

  it('tells texts apart that a collation does not, and takes spellings of one value for one', async () => {
    await lab.database.execute(`
      CREATE TABLE spelled (word TEXT COLLATE NOCASE, id UUID, at TIMESTAMP, price DECIMAL_TEXT, any);
      INSERT INTO spelled VALUES ('odd', 'ABCDEF01-89AB-cdef-0123-456789abcdef', '2024-01-01 10:00:00', '1.10', 1),
        ('ODD', 'abcdef01-89ab-cdef-0123-456789abcdef', '2024-01-01 10:00:00.000', '1.1', '1'),
        ('odd' || char(0), NULL, '2024-01-01 10:00:00.1', '-0.0', 1.0);`);
    const found = await profile('spelled');
    expect(found.missing).toEqual([]);
    expect(found.columns.map((one) => one.frequencies?.distinct)).toEqual([3, 1, 2, 2, 1]);
    expect(found.columns[0]?.values?.length).toMatchObject({ min: 3, max: 4 });
    expect(found.repeated).toEqual({ rows: 3, distinct: 3, single: 3 });
  });

  it('tells infinity from numbers, which SQLite keeps while it has no NaN', async () => {
    await lab.database.execute(
      'CREATE TABLE odd (r REAL); CREATE INDEX r ON odd (r); INSERT INTO odd VALUES (9e999), (1.5), (-9e999), (9e999 - 9e999)',
    );
    const [r] = (await profile('odd')).columns;
    expect(r).toMatchObject({
      nulls: 1,
      values: { min: '1.5', max: '1.5', notFinite: 2, mean: '1.5' },
      frequencies: { distinct: 3 },
    });
    const [cut] = (await profile('odd', { sampleRows: 2 })).columns;
    expect(cut?.wholeRange).toBeNull();
  });

  it('counts repeated rows below a primary key that takes NULL', async () => {
    await lab.database.execute(
      'CREATE TABLE nulled (k TEXT PRIMARY KEY, v INTEGER); INSERT INTO nulled VALUES (NULL, 1), (NULL, 1), (1, 1)',
    );
    expect((await profile('nulled')).repeated).toEqual({ rows: 3, distinct: 2, single: 1 });
  });

  it('reads blocks of the rowid from all over a table, and ends of columns from their indexes', async () => {
    await lab.database.execute(`
      CREATE TABLE large (id INTEGER PRIMARY KEY, rowid TEXT, day DATE, n INTEGER);
      CREATE INDEX by_day ON large (day, n);
      CREATE UNIQUE INDEX partly ON large (n) WHERE n > 0;
      CREATE INDEX by_words ON large (lower(rowid), n);
      ${numbers(100_000)} INSERT INTO large SELECT n - 50000, 'x', date('2024-01-01', (n % 100) || ' days'), n FROM c;
      INSERT INTO large VALUES (60000, 'x', 'never', 'many');`);
    const found = await profile('large');
    expect(found).toMatchObject({
      rows: { count: 100_001, exact: true },
      sample: { method: 'blocks' },
      indexes: [
        { columns: ['id'], unique: true, partial: false },
        { columns: ['day', 'n'], unique: false, partial: false },
        { columns: ['n'], unique: true, partial: true },
        { columns: [null, 'n'], unique: false, partial: false },
      ],
      missing: [],
    });
    expect(found.sample.rows).toBeGreaterThan(800);
    expect(found.sizeBytes).toBeGreaterThan(1_000_000);
    expect(found.indexBytes).toBeGreaterThan(1_000_000);
    const [id, , day, n] = found.columns;
    expect(id?.wholeRange).toEqual({ min: '-49999', max: '60000' });
    // Its greatest is no date, and the partial index holds some rows only.
    expect([day?.wholeRange, n?.wholeRange]).toEqual([null, null]);
    expect(Number(id?.values?.min)).toBeLessThan(-40_000);
    expect(Number(id?.values?.max)).toBeGreaterThan(40_000);
  });

  it.each([
    [
      'CREATE TABLE gaps (k INTEGER PRIMARY KEY, v INTEGER)',
      'gaps',
      'iif(n = 20000, 9000000000000000, n)',
    ],
    ['CREATE TABLE "by text" (k TEXT PRIMARY KEY, v INTEGER) WITHOUT ROWID', 'by text', "'k' || n"],
  ])('picks rows by their place where keys do not tell it: %s', async (create, name, key) => {
    await lab.database.execute(
      `${create}; ${numbers(20_000)} INSERT INTO "${name}" SELECT ${key}, n FROM c`,
    );
    const found = await profile(name);
    expect(found).toMatchObject({ sample: { method: 'rows' }, missing: [] });
    expect(found.sample.rows).toBeGreaterThan(800);
    expect(Number(found.columns[1]?.values?.min)).toBeLessThan(1000);
    expect(Number(found.columns[1]?.values?.max)).toBeGreaterThan(19_000);
    expect(await profile(name)).toEqual(found);
  });

  it('reads blocks of a whole-number key of a table without rowid', async () => {
    await lab.database.execute(
      `CREATE TABLE bare (k INTEGER PRIMARY KEY, v) WITHOUT ROWID; ${numbers(20_000)} INSERT INTO bare SELECT n, 'x' FROM c`,
    );
    const found = await profile('bare');
    expect(found).toMatchObject({ rows: { count: 20_000 }, sample: { method: 'blocks' } });
    expect(found.indexes).toEqual([{ columns: ['k'], unique: true, partial: false }]);
  });

  it('of a text index and of a broken view says what it can', async () => {
    await lab.database.execute(
      "CREATE VIRTUAL TABLE words USING fts5 (body); INSERT INTO words VALUES ('find me'), ('and me')",
    );
    const found = await profile('words');
    expect(found).toMatchObject({ rows: { count: 2, exact: true }, sizeBytes: null, missing: [] });
    await lab.database.execute('CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone');
    const table = await lookUp(lab.session, { schema: 'main', name: 'broken' });
    invariant(table !== undefined && lab.session.profile !== undefined, 'it is there');
    await lab.database.execute('DROP TABLE gone');
    const asked = { table, sampleRows: 10, exact: false, topValues: 1, timeoutMs: 10_000 };
    expect((await failure(lab.session.profile(asked))).error.code).toBe('OBJECT_NOT_FOUND');
    await lab.database.execute('DROP VIEW broken');
  });

  it('is ended by its signal in the middle of a statement, and ends nothing else', async () => {
    await lab.database.execute(
      `CREATE VIEW endless AS ${numbers(1_000_000_000)} SELECT n FROM c WHERE n > 0`,
    );
    const cancel = new AbortController();
    const running = failure(profile('endless', { exact: true, signal: cancel.signal }));
    await expect.poll(isAtWork, { timeout: 30_000 }).toBe(true);
    cancel.abort();
    expect((await running).error.code).toBe('RUN_CANCELLED');
    expect(isAtWork()).toBe(false);
    expect((await profile('odd')).rows.count).toBe(4);
    await lab.database.execute('DROP VIEW endless');
  });

  it('sees one moment, and lets others write meanwhile in a WAL file', async () => {
    await lab.database.execute(
      `CREATE TABLE moment (n INTEGER, w TEXT); ${numbers(200_000)} INSERT INTO moment SELECT n, 'x' || n FROM c`,
    );
    const running = profile('moment', { exact: true });
    await expect.poll(isAtWork, { timeout: 30_000, interval: 5 }).toBe(true);
    await lab.database.execute("INSERT INTO moment VALUES (0, 'late')");
    const found = await running;
    expect(found.rows).toEqual({ count: 200_000, exact: true });
    expect(found.columns[0]).toMatchObject({
      values: { min: '1' },
      frequencies: { distinct: 200_000 },
    });
    expect((await profile('moment', { exact: true })).rows.count).toBe(200_001);
  });

  it('neither counts nor measures tables of a large file, and reads fewer of very wide rows', async () => {
    await lab.database.execute(`
      CREATE TABLE wide (id INTEGER PRIMARY KEY, body BLOB);
      ${numbers(280)} INSERT INTO wide SELECT n, zeroblob(1000000) FROM c;`);
    const found = await profile('wide', { sampleRows: 200 });
    expect(found).toMatchObject({
      rows: { count: 280, exact: false },
      sizeBytes: null,
      sample: { method: 'blocks' },
      missing: [{ what: 'rows of the sample' }],
    });
    expect(found.sample.rows).toBeGreaterThan(60);
    expect(found.sample.rows).toBeLessThanOrEqual(135);
    expect(await profile('by text')).toMatchObject({
      rows: { count: null, exact: false },
      sample: { method: 'first_rows', rows: 1000 },
    });
    await lab.database.execute('ANALYZE "by text"');
    expect((await profile('by text')).rows).toEqual({ count: 20_000, exact: false });
  });
});
