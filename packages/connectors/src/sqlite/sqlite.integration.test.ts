import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, printColumnType, type Schema } from '@ai-etl/core';
import { failure } from '../kit/contract/failure.ts';
import {
  append,
  columnsOf,
  loadText,
  lookUp,
  newKey,
  openLab,
  readRows,
  replace,
  selectAll,
  stageTable,
  strict,
  type Lab,
} from '../kit/contract/lab.ts';
import { SqliteProcess } from './process/sqlite-process.ts';
import { sqliteHarness } from '../testing/sqlite-harness.ts';

const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: false }];

describe('SQLite', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(sqliteHarness);
  });
  afterAll(() => lab?.close());

  const path = (): string => {
    const [root] = lab.database.fileRoots ?? [];
    invariant(root !== undefined, 'the file lies below a root');
    return join(root, String(lab.database.settings['path']));
  };
  const find = (name: string) => lookUp(lab.session, { schema: 'main', name });

  it('shows keys, generated columns, STRICT tables, tables without rowid and virtual ones', async () => {
    await lab.database.execute(`
      CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, a, b, UNIQUE (a, b));
      CREATE UNIQUE INDEX partly ON parent (a) WHERE b > 0;
      CREATE UNIQUE INDEX by_words ON parent (lower(code));
      CREATE TABLE child (id INTEGER, parent_code TEXT REFERENCES parent (code), parent INTEGER REFERENCES parent);
      CREATE TABLE bare (k TEXT PRIMARY KEY, "the ""value""" TEXT DEFAULT 'x') WITHOUT ROWID;
      CREATE TABLE strict_one (a INTEGER, b ANY) STRICT;
      CREATE TABLE made (a INTEGER, twice INTEGER GENERATED ALWAYS AS (a * 2) STORED, also AS (a + 1));
      CREATE VIRTUAL TABLE words USING fts5 (body);
      INSERT INTO words VALUES ('find me');
      CREATE VIEW broken AS SELECT * FROM nowhere;`);
    expect(await find('parent')).toMatchObject({
      primaryKey: ['id'],
      uniqueKeys: [['code'], ['a', 'b']],
      columns: [
        { name: 'id', nullable: false, hasDefault: true },
        { name: 'code', nullable: false },
        {},
        {},
      ],
    });
    expect(
      (await find('child'))?.foreignKeys.map((key) => [key.columns, key.referencedColumns]),
    ).toEqual([
      [['parent_code'], ['code']],
      [['parent'], ['id']],
    ]);
    expect(await find('bare')).toMatchObject({
      primaryKey: ['k'],
      columns: [{ nullable: false }, { name: 'the "value"', hasDefault: true }],
    });
    expect((await find('strict_one'))?.columns.map((one) => printColumnType(one.type))).toEqual([
      'int64',
      'text',
    ]);
    expect((await find('made'))?.columns).toMatchObject([
      { name: 'a' },
      { nativeType: 'INTEGER GENERATED ALWAYS', hasDefault: true },
      { nativeType: 'GENERATED ALWAYS' },
    ]);
    expect((await find('words'))?.columns.map((one) => one.name)).toEqual(['body']);
    expect(await find('broken')).toMatchObject({ kind: 'view', estimatedRows: null });
    const names = (await lab.session.catalog()).tables.map((one) => one.object.name);
    expect(names.filter((one) => one.startsWith('words_'))).toEqual([]);
  });

  it('fills the columns of a table that are not generated', async () => {
    await loadText(lab, {
      name: 'made',
      columns: [{ name: 'a', type: { kind: 'int64' }, nullable: true }],
      write: append,
      text: '4\n',
    });
    expect(await lab.database.rows('SELECT a, twice, also FROM made')).toEqual([['4', '8', '5']]);
    const twice: Schema = [{ name: 'twice', type: { kind: 'int64' }, nullable: true }];
    await expect(loadText(lab, { name: 'made', columns: twice, text: '1\n' })).rejects.toThrow(
      'generated',
    );
  });

  it.each([
    ['INTEGER', "'twelve'", 'int64'],
    ['INTEGER', '1.5', 'int64'],
    ['DATE', '20240101', 'date'],
    ['BOOLEAN', '2', 'bool'],
    ['BLOB', "'text'", 'bytes'],
    ['DECIMAL(4,2)', '1.234', 'decimal'],
    ['TEXT', "CAST(x'61FF62' AS TEXT)", 'UTF-8'],
    ['TEXT', "CAST(x'F09080' AS TEXT)", 'UTF-8'],
  ])(
    'refuses to read from a column %s the value %s, naming table and column',
    async (native, literal, word) => {
      await lab.database.execute(
        `DROP TABLE IF EXISTS loose; CREATE TABLE loose ("the v" ${native})`,
      );
      const columns = await columnsOf(lab, 'loose');
      await lab.database.execute(`INSERT INTO loose VALUES (${literal})`);
      const sql = 'SELECT l."the v" FROM loose AS l';
      const { error } = await failure(readRows(lab.session, { sql, columns }));
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      expect(error.message).toContain('column "the v" of table loose');
      expect(error.message).toContain(word);
      expect(error.message).not.toMatch(/twelve|1\.5|20240101|1\.234/);
      const snapshot = await lab.session.openSnapshot();
      const { signal } = new AbortController();
      const sums = snapshot.checksum({
        sql,
        columns,
        fidelity: strict,
        algorithm: 'crc32',
        signal,
      });
      expect((await failure(sums)).error.code).toBe('VALUE_REJECTED');
      await snapshot.close();
    },
  );

  it('reads real replacement characters', async () => {
    await lab.database.execute(
      'CREATE TABLE replaced (t TEXT); INSERT INTO replaced VALUES (char(65533))',
    );
    const columns = await columnsOf(lab, 'replaced');
    expect(await readRows(lab.session, { sql: selectAll(lab, 'replaced'), columns })).toEqual([
      ['\uFFFD'],
    ]);
  });

  it.each([
    "ATTACH 'other.db' AS other",
    'SELECT * FROM pragma_database_list',
    "SELECT load_extension('x')",
    'PRAGMA user_version = 7',
    'SELECT 1 AS n; SELECT 2 AS n',
  ])('refuses %s as a query', async (sql) => {
    const { error } = await failure(readRows(lab.session, { sql, columns: n }));
    expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
  });

  it('has the functions of its dialect, whose failures do not quote values', async () => {
    await lab.database.execute(
      "CREATE TABLE numbers (v TEXT); INSERT INTO numbers VALUES ('secret-42')",
    );
    const found = await readRows(lab.session, {
      sql: "SELECT etl_upper('straße') AS v",
      columns: [{ name: 'v', type: { kind: 'text' }, nullable: true }],
    });
    expect(found).toEqual([['STRASSE']]);
    const sql = `SELECT etl_misfit(v, '"the ""v"', 'int64') AS n FROM numbers`;
    const { error, text } = await failure(readRows(lab.session, { sql, columns: n }));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('column "the ""v" holds a value that is no int64');
    expect(text).not.toContain('secret-42');
  });

  it('keeps reads of one snapshot at one moment, side by side, while others write', async () => {
    await loadText(lab, {
      name: 'moment',
      columns: n,
      text: Array.from({ length: 200_000 }, (_, i) => `${i}\n`).join(''),
    });
    const snapshot = await lab.session.openSnapshot();
    const { signal } = new AbortController();
    const request = { sql: selectAll(lab, 'moment'), columns: n, fidelity: strict, signal };
    const first = await snapshot.read(request);
    await lab.database.execute('DELETE FROM moment');
    const second = await snapshot.read(request);
    const sums = snapshot.checksum({ ...request, algorithm: 'crc32' });
    const counts = await Promise.all(
      [first, second].map(async ({ stream, rows }) => {
        for await (const chunk of stream) void chunk;
        return rows();
      }),
    );
    expect(counts).toEqual([200_000n, 200_000n]);
    expect(await sums).toMatchObject({ rows: '200000', columns: [{ sum: '19999900000' }] });
    expect(await snapshot.count(request.sql)).toBe(200_000n);
    await snapshot.close();
    const later = await lab.session.openSnapshot();
    expect(await later.count(request.sql)).toBe(0n);
    await later.close();
  });

  it('that somebody else keeps locked may be tried again', async () => {
    const locked = join(path(), '..', 'locked.db');
    new DatabaseSync(locked).close();
    const database = { path: locked, shownPath: 'locked.db', readOnly: false, create: false };
    // In a process of its own, as locks are.
    const other = await SqliteProcess.start({ database, label: 'other', access: 'write' });
    try {
      for (const sql of ['CREATE TABLE t (n INTEGER)', 'BEGIN EXCLUSIVE']) {
        await other.run(sql, { doing: 'lock' });
      }
      const { error } = await failure(lab.open({ path: 'locked.db' }));
      expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: true });
      expect(error.message).toContain('locked.db');
    } finally {
      await other.close();
    }
  });

  it('that is damaged is refused for good', async () => {
    const damaged = join(path(), '..', 'damaged.db');
    const other = new DatabaseSync(damaged);
    other.exec('CREATE TABLE t (n INTEGER)');
    other.exec(`INSERT INTO t ${sqliteHarness.words.count(20_000)}`);
    other.close();
    const bytes = await readFile(damaged);
    bytes.fill(0xab, 4096 * 3, 4096 * 20);
    await writeFile(damaged, bytes);
    const reading = async (): Promise<unknown> =>
      readRows(await lab.open({ path: 'damaged.db' }), { sql: 'SELECT n FROM t', columns: n });
    const { error } = await failure(reading());
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
    expect(error.message).toContain('damaged');
    await truncate(damaged, 8192);
    expect((await failure(lab.open({ path: 'damaged.db' }))).error.message).toContain('cut off');
  });

  it('replaces no rows that others would lose', async () => {
    await lab.database.execute(`
      CREATE TABLE owner (n INTEGER PRIMARY KEY);
      CREATE TABLE owned (n INTEGER REFERENCES owner (n) ON DELETE CASCADE);
      INSERT INTO owner VALUES (1); INSERT INTO owned VALUES (1);`);
    const { error } = await failure(
      loadText(lab, { name: 'owner', columns: n, write: replace, text: '1\n' }),
    );
    expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
    expect(await lab.database.rows('SELECT count(*) FROM owned')).toEqual([['1']]);
  });

  it('counts rows that a trigger keeps away', async () => {
    await lab.database.execute(`
      CREATE TABLE picky (n INTEGER);
      CREATE TRIGGER keep_away BEFORE INSERT ON picky WHEN NEW.n = 2 BEGIN SELECT RAISE(IGNORE); END;`);
    const { error } = await failure(
      loadText(lab, { name: 'picky', columns: n, write: append, text: '1\n2\n' }),
    );
    expect(error).toMatchObject({ code: 'RECEIPT_MISMATCH', retryable: false });
    expect(await lab.database.rows('SELECT count(*) FROM picky')).toEqual([['0']]);
  });

  it('whose rule refuses a value names the column and not the value', async () => {
    await lab.database.execute(
      'CREATE TABLE once (n INTEGER UNIQUE); INSERT INTO once VALUES (424242)',
    );
    const { error } = await failure(
      loadText(lab, { name: 'once', columns: n, write: append, text: '424242\n' }),
    );
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('once.n');
    expect(error.message).not.toContain('424242');
  });

  it('takes a column that somebody added meanwhile, if it is of the planned type', async () => {
    const columns: Schema = [...n, { name: 'word', type: { kind: 'text' }, nullable: true }];
    for (const [name, type] of [
      ['meanwhile_same', 'TEXT'],
      ['meanwhile_other', 'BLOB'],
    ] as const) {
      await lab.database.execute(`CREATE TABLE ${name} (n INTEGER)`);
      const { staging } = await stageTable(lab, lab.session, { name, columns, write: append });
      const { signal } = new AbortController();
      const { rows } = await staging.write(Readable.from([Buffer.from('1\tone\n')]), signal);
      await lab.database.execute(`ALTER TABLE ${name} ADD COLUMN Word ${type}`);
      const publishing = staging.publish({ expectedRows: rows, fence: async () => {}, signal });
      if (type === 'TEXT') await publishing;
      else expect((await failure(publishing)).error).toMatchObject({ code: 'TARGET_CONFLICT' });
      await staging.discard();
      const found = await lab.database.rows(`SELECT * FROM ${name}`);
      expect(found).toEqual(type === 'TEXT' ? [['1', 'one']] : []);
    }
  });

  it('adds no column whose name is there in another case', async () => {
    await lab.database.execute('CREATE TABLE cased (n INTEGER, Word TEXT)');
    const columns: Schema = [...n, { name: 'word', type: { kind: 'text' }, nullable: true }];
    const { error } = await failure(
      stageTable(lab, lab.session, { name: 'cased', columns, write: append }),
    );
    expect(error).toMatchObject({ code: 'PLAN_INVALID' });
    expect(error.message).toContain('The columns Word and word are one name to SQLite.');
  });

  it('refuses a text that is not UTF-8, and a stream that ends inside a row', async () => {
    const columns: Schema = [{ name: 't', type: { kind: 'text' }, nullable: true }];
    for (const bytes of [Buffer.from([0x61, 0xff, 0x0a]), Buffer.from('whole\ncut')]) {
      const { staging } = await stageTable(lab, lab.session, {
        name: 'texts',
        columns,
        key: newKey(),
      });
      const writing = staging.write(Readable.from([bytes]), new AbortController().signal);
      expect((await failure(writing)).error).toMatchObject({ code: 'VALUE_REJECTED' });
      await staging.discard();
    }
  });

  it('in rollback mode is loaded without a change of its mode', async () => {
    const other = new DatabaseSync(join(path(), '..', 'rollback.db'));
    other.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)');
    other.close();
    const session = await lab.open({ path: 'rollback.db' });
    await loadText({ ...lab, session }, { name: 'alone', columns: n, text: '1\n' });
    expect((await session.test()).checks[0]?.message).toContain('journal mode delete');
  });
});
