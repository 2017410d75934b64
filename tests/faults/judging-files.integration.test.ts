import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderReader, type FolderReader } from './files-fingerprint.ts';
import { describeFingerprint } from './fingerprint.ts';
import { unfinishedFiles, untoldFiles } from './published-files.ts';

/** States in which a run that is killed leaves a folder, made by hand. */
let home: string;
let folder: string;
let reader: FolderReader;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ai-etl-judging-files-'));
  folder = join(home, 'out');
  reader = createFolderReader(join(home, 'looks'));
  await mkdir(folder);
});
afterEach(() => rm(home, { recursive: true }));

const csv = (version: number, rows: number): string =>
  [
    'id,version,payload,amount,happened_at',
    ...Array.from({ length: rows }, (_, id) => `${id},${version},"p ""q""",,x`),
    '',
  ].join('\n');

async function writeRows(name: string, version: number, rows: number) {
  await writeFile(join(folder, name), csv(version, rows));
}

/** Of a file with these rows, whether it is there or not. */
async function writeManifest(
  name: string,
  told: { file: string; version: number; rows: number; replaces?: readonly string[] },
) {
  const sha256 = createHash('sha256').update(csv(told.version, told.rows)).digest('hex');
  const manifest = {
    run_id: 'run_2',
    published_at: '2026-01-01T00:00:00.000Z',
    files: [{ name: `out/${told.file}`, rows: String(told.rows), sha256 }],
    replaces: (told.replaces ?? []).map((one) => `out/${one}`),
  };
  await writeFile(join(folder, name), JSON.stringify(manifest));
}

const seen = async () => describeFingerprint(await reader.read(folder, 'full'));

describe('the reader of folders', () => {
  it('sees no rows where there is no folder, and none that are only staged', async () => {
    expect((await reader.read(join(home, 'none'), 'full')).size).toBe(0);
    await writeRows('_ai_etl_stg_2_1_00000000', 2, 5);
    await writeManifest('_ai_etl_stg_2_1_00000000.json', { file: 'b.csv', version: 2, rows: 5 });
    expect(await seen()).toBe('empty');
    expect(await unfinishedFiles(folder)).toHaveLength(2);
    expect(await unfinishedFiles(folder, '3')).toHaveLength(0);
  });

  it('sees the old file until the new one has its name, and then only that', async () => {
    const told = { file: 'b.csv', version: 2, rows: 5, replaces: ['a.csv'] };
    await writeRows('a.csv', 1, 3);
    await writeManifest('_ai_etl_stg_2_1_00000000.json', told);
    expect(await seen()).toBe('v1: 3 rows, 3 ids');
    await writeRows('b.csv', 2, 5);
    expect(await seen()).toBe('v2: 5 rows, 5 ids');
  });

  it('sees two files whose manifests do not tell that one replaces the other', async () => {
    await writeRows('a.csv', 1, 3);
    await writeRows('b.csv', 2, 5);
    expect(await seen()).toBe('v1: 3 rows, 3 ids; v2: 5 rows, 5 ids');
  });

  it('counts doubled rows, sums payloads, and leaves nothing behind', async () => {
    await writeRows('a.csv', 1, 3);
    await writeRows('b.csv', 1, 2);
    const found = (await reader.read(folder, 'full')).get('1');
    // CRC-32 of `p "q"`, five times.
    expect(found).toMatchObject({
      rows: 5n,
      distinctIds: 3n,
      idSum: 4n,
      payloadSum: 5n * 1196368689n,
    });
    expect((await reader.read(folder, 'quick')).get('1')?.payloadSum).toBeNull();
    expect(await readdir(join(home, 'looks'))).toEqual([]);
  });
});

describe('the judge of manifests', () => {
  it('wants one of each file, with the sum of its content', async () => {
    await writeRows('a.csv', 1, 3);
    expect(await untoldFiles(folder)).toEqual(['a.csv has no manifest with its SHA-256']);
    await writeManifest('_ai_etl_manifest_ai-etl-1-00000000.json', {
      file: 'a.csv',
      version: 1,
      rows: 3,
    });
    expect(await untoldFiles(folder)).toEqual([]);
    await writeRows('a.csv', 1, 2);
    expect(await untoldFiles(folder)).toHaveLength(1);
  });
});
