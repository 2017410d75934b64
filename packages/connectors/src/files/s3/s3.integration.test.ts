import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ConnectionSettings, ConnectorSession, Schema } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import {
  append,
  newKey,
  readRows,
  replace,
  stageTable,
  type StageOptions,
} from '../../kit/contract/lab.ts';
import { hasS3Server, startS3Server, type S3Server } from '../../testing/s3-server.ts';
import { xlsxFile } from '../../testing/xlsx-file.ts';
import { files } from '../connector.ts';

if (!hasS3Server) {
  process.stderr.write(
    'Skipped: no S3 server was brought (scripts/s3-server.ts), so buckets are not tested.\n',
  );
}

const { signal } = new AbortController();
const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: true }];
const target = { connector: files, database: { schema: 'main' } };

describe.skipIf(!hasS3Server)('files in a bucket of an S3 server', () => {
  let server: S3Server;
  const sessions: ConnectorSession[] = [];
  const open = async (change: ConnectionSettings = {}): Promise<ConnectorSession> => {
    const session = await files.open(
      {
        root: 's3://lake/data',
        endpoint_url: server.endpoint,
        access_key_id: server.accessKeyId,
        secret_access_key: server.secretAccessKey,
        ...change,
      },
      { label: 'ai-etl test', connectTimeoutMs: 5000 },
    );
    sessions.push(session);
    return session;
  };
  const put = async (name: string, text: string | Buffer): Promise<void> => {
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: server.endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      credentials: {
        accessKeyId: server.accessKeyId,
        secretAccessKey: server.secretAccessKey,
      },
    });
    await client.send(new PutObjectCommand({ Bucket: 'lake', Key: `data/${name}`, Body: text }));
    client.destroy();
  };
  const stage = async (session: ConnectorSession, options: StageOptions, text: string) => {
    const { staging } = await stageTable(target, session, options);
    const { rows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
    await staging.checksum('md5_32', signal);
    return { staging, publish: { expectedRows: rows, fence: async () => undefined, signal } };
  };
  const load = async (session: ConnectorSession, options: StageOptions, text: string) => {
    const { staging, publish } = await stage(session, options, text);
    return staging.publish(publish);
  };
  const read = async (name: string, columns: Schema = n) =>
    readRows(await open(), { sql: `SELECT * FROM "${name}" ORDER BY 1`, columns });
  const keys = async (folder: string): Promise<readonly string[]> =>
    (await readdir(join(server.data, 'lake/data', folder))).toSorted();

  beforeAll(async () => {
    server = await startS3Server('lake');
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
  });
  afterAll(() => server?.stop());

  it('are read by path and glob, with partitions', async () => {
    await put('sales/year=2025/a b+ü.csv', 'n\n1\n2\n');
    await put('sales/year=2026/b.csv', 'n\n3\n');
    await put('sales/year=2026/other.txt', 'not read');
    const session = await open();
    const columns = (await session.describePath?.('sales/**/*.csv')) ?? [];
    expect(columns.map(({ name }) => name)).toEqual(['n', 'year']);
    expect(await read('sales/**/*.csv', columns)).toEqual([
      ['1', '2025'],
      ['2', '2025'],
      ['3', '2026'],
    ]);
    await put('book.xlsx', xlsxFile([{ name: 'S', rows: [['n'], [4]] }]));
    expect(await read('book.xlsx#S')).toEqual([['4']]);
    expect((await session.test()).checks.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((await session.catalog()).tables).toEqual([]);
  });

  it.each(['out.csv.gz', 'out/*.parquet'])('are replaced whole: %s', async (name) => {
    for (const text of ['1\n2\n', '7\n']) {
      const columns = n.map((one) => ({ ...one, nullable: false }));
      await load(await open(), { name, columns, write: replace }, text);
    }
    expect(await read(name)).toEqual([['7']]);
    expect((await keys('')).filter((one) => one.includes('stg'))).toEqual([]);
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
    const session = await open();
    const first = await load(session, options, text);
    expect(first).toMatchObject({ rows: '180', attempt: 1 });
    const again = { ...options, key: { ...key, attempt: 2 } };
    expect(await load(await open(), again, text)).toEqual(first);
    await load(await open(), { ...options, key: newKey() }, '999\ty\n');
    const rows = await readRows(await open(), {
      sql: `SELECT count(*) AS c, max(n) AS m FROM "${name}"`,
      columns: ['c', 'm'].map((one) => ({ name: one, type: { kind: 'int64' }, nullable: true })),
    });
    expect(rows).toEqual([['181', '999']]);
    const names = await keys('added');
    expect(names.filter((one) => one.endsWith('.csv'))).toHaveLength(2);
    const manifest = names.find((one) => one.startsWith('_ai_etl_manifest_')) ?? '';
    expect(
      JSON.parse(await readFile(join(server.data, 'lake/data/added', manifest), 'utf8')),
    ).toMatchObject({ version: 1, files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
  });

  it('of a run that died are no data, and are swept', async () => {
    const name = 'dead/*.parquet';
    await load(await open(), { name, columns: n, write: append }, '1\n');
    const dying = await open();
    const { staging } = await stage(dying, { name, columns: n, write: append }, '2\n');
    await dying.close();
    expect(staging.name).toContain('_ai_etl_stg_');
    const { loader } = await open();
    expect(await loader.sweep({ name }, () => true)).toBe(0);
    expect(await loader.sweep({ name }, () => false)).toBe(1);
    expect((await keys('dead')).filter((one) => one.includes('stg'))).toEqual([]);
    expect(await read(name)).toEqual([['1']]);
  });

  it.each([
    ['a wrong secret', { secret_access_key: 'hidden-secret' }, 'CREDENTIALS_REJECTED'],
    ['an unknown key', { access_key_id: 'nobody' }, 'CREDENTIALS_REJECTED'],
    ['no bucket', { root: 's3://nowhere' }, 'OBJECT_NOT_FOUND'],
    ['no server', { endpoint_url: 'http://127.0.0.1:9' }, 'CONNECTION_FAILED'],
    ['no room on this machine', { scratch_limit_mb: 0 }, 'VALUE_REJECTED'],
  ])('%s is told, and no secret with it', async (_, change, code) => {
    await put('told/a.csv', 'n\n1\n');
    const session = await open(change);
    const { error, text } = await failure(Promise.resolve(session.describePath?.('told/*.csv')));
    expect(error.code).toBe(code);
    expect(text).not.toContain('hidden-secret');
    expect(text).not.toContain(server.secretAccessKey);
  });

  it('leave nothing on this machine when the session is closed', async () => {
    const before = await scratchFolders();
    await put('told/a.csv', 'n\n1\n');
    const session = await open();
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
    ];
    for (const [settings, field] of bad) {
      expect(files.validateSettings(settings).map((one) => one.path)).toEqual([field]);
    }
  });
});

async function scratchFolders(): Promise<number> {
  const names = await readdir(join(tmpdir(), 'ai-etl-s3'), { recursive: true });
  return names.filter((name) => /session-[^/]+$/.test(name)).length;
}
