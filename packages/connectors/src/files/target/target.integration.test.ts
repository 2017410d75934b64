import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  AiEtlError,
  parseColumnType,
  type Column,
  type ConnectionSettings,
  type ConnectorSession,
  type PublicationKey,
  type Schema,
} from '@ai-etl/core';
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
import { files } from '../connector.ts';
import { FileDatabase } from '../file-database.ts';
import { openPlace } from '../open-place.ts';
import { FilesLoader } from './loader.ts';
import { LocalStore } from './local-store.ts';

let home: string;
const sessions: ConnectorSession[] = [];
const { signal } = new AbortController();
const n: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: false }];

const open = async (settings: ConnectionSettings = {}): Promise<ConnectorSession> => {
  const options = { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] };
  const session = await files.open({ root: 'root', ...settings }, options);
  sessions.push(session);
  return session;
};
const target = { connector: files, database: { schema: 'main' } };
const load = async (session: ConnectorSession, options: StageOptions & { text: string }) => {
  const { staging } = await stageTable(target, session, options);
  try {
    const { rows } = await staging.write(Readable.from([Buffer.from(options.text)]), signal);
    const checksum = await staging.checksum('md5_32', signal);
    const fence = async (): Promise<void> => undefined;
    return { publication: await staging.publish({ expectedRows: rows, fence, signal }), checksum };
  } finally {
    await staging.discard();
  }
};
const content = async (path: string): Promise<string> => {
  const bytes = await readFile(join(home, 'root', path));
  if (path.endsWith('.gz')) return gunzipSync(bytes).toString();
  return (path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString();
};
const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(home, 'root', folder))).toSorted();

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-target-')));
  await mkdir(join(home, 'root'));
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(() => rm(home, { recursive: true }));

const types = {
  id: 'int64',
  price: 'decimal(9,2)',
  wide: 'decimal(38,2)',
  ratio: 'float64',
  name: 'text',
  day: 'date',
  at: 'timestamptz',
  local: 'timestamp',
  time: 'time',
  flag: 'bool',
  raw: 'bytes',
  uid: 'uuid',
  doc: 'json',
  tags: 'list<text>',
  sums: 'list<decimal(9,2)>',
};
const columns: readonly Column[] = Object.entries(types).map(([name, type]) => ({
  name,
  type: parseColumnType(type) ?? { kind: 'text' },
  nullable: name !== 'id',
}));
const uid = '01234567-89ab-cdef-0123-456789abcdef';
const rows = [
  `-9223372036854775808\t1.10\t${'9'.repeat(36)}.01\t-0\tquote " comma , line\\nback\\\\slash\t2026-01-31\t2026-01-31 10:00:00.5\t1969-12-31 23:59:59\t10:00:00.500000\tt\t00ff\t${uid}\t{"a" : [1, "x"]}\t["a,b","",null]\t[1.10,null]`,
  `1\t0.00\t0.00\tNaN\t\t0044-03-15 BC\t2024-03-31 00:30:00\t2024-03-31 02:30:00\t00:00:00.000000\tf\t\t${uid}\t"\\\\u00e9"\t[]\t[]`,
  `2${'\t\\N'.repeat(14)}`,
];

describe('a file of every type', () => {
  it.each([
    'all.csv',
    'all.tsv',
    'all.csv.gz',
    'all.jsonl',
    'deep/er/all.ndjson.zst',
    'all.parquet',
  ])('%s holds what arrived: its rows, read back, have the sums of what was sent', async (name) => {
    const session = await open();
    const options = { columns, text: `${rows.join('\n')}\n` };
    const proof = await load(session, { ...options, name: 'proof.parquet' });
    const { checksum, publication } = await load(session, { ...options, name });
    expect(publication).toMatchObject({ rows: '3', mode: 'replace' });
    const isJson = /json/.test(name);
    const expected = proof.checksum.columns.map((one) =>
      isJson && one.name === 'doc'
        ? { ...one, sum: null, reason: expect.stringContaining('spelling') }
        : one,
    );
    expect(checksum.columns).toEqual(expected);
  });

  it('spells values as our reader types them', async () => {
    expect(await content('all.csv')).toBe(
      `${Object.keys(types).join(',')}\n` +
        `-9223372036854775808,1.10,${'9'.repeat(36)}.01,-0,"quote "" comma , line\nback\\slash",2026-01-31,2026-01-31 10:00:00.5Z,1969-12-31 23:59:59,10:00:00.500000,true,00ff,${uid},"{""a"" : [1, ""x""]}","[""a,b"","""",null]","[1.10,null]"\n` +
        `1,0.00,0.00,NaN,"",0044-03-15 BC,2024-03-31 00:30:00Z,2024-03-31 02:30:00,00:00:00.000000,false,"",${uid},"""\\u00e9""",[],[]\n` +
        `2${','.repeat(14)}\n`,
    );
    const [first = '', second = ''] = (await content('all.jsonl')).split('\n');
    expect(JSON.parse(first)).toMatchObject({
      price: 1.1,
      wide: `${'9'.repeat(36)}.01`,
      name: 'quote " comma , line\nback\\slash',
      at: '2026-01-31 10:00:00.5Z',
      flag: true,
      doc: { a: [1, 'x'] },
      tags: ['a,b', '', null],
    });
    expect(JSON.parse(second)).toMatchObject({ ratio: 'NaN', name: '', doc: 'é' });
    const described = await (await open()).describePath?.('all.parquet');
    expect(described?.map((one) => [one.name, one.type])).toEqual(
      columns.map((one) => [one.name, one.type]),
    );
  });

  it('has a manifest that says what is in it and who wrote it', async () => {
    const key = newKey();
    await load(await open(), { name: 'told/all.csv', columns: n, text: '1\n2\n', key });
    const names = await namesIn('told');
    expect(names).toEqual([expect.stringMatching(/^_ai_etl_manifest_.*\.json$/), 'all.csv']);
    expect(JSON.parse(await content(`told/${names[0]}`))).toMatchObject({
      run_id: key.runId,
      step: 'load',
      attempt: 1,
      mode: 'replace',
      rows: '2',
      files: [{ name: 'told/all.csv', rows: '2', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      columns: [{ name: 'n', type: 'int64' }],
      checksum: { rows: '2', algorithm: 'md5_32', columns: [{ name: 'n', nulls: '0', sum: '3' }] },
    });
  });
});

describe('what a target cannot be', () => {
  const two = [...n, { ...n[0], name: 'N' }] as Schema;
  it.each([
    ['../out.csv', n, replace, 'SPEC_SHAPE'],
    ['/etc/out.csv', n, replace, 'SPEC_SHAPE'],
    ['out.json', n, replace, 'SPEC_SHAPE'],
    ['out.xlsx', n, replace, 'SPEC_SHAPE'],
    ['*/out.csv', n, replace, 'SPEC_SHAPE'],
    ['a*b*.csv', n, replace, 'SPEC_SHAPE'],
    ['_ai_etl_x/out.csv', n, replace, 'SPEC_SHAPE'],
    ['one.csv', n, append, 'WRITE_MODE_NOT_SUPPORTED'],
    ['one.csv', two, replace, 'DUPLICATE_COLUMN'],
    ['one.csv', n.map((one) => ({ ...one, nullable: true })), replace, 'NULLABLE_MISMATCH'],
  ])('%s is refused before anything runs: %#', (name, of, write, code) => {
    const { diagnostics } = files.planTable({
      object: { name },
      columns: of,
      write,
      layout: { partition_by: [], order_by: [] },
      fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
      existing: null,
      path: 'targets.0',
    });
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('leads out of the folder through no link', async () => {
    await mkdir(join(home, 'outside'));
    await symlink(join(home, 'outside'), join(home, 'root', 'link'));
    const loading = load(await open(), { name: 'link/out.csv', columns: n, text: '1\n' });
    expect((await failure(loading)).error.code).toBe('VALIDATION_ERROR');
    expect(await readdir(join(home, 'outside'))).toEqual([]);
  });

  it('replaces no file that somebody else put there', async () => {
    await mkdir(join(home, 'root', 'mixed'));
    await writeFile(join(home, 'root', 'mixed', 'mine.csv'), 'n\n7\n');
    const session = await open();
    const replacing = load(session, { name: 'mixed/*.csv', columns: n, text: '1\n' });
    const { error } = await failure(replacing);
    expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
    expect(error.message).toContain('mine.csv');
    await load(session, { name: 'mixed/*.csv', columns: n, text: '8\n', write: append });
    const sql = 'SELECT n FROM "mixed/*.csv" ORDER BY n';
    expect(await readRows(session, { sql, columns: n })).toEqual([['7'], ['8']]);
  });
});

describe('a path of one file', () => {
  const conflict = { code: 'TARGET_CONFLICT', retryable: false };
  const loading = async (name: string) => load(await open(), { name, columns: n, text: '1\n' });

  it.each(['single/mine.csv', 'mine.csv'])('%s that no run wrote is not replaced', async (name) => {
    await mkdir(join(home, 'root', 'single'), { recursive: true });
    await writeFile(join(home, 'root', name), 'n\n7\n');
    // Somebody else's file of the same folder has a record.
    await loading(name.replace('mine', 'other'));
    const { error } = await failure(loading(name));
    expect(error).toMatchObject(conflict);
    expect(error.message).toMatch(/mine\.csv .* Move it away, or give the target another name/);
    expect(await content(name)).toBe('n\n7\n');
    await rm(join(home, 'root', name));
    await loading(name);
    expect(await content(name)).toBe('n\n1\n');
  });

  it('is replaced as a run wrote it, by any run, and not when it was changed since', async () => {
    const name = 'ours/one.csv';
    for (const text of ['1\n', '2\n', '3\n']) await load(await open(), { name, columns: n, text });
    expect(await content(name)).toBe('n\n3\n');
    await writeFile(join(home, 'root', name), 'n\n3\n4\n');
    expect((await failure(loading(name))).error).toMatchObject(conflict);
    expect(await content(name)).toBe('n\n3\n4\n');
  });

  it('that somebody puts there while rows are loaded is not replaced either', async () => {
    const name = 'meanwhile/one.csv';
    const { staging } = await stageTable(target, await open(), { name, columns: n });
    await staging.write(Readable.from([Buffer.from('1\n')]), signal);
    await writeFile(join(home, 'root', name), 'n\n7\n');
    const fence = async (): Promise<void> => undefined;
    const publishing = staging.publish({ expectedRows: 1n, fence, signal });
    expect((await failure(publishing)).error).toMatchObject(conflict);
    await staging.discard();
    expect(await content(name)).toBe('n\n7\n');
    expect(await namesIn('meanwhile')).toEqual(['one.csv']);
  });
});

/** Dies after an act of a publication, as if the process had been killed there. */
class DyingStore extends LocalStore {
  readonly #after: 'prepared' | 'published';

  constructor(
    folder: ConstructorParameters<typeof LocalStore>[0],
    after: 'prepared' | 'published',
  ) {
    super(folder);
    this.#after = after;
  }

  override async publish(staged: string, name: string): Promise<void> {
    if (this.#after === 'published') await super.publish(staged, name);
    throw new AiEtlError('SERVICE_UNAVAILABLE', 'killed');
  }
}

describe('a run that is killed', () => {
  const killed = async (after: 'prepared' | 'published', key: PublicationKey, text: string) => {
    const options = { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] };
    const place = await openPlace({ root: 'root' }, options);
    const database = new FileDatabase(place, 'ai-etl test');
    const session = await open();
    const loader = new FilesLoader(database, new DyingStore(place.folder, after));
    const dying = { catalog: () => session.catalog(), loader };
    const name = `${after}/*.csv`;
    const { staging } = await stageTable(target, dying, { name, columns: n, key });
    const { rows: expectedRows } = await staging.write(Readable.from([text]), signal);
    const fence = async (): Promise<void> => undefined;
    await failure(staging.publish({ expectedRows, fence, signal }));
    await database.close();
  };
  const read = async (name: string) =>
    readRows(await open(), { sql: `SELECT n FROM "${name}" ORDER BY n`, columns: n });

  it('before its file has its name published nothing, and leaves what a sweep removes', async () => {
    const name = 'prepared/*.csv';
    await load(await open(), { name, columns: n, text: '1\n' });
    const key = newKey();
    await killed('prepared', key, '2\n3\n');
    expect(await read(name)).toEqual([['1']]);
    const { loader } = await open();
    expect(await loader.publication({ name }, key)).toBeNull();
    expect(await loader.sweep({ name }, () => false)).toBe(1);
    expect((await namesIn('prepared')).filter((one) => one.includes('stg'))).toEqual([]);
    expect(await read(name)).toEqual([['1']]);
  });

  it('after its file has its name published all of it, and the next attempt finds that', async () => {
    const name = 'published/*.csv';
    await load(await open(), { name, columns: n, text: '1\n' });
    const key = newKey();
    await killed('published', key, '2\n3\n');
    // Both files are there, and one stands in the place of the other.
    expect((await namesIn('published')).filter((one) => one.endsWith('.csv'))).toHaveLength(2);
    expect(await read(name)).toEqual([['2'], ['3']]);
    const { loader } = await open();
    expect(await loader.publication({ name }, key)).toMatchObject({ rows: '2', attempt: 1 });
    expect((await namesIn('published')).filter((one) => one.endsWith('.csv'))).toHaveLength(1);
    const again = { name, columns: n, text: '2\n3\n', key: { ...key, attempt: 2 } };
    expect((await load(await open(), again)).publication.attempt).toBe(1);
    expect(await read(name)).toEqual([['2'], ['3']]);
    expect((await namesIn('published')).filter((one) => one.includes('stg'))).toEqual([]);
  });
});
