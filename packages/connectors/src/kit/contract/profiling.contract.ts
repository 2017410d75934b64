import {
  invariant,
  quantileLevels,
  type ColumnProfile,
  type ProfileRequest,
  type TableProfile,
} from '@ai-etl/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import { hostileNames, hostileTexts } from './hostile.ts';
import { lookUp, selectAll, type Lab } from './lab.ts';

/** What a profile says of a table's rows; skipped by connectors that have none. */
export function profilingContract(harness: ContractHarness, lab: () => Lab): void {
  const { words } = harness;
  const { int64, text } = words.types;

  const profile = async (
    name: string,
    asked: Partial<ProfileRequest> = {},
    session = lab().session,
  ): Promise<TableProfile> => {
    invariant(session.profile !== undefined, 'the connector has profiles');
    const table = await lookUp(lab().session, { schema: lab().database.schema, name });
    invariant(table !== undefined, `the catalog shows ${name}`);
    const request = { sampleRows: 1000, exact: false, topValues: 20, timeoutMs: 60_000 };
    return session.profile({ table, ...request, ...asked });
  };
  const columnOf = (one: TableProfile, name: string): ColumnProfile => {
    const column = one.columns.find((other) => other.name === name);
    invariant(column !== undefined, `the profile has column ${name}`);
    return column;
  };
  const create = async (
    name: string,
    columns: readonly (readonly [name: string, native: string])[],
    rows?: string,
  ): Promise<void> => {
    const list = columns.map(([column, native]) => ({ name: column, native }));
    const { execute } = lab().database;
    await execute(words.createTable(words.quote(name), list));
    if (rows !== undefined) await execute(`INSERT INTO ${words.quote(name)} ${rows}`);
  };
  const counted = (rows: number) => words.count(rows);

  beforeEach((context) => {
    if (lab().session.profile === undefined) context.skip('the connector has no profiles');
  });

  it('counts rows, NULLs, distinct values, and takes figures of numbers', async () => {
    const rows = `SELECT n, CASE WHEN n <= 10 THEN NULL ELSE n % 5 END, CASE WHEN n % 2 = 0 THEN 'even' ELSE 'odd' END FROM (${counted(100)}) AS q`;
    await create(
      'figures',
      [
        ['id', int64],
        ['five', int64],
        ['word', text],
      ],
      rows,
    );
    const found = await profile('figures');
    expect(found.rows).toEqual({ count: 100, exact: true });
    expect(found.sample).toEqual({ method: 'all_rows', rows: 100 });
    expect(found.missing).toEqual([]);
    expect(columnOf(found, 'id')).toMatchObject({
      nulls: 0,
      values: { min: '1', max: '100', length: null },
      frequencies: { distinct: 100, single: 100 },
    });
    const { values } = columnOf(found, 'id');
    expect(Number(values?.mean)).toBeCloseTo(50.5, 9);
    // Systems differ by one rank in what lies at a share.
    const quantiles = values?.quantiles?.map(Number) ?? [];
    expect(quantiles).toHaveLength(5);
    for (const [place, share] of quantileLevels.entries()) {
      expect(Math.abs((quantiles[place] ?? 0) - 100 * share)).toBeLessThanOrEqual(1);
    }
    expect(values?.stddev).toBeCloseTo(29.0115, 4);
    expect(columnOf(found, 'five')).toMatchObject({ nulls: 10, frequencies: { distinct: 5 } });
    expect(columnOf(found, 'word')).toMatchObject({
      nulls: 0,
      values: { min: null, length: { min: 3, max: 4, mean: 3.5 }, empty: 0 },
      frequencies: { distinct: 2, single: 0 },
    });
    const top = columnOf(found, 'word').frequencies?.top ?? [];
    expect(new Map(top.map((one) => [one.value, one.count]))).toEqual(
      new Map([
        ['even', 50],
        ['odd', 50],
      ]),
    );
  });

  it('counts rows that repeat', async () => {
    const rows = `SELECT n % 10, NULL FROM (${counted(30)}) AS q WHERE n <= 25`;
    await create(
      'repeats',
      [
        ['a', int64],
        ['b', text],
      ],
      rows,
    );
    expect((await profile('repeats')).repeated).toEqual({ rows: 25, distinct: 10, single: 0 });
  });

  it('of an empty table has no figures', async () => {
    await create('no rows', [
      ['a', int64],
      ['b', text],
    ]);
    const found = await profile('no rows');
    expect(found.rows).toEqual({ count: 0, exact: true });
    expect(found.columns).toMatchObject([
      { nulls: 0, values: { min: null, mean: null }, frequencies: { distinct: 0, top: [] } },
      { nulls: 0, values: { length: null }, frequencies: { distinct: 0, top: [] } },
    ]);
    expect(found.missing).toEqual([]);
  });

  it('of a column of NULLs has no figures', async () => {
    await create('only nulls', [['a', int64]], `SELECT NULL FROM (${counted(7)}) AS q`);
    const found = await profile('only nulls');
    expect(columnOf(found, 'a')).toMatchObject({
      nulls: 7,
      values: { min: null, max: null, mean: null, stddev: null, quantiles: null },
      frequencies: { distinct: 0 },
    });
  });

  it('draws about the asked number of rows from all over a large table, the same each time', async () => {
    await create(
      'large',
      [
        ['id', int64],
        ['word', text],
      ],
      `SELECT n, 'x' FROM (${counted(300_000)}) AS q`,
    );
    if (words.analyze !== undefined)
      await lab().database.execute(words.analyze(words.quote('large')));
    const found = await profile('large', { sampleRows: 2000 });
    expect(found.sample.method).not.toBe('all_rows');
    expect(found.sample.rows).toBeGreaterThan(1000);
    expect(found.sample.rows).toBeLessThanOrEqual(2000);
    expect(Math.abs((found.rows.count ?? 0) - 300_000)).toBeLessThan(3000);
    const { values, frequencies } = columnOf(found, 'id');
    expect(Number(values?.min)).toBeLessThan(30_000);
    expect(Number(values?.max)).toBeGreaterThan(270_000);
    expect(Math.abs(Number(values?.mean) - 150_000)).toBeLessThan(15_000);
    expect(frequencies?.single).toBe(found.sample.rows);
    const again = await profile('large', { sampleRows: 2000 });
    expect(columnOf(again, 'id').values).toEqual(values);
  });

  it('reads every row when asked to', async () => {
    const found = await profile('large', { exact: true });
    expect(found.rows).toEqual({ count: 300_000, exact: true });
    expect(found.sample).toEqual({ method: 'all_rows', rows: 300_000 });
    expect(columnOf(found, 'id')).toMatchObject({
      values: { min: '1', max: '300000' },
      frequencies: { distinct: 300_000 },
    });
  });

  it('out of time says what is missing, and leaves the session of use', async () => {
    const found = await profile('large', { exact: true, timeoutMs: 5 });
    expect(found.missing.length).toBeGreaterThan(0);
    expect(found.missing[0]?.why).toContain('time limit of 0.005 s');
    expect(found.columns).toHaveLength(2);
    expect((await profile('figures')).rows.count).toBe(100);
  });

  it('is cancelled by its signal', async () => {
    const signal = AbortSignal.abort();
    const { error } = await failure(profile('large', { exact: true, signal }));
    expect(error.code).toBe('RUN_CANCELLED');
  });

  it('without the privilege to read names what to grant', async (context) => {
    const { database } = lab();
    if (database.createStranger === undefined) {
      context.skip('the local server has one account');
      return;
    }
    await create('profiled in private', [['a', int64]]);
    const stranger = await lab().open(await database.createStranger());
    const { error } = await failure(profile('profiled in private', {}, stranger));
    expect(error.code).toBe('PRIVILEGE_MISSING');
    expect(error.message).toContain('GRANT SELECT');
  });

  it('of a table that is gone, or has other columns by now, is refused', async () => {
    const { execute } = lab().database;
    await create('profiled once', [['a', int64]]);
    const table = await lookUp(lab().session, {
      schema: lab().database.schema,
      name: 'profiled once',
    });
    const { session } = lab();
    const again = (request: ProfileRequest): Promise<TableProfile> => {
      invariant(session.profile !== undefined, 'the connector has profiles');
      return session.profile(request);
    };
    invariant(table !== undefined, 'there is one');
    const asked = { table, sampleRows: 10, exact: false, topValues: 1, timeoutMs: 10_000 };
    await execute(`DROP TABLE ${words.quote('profiled once')}`);
    expect((await failure(again(asked))).error.code).toBe('OBJECT_NOT_FOUND');
    await create('profiled once', [['b', int64]]);
    expect((await failure(again(asked))).error.code).toBe('OBJECT_NOT_FOUND');
    expect((await profile('figures')).rows.count).toBe(100);
  });

  it('of a view looks at its rows', async (context) => {
    if (harness.withoutViews === true) {
      context.skip('the system has no views');
      return;
    }
    const { execute } = lab().database;
    await execute(
      `CREATE VIEW ${words.quote('profiled view')} AS SELECT n AS id FROM (${counted(40)}) AS q`,
    );
    const found = await profile('profiled view');
    expect(found.rows).toEqual({ count: 40, exact: true });
    expect(columnOf(found, 'id')).toMatchObject({ values: { min: '1', max: '40' } });
    const cut = await profile('profiled view', { sampleRows: 10 });
    expect(cut.sample).toMatchObject({ method: 'first_rows', rows: 10 });
  });

  it('takes hostile names and texts as they are', async () => {
    const refused = new Set(words.refusedNames);
    const names = hostileNames.filter((name) => !refused.has(name));
    const columns = names.map((name) => [name, text] as const);
    const values = hostileTexts.map((value, index) =>
      names.map((_, place) => (place === index % names.length ? words.text(value) : 'NULL')),
    );
    await create(
      `hostile "'\` names; --`,
      columns,
      `VALUES ${values.map((row) => `(${row.join(', ')})`).join(', ')}`,
    );
    const found = await profile(`hostile "'\` names; --`);
    expect(found.missing).toEqual([]);
    expect(found.columns.map((one) => one.name)).toEqual(names);
    const shown = found.columns.map((one) => one.frequencies?.top[0]?.value ?? null);
    const expected = names.map((_, index) => {
      const value = hostileTexts[index];
      return value === undefined ? null : Array.from(value).slice(0, 256).join('');
    });
    expect(shown).toEqual(expected);
    const long = hostileTexts.findIndex((value) => value.length === 100_000);
    expect(found.columns[long]?.values?.length?.max).toBe(100_000);
  });

  it('takes 500 columns', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `column ${index}`);
    await create(
      'five hundred',
      names.map((name) => [name, int64] as const),
      `SELECT ${names.map((_, index) => index).join(', ')} FROM (${counted(3)}) AS q`,
    );
    const found = await profile('five hundred');
    expect(found.missing).toEqual([]);
    expect(found.columns.map((one) => one.values?.max)).toEqual(
      names.map((_, index) => String(index)),
    );
    expect(found.repeated).toEqual({ rows: 3, distinct: 1, single: 0 });
  });

  describe('of every type', () => {
    it.each(harness.samples.map((one, index) => [one.native, one, index] as const))(
      '%s is whole',
      async (_, sample, index) => {
        const { execute } = lab().database;
        const name = `profiled type ${index}`;
        if (sample.setup !== undefined) await execute(sample.setup).catch(() => undefined);
        await execute(words.createTable(words.quote(name), [{ name: 'v', native: sample.native }]));
        for (const [literal] of sample.values) {
          await execute(`INSERT INTO ${words.quote(name)} VALUES (${literal})`);
        }
        const found = await profile(name);
        expect(found.missing).toEqual([]);
        const column = columnOf(found, 'v');
        const nulls = sample.values.filter(([, wire]) => wire === null).length;
        expect(column.nulls).toBe(nulls);
        expect(column.frequencies?.distinct).toBeGreaterThan(0);
        if (
          !['text', 'json', 'bytes'].includes(sample.logical) &&
          !sample.logical.startsWith('list')
        ) {
          return;
        }
        const sql = selectAll(lab(), name);
        const limits = { limit: 100, timeoutMs: 10_000, longestValue: 20 };
        const { rows } = await lab().session.sample({ sql, ...limits });
        const cut = (wire: string | null) =>
          wire === null ? null : Array.from(wire).slice(0, 20).join('');
        const expected = sample.values.map(([, wire]) => cut(wire));
        const texts = (values: readonly (string | null)[]) => values.map(String).toSorted(byText);
        expect(texts(rows.map(([value]) => value ?? null))).toEqual(texts(expected));
      },
    );
  });
}

function byText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
