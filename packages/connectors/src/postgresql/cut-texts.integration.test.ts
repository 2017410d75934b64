import { invariant, type Column, type SchemaContract, type Write } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { append, loadText, openLab, type Lab } from '../kit/contract/lab.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

let opened: Lab | undefined;
const lab = (): Lab => {
  invariant(opened !== undefined, 'the lab is open while tests run');
  return opened;
};
beforeAll(async () => {
  opened = await openLab(postgresqlHarness);
});
afterAll(() => opened?.close());

const merge: Write = { mode: 'merge', keys: ['v'], on_delete: 'keep' };
const mergeByKey: Write = { ...merge, keys: ['k'] };
const replace: Write = { ...append, mode: 'replace' };
const scd2: Write = { mode: 'scd2', keys: ['v'], on_delete: 'keep' };

/** PostgreSQL itself cuts such texts without a word, also those that are assigned without a cast. */
describe.each([
  ['name', 63],
  ['"char"', 1],
] as const)('a column of type %s', (native, bytes) => {
  const quoted = native.replaceAll('"', '');
  const load = (name: string, value: string, write: Write, kind: 'text' | 'json' = 'text') => {
    const columns: readonly Column[] = [{ name: 'v', type: { kind }, nullable: false }];
    return loadText(lab(), { name, columns, write, text: `${value}\n` });
  };
  const rowsOf = async (name: string): Promise<readonly (string | null)[]> =>
    (await lab().database.rows(`SELECT v FROM "${name}" ORDER BY v`)).map(([v]) => v ?? null);

  it.each([
    ['append', append],
    ['merge', merge],
    ['scd2', scd2],
  ] as const)('takes what fits and refuses what is too long (%s)', async (mode, write) => {
    const name = `cut ${quoted} ${mode}`;
    const history =
      mode === 'scd2' ? ', valid_from timestamptz, valid_to timestamptz, is_current boolean' : '';
    await lab().database.execute(`CREATE TABLE "${name}" (v ${native} NOT NULL${history})`);
    const longest = 'x'.repeat(bytes);
    await load(name, longest, write);
    const { error } = await failure(load(name, `${longest}y`, write));
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).not.toContain('xy');
    expect((await failure(load(name, `${longest} `, write))).error.code).toBe('VALUE_REJECTED');
    expect(await rowsOf(name)).toEqual([longest]);
  });

  it('refuses JSON that is too long', async () => {
    const name = `cut ${quoted} json`;
    await lab().database.execute(`CREATE TABLE "${name}" (v ${native} NOT NULL)`);
    await load(name, '1', append, 'json');
    const long = `"${'x'.repeat(bytes)}"`;
    expect((await failure(load(name, long, append, 'json'))).error.code).toBe('VALUE_REJECTED');
    expect(await rowsOf(name)).toEqual(['1']);
  });
});

/** A domain is its base type, however deep, where a text is too long. */
describe.each([
  ['over varchar(3)', 'varchar(3)', 3],
  ['over char(3)', 'char(3)', 3],
  ['over name', 'name', 63],
  ['over "char"', '"char"', 1],
] as const)('a domain over a domain %s', (title, native, length) => {
  const longest = 'x'.repeat(length);
  const load = (name: string, text: string, write: Write, contract: 'freeze' | 'discard') => {
    const columns: readonly Column[] = [
      { name: 'k', type: { kind: 'int32' }, nullable: false },
      { name: 'v', type: { kind: 'text' }, nullable: true },
    ];
    return loadText(lab(), { name, columns, write, contract, text });
  };
  const rowsOf = (name: string) => lab().database.rows(`SELECT k, v FROM "${name}" ORDER BY k`);

  it.each([
    ['append', append],
    ['replace', replace],
    ['merge', mergeByKey],
  ] as const)('refuses what is too long, or sets it apart (%s)', async (mode, write) => {
    const name = `domain ${title.replaceAll('"', '')} ${mode}`;
    await lab().database.execute(`CREATE DOMAIN "${name} 1" AS ${native}`);
    await lab().database.execute(`CREATE DOMAIN "${name} 2" AS "${name} 1" CHECK (VALUE <> 'n')`);
    await lab().database.execute(`CREATE TABLE "${name}" (k integer NOT NULL, v "${name} 2")`);
    const fits = [
      ['1', longest],
      ['2', null],
    ];
    await load(name, `1\t${longest}\n2\t\\N\n`, write, 'freeze');
    expect(await rowsOf(name)).toEqual(fits);
    const long = [`${longest}y`, ...(native === 'char(3)' ? [] : [`${longest} `])];
    for (const text of long) {
      const { error } = await failure(load(name, `3\t${text}\n`, write, 'freeze'));
      expect(error.code).toBe('VALUE_REJECTED');
    }
    expect(await rowsOf(name)).toEqual(fits);
    await lab().database.execute(`DELETE FROM "${name}"`);
    const apart = `3\t${longest}y\n4\t${longest} \n5\tn\n`;
    const discarded = await load(name, `1\t${longest}\n2\t\\N\n${apart}`, write, 'discard');
    expect(discarded.quarantinedRows).toBe('3');
    expect(await rowsOf(name)).toEqual(fits);
  });
});

it('refuses lists of texts for arrays that would cut them, also of domains', async () => {
  await lab().database.execute('CREATE DOMAIN short_text AS varchar(3)');
  await lab().database.execute('CREATE DOMAIN short_texts AS varchar(3)[]');
  for (const native of ['varchar(3)[]', 'short_text[]', 'short_texts']) {
    const name = `cut ${native}`;
    await lab().database.execute(`CREATE TABLE "${name}" (v ${native})`);
    const type = { kind: 'list', element: { kind: 'text' } } as const;
    const columns: readonly Column[] = [{ name: 'v', type, nullable: true }];
    const load = loadText(lab(), { name, columns, write: append, text: '["abcd"]\n' });
    await expect(load).rejects.toThrow();
    expect(await lab().database.rows(`SELECT v FROM "${name}"`)).toEqual([]);
  }
});

it.each(['bit(3)', 'bit varying(3)'])('refuses bits that %s has no room for', async (native) => {
  const name = `cut ${native}`;
  await lab().database.execute(`CREATE TABLE "${name}" (v ${native})`);
  const columns: readonly Column[] = [{ name: 'v', type: { kind: 'text' }, nullable: true }];
  const load = (text: string) => loadText(lab(), { name, columns, write: append, text });
  await load('101\n');
  expect((await failure(load('10101\n'))).error.code).toBe('VALUE_REJECTED');
  expect(await lab().database.rows(`SELECT v FROM "${name}"`)).toEqual([['101']]);
});

it.each(['interval(0)', 'interval minute'])('never rounds to %s', async (native) => {
  const name = `cut ${native}`;
  await lab().database.execute(`CREATE TABLE "${name}" (v ${native})`);
  const columns: readonly Column[] = [{ name: 'v', type: { kind: 'text' }, nullable: true }];
  const load = (contract: SchemaContract) =>
    loadText(lab(), { name, columns, write: append, contract, text: '00:05:00\n00:05:30.4\n' });
  expect((await failure(load('freeze'))).error.code).toBe('PLAN_INVALID');
  expect((await load('discard')).quarantinedRows).toBe('1');
  expect(await lab().database.rows(`SELECT v FROM "${name}"`)).toEqual([['00:05:00']]);
});
