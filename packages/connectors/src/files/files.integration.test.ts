import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { printColumnType, type ConnectionSettings, type ConnectorSession } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { readRows } from '../kit/contract/lab.ts';
import { files } from './connector.ts';
import { openUnpacked } from './packed-file.ts';

const strict = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;

let home: string;
let root: string;
const sessions: ConnectorSession[] = [];

const open = async (settings: ConnectionSettings = {}): Promise<ConnectorSession> => {
  const options = { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] };
  const session = await files.open({ root: 'root', ...settings }, options);
  sessions.push(session);
  return session;
};
const put = async (name: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), content);
};
/** Columns as `name type`, and the rows that a run would read. */
const read = async (path: string, settings?: ConnectionSettings) => {
  const session = await open(settings);
  const columns = await session.describePath?.(path);
  if (columns === undefined) throw new TypeError('the connector describes paths');
  const types = columns.map(({ name, type }) => `${name} ${printColumnType(type)}`);
  const sql = `SELECT * FROM "main"."${path}"`;
  // Another session reads than the one that described.
  return { types, rows: await readRows(await open(settings), { sql, columns }) };
};
/** A scan of several files has no order. */
const byText = (rows: readonly (readonly (string | null)[])[]) =>
  rows.toSorted((one, other) => String(one).localeCompare(String(other)));
const fault = async (path: string, settings?: ConnectionSettings) => failure(read(path, settings));

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-')));
  root = join(home, 'root');
  await mkdir(root);
  await writeFile(join(home, 'secret.csv'), 'secret\nhidden\n');
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(() => rm(home, { recursive: true }));

describe('CSV', () => {
  it('has the types of its texts, and text where a type would change them', async () => {
    await put(
      'types.csv',
      'id,zip,price,when,at,mixed,flag,uid,big\n' +
        '1,007,1.50,2026-01-31,2026-01-31T10:00:00Z,2026-01-31,true,01234567-89ab-cdef-0123-456789abcdef,12345678901234567890\n' +
        '2,1234,20,2026-02-01,2026-01-31T10:00:00+02:00,31/01/2026,false,,1\n',
    );
    expect(await read('types.csv')).toEqual({
      types: [
        'id int64',
        'zip text',
        'price decimal(18,2)',
        'when date',
        'at timestamptz',
        'mixed text',
        'flag bool',
        'uid uuid',
        'big decimal(38,6)',
      ],
      rows: [
        [
          '1',
          '007',
          '1.50',
          '2026-01-31',
          '2026-01-31 10:00:00',
          '2026-01-31',
          't',
          '01234567-89ab-cdef-0123-456789abcdef',
          '12345678901234567890.000000',
        ],
        [
          '2',
          '1234',
          '20.00',
          '2026-02-01',
          '2026-01-31 08:00:00',
          '31/01/2026',
          'f',
          null,
          '1.000000',
        ],
      ],
    });
  });

  it.each([
    [
      'quotes and lines in fields',
      'q.csv',
      'a,"b ""c"""\r\n"x\ny","1,""2"""\r\n"",\r\n',
      ['a text', 'b "c" text'],
      [
        ['x\ny', '1,"2"'],
        ['', null],
      ],
    ],
    ['a byte order mark', 'bom.csv', '\uFEFFa;b\n1;x,y\n', ['a int64', 'b text'], [['1', 'x,y']]],
    ['tabs', 't.tsv', 'a\tb\n1\t"\t"\n', ['a int64', 'b text'], [['1', '\t']]],
    ['no rows', 'none.csv', 'a,b\n', ['a text', 'b text'], []],
    ['one column, no end', 'one.csv', 'a\n1\n2', ['a int64'], [['1'], ['2']]],
    [
      'returns for lines, and lines in fields',
      'cr.csv',
      'a,b\r1,"x\ny"\r2,z',
      ['a int64', 'b text'],
      [
        ['1', 'x\ny'],
        ['2', 'z'],
      ],
    ],
    [
      'lines of every kind in fields',
      'ends.csv',
      'a\n"x\ry"\n"x\r\ny"\n',
      ['a text'],
      [['x\ry'], ['x\r\ny']],
    ],
    [
      'a header of several lines',
      'lines.csv',
      '"a\r\nb",c\r\n"x\ny",2\r\n',
      ['a\r\nb text', 'c int64'],
      [['x\ny', '2']],
    ],
    [
      'a mark, quotes and two bytes for a line',
      'marked.csv',
      '\uFEFF"a","b"\r\n"1","x\r\ny"\r\n',
      ['a int64', 'b text'],
      [['1', 'x\r\ny']],
    ],
    ['a quote in a name', 'inch.csv', '5" x,b\n1,"2"\n', ['5" x int64', 'b int64'], [['1', '2']]],
    ['NUL in a text', 'nul.csv', 'a\nx\0y\n', ['a text'], [['x\0y']]],
    [
      'numbers that no number type keeps',
      'odd.csv',
      'a,b,c\nNaN,+1,12345678901234567890123456789012345678901\n1,1,1\n',
      ['a text', 'b text', 'c text'],
      [
        ['NaN', '+1', '12345678901234567890123456789012345678901'],
        ['1', '1', '1'],
      ],
    ],
  ])('reads %s', async (_, name, text, types, rows) => {
    await put(name, text);
    expect(await read(name)).toEqual({ types, rows });
  });

  it('may be packed, in another encoding, without header', async () => {
    await put('p.csv.gz', gzipSync('a,b\n1,x\n'));
    await put('p.csv.zst', zstdCompressSync('a,b\n2,y\n'));
    expect(byText((await read('p.csv.*')).rows)).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
    await put('latin.csv', Buffer.from('x,é\n', 'latin1'));
    expect(await read('latin.csv', { encoding: 'latin-1', header: false })).toEqual({
      types: ['column_1 text', 'column_2 text'],
      rows: [['x', 'é']],
    });
  });

  it('of a glob is one table: columns by name, parts of paths as columns', async () => {
    await put('sales/year=2025/a.csv', 'id,name\n1,x\n');
    await put('sales/year=2026/b.csv', 'name,id,note\ny,2,z\n');
    const { types, rows } = await read('sales/**/*.csv');
    expect(types).toEqual(['id int64', 'name text', 'year int64', 'note text']);
    expect(byText(rows)).toEqual([
      ['1', 'x', '2025', null],
      ['2', 'y', '2026', 'z'],
    ]);
  });

  /** `name` after 120,000 rows of numbers: more than types are found in. */
  const late = (end: string): string =>
    `id,name\n${Array.from({ length: 120_000 }, (_, row) => `${row},"a\nb"`).join('\n')}\n${end}`;

  it.each([
    [
      'late.csv',
      Buffer.from(late('007,b\n')),
      'line 240002: column "id" has a value (spelled like "009")',
    ],
    [
      'late.csv.gz',
      gzipSync(late('1,b\n"n/a",c')),
      'line 240003: column "id" has a value (spelled like "x/x")',
    ],
    [
      'late.csv.zst',
      zstdCompressSync(late('"",b\n')),
      'line 240002: column "id" has a value (spelled like "")',
    ],
    [
      'late.jsonl',
      Buffer.from(`${'{"id":1}\n\n'.repeat(120_000)}{"id":"secret"}`),
      'line 240001: column "id" has a value (spelled like ""xxxxxx"")',
    ],
    [
      'late.json',
      Buffer.from(`[${'{"id":1},'.repeat(120_000)}{"id":"secret"}]`),
      'row 120001: column "id" has a value (spelled like ""xxxxxx"")',
    ],
  ])(
    '%s with a late value of another type ends the run, and is told by line',
    async (name, content, words) => {
      await put(name, content);
      const { error, text } = await fault(name);
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      expect(error.message).toContain(`${name}, ${words} that is no BIGINT`);
      expect(text).not.toMatch(/007|n\/a|secret/);
    },
  );

  it('is typed once for its rows and their checksum, which are those of two passes', async () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, n) => `${n},"a ""${n}""",${n}.5,2026-01-31T10:00:00Z`,
    );
    await put('summed.csv', `id,name,price,at\n${rows.join('\n')}\n,,,\n`);
    const session = await open();
    const columns = (await session.describePath?.('summed.csv')) ?? [];
    const sql = 'SELECT * FROM "main"."summed.csv"';
    const snapshot = await session.openSnapshot();
    const request = { sql, columns, fidelity: strict, signal: new AbortController().signal };
    const bytesOf = async (isSummed: boolean) =>
      Buffer.concat(await (await snapshot.read({ ...request, isSummed })).stream.toArray());
    const sum = () => snapshot.checksum({ ...request, algorithm: 'md5_32' });
    const bytes = await bytesOf(false);
    const sums = await sum();
    expect(sums).toMatchObject({
      rows: '50001',
      columns: [{ nulls: '1', sum: '1249975000' }, {}, {}, {}],
    });
    expect((await bytesOf(true)).equals(bytes)).toBe(true);
    // The file is gone, so these are the rows that were kept.
    await rm(join(root, 'summed.csv'));
    expect(await sum()).toEqual(sums);
    expect((await failure(sum())).error.code).toBe('CONNECTION_LOST');
    await snapshot.close();
  });

  it('with a late value is told by line also where its rows are kept for a checksum', async () => {
    await put('late-kept.csv', `id\n${'1\n'.repeat(120_000)}007\n`);
    const session = await open();
    const columns = (await session.describePath?.('late-kept.csv')) ?? [];
    const snapshot = await session.openSnapshot();
    const { signal } = new AbortController();
    const sql = 'SELECT id FROM "main"."late-kept.csv"';
    const request = { sql, columns, fidelity: strict, isSummed: true, signal };
    const { error } = await failure(snapshot.read(request));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('late-kept.csv, line 120002');
    await snapshot.close();
  });

  it('with a late value in the path of another file names that file', async () => {
    await put('parts/year=2026/a.csv', `id\n${'1\n'.repeat(120_000)}`);
    await put('parts/year=older/b.csv', 'id\n1\n');
    const { error } = await fault('parts/*/*.csv');
    expect(error.code).toBe('VALUE_REJECTED');
    expect(error.message).toContain(
      'parts/year=older/b.csv: column "year" has a value (spelled like "xxxxx")',
    );
  });

  it.each([
    ['a row too long', 'a,b\n1,x\n2,y,hidden\n', 'line 3'],
    ['a row too short', 'a,b\n1,x\nhidden\n', 'line 3'],
    ['a quote that is never closed', 'a,b\n1,x\n2,"hidden\n3,y\n', 'line '],
    ['a quote in the header that is never closed', 'a,"hidden\n1,x\n', 'line 1'],
    ['a column twice', 'a,A\n1,hidden\n', 'line 1'],
    ['nothing', '', 'line 1'],
    ['another line end in the header than after it', 'a,"b\nc"\r\n1,hidden\r\n', 'line 1'],
    ['a return in a header that a line feed ends', 'a,"b\rc"\n1,hidden\n', 'line 1'],
    ['a line feed in a header that a return ends', 'a,"b\nc"\r1,hidden\r', 'line 1'],
    ['a mark before a header of several lines', '\uFEFF"a\nb",c\nhidden,1\n', 'line 1'],
    ['a name in another encoding', Buffer.from('a,é\n1,hidden\n', 'latin1'), 'line 1'],
    ['a NUL byte in a name', 'a,b\0\n1,hidden\n', 'line 1'],
    ['a name that is kept', 'a,_AI_ETL_file\n1,hidden\n', 'line 1'],
    ['another encoding', Buffer.from('a,b\n1,x\n2,hidden\xff\n', 'latin1'), 'line '],
    ['a line without end', `a,b\n1,${'x'.repeat(17 * 1024 * 1024)}\n`, 'line 2'],
  ])('with %s is refused by file and line', async (_, content, where) => {
    await put('bad/bad.csv', content);
    const { error, text } = await fault('bad/bad.csv');
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('bad/bad.csv');
    expect(error.message).toContain(where);
    expect(text).not.toContain('hidden');
  });
});

/** What somebody may put into the folder: each is told by file, and nothing of it is shown. */
describe('a file that is not what its name says', () => {
  const csv = 'a,b\n1,x\n2,hidden\n'.repeat(5000);
  it.each([
    [
      'a packed file that was cut off',
      'cut.csv.gz',
      gzipSync(csv).subarray(0, 60),
      /damaged|cut off/,
    ],
    [
      'a packed file without its last bytes',
      'end.csv.gz',
      gzipSync(csv).subarray(0, -6),
      /damaged|cut off/,
    ],
    [
      'another packed file that was cut off',
      'cut.jsonl.zst',
      zstdCompressSync('{"a":"hidden"}\n'.repeat(100_000)).subarray(0, -20),
      /damaged|cut off/,
    ],
    ['no packed file', 'plain.csv.gz', Buffer.from(csv), /damaged/],
    ['another packing', 'other.csv.zst', gzipSync(csv), /damaged/],
    [
      'a line of 64 MiB in 64 KiB',
      'bomb.csv.gz',
      gzipSync(Buffer.concat([Buffer.from('a,b\n1,'), Buffer.alloc(64 * 1024 * 1024, 'x')])),
      /too long/,
    ],
    [
      'a last line of 33 MiB',
      'last.csv',
      Buffer.concat([Buffer.from('a,b\n1,2\n1,'), Buffer.alloc(33 * 1024 * 1024, 'x')]),
      /too long/,
    ],
    [
      'an object of 64 MiB in 64 KiB',
      'bomb.jsonl.gz',
      gzipSync(
        Buffer.concat([
          Buffer.from('{"a":"'),
          Buffer.alloc(64 * 1024 * 1024, 'x'),
          Buffer.from('"}'),
        ]),
      ),
      /JSON/,
    ],
    [
      'a header of 64 MiB in 64 KiB',
      'header.csv.gz',
      gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x')),
      /line 1: the first line is too long/,
    ],
    ['UTF-16', 'wide.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le'), /line 1: it is UTF-16/],
    ['HTML', 'page.json', '<html>hidden</html>', /JSON/],
    ['Parquet without its end', 'half.parquet', Buffer.from('PAR1hidden'), /damaged|cut off/],
    ['a database', 'base.parquet', Buffer.alloc(8192), /damaged|not what/],
  ])('%s is refused, and named', async (_, name, content, words) => {
    await put(`odd/${name}`, content);
    const { error, text } = await fault(`odd/${name}`);
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain(`odd/${name}`);
    expect(error.message).toMatch(words);
    expect(text).not.toContain('hidden');
  });

  it('with dates of several kinds keeps them as texts, which a cast refuses', async () => {
    await put('odd/dates.csv', 'day\n2026-01-31\n31/01/2026\nJan 31\n');
    expect((await read('odd/dates.csv')).types).toEqual(['day text']);
    const sql = 'SELECT CAST(day AS DATE) AS day FROM "odd/dates.csv"';
    const columns = [{ name: 'day', type: { kind: 'date' }, nullable: true }] as const;
    const { error } = await failure(readRows(await open(), { sql, columns }));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
  });
});

describe('a column that is in the path', () => {
  it.each([
    ['and in the file', 'twice/a=1/x.csv', 'a\nhidden\n', /"a" stands in the file and in its path/],
    ['in another case', 'twice/A=1/y.csv', 'a\nhidden\n', /"A" stands in the file and in its path/],
    ['and a key', 'twice/A=1/z.jsonl', '{"a":"hidden"}\n', /"A" stands in the file/],
    ['twice', 'twice/n=1/N=2/x.csv', 'a\nhidden\n', /"N" stands twice in its path/],
  ])('%s is refused', async (_, name, content, words) => {
    await put(name, content);
    const { error, text } = await fault(name);
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toMatch(words);
    expect(text).not.toContain('hidden');
  });

  it('has what its spelling means, once', async () => {
    await put(`odd-parts/n=a%2Fb c%25/m=it's "q"/x.csv`, 'a\n1\n');
    expect((await read('odd-parts/*/*/x.csv')).rows).toEqual([['1', 'a/b c%', `it's "q"`]]);
  });
});

describe('JSON', () => {
  it.each([
    ['keys that differ in case', '{"a":1}\n{"a":1,"A":"hidden"}\n', /only in the case/],
    ['an empty key', '{"":"hidden","a":1}\n', /a key is empty/],
    ['a key that is kept', '{"_ai_etl_file":"hidden"}\n', /kept for other use/],
    ['no keys', '{}\n{}\n', /no objects with keys/],
    ['no objects', '["hidden"]\n["hidden"]\n', /no objects with keys/],
  ])('with %s is refused, for values would be lost', async (_, content, words) => {
    await put('keys.jsonl', content);
    const { error, text } = await fault('keys.jsonl');
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toMatch(words);
    expect(text).not.toContain('hidden');
  });

  it('may have any other keys', async () => {
    await put('names.jsonl', '{"filename":"x","a":1,"a_1":2,"C0":3}\n');
    expect(await read('names.jsonl')).toEqual({
      types: ['filename text', 'a int64', 'a_1 int64', 'C0 int64'],
      rows: [['x', '1', '2', '3']],
    });
  });

  it('has the types of its values; what is nested or mixed stays JSON', async () => {
    await put(
      'a.jsonl',
      '{"id":1,"zip":"007","n":{"x":[1]},"d":1.5,"m":1,"z":null}\n{"id":2,"d":2,"m":"x","ok":true}\n',
    );
    expect(await read('a.jsonl')).toEqual({
      types: ['id int64', 'zip text', 'n json', 'd float64', 'm json', 'z json', 'ok bool'],
      rows: [
        ['1', '007', '{"x":[1]}', '1.5', '1', null, null],
        ['2', null, null, '2', '"x"', null, 't'],
      ],
    });
    await put('b.json', '[{"a": 1}, {"a": 2}]');
    expect(await read('b.json')).toEqual({ types: ['a int64'], rows: [['1'], ['2']] });
  });

  it('that is none is refused by file and line', async () => {
    await put('bad.jsonl', '{"a":1}\nhidden words\n');
    const { error, text } = await fault('bad.jsonl');
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toMatch(/bad\.jsonl, line \d/);
    expect(text).not.toContain('hidden');
  });
});

describe('Parquet', () => {
  it('keeps its types, and is refused when it is cut off', async () => {
    const duck = await (await DuckDBInstance.create()).connect();
    await mkdir(join(root, 'lake/day=01'), { recursive: true });
    const query =
      "SELECT range AS n, 1.25::DECIMAL(9,3) AS d, DATE '2026-01-31' AS t FROM range(2)";
    await duck.run(`COPY (${query}) TO '${root}/lake/day=01/x.parquet'`);
    expect(await read('lake/*/*.parquet')).toEqual({
      types: ['n int64', 'd decimal(9,3)', 't date', 'day text'],
      rows: [
        ['0', '1.250', '2026-01-31', '01'],
        ['1', '1.250', '2026-01-31', '01'],
      ],
    });
    await truncate(join(root, 'lake/day=01/x.parquet'), 100);
    const { error } = await fault('lake/*/*.parquet');
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('lake/day=01/x.parquet');
  });
});

describe('a path', () => {
  it.each([
    ['no.csv', 'OBJECT_NOT_FOUND'],
    ['no/*.csv', 'OBJECT_NOT_FOUND'],
    ['../secret.csv', 'VALIDATION_ERROR'],
    ['/etc/passwd', 'VALIDATION_ERROR'],
    ['out/secret.csv', 'VALIDATION_ERROR'],
    ['out/*.csv', 'VALIDATION_ERROR'],
    ['link.csv', 'VALIDATION_ERROR'],
    ['note.docx', 'VALIDATION_ERROR'],
  ])('%s is refused: %s', async (path, code) => {
    await symlink(home, join(root, 'out')).catch(() => undefined);
    await symlink(join(home, 'secret.csv'), join(root, 'link.csv')).catch(() => undefined);
    await put('note.docx', 'x');
    const { error, text } = await fault(path);
    expect(error).toMatchObject({ code, retryable: false });
    expect(text).not.toContain('hidden');
  });

  it('is a table in SQL, which reaches nothing outside', async () => {
    await put('sql/a[1] "x".csv', 'a\n1\n');
    const session = await open();
    const sql = 'WITH t AS (SELECT a + 1 AS b FROM "sql/a[1] ""x"".csv") SELECT * FROM t';
    expect((await session.sample({ sql, limit: 5, timeoutMs: 5000 })).rows).toEqual([['2']]);
    expect((await session.explain(sql)).rows).toBeGreaterThan(0);
    for (const other of [
      `SELECT * FROM read_csv('${home}/secret.csv')`,
      `SELECT * FROM read_csv('${root}/link.csv')`,
      `SELECT * FROM read_text('${root}/../secret.csv')`,
      `COPY (SELECT 1) TO '${root}/new.csv'`,
    ]) {
      const { error, text } = await failure(
        session.sample({ sql: other, limit: 1, timeoutMs: 5000 }),
      );
      expect(['PRIVILEGE_MISSING', 'QUERY_FAILED'], other).toContain(error.code);
      expect(text).not.toContain('hidden');
    }
  });
});

describe('a file that another run replaces after it was found', () => {
  it.each(['gone.csv', 'gone.csv.gz', 'gone.jsonl', 'gone.parquet'])(
    '%s ends this run with an error that is tried again, and then the new one is read',
    async (name) => {
      const columns = [{ name: 'a', type: { kind: 'int64' }, nullable: true }] as const;
      const write = async (file: string, value: number): Promise<void> => {
        const duck = await (await DuckDBInstance.create()).connect();
        await mkdir(join(root, 'swap'), { recursive: true });
        await duck.run(`COPY (SELECT ${value}::BIGINT AS a) TO '${root}/swap/${file}'`);
      };
      const sql = `SELECT * FROM "swap/*-${name}"`;
      await write(`1-${name}`, 1);
      const session = await open();
      expect(await readRows(session, { sql, columns })).toEqual([['1']]);
      await write(`2-${name}`, 2);
      await rm(join(root, `swap/1-${name}`));
      const { error } = await failure(readRows(session, { sql, columns }));
      expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
      expect(error.message).toContain('the file is gone');
      expect(await readRows(await open(), { sql, columns })).toEqual([['2']]);
    },
  );

  it('is told so also where we read it ourselves', async () => {
    const format = { kind: 'csv', compression: 'gzip', isTsv: false } as const;
    const file = { path: join(root, 'no'), name: 'no', sizeBytes: 9, changedMs: 0, format };
    const reading = failure(openUnpacked(file, undefined)[Symbol.asyncIterator]().next());
    expect((await reading).error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  });
});

describe('the folder', () => {
  it('lists its files as tables, and leaves out what cannot be read', async () => {
    await put('list/good.csv', 'a\n1\n');
    await put('list/broken.parquet', 'no');
    const { tables } = await (await open({ root: 'root/list' })).catalog();
    expect(tables).toMatchObject([
      { object: { schema: 'main', name: 'good.csv' }, estimatedBytes: 4, columns: [{ name: 'a' }] },
    ]);
    expect((await (await open()).test()).checks.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  it.each([
    ['missing', 'OBJECT_NOT_FOUND'],
    ['secret.csv', 'VALIDATION_ERROR'],
    ['..', 'VALIDATION_ERROR'],
  ])('%s is refused: %s', async (folder, code) => {
    expect((await failure(open({ root: folder }))).error).toMatchObject({ code, retryable: false });
  });
});
