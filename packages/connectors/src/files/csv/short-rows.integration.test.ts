import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { readRows } from '../../kit/contract/lab.ts';
import { FileDatabase } from '../file-database.ts';
import { openPlace } from '../open-place.ts';
import { FilesSession } from '../session.ts';
import type { Folder } from '../settings.ts';

const longestRowBytes = 32 * 1024;
/** More than fits into one buffer: DuckDB drops the last row behind them when that is too long. */
const manyRows = (end: string): string => `1,${'y'.repeat(95)},z${end}`.repeat(12_000);

let home: string;
const withSession = async <T>(
  options: Partial<Folder>,
  action: (session: FilesSession) => Promise<T>,
): Promise<T> => {
  const place = await openPlace({ root: home }, { connectTimeoutMs: 5000, fileRoots: [home] });
  const folder = { ...place.folder, longestRowBytes, ...options };
  const session = new FilesSession(new FileDatabase({ ...place, folder }, 'test'));
  try {
    return await action(session);
  } finally {
    await session.close();
  }
};
const count = (name: string, options: Partial<Folder> = {}) =>
  withSession(options, async (session) => {
    const columns = [{ name: 'rows', type: { kind: 'int64' }, nullable: false }] as const;
    const sql = `SELECT count(*) AS rows FROM "${name}"`;
    return (await readRows(session, { sql, columns }))[0]?.[0];
  });

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-short-rows-')));
});
afterAll(() => rm(home, { recursive: true }));

describe('a large CSV file whose last row is too long', () => {
  const x = 'x'.repeat(50_000);
  const lines = 'x\n'.repeat(20_000);
  it.each([
    ['a long line', `2,${x},e`],
    ['a long line with an end', `2,${x},e\n`],
    ['empty lines behind it', `2,${x},e\n\n\n\n`],
    ['many lines in quotes', `2,"${lines}",e`],
    ['a short last line in quotes', `2,${x},"many\nlines"`],
    ['a quote in text before it', `2,"a""\n",b\n2",${x},"c"`],
    ['three of them', `2,${x},e\n`.repeat(3)],
  ])('is refused by file and line: %s', async (name, end) => {
    const text = `a,b,c\n${manyRows('\n')}${end}`;
    const line = name.startsWith('a quote') ? 12_004 : 12_002;
    for (const [file, content] of [
      ['long.csv', text],
      ['long.csv.gz', gzipSync(text, { level: 1 })],
      ['long.csv.zst', zstdCompressSync(text)],
    ] as const) {
      await writeFile(join(home, file), content);
      const { error, text: told } = await failure(count(file));
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      expect(error.message).toContain(`${file}, line ${line}: the row is too long`);
      expect(told).not.toContain('xxx');
    }
  });

  it('is read whole where its longest row is as long as allowed', async () => {
    for (const end of ['\n', '\r\n']) {
      const last = `2,${'x'.repeat(longestRowBytes - 6)},e`;
      await writeFile(join(home, 'most.csv'), `a,b,c${end}${manyRows(end)}${last}`);
      expect(await count('most.csv')).toBe('12001');
    }
  });

  it('is measured as UTF-8 also where it is latin-1', async () => {
    const last = Buffer.from(`2,${'é'.repeat(20_000)},e`, 'latin1');
    const rows = Buffer.from(`a,b,c\n${manyRows('\n')}`);
    await writeFile(join(home, 'latin.csv'), Buffer.concat([rows, last]));
    const { error } = await failure(count('latin.csv', { encoding: 'latin-1' }));
    expect(error.message).toContain('latin.csv, line 12002: the row is too long');
  });
});

it('a CSV file that fits into one buffer is refused by DuckDB, wherever the row stands', async () => {
  for (const at of ['first', 'last']) {
    const long = `2,${'x'.repeat(40_000)},e\n`;
    const some = `1,y,z\n`.repeat(50_000);
    await writeFile(join(home, 'fits.csv'), `a,b,c\n${at === 'first' ? long + some : some + long}`);
    expect((await failure(count('fits.csv'))).error.code, at).toBe('VALUE_REJECTED');
  }
});
