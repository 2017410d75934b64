import { describe, expect, it } from 'vitest';
import { connectorSpecs } from '../connect.test-data.ts';
import { configureConnection } from '../configure-connection.ts';
import type { ConnectionHints } from '../read-hints.ts';

function read(description: string, hints: ConnectionHints = {}, role?: 'source' | 'target') {
  const request = { description, hints, connectors: connectorSpecs };
  return configureConnection(role === undefined ? request : { ...request, role });
}

function configure(...request: Parameters<typeof read>) {
  const result = read(...request);
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return result;
}

function problem(...request: Parameters<typeof read>) {
  const result = read(...request);
  return result.ok ? expect.fail(`${result.type} was inferred`) : result.problems[0];
}

describe('words to a connection of a database file', () => {
  it.each([
    ['Connect to the SQLite database /data/shop.db', 'sqlite', { path: '/data/shop.db' }],
    [
      'SQLite file "my shop.sqlite3", read-only',
      'sqlite',
      { path: 'my shop.sqlite3', read_only: true },
    ],
    ['sqlite:///shop.db', 'sqlite', { path: 'shop.db' }],
    ['DATABASE_URL=sqlite:////srv/shop.db', 'sqlite', { path: '/srv/shop.db' }],
    ['jdbc:sqlite:data/shop.db', 'sqlite', { path: 'data/shop.db' }],
    ['our local warehouse is sales.duckdb.', 'duckdb', { path: 'sales.duckdb' }],
    [
      'DuckDB at warehouse/sales.db, create it if it does not exist',
      'duckdb',
      { path: 'warehouse/sales.db', create: true },
    ],
    [
      'duckdb:///warehouse/dwh.duckdb?access_mode=read_only',
      'duckdb',
      { path: 'warehouse/dwh.duckdb' },
    ],
    [
      'Подключи базу SQLite из файла данные/магазин.sqlite только для чтения',
      'sqlite',
      { path: 'данные/магазин.sqlite', read_only: true },
    ],
    ['Новый файл DuckDB: витрина.duckdb', 'duckdb', { path: 'витрина.duckdb', create: true }],
  ])('%s', (words, type, settings) => {
    expect(configure(words)).toMatchObject({ type, settings, missing: [], warnings: [] });
    expect(configure(words).settings).toEqual(settings);
  });

  it('takes a file of two systems for the more usual one, and says so', () => {
    const result = configure('the file /data/shop.db');
    expect(result).toMatchObject({ type: 'sqlite', name: 'shop.db' });
    expect(result.assumptions).toEqual([
      { path: 'type', value: 'sqlite', because: 'the file ends in .db', alternatives: ['duckdb'] },
    ]);
  });

  it('opens a source to read only', () => {
    const result = configure('DuckDB sales.duckdb', {}, 'source');
    expect(result.settings).toEqual({ path: 'sales.duckdb', read_only: true });
    expect(result.assumptions.map((one) => one.path)).toEqual(['read_only']);
    expect(configure('DuckDB sales.duckdb', {}, 'target').settings).toEqual({
      path: 'sales.duckdb',
    });
  });

  it('lets hints win', () => {
    expect(
      configure('our SQLite database', { path: 'a.sqlite', read_only: 'yes' }).settings,
    ).toEqual({
      path: 'a.sqlite',
      read_only: true,
    });
    expect(configure('a database', { url: 'sqlite:///b.db' })).toMatchObject({
      type: 'sqlite',
      settings: { path: 'b.db' },
    });
    expect(configure('x.db', { connector: 'duckdb' })).toMatchObject({
      type: 'duckdb',
      settings: { path: 'x.db' },
    });
  });
});

describe('words to a connection of a folder or bucket', () => {
  it.each([
    ['CSV files in the folder exports/daily', { root: 'exports/daily' }],
    ['the directory /srv/exports with Parquet', { root: '/srv/exports' }],
    [
      'semicolon-separated CSV in ./in without a header, latin1',
      { root: './in', delimiter: 'semicolon', header: false, encoding: 'latin-1' },
    ],
    [
      'Файлы CSV из папки выгрузки/склад, через точку с запятой, без заголовка',
      { root: 'выгрузки/склад', delimiter: 'semicolon', header: false },
    ],
    ['/data/in/orders_*.csv.gz', { root: '/data/in' }],
    ['orders.csv', { root: '.' }],
    ['file:///srv/exports/orders.parquet', { root: '/srv/exports' }],
  ])('%s', (words, settings) => {
    const result = configure(words);
    expect(result).toMatchObject({ type: 'files', missing: [] });
    expect(result.settings).toEqual(settings);
  });

  it('tells which files the words meant: a connection is their folder', () => {
    expect(configure('/data/in/orders_*.csv').warnings).toEqual([
      'The connection is the folder; name the files in a pipeline, as `path`: orders_*.csv.',
    ]);
  });

  const keys = { access_key_id: 'AKIAEXAMPLE', secret_access_key: 's3cret/+x' };
  it.each([
    [
      's3://acme-exports/sales/2026/*.parquet in eu-west-1, access key AKIAEXAMPLE, secret key "s3cret/+x"',
      { root: 's3://acme-exports/sales/2026', region: 'eu-west-1', ...keys },
    ],
    [
      'our MinIO at https://minio.example.com:9000, bucket acme-exports, prefix sales, access key AKIAEXAMPLE, secret access key s3cret/+x',
      { root: 's3://acme-exports/sales', endpoint_url: 'https://minio.example.com:9000', ...keys },
    ],
    [
      'AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=s3cret/+x AWS_REGION=us-east-2 s3://acme-exports',
      { root: 's3://acme-exports', region: 'us-east-2', ...keys },
    ],
    [
      'https://acme-exports.s3.eu-central-1.amazonaws.com/sales/ with access key id AKIAEXAMPLE and secret key s3cret/+x',
      { root: 's3://acme-exports/sales', region: 'eu-central-1', ...keys },
    ],
    [
      'бакет acme-exports в S3, регион eu-north-1, ключ доступа AKIAEXAMPLE, секретный ключ s3cret/+x',
      { root: 's3://acme-exports', region: 'eu-north-1', ...keys },
    ],
  ])('%s', (words, settings) => {
    const result = configure(words);
    expect(result).toMatchObject({ type: 'files', missing: [] });
    expect(result.settings).toEqual(settings);
  });

  it('misses keys of a bucket unless it is public, and never names them', () => {
    const result = configure('the S3 bucket acme-exports');
    expect(result.missing).toEqual(['access_key_id', 'secret_access_key']);
    expect(result.settings).toEqual({ root: 's3://acme-exports', region: 'us-east-1' });
    expect(configure('the public S3 bucket acme-exports').missing).toEqual([]);
    expect(configure('MinIO bucket acme-exports').missing).toContain('endpoint_url');
    const named = configure('s3://acme/x access key AKIA1 secret key s3cret');
    expect(named.name).toBe('x (s3://acme)');
  });

  it('takes bucket and prefix as hints', () => {
    const hints = { bucket: 'acme', prefix: '/sales/', access_key: 'A', secret_key: 'B' };
    expect(configure('our exports', hints).settings).toMatchObject({
      root: 's3://acme/sales',
      access_key_id: 'A',
      secret_access_key: 'B',
    });
  });

  it('says that an encoding is not read', () => {
    expect(configure('CSV in windows-1251 in the folder in/x').warnings).toHaveLength(1);
  });
});

describe('what names no place', () => {
  it.each([
    ['our SQLite database', {}, 'hints.path'],
    ['CSV files', {}, 'hints.root'],
    ['an S3 bucket', {}, 'hints.root'],
    ['SQLite shop.sqlite', { hots: 'x' }, 'hints.hots'],
    ['CSV files and/or JSON', {}, 'hints.root'],
  ])('%s', (words, hints, field) => {
    expect(problem(words, hints)).toMatchObject({ field });
  });

  it.each([
    ['PostgreSQL at db.example.com with the imported CSV files, database shop', 'postgresql'],
    ['postgres://etl:a/b.csv@db.example.com/shop', 'postgresql'],
    ['PostgreSQL: host=db.example.com dbname=shop user=etl password=a/b file', 'postgresql'],
    ['ClickHouse on ch.example.com, exports/daily', 'clickhouse'],
  ])('leaves servers to be servers: %s', (words, type) => {
    expect(configure(words)).toMatchObject({ type });
  });
});
