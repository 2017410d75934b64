import { mkdir, mkdtemp, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  invariant,
  type CatalogTable,
  type ConnectorSession,
  type ProfileRequest,
  type TableProfile,
} from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { files } from './connector.ts';

let home: string;
let session: ConnectorSession;

const put = (name: string, content: string): Promise<void> =>
  writeFile(join(home, 'root', name), content);
const open = (): Promise<ConnectorSession> =>
  files.open({ root: 'root' }, { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] });
const tableOf = async (name: string, from = session): Promise<CatalogTable> => {
  const columns = (await from.describePath?.(name)) ?? [];
  return {
    object: { schema: 'main', name },
    kind: 'table',
    columns: columns.map((one) => ({ ...one, nativeType: one.type.kind, hasDefault: false })),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  };
};
const profile = (
  table: CatalogTable,
  asked: Partial<ProfileRequest> = {},
): Promise<TableProfile> => {
  invariant(session.profile !== undefined, 'files have profiles');
  const request = { sampleRows: 1000, exact: false, topValues: 3, timeoutMs: 30_000 };
  return session.profile({ table, ...request, ...asked });
};

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-files-profile-')));
  await mkdir(join(home, 'root'));
  session = await open();
});
afterAll(async () => {
  await session.close();
  await rm(home, { recursive: true });
});

describe('a profile of files', () => {
  it.each([
    ['CSV', 'people.csv', 'id,city,paid\n1,Graz,1.50\n2,,2.25\n3,Graz,3\n'],
    [
      'JSON lines',
      'people.jsonl',
      '{"id":1,"city":"Graz","paid":1.5}\n{"id":2,"city":null,"paid":2.25}\n{"id":3,"city":"Graz","paid":3.0}\n',
    ],
  ])('of %s counts values in the types that were found', async (_, name, content) => {
    await put(name, content);
    const found = await profile(await tableOf(name));
    expect(found).toMatchObject({
      rows: { count: 3, exact: true },
      sample: { method: 'all_rows', rows: 3 },
      sizeBytes: Buffer.byteLength(content),
      repeated: { rows: 3, distinct: 3 },
      missing: [],
    });
    expect(found.lastWrittenAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    const [id, city, paid] = found.columns;
    expect(id).toMatchObject({ nulls: 0, values: { min: '1', max: '3' } });
    expect(city).toMatchObject({
      nulls: 1,
      frequencies: { distinct: 1, top: [{ value: 'Graz', count: 2 }] },
    });
    expect(Number(paid?.values?.mean)).toBeCloseTo(2.25, 9);
  });

  it('picks rows from all over a file that is larger than the sample', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `${index + 1},x`);
    await put('many.csv', `id,word\n${lines.join('\n')}\n`);
    const found = await profile(await tableOf('many.csv'), { sampleRows: 500 });
    expect(found.rows).toEqual({ count: 50_000, exact: true });
    expect(found.sample.method).toBe('rows');
    expect(found.sample.rows).toBeGreaterThan(400);
    const [id] = found.columns;
    expect(Number(id?.values?.min)).toBeLessThan(2500);
    expect(Number(id?.values?.max)).toBeGreaterThan(47_500);
  });

  it('of a file with other columns by now is refused, of one that is gone too', async () => {
    await put('changing.csv', 'a\n1\n');
    const table = await tableOf('changing.csv');
    expect((await profile(table)).rows).toEqual({ count: 1, exact: true });
    await put('changing.csv', 'b,c\n1,2\n');
    const changed = await failure(profile(table));
    expect(changed.error.code).toBe('OBJECT_NOT_FOUND');
    await rm(join(home, 'root', 'changing.csv'));
    expect((await failure(profile(table))).error.code).toBe('OBJECT_NOT_FOUND');
  });

  it.each(['csv', 'parquet'])(
    'of a %s file that was replaced within a second is refused',
    async (ending) => {
      const name = `soon.${ending}`;
      const path = join(home, 'root', name);
      const other = join(home, `other.${ending}`);
      const duck = await (await DuckDBInstance.create()).connect();
      try {
        await duck.run(`COPY (SELECT 1::BIGINT AS a) TO '${path}'`);
        await utimes(path, 1_700_000_000.1, 1_700_000_000.1);
        const table = await tableOf(name);
        expect((await profile(table)).rows).toEqual({ count: 1, exact: true });
        await duck.run(`COPY (SELECT 1::BIGINT AS b) TO '${other}'`);
        // Written over the old one: the same inode.
        await writeFile(path, await readFile(other));
        await utimes(path, 1_700_000_000.6, 1_700_000_000.6);
        expect((await failure(profile(table))).error.code).toBe('OBJECT_NOT_FOUND');
      } finally {
        duck.closeSync();
      }
    },
  );

  it('of a file that was replaced is that of the new one', async () => {
    await put('replaced.csv', 'a\n1\n');
    const table = await tableOf('replaced.csv');
    await profile(table);
    await put('replaced.csv', 'a\nword\nother\n');
    const later = await open();
    const described = await tableOf('replaced.csv', later);
    await later.close();
    const found = await profile(described);
    expect(found).toMatchObject({
      rows: { count: 2, exact: true },
      columns: [{ frequencies: { distinct: 2 } }],
      missing: [],
    });
  });
});
