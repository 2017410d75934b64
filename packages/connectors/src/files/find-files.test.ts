import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownTablePrefix, workTableName } from '../kit/staging-name.ts';
import type { FilePlace } from './file-place.ts';
import { findFiles } from './find-files.ts';
import { localPlace } from './local-place.ts';
import type { Folder } from './settings.ts';
import { LocalStore } from './target/local-store.ts';

/** A run replaces `out/old.csv` by `out/new.csv` while somebody looks. */
let home: string;
let root: string;
let folder: Folder;

const key = { runId: 'run_1', step: 'out', attempt: 1 };
const staged = workTableName('stg', key);
const old = 'ai-etl-0-00000000.csv';
const fresh = 'ai-etl-1-00000000.csv';
const at = (name: string): string => join(root, 'out', name);

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-find-files-')));
  root = join(home, 'root');
  folder = {
    root,
    shownRoot: 'root',
    delimiter: undefined,
    hasHeader: true,
    encoding: 'utf-8',
    memoryLimitMb: 128,
    longestRowBytes: 1024 * 1024,
  };
  for (const one of ['out', 'other']) await mkdir(join(root, one), { recursive: true });
  await writeFile(join(root, 'other', 'b.csv'), 'n\n3\n');
  await writeFile(at(old), 'n\n1\n');
  await writeFile(at(staged), 'n\n2\n');
  const manifest = {
    version: 1,
    run_id: key.runId,
    step: key.step,
    attempt: key.attempt,
    mode: 'replace',
    rows: '1',
    published_at: '2026-01-01T00:00:00Z',
    files: [
      {
        name: `out/${fresh}`,
        rows: '1',
        sha256: createHash('sha256').update('n\n2\n').digest('hex'),
      },
    ],
    replaces: [`out/${old}`],
    columns: [],
    checksum: null,
  };
  await writeFile(at(`${staged}.json`), JSON.stringify(manifest));
});
afterEach(() => rm(home, { recursive: true }));

const publish = (): Promise<void> => rename(at(staged), at(fresh));
const finish = async () => {
  await rm(at(old));
  await rename(at(`${staged}.json`), at(`${ownTablePrefix}manifest_ai-etl-1-00000000.json`));
};

/** A store whose first look into a folder comes after what happens meanwhile. */
function storeAfter(meanwhile: () => Promise<void>): LocalStore {
  let waiting: (() => Promise<void>) | undefined = meanwhile;
  return new (class extends LocalStore {
    override async names(name: string): Promise<readonly string[]> {
      const due = name === 'out' ? waiting : undefined;
      if (due !== undefined) waiting = undefined;
      await due?.();
      return super.names(name);
    }
  })(folder);
}

const found = async (place: FilePlace): Promise<readonly string[]> =>
  (await findFiles(place, '*/*.csv')).map(({ name }) => name);

const both = async () => {
  await publish();
  await finish();
};
const states: readonly (readonly [string, () => Promise<void>, string])[] = [
  ['the old one before', async () => undefined, old],
  ['the new one when it has its name', publish, fresh],
  ['the new one at the end', both, fresh],
];
const moments: readonly (readonly [string, () => Promise<void>, () => Promise<void>])[] = [
  ['is published', async () => undefined, publish],
  ['is published and finished', async () => undefined, both],
  ['is finished', publish, finish],
];

describe('files that are looked for while a run replaces one', () => {
  it.each(states)('are %s', async (_, before, name) => {
    await before();
    expect(await found(localPlace(folder))).toEqual(['other/b.csv', `out/${name}`]);
  });

  it.each(moments)('are those of one moment when the new one %s', async (_, before, meanwhile) => {
    await before();
    const place = { ...localPlace(folder), store: storeAfter(meanwhile) };
    expect(await found(place)).toEqual(['other/b.csv', `out/${fresh}`]);
  });

  it.each(moments)(
    'are so too where they are copied first and it %s',
    async (_, before, meanwhile) => {
      await before();
      const copies = join(home, 'copies');
      const place: FilePlace = {
        ...localPlace({ ...folder, root: copies }),
        store: storeAfter(meanwhile),
        async bring() {
          await rm(copies, { recursive: true, force: true });
          for (const one of ['out', 'other']) {
            for (const name of await readdir(join(root, one))) {
              if (name.endsWith('.csv')) await cp(join(root, one, name), join(copies, one, name));
            }
          }
        },
      };
      expect(await found(place)).toEqual(['other/b.csv', `out/${fresh}`]);
    },
  );
});
