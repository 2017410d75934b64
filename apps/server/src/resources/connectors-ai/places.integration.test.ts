import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConnectors } from '../../connectors.ts';
import { nothingAllowed } from '../../net/outbound-policy.ts';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-places-')));
  const database = new DatabaseSync(join(folder, 'shop.db'));
  database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, amount INTEGER)');
  database.close();
  await mkdir(join(folder, 'daily exports'));
  await writeFile(join(folder, 'daily exports', 'orders.csv'), 'id;amount\n1;10\n');
  const options = { allowSockets: false, fileRoots: [folder], httpAllow: nothingAllowed };
  api = await startTestApi({ connectors: makeConnectors(options) });
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

const configure = (body: object) =>
  api.call({ method: 'POST', url: '/api/v1/connectors-ai/configure', body });

describe('POST /connectors-ai/configure, files', () => {
  it('connects to a SQLite file, and the same file is the same connection', async () => {
    const first = await configure({ description: 'our SQLite database shop.db', type: 'source' });
    expect(first).toMatchObject({
      status: 200,
      body: {
        type: 'sqlite',
        name: 'shop.db',
        configuration: { path: 'shop.db', read_only: true },
        secrets: [],
        test_status: 'success',
        created: true,
      },
    });
    const again = await configure({ description: 'sqlite:///shop.db' });
    expect(again.body).toMatchObject({ created: false, test_status: 'success' });
    expect(textAt(again.body, 'connector_id')).toBe(textAt(first.body, 'connector_id'));
  });

  it('makes a DuckDB file where that is asked for', async () => {
    const answer = await configure({
      description: 'DuckDB in new/dwh.duckdb, create it',
      type: 'target',
    });
    expect(answer.body).toMatchObject({
      type: 'duckdb',
      configuration: { path: 'new/dwh.duckdb', create: true },
      test_status: 'success',
    });
  });

  it('connects to a folder of CSV with the words for how they are written', async () => {
    const answer = await configure({
      description: 'semicolon-separated CSV files in "daily exports/orders.csv"',
    });
    expect(answer.body).toMatchObject({
      type: 'files',
      name: 'daily exports',
      configuration: { root: 'daily exports', delimiter: 'semicolon' },
      test_status: 'success',
    });
    expect(valueAt(answer.body, 'warnings')).toEqual([expect.stringContaining('orders.csv')]);
  });

  it('stores a bucket without keys as untested, and never shows a key', async () => {
    const first = await configure({ description: 's3://acme-exports/sales in eu-west-1' });
    expect(first.body).toMatchObject({
      type: 'files',
      name: 'sales (s3://acme-exports)',
      configuration: { root: 's3://acme-exports/sales', region: 'eu-west-1' },
      missing: ['access_key_id', 'secret_access_key'],
      test_status: 'untested',
    });
    const refused = await configure({
      description:
        'S3 at http://169.254.169.254, bucket acme, access key AK1, secret key Zq7-secret',
    });
    expect(refused.status).toBe(400);
    expect(textAt(refused.body, 'error.details.0.field')).toBe('settings.endpoint_url');
    expect(JSON.stringify(refused.body)).not.toContain('Zq7');
  });

  it.each([
    ['a file that is not there', 'SQLite nothing.sqlite', 'path'],
    ['a file outside of the allowed folders', 'SQLite /etc/passwd.db', 'path'],
    ['a folder that is not there', 'CSV files in the folder no/such', 'root'],
  ])('tells which setting has to change: %s', async (_what, description, field) => {
    const answer = await configure({ description });
    expect(answer.body).toMatchObject({ test_status: 'failed', cause: { field } });
  });

  it.each([
    ['no file', { description: 'our SQLite database' }, 'hints.path'],
    ['no folder', { description: 'CSV files' }, 'hints.root'],
    ['an unknown hint', { description: 'shop.sqlite', hints: { paht: 'x' } }, 'hints.paht'],
    [
      'a value of the wrong kind',
      { description: 'shop.sqlite', hints: { create: 'perhaps' } },
      'settings.create',
    ],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await configure(body);
    expect(answer.status).toBe(400);
    expect(textAt(answer.body, 'error.details.0.field')).toBe(field);
  });
});
