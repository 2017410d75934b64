import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AiEtlError, type ConnectorSession, type Schema, type Staging } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { append, newKey, readRows, replace, stageTable } from '../../kit/contract/lab.ts';
import { workTableName } from '../../kit/staging-name.ts';
import { files } from '../connector.ts';
import { FileDatabase } from '../file-database.ts';
import { openPlace } from '../open-place.ts';
import { FilesLoader } from './loader.ts';
import { mostTextBytes } from './file-store.ts';
import { LocalStore } from './local-store.ts';

/** A disk that takes no manifest under its last name while it is full. */
class FullStore extends LocalStore {
  isFull = true;

  override async writeText(name: string, text: string): Promise<void> {
    if (this.isFull && name.includes('manifest')) throw new AiEtlError('TARGET_FULL', 'full');
    await super.writeText(name, text);
  }
}

const target = { connector: files, database: { schema: 'main' } };
const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: false }];
const { signal } = new AbortController();
const write = async (staging: Staging, text: string) => {
  const { rows: expectedRows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
  return staging.publish({ expectedRows, fence: async () => undefined, signal });
};

let home: string;
let database: FileDatabase;
let store: FullStore;
let loader: FilesLoader;
let session: ConnectorSession;
const at = (name: string): string => join(home, 'root', name);
const stage = async (name: string, options: object = {}): Promise<Staging> => {
  const dying = { catalog: () => session.catalog(), loader };
  return (await stageTable(target, dying, { name, columns: n, ...options })).staging;
};
const read = async (name: string) => {
  database.forgetFiles();
  const reader = await files.open(
    { root: 'root' },
    { label: 'test', connectTimeoutMs: 5000, fileRoots: [home] },
  );
  try {
    return await readRows(reader, { sql: `SELECT n FROM "${name}" ORDER BY n`, columns: n });
  } finally {
    await reader.close();
  }
};

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-trouble-')));
  for (const folder of ['root', 'outside']) await mkdir(join(home, folder));
  await writeFile(join(home, 'outside', 'victim.csv'), 'n\n7\n');
  const options = { label: 'test', connectTimeoutMs: 5000, fileRoots: [home] };
  session = await files.open({ root: 'root' }, options);
  const place = await openPlace({ root: 'root' }, options);
  database = new FileDatabase(place, 'test');
  store = new FullStore(place.folder);
  loader = new FilesLoader(database, store);
});
afterAll(async () => {
  await database.close();
  await session.close();
  await rm(home, { recursive: true });
});

describe('a disk that is full behind the rename', () => {
  it('loses no record of the publication, also when the staging is discarded: nobody adds it again', async () => {
    const name = 'full/*.csv';
    store.isFull = false;
    await write(await stage(name, { write: append }), '1\n');
    store.isFull = true;
    const key = newKey();
    const staging = await stage(name, { write: replace, key });
    expect((await failure(write(staging, '2\n'))).error.code).toBe('TARGET_FULL');
    expect(await loader.publication({ name }, key)).toMatchObject({ runId: key.runId, rows: '1' });
    await failure(staging.discard());
    expect(await loader.publication({ name }, key)).toMatchObject({ runId: key.runId, rows: '1' });
    // What it replaces is hidden until it can be removed.
    expect(await read(name)).toEqual([['2']]);
    store.isFull = false;
    expect(await loader.sweep({ name }, () => false)).toBe(1);
    const names = await readdir(at('full'));
    expect(names.filter((one) => /stg|draft/.test(one))).toEqual([]);
    expect(names.filter((one) => one.endsWith('.csv'))).toHaveLength(1);
    expect(await read(name)).toEqual([['2']]);
  });
});

it('a folder has one lock, by whichever link it is reached', async () => {
  await mkdir(at('locked/below'), { recursive: true });
  await symlink(at('locked'), at('same'));
  const key = await store.keyOf('locked/below');
  expect(await store.keyOf('same/below')).toBe(key);
  expect(await store.keyOf('same/below/new')).toBe(`${key}/new`);
  const options = { connectTimeoutMs: 5000, fileRoots: [home] };
  const other = (await openPlace({ root: 'root/same' }, options)).store;
  expect(await other.keyOf('below')).toBe(key);
});

describe('somebody else who writes into the folder', () => {
  const forged = async (folder: string, change: object) => {
    const key = newKey();
    await mkdir(at(folder));
    await writeFile(at(`${folder}/real.csv`), 'n\n1\n');
    const sha256 = createHash('sha256').update('n\n1\n').digest('hex');
    const manifest = {
      version: 1,
      run_id: key.runId,
      step: key.step,
      attempt: 1,
      mode: 'replace',
      rows: '1',
      published_at: '2026-01-01T00:00:00Z',
      files: [{ name: `${folder}/real.csv`, rows: '1', sha256 }],
      replaces: [],
      columns: [],
      checksum: null,
      ...change,
    };
    await writeFile(at(`${folder}/${workTableName('stg', key)}.json`), JSON.stringify(manifest));
  };

  it.each([
    ['outside', { replaces: ['../outside/victim.csv'] }],
    ['beside', { replaces: ['beside/real.csv'] }],
    ['in another folder', { replaces: ['other/ai-etl-abc-01234567.csv'] }],
    [
      'of another run',
      { run_id: 'run_other', replaces: ['of another run/ai-etl-abc-01234567.csv'] },
    ],
  ])('cannot have files removed by a manifest: %s', async (folder, change) => {
    store.isFull = false;
    await forged(folder, change);
    for (const [place, name] of [
      ['other', 'ai-etl-abc-01234567.csv'],
      [folder, 'ai-etl-abc-01234567.csv'],
    ] as const) {
      await mkdir(at(place), { recursive: true });
      await writeFile(at(`${place}/${name}`), 'n\n1\n');
    }
    expect(await loader.sweep({ name: `${folder}/*.csv` }, () => false)).toBe(1);
    expect(await readFile(join(home, 'outside', 'victim.csv'), 'utf8')).toBe('n\n7\n');
    expect(await readdir(at(folder))).toEqual(['ai-etl-abc-01234567.csv', 'real.csv']);
    expect(await readdir(at('other'))).toEqual(['ai-etl-abc-01234567.csv']);
  });

  it.each([
    ['too large', async (path: string) => truncate(path, mostTextBytes + 1)],
    ['cut off', async (path: string) => truncate(path, 100)],
    [
      'a pipe',
      async (path: string) => {
        await rm(path);
        execFileSync('mkfifo', [path]);
      },
    ],
  ])('makes no record of a publication look like none: %s', async (folder, change) => {
    store.isFull = false;
    const name = `${folder}/*.csv`;
    const key = newKey();
    await write(await stage(name, { write: append, key }), '1\n');
    const names = await readdir(at(folder));
    await change(at(`${folder}/${names.find((one) => one.includes('manifest'))}`));
    for (const doing of [
      () => loader.publication({ name }, key),
      async () => write(await stage(name, { write: append, key: { ...key, attempt: 2 } }), '2\n'),
    ]) {
      const { error } = await failure(doing());
      expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
      expect(error.message).toContain('manifest');
    }
    expect(await read(name)).toEqual([['1']]);
  });

  it('leads no sweep and no load along a link, and no name outside is told', async () => {
    await symlink(join(home, 'outside'), at('link'));
    const name = 'link/*.csv';
    for (const doing of [
      () => stage(name, { write: replace }),
      () => loader.sweep({ name }, () => false),
      () => loader.publication({ name }, newKey()),
    ]) {
      const { error } = await failure(doing());
      expect(error.code).toBe('VALIDATION_ERROR');
      expect(error.message).not.toContain('victim');
    }
    expect(await readdir(join(home, 'outside'))).toEqual(['victim.csv']);
  });

  it('has no file written through a link that waits in the place of ours', async () => {
    await mkdir(at('waiting'));
    const key = newKey();
    await symlink(join(home, 'outside', 'victim.csv'), at(`waiting/${workTableName('stg', key)}`));
    await store.stage(`waiting/${workTableName('stg', key)}`);
    await store.writeText('waiting/told.json', '{}');
    expect(await readFile(join(home, 'outside', 'victim.csv'), 'utf8')).toBe('n\n7\n');
  });
});
