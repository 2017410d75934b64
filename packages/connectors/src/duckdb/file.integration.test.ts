import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ConnectionSettings, ConnectorSession, Schema } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { append, newKey, readRows, stageTable } from '../kit/contract/lab.ts';
import { duckdb } from './connector.ts';
import { shareDatabase } from './open-databases.ts';

const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: true }];
const { signal } = new AbortController();

/** A file is one process's at a time, may not lie anywhere, and survives those who write to it. */
describe('a DuckDB file', () => {
  let root: string;
  let outside: string;
  const sessions: ConnectorSession[] = [];
  const open = async (settings: ConnectionSettings): Promise<ConnectorSession> => {
    const options = { label: 'ai-etl test', connectTimeoutMs: 20_000, fileRoots: [root] };
    const session = await duckdb.open(settings, options);
    sessions.push(session);
    return session;
  };
  /** Appends rows to a table `t`. */
  const load = async (session: ConnectorSession, text: string, key = newKey()) => {
    const place = { connector: duckdb, database: { schema: 'main' } };
    const { staging } = await stageTable(place, session, {
      name: 't',
      columns: n,
      write: append,
      key,
    });
    const { rows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
    return { staging, rows };
  };
  const publish = async (session: ConnectorSession, text: string): Promise<void> => {
    const { staging, rows } = await load(session, text);
    await staging.publish({ expectedRows: rows, fence: async () => undefined, signal });
  };
  const content = (session: ConnectorSession) =>
    readRows(session, { sql: 'SELECT n FROM t ORDER BY n', columns: n });

  beforeAll(async () => {
    const home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-duckdb-file-')));
    root = join(home, 'files');
    outside = join(home, 'outside');
    await mkdir(root);
    await mkdir(outside);
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
  });
  afterAll(() => rm(join(root, '..'), { recursive: true }));

  it('is made with its folders only when that was asked for', async () => {
    const { error } = await failure(open({ path: 'new/sales.duckdb' }));
    expect(error).toMatchObject({ code: 'OBJECT_NOT_FOUND', retryable: false });
    const session = await open({ path: 'new/sales.duckdb', create: true });
    await publish(session, '1\n');
    await session.close();
    expect(await content(await open({ path: 'new/sales.duckdb' }))).toEqual([['1']]);
  });

  it('does not lie outside of the allowed folders', async () => {
    await symlink(outside, join(root, 'link'));
    for (const path of [join(outside, 'x.duckdb'), '../outside/x.duckdb', 'link/x.duckdb']) {
      const { error } = await failure(open({ path, create: true }));
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
    }
  });

  it('that is a folder or another kind of file is refused for good', async () => {
    await mkdir(join(root, 'folder'));
    await writeFile(join(root, 'text.duckdb'), 'no database, but some text\n'.repeat(1000));
    for (const path of ['folder', 'text.duckdb']) {
      expect((await failure(open({ path }))).error).toMatchObject({ retryable: false });
    }
    const { error } = await failure(open({ path: 'text.duckdb' }));
    expect(error.code).toBe('CONNECTION_FAILED');
    expect(error.message).toContain('no DuckDB database');
  });

  it('that another program has open may be tried again', async () => {
    const path = join(root, 'busy.duckdb');
    const module = new URL('../kit/duckdb/duck-process.ts', import.meta.url).href;
    const options = { place: 'x', label: 'x', home: outside, database: path };
    const other = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { DuckProcess } = await import(${JSON.stringify(module)});
       await DuckProcess.start({ ...${JSON.stringify(options)}, memoryLimitMb: 64, threads: 1 });
       console.log('open');
       setInterval(() => {}, 1000);`,
    ]);
    onTestFinished(() => void other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    const { error } = await failure(open({ path }));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: true });
    expect(error.message).toContain('another process has the file open');
    other.kill('SIGKILL');
    await once(other, 'exit');
    await expect
      .poll(() => open({ path }).then(() => 'open', String), { timeout: 15_000 })
      .toBe('open');
  });

  it('is shared by all sessions of a process, and two runs at once both count', async () => {
    const settings = { path: 'shared.duckdb', create: true };
    const [one, two] = [await open(settings), await open(settings)];
    await publish(one, '1\n');
    await Promise.all([publish(one, '2\n'), publish(two, '3\n')]);
    await one.close();
    expect(await content(two)).toEqual([['1'], ['2'], ['3']]);
  });

  it('is read only where the setting says so', async () => {
    const path = 'read.duckdb';
    const writer = await open({ path, create: true });
    await publish(writer, '1\n');
    await writer.close();
    const session = await open({ path, read_only: true });
    expect(await content(session)).toEqual([['1']]);
    const staging = await failure(load(session, '2\n'));
    expect(staging.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
    const test = await session.test();
    expect(test.checks.map((check) => check.ok)).toEqual([true, true, false]);
  });

  it.each(['before', 'after'])(
    'keeps its rows when its process is killed %s COMMIT',
    async (when) => {
      const path = join(root, `killed ${when}.duckdb`);
      const session = await open({ path, create: true });
      await publish(session, '1\n');
      const key = newKey();
      const { staging, rows } = await load(session, '2\n', key);
      const file = { path, shownPath: path, readOnly: false, memoryLimitMb: 1024 };
      const share = await shareDatabase(file, { label: 'ai-etl test' });
      const kill = async (): Promise<void> => {
        share.duck.kill();
        await share.duck.ended;
      };
      const fence = when === 'before' ? kill : async () => undefined;
      const publishing = staging.publish({ expectedRows: rows, fence, signal });
      if (when === 'before') expect((await failure(publishing)).error.code).toBe('CONNECTION_LOST');
      else {
        await publishing;
        await kill();
      }
      await share.release();
      // The same session goes on with a new process, and the answer is the truth.
      const found = await session.loader.publication({ name: 't' }, key);
      expect(found?.rows ?? null).toBe(when === 'before' ? null : '1');
      expect(await content(session)).toEqual(when === 'before' ? [['1']] : [['1'], ['2']]);
      await session.loader.sweep({ name: 't' }, () => false);
    },
  );

  it('gives no query a way to other files', async () => {
    await writeFile(join(outside, 'secret.csv'), 'secret\n');
    const session = await open({ path: 'closed.duckdb', create: true });
    for (const sql of [
      `SELECT * FROM read_csv('${join(outside, 'secret.csv')}')`,
      `SELECT * FROM '${join(outside, 'secret.csv')}'`,
      `SELECT * FROM read_text('${root}/../outside/secret.csv')`,
      `ATTACH '${join(outside, 'x.duckdb')}'`,
    ]) {
      const { error, text } = await failure(session.sample({ sql, limit: 1, timeoutMs: 30_000 }));
      expect(['PRIVILEGE_MISSING', 'QUERY_FAILED'], sql).toContain(error.code);
      expect(text).not.toContain('secret\n');
    }
  });
});
