import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure } from '../contract/failure.ts';
import { DuckProcess } from './duck-process.ts';

const home = mkdtempSync(join(tmpdir(), 'ai-etl-duckdb-'));
const options = {
  place: 'the test database',
  label: 'ai-etl test',
  home,
  memoryLimitMb: 64,
  threads: 2,
};
const doing = 'test';
const { signal } = new AbortController();
afterAll(() => rmSync(home, { recursive: true, force: true }));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a DuckDB process', () => {
  let duck: DuckProcess;
  beforeEach(async () => {
    duck = await DuckProcess.start(options);
  });
  afterEach(() => duck.close());

  it('breaks its streams when it is killed, and ends none of them well', async () => {
    const connection = await duck.connect();
    const read = await connection.copyOut('SELECT range FROM range(1000000000000)', {
      doing,
      signal,
    });
    await once(read.stream, 'readable');
    const reading = failure(read.stream.forEach(() => undefined));
    duck.kill();
    const { error } = await reading;
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
    expect(error.message).toContain('SIGKILL');
    await expect(duck.connect()).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await duck.close();
    expect(existsSync(duck.directory)).toBe(false);
  });

  it('spills to disk what does not fit into its memory', { timeout: 30_000 }, async () => {
    const sorted =
      "SELECT count(*)::VARCHAR FROM (SELECT 'some text to make rows wide ' || hash(i) AS t FROM range(1000000) x(i) ORDER BY t OFFSET 1)";
    await duck.with(async (connection) => {
      expect(await connection.rows(sorted, { doing })).toEqual([['999999']]);
    });
  });

  it('says when work needs more memory than it may use', async () => {
    const sql =
      "SELECT list('some text to make rows wide ' || i)::VARCHAR FROM range(3000000) x(i)";
    await duck.with(async (connection) => {
      const { error } = await failure(connection.rows(sql, { doing }));
      expect(error).toMatchObject({ code: 'QUERY_FAILED', retryable: false });
      expect(error.message).toContain('memory limit');
      expect(await connection.rows("SELECT 'alive'", { doing })).toEqual([['alive']]);
    });
  });

  it('is asked for columns of one query only', async () => {
    await duck.with(async (connection) => {
      const sql = `SELECT 1::UTINYINT AS a, '{}'::JSON AS "b c"`;
      expect(await connection.describe(sql, { doing })).toEqual([
        { name: 'a', native: 'UTINYINT' },
        { name: 'b c', native: 'JSON' },
      ]);
      for (const bad of ['', 'SELECT 1; SELECT 2', 'CREATE TABLE t (a INT)', 'SELECT FROM WHERE']) {
        const { error } = await failure(connection.describe(bad, { doing }));
        expect(error, bad).toMatchObject({ code: 'QUERY_FAILED' });
      }
    });
  });

  it('rolls a transaction back when its action fails', async () => {
    await duck.with(async (connection) => {
      await connection.run('CREATE TABLE t (n BIGINT)', { doing });
      const action = connection.transaction({ doing }, async () => {
        expect(await connection.run('INSERT INTO t VALUES (1), (2)', { doing })).toBe(2n);
        throw new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run.');
      });
      expect((await failure(action)).error.code).toBe('RUN_LEASE_LOST');
      expect(await connection.rows('SELECT count(*)::VARCHAR FROM t', { doing })).toEqual([['0']]);
    });
  });
});

it('dies with its worker and takes its directory along', { timeout: 20_000 }, async () => {
  const module = new URL('duck-process.ts', import.meta.url).href;
  const worker = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { DuckProcess } = await import(${JSON.stringify(module)});
     const duck = await DuckProcess.start(${JSON.stringify(options)});
     console.log(duck.pid + ' ' + duck.directory);
     setInterval(() => {}, 1000);`,
  ]);
  onTestFinished(() => void worker.kill('SIGKILL'));
  const [line] = await once(worker.stdout, 'data');
  const [pid, directory = ''] = String(line).trim().split(' ');
  expect(isRunning(Number(pid)) && existsSync(directory)).toBe(true);
  worker.kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(Number(pid)) || existsSync(directory)).toBe(false), {
    timeout: 10_000,
  });
});

it('reports a database that cannot be opened', async () => {
  const missing = { ...options, database: join(home, 'none.duckdb'), readOnly: true };
  const { error } = await failure(DuckProcess.start(missing));
  expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
});
