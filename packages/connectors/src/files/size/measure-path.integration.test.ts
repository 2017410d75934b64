import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { findTable, type ConnectorSession, type PathSize } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { xlsxFile } from '../../testing/xlsx-file.ts';
import { files } from '../connector.ts';

let home: string;
let root: string;
const sessions: ConnectorSession[] = [];

const open = async (): Promise<ConnectorSession> => {
  const options = { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] };
  const session = await files.open({ root: 'root' }, options);
  sessions.push(session);
  return session;
};
const put = async (name: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), content);
};
const measure = async (path: string, session?: ConnectorSession): Promise<PathSize> => {
  const size = await (session ?? (await open())).measurePath?.(path);
  if (size === undefined) expect.fail('the connector measures paths');
  return size;
};
/** Rows of some 30 to 70 bytes, as long at the end as at the beginning, with line ends in quotes. */
const csvRows = (rows: number, from = 1_000_000): string =>
  Array.from(
    { length: rows },
    (_, n) => `${from + n},"a\nb ${'x'.repeat(n % 40)}",${from + n}.25\n`,
  ).join('');
const closeTo = (rows: number | null, real: number): void => {
  expect(Math.abs((rows ?? 0) - real) / real).toBeLessThan(0.02);
};

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-size-')));
  root = join(home, 'root');
  await mkdir(root);
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(() => rm(home, { recursive: true }));

it('estimates the rows of a CSV file by those at its beginning', async () => {
  const content = `id,note,amount\n${csvRows(50_000)}`;
  await put('large.csv', content);
  const size = await measure('large.csv');
  expect(size).toMatchObject({
    files: 1,
    storedBytes: Buffer.byteLength(content),
    contentBytes: Buffer.byteLength(content),
    isPacked: false,
    areRowsExact: false,
    partitions: [],
  });
  closeTo(size.rows, 50_000);
});

it('estimates JSON lines and arrays of objects', async () => {
  const items = Array.from({ length: 30_000 }, (_, n) =>
    JSON.stringify({ id: 1_000_000 + n, tags: [{ at: '}"{' }] }),
  );
  await put('lines.jsonl', items.join('\n'));
  await put('array.json', `[${items.join(',\n')}]`);
  closeTo((await measure('lines.jsonl')).rows, 30_000);
  closeTo((await measure('array.json')).rows, 30_000);
});

it('knows what packed files of a glob unpack to, and estimates the rows of all', async () => {
  const contents = Array.from(
    { length: 20 },
    (_, n) => `id,note,amount\n${csvRows(3000, 1_000_000 + n)}`,
  );
  const packed = contents.map((one) => gzipSync(one));
  for (const [n, one] of packed.entries()) await put(`packed/${n}.csv.gz`, one);
  const size = await measure('packed/*.csv.gz');
  expect(size).toMatchObject({
    files: 20,
    storedBytes: packed.reduce((sum, one) => sum + one.length, 0),
    contentBytes: contents.reduce((sum, one) => sum + Buffer.byteLength(one), 0),
    isPacked: true,
    areRowsExact: false,
  });
  closeTo(size.rows, 60_000);
});

it('reads the rows of partitioned Parquet from its footers, also in the catalog', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const duck = await instance.connect();
  await duck.run(
    `COPY (SELECT n AS id, CASE WHEN n < 7000 THEN 2025 ELSE 2026 END AS year FROM range(10000) AS t(n))
       TO '${join(root, 'lake')}' (FORMAT parquet, PARTITION_BY (year))`,
  );
  duck.closeSync();
  instance.closeSync();
  const session = await open();
  const size = await measure('lake/**/*.parquet', session);
  expect(size).toMatchObject({
    files: 2,
    contentBytes: null,
    isPacked: false,
    rows: 10_000,
    areRowsExact: true,
  });
  expect(size.partitions.map(({ values, rows }) => [values, rows])).toEqual([
    [{ year: '2025' }, 7000],
    [{ year: '2026' }, 3000],
  ]);
  const catalog = await session.catalog();
  const names = catalog.tables.filter(({ object }) => object.name.startsWith('lake/'));
  expect(names.map(({ estimatedRows }) => estimatedRows)).toEqual([7000, 3000]);
});

it('a filter on a partition of Parquet reads no row of another one', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const duck = await instance.connect();
  const folder = join(root, 'pruned');
  await duck.run(
    `COPY (SELECT n AS id, n % 2 + 2025 AS year FROM range(1000) AS t(n))
       TO '${folder}' (FORMAT parquet, PARTITION_BY (year))`,
  );
  duck.closeSync();
  instance.closeSync();
  const session = await open();
  await session.describePath?.('pruned/**/*.parquet');
  const name = join(folder, 'year=2025/data_0.parquet');
  // Damaged in its rows alone: the footer, which describes it, is as it was.
  const content = await readFile(name);
  content.fill('"', 4, 40);
  await writeFile(name, content);
  const all = `SELECT sum(id)::BIGINT AS s FROM "main"."pruned/**/*.parquet"`;
  const sample = (sql: string) => session.sample({ sql, limit: 1, timeoutMs: 5000 });
  expect((await sample(`${all} WHERE year = '2026'`)).rows).toEqual([['250000']]);
  await failure(sample(all));
});

it('says how many rows a workbook has', async () => {
  const rows = [['id'], [1], [2], [3]];
  await put('book.xlsx', xlsxFile([{ name: 'one', rows }]));
  expect(await measure('book.xlsx')).toMatchObject({
    rows: 3,
    areRowsExact: true,
    contentBytes: null,
  });
});

it('says that a file vanished which it has to look into', async () => {
  await put('gone/a.csv', `id,note,amount\n${csvRows(20_000)}`);
  await put('gone/b.csv', `id,note,amount\n${csvRows(20_000)}`);
  const session = await open();
  await session.describePath?.('gone/*.csv');
  await rm(join(root, 'gone/b.csv'));
  const { error } = await failure(measure('gone/*.csv', session));
  expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  await rm(join(root, 'gone/a.csv'));
  const { error: none } = await failure(measure('gone/*.csv'));
  expect(none).toMatchObject({ code: 'OBJECT_NOT_FOUND' });
});

it('has an empty CSV for no rows, and a small one is looked at whole', async () => {
  await put('none.csv', 'a,b\n');
  await put('two.csv', 'a,b\n1,2\n\n3,4');
  expect((await measure('none.csv')).rows).toBe(0);
  expect((await measure('two.csv')).rows).toBe(2);
  const catalog = await (await open()).catalog();
  expect(findTable(catalog, { name: 'two.csv' })).toMatchObject({
    estimatedRows: 2,
    estimatedBytes: 12,
  });
});
