import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionSettings, ConnectorSession, Schema } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accountScratch } from '../../kit/account-scratch.ts';
import { failure } from '../../kit/contract/failure.ts';
import { append, newKey, readRows, replace, type StageOptions } from '../../kit/contract/lab.ts';
import { numbers, openS3Lab, type S3Lab } from '../../testing/s3-lab.ts';
import { hasS3Server } from '../../testing/s3-server.ts';
import { xlsxFile } from '../../testing/xlsx-file.ts';
import { files } from '../connector.ts';

describe.skipIf(!hasS3Server)('files in a bucket of an S3 server', () => {
  let lab: S3Lab;
  const load = async (session: ConnectorSession, options: StageOptions, text: string) => {
    const { staging, publish } = await lab.stage(session, options, text);
    return staging.publish(publish);
  };

  beforeAll(async () => {
    lab = await openS3Lab();
  });
  afterEach(() => lab.closeSessions());
  afterAll(() => lab?.close());

  it('are read by path and glob, with partitions', async () => {
    await lab.put('sales/year=2025/a b+ü.csv', 'n\n1\n2\n');
    await lab.put('sales/year=2026/b.csv', 'n\n3\n');
    await lab.put('sales/year=2026/other.txt', 'not read');
    const session = await lab.open();
    const columns = (await session.describePath?.('sales/**/*.csv')) ?? [];
    expect(columns.map(({ name }) => name)).toEqual(['n', 'year']);
    expect(await lab.read('sales/**/*.csv', { columns })).toEqual([
      ['1', '2025'],
      ['2', '2025'],
      ['3', '2026'],
    ]);
    await lab.put('book.xlsx', xlsxFile([{ name: 'S', rows: [['n'], [4]] }]));
    expect(await lab.read('book.xlsx#S')).toEqual([['4']]);
    expect((await session.test()).checks.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((await session.catalog()).tables).toEqual([]);
  });

  it('are measured by path and glob, with partitions', async () => {
    await lab.put('sized/year=2025/a.csv', 'n\n1\n2\n');
    await lab.put('sized/year=2026/b.csv', 'n\n3\n');
    await lab.put('sized.xlsx', xlsxFile([{ name: 'S', rows: [['n'], [4], [5]] }]));
    const session = await lab.open();
    expect(await session.measurePath?.('sized/**/*.csv')).toMatchObject({
      files: 2,
      storedBytes: 10,
      contentBytes: 10,
      rows: 3,
      areRowsExact: false,
      partitions: [
        { values: { year: '2025' }, storedBytes: 6, rows: 2 },
        { values: { year: '2026' }, storedBytes: 4, rows: 1 },
      ],
    });
    expect(await session.measurePath?.('sized.xlsx#S')).toMatchObject({
      files: 1,
      rows: 2,
      areRowsExact: true,
    });
  });

  it.each(['out.csv.gz', 'out/*.parquet'])('are replaced whole: %s', async (name) => {
    for (const text of ['1\n2\n', '7\n']) {
      const columns = numbers.map((one) => ({ ...one, nullable: false }));
      await load(await lab.open(), { name, columns, write: replace }, text);
    }
    expect(await lab.read(name)).toEqual([['7']]);
    expect((await lab.keys('')).filter((one) => one.includes('stg'))).toEqual([]);
  });

  it('are added once for each run, large ones in parts', async () => {
    const name = 'added/*.csv';
    const columns: Schema = [
      { name: 'n', type: { kind: 'int64' }, nullable: false },
      { name: 'text', type: { kind: 'text' }, nullable: true },
    ];
    const key = newKey();
    const options = { name, columns, write: append, key };
    // Past one part of an upload.
    const filler = 'x'.repeat(100_000);
    const text = Array.from({ length: 180 }, (_, row) => `${row}\t${filler}\n`).join('');
    const session = await lab.open();
    const first = await load(session, options, text);
    expect(first).toMatchObject({ rows: '180', attempt: 1 });
    const again = { ...options, key: { ...key, attempt: 2 } };
    expect(await load(await lab.open(), again, text)).toEqual(first);
    await load(await lab.open(), { ...options, key: newKey() }, '999\ty\n');
    const rows = await readRows(await lab.open(), {
      sql: `SELECT count(*) AS c, max(n) AS m FROM "${name}"`,
      columns: ['c', 'm'].map((one) => ({ name: one, type: { kind: 'int64' }, nullable: true })),
    });
    expect(rows).toEqual([['181', '999']]);
    const names = await lab.keys('added');
    expect(names.filter((one) => one.endsWith('.csv'))).toHaveLength(2);
    const manifest = names.find((one) => one.startsWith('_ai_etl_manifest_')) ?? '';
    expect(
      JSON.parse(await readFile(join(lab.server.data, 'lake/data/added', manifest), 'utf8')),
    ).toMatchObject({ version: 1, files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
  });

  it('of a run that died are no data, and are swept', async () => {
    const name = 'dead/*.parquet';
    await load(await lab.open(), { name, columns: numbers, write: append }, '1\n');
    const dying = await lab.open();
    const { staging } = await lab.stage(dying, { name, columns: numbers, write: append }, '2\n');
    await dying.close();
    expect(staging.name).toContain('_ai_etl_stg_');
    const { loader } = await lab.open();
    expect(await loader.sweep({ name }, () => true)).toBe(0);
    expect(await loader.sweep({ name }, () => false)).toBe(1);
    expect((await lab.keys('dead')).filter((one) => one.includes('stg'))).toEqual([]);
    expect(await lab.read(name)).toEqual([['1']]);
  });

  it.each([
    ['a wrong secret', { secret_access_key: 'hidden-secret' }, 'CREDENTIALS_REJECTED'],
    ['an unknown key', { access_key_id: 'nobody' }, 'CREDENTIALS_REJECTED'],
    ['no bucket', { root: 's3://nowhere' }, 'OBJECT_NOT_FOUND'],
    ['no server', { endpoint_url: 'http://127.0.0.1:9' }, 'CONNECTION_FAILED'],
    ['no room on this machine', { scratch_limit_mb: 0 }, 'VALUE_REJECTED'],
  ])('%s is told, and no secret with it', async (_, change, code) => {
    await lab.put('told/a.csv', 'n\n1\n');
    const session = await lab.open(change);
    const { error, text } = await failure(Promise.resolve(session.describePath?.('told/*.csv')));
    expect(error.code).toBe(code);
    expect(text).not.toContain('hidden-secret');
    expect(text).not.toContain(lab.server.secretAccessKey);
  });

  it('leave nothing on this machine when the session is closed', async () => {
    const before = await scratchFolders();
    await lab.put('told/a.csv', 'n\n1\n');
    const session = await lab.open();
    await session.describePath?.('told/*.csv');
    expect(await scratchFolders()).toBe(before + 1);
    await session.close();
    expect(await scratchFolders()).toBe(before);
  });

  it('are named by settings that make sense', async () => {
    const bad: readonly (readonly [ConnectionSettings, string])[] = [
      [{ root: 's3://B' }, 'root'],
      [{ root: 's3://lake/../x' }, 'root'],
      [{ root: 's3://lake', endpoint_url: 'ftp://x' }, 'endpoint_url'],
      [{ root: 's3://lake', endpoint_url: 'http://a:b@x' }, 'endpoint_url'],
      [{ root: 's3://lake', region: 'x.evil/' }, 'region'],
      [{ root: 's3://lake', access_key_id: 'a' }, 'access_key_id'],
      [{ root: 's3://lake', access_key_id: 'a\n', secret_access_key: 'b' }, 'access_key_id'],
      [{ root: 's3://lake', session_token: 'c' }, 'session_token'],
      [
        { root: 's3://lake', access_key_id: 'a', secret_access_key: 'b', session_token: 'c d' },
        'session_token',
      ],
    ];
    for (const [settings, field] of bad) {
      expect(files.validateSettings(settings).map((one) => one.path)).toEqual([field]);
    }
  });
});

async function scratchFolders(): Promise<number> {
  const names = await readdir(await accountScratch('ai-etl-s3'), { recursive: true });
  return names.filter((name) => /session-[^/]+$/.test(name)).length;
}
