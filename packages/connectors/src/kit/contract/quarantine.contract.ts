import { Readable } from 'node:stream';
import { AiEtlError, type Column, type ColumnType, type Schema, type Write } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { quarantineName } from '../quarantine/misfits.ts';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  append,
  columnsOf,
  loadText,
  newKey,
  readRows,
  selectAll,
  stageTable,
  type Lab,
  type StageOptions,
} from './lab.ts';

const column = (name: string, type: ColumnType, nullable = true): Column => ({
  name,
  type,
  nullable,
});
const decimal = (precision: number, scale: number): ColumnType => ({
  kind: 'decimal',
  precision,
  scale,
});
/** The table as it is. */
const kept: Schema = [
  column('id', { kind: 'int64' }, false),
  column('n', { kind: 'int64' }),
  column('d', { kind: 'date' }),
  column('p', decimal(6, 2)),
  // The letter that our own SQL likes to call a table.
  column('s', { kind: 'text' }),
];
/** What arrives. */
const loose: Schema = [
  column('id', { kind: 'int64' }),
  column('n', { kind: 'text' }),
  column('d', { kind: 'text' }),
  column('p', decimal(12, 4)),
  column('s', { kind: 'text' }),
];
const first = '1\t10\t2024-01-01\t1.00\tone\n2\t\\N\t\\N\t\\N\ttwo\n';
const good = [
  ['3', '-7', '2024-02-29', '1.5000', 'x'],
  ['4', '9223372036854775807', '1999-12-31', '-9999.9900', ''],
  ['5', null, null, null, null],
] as const;
/** Rows and the column that is wrong, or wrong first. */
const bad = [
  [['11', '7x', '2024-01-01', '1.0000', 'a "quote"'], 'n'],
  [['12', '9223372036854775808', '2024-01-01', '1.0000', 'a'], 'n'],
  [['13', '', '2024-01-01', '1.0000', 'a'], 'n'],
  [['14', '1', '2023-02-29', '1.0000', 'a'], 'd'],
  [['15', '1', 'yesterday', '1.0000', 'a'], 'd'],
  [['16', '1', '2024-01-01', '1.2345', 'a'], 'p'],
  [['17', '1', '2024-01-01', '12345.0000', 'a'], 'p'],
  [[null, '1', '2024-01-01', '1.0000', 'no id'], 'id'],
  [['18', '1.5', 'no', '99999.0001', 'all wrong'], 'n'],
] as const;
const wire = (rows: readonly (readonly (string | null)[])[]): string =>
  rows.map((row) => `${row.map((value) => value ?? '\\N').join('\t')}\n`).join('');
const all = wire([...bad.map(([row]) => row), ...good]);
const goodRows = [
  '3 -7 2024-02-29 1.50 x',
  '4 9223372036854775807 1999-12-31 -9999.99 ',
  '5 NULL NULL NULL NULL',
];
/** What the row's JSON says; numbers may be texts in it. */
const Row = z.object({
  id: z.coerce.string().nullable(),
  n: z.string().nullable(),
  s: z.string().nullable(),
});
const keyedModes = ['merge', 'scd2'] as const;
const oldRows = ['1 10 2024-01-01 1.00 one', '2 NULL NULL NULL two'];

/** Contract `discard`: rows that do not fit are kept apart, once, and the others published. */
export function quarantineContract(harness: ContractHarness, lab: () => Lab): void {
  const { signal } = new AbortController();
  const go = { fence: async () => undefined, signal };
  const { writeModes } = harness.connector.spec.capabilities;
  const discard = { columns: loose, write: append, contract: 'discard' } as const;

  const rowsOf = async (name: string): Promise<readonly string[]> => {
    const columns = await columnsOf(lab(), name);
    const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns });
    return rows.map((row) => row.map((value) => value ?? 'NULL').join(' ')).toSorted();
  };
  const apart = async (name: string) => {
    const table = harness.words.quote(quarantineName);
    const sql = `SELECT run_id, step, target, column_name, reason, row_json, quarantined_at FROM ${table} WHERE target = ${harness.words.text(name)}`;
    return lab().database.rows(sql);
  };
  const stage = async (options: StageOptions) => {
    const { staging, plan } = await stageTable(lab(), lab().session, options);
    const { rows } = await staging.write(Readable.from([Buffer.from(all)]), signal);
    return { staging, plan, expectedRows: rows };
  };

  it('publishes what fits and keeps the rest once, whoever asks again', async () => {
    const name = 'set apart';
    await loadText(lab(), { name, columns: kept, write: append, text: first });
    const key = newKey();

    const lost = new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run now.');
    const refused = await stage({ ...discard, name, key });
    expect(refused.plan.diagnostics.map((one) => `${one.severity} ${one.code}`)).toEqual([
      'warning ROWS_SET_APART',
      'warning ROWS_SET_APART',
      'warning ROWS_SET_APART',
    ]);
    const [algorithm = 'crc32'] = await lab().session.loader.checksumAlgorithms();
    const sums = await refused.staging.checksum(algorithm, signal);
    expect([refused.expectedRows, sums.rows]).toEqual([12n, '12']);
    expect(sums.columns.find((one) => one.name === 'p')).toMatchObject({ nulls: '1' });
    const fence = () => Promise.reject(lost);
    expect((await failure(refused.staging.publish({ ...refused, fence, signal }))).error).toBe(
      lost,
    );
    await refused.staging.discard();
    expect([await rowsOf(name), await apart(name)]).toEqual([oldRows, []]);

    const second = await stage({ ...discard, name, key: { ...key, attempt: 2 } });
    const publication = await second.staging.publish({ ...second, ...go });
    expect(publication).toMatchObject({ rows: '12', quarantinedRows: '9' });
    expect(publication.quarantineTable).toBe(`${lab().database.schema}.${quarantineName}`);
    const third = await stage({ ...discard, name, key: { ...key, attempt: 3 } });
    expect(await third.staging.publish({ ...third, ...go })).toEqual(publication);
    await third.staging.discard();
    expect(await lab().session.loader.publication({ name }, key)).toEqual(publication);

    expect(await rowsOf(name)).toEqual([...oldRows, ...goodRows].toSorted());
    const rows = await apart(name);
    expect(new Set(rows.map(([run, step]) => `${run} ${step}`))).toEqual(
      new Set([`${key.runId} load`]),
    );
    const found = rows.map(([, , , wrong, , json]) => {
      const { id, n, s } = Row.parse(JSON.parse(json ?? ''));
      return [id ?? 'NULL', n, s, wrong].join(' ');
    });
    const wanted = bad.map(([[id, n, , , word], wrong]) =>
      [id ?? 'NULL', n, word, wrong].join(' '),
    );
    expect(found.toSorted()).toEqual(wanted.toSorted());
    expect(rows.find((row) => row[3] === 'id')?.[4]).toMatch(/NULL/);
    expect(rows.find((row) => row[3] === 'd')?.[4]).toMatch(/does not fit/);
    expect(rows.every((row) => (row[6] ?? '').startsWith('20'))).toBe(true);
  });

  it('says that nothing was set apart, and refuses a load of which nothing fits', async () => {
    const name = 'set apart all';
    await loadText(lab(), { name, columns: kept, write: append, text: first });
    const options = { ...discard, name, write: { ...append, mode: 'replace' as const } };
    const none = await loadText(lab(), { ...options, text: wire(good) });
    expect(none).toMatchObject({ rows: '3', quarantinedRows: '0' });
    expect(await rowsOf(name)).toEqual(goodRows);
    const badOnly = loadText(lab(), { ...options, text: wire(bad.map(([row]) => row)) });
    const { error } = await failure(badOnly);
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect([await rowsOf(name), await apart(name)]).toEqual([goodRows, []]);
    const same = await loadText(lab(), { ...options, columns: kept, text: first });
    expect(same.quarantinedRows).toBeUndefined();
  });

  it.each(keyedModes.filter((mode) => writeModes.includes(mode)))(
    'takes a row that is set apart for one that is there (%s)',
    async (mode) => {
      const name = `set apart ${mode}`;
      const write: Write = { mode, keys: ['id'], on_delete: 'delete' };
      const keyed = { name, write, columns: kept };
      await loadText(lab(), { ...keyed, text: first, effectiveAt: '2026-01-01T00:00:00.000Z' });
      const text = wire([
        ['1', 'oops', null, null, 'uno'],
        [null, '1', null, null, 'no key'],
        ['3', '5', null, null, 'drei'],
      ]);
      const effectiveAt = '2026-01-02T00:00:00.000Z';
      const second = { ...keyed, columns: loose, contract: 'discard', text, effectiveAt } as const;
      expect(await loadText(lab(), second)).toMatchObject({
        rows: '3',
        quarantinedRows: '2',
        deletedRows: '1',
      });
      const rows = await rowsOf(name);
      expect(rows.filter((row) => row.startsWith('1 10 2024-01-01 1.00 one'))).toHaveLength(1);
      expect(rows.filter((row) => row.startsWith('3 5 NULL NULL drei'))).toHaveLength(1);
      expect(rows.filter((row) => /uno|no key/.test(row))).toEqual([]);
    },
  );

  it.each(keyedModes.filter((mode) => writeModes.includes(mode)))(
    'tells keys of rows that are set apart by what they turn into (%s)',
    async (mode) => {
      const name = `set apart keys ${mode}`;
      const write: Write = { mode, keys: ['id', 'n'], on_delete: 'delete' };
      const keyed = { name, write, columns: kept.map((one) => ({ ...one, nullable: false })) };
      const before = ['1', '2', '3'].map((id) => `${id}\t10\t2024-01-01\t1.00\told\n`).join('');
      await loadText(lab(), { ...keyed, text: before, effectiveAt: '2026-01-01T00:00:00.000Z' });
      const columns = loose.map((one) => ({ ...one, type: { kind: 'text' } as const }));
      const text = wire([
        ['001', '10', 'yesterday', '1.00', 'bad day'],
        ['2', 'ten', '2024-01-01', '1.00', 'bad key'],
        ['3', '010', '2024-01-01', '1.00', 'new'],
      ]);
      const effectiveAt = '2026-01-02T00:00:00.000Z';
      const second = { ...keyed, columns, contract: 'discard', text, effectiveAt } as const;
      expect(await loadText(lab(), second)).toMatchObject({
        quarantinedRows: '2',
        updatedRows: '1',
        deletedRows: '1',
      });
      const rows = await rowsOf(name);
      expect(rows.filter((row) => row.startsWith('1 10 2024-01-01 1.00 old'))).toHaveLength(1);
      expect(rows.filter((row) => row.startsWith('3 10 2024-01-01 1.00 new'))).toHaveLength(1);
    },
  );
}
