import { Readable } from 'node:stream';
import {
  AiEtlError,
  printColumnType,
  type Column,
  type ColumnType,
  type Diagnostic,
  type Schema,
  type SchemaChange,
  type SchemaContract,
  type TablePlan,
  type Write,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  anyLayout,
  append,
  columnsOf,
  loadText,
  lookUp,
  readRows,
  replace,
  selectAll,
  stageTable,
  strict,
  type Lab,
  type StageOptions,
} from './lab.ts';

const column = (name: string, kind: 'int64' | 'text', nullable = true): Column => ({
  name,
  type: { kind },
  nullable,
});
const old: Schema = [column('id', 'int64', false), column('word', 'text'), column('n', 'int64')];
/** Holds every int64. */
const wideType: ColumnType = { kind: 'decimal', precision: 21, scale: 2 };
const wide: Schema = old.map((one) => (one.name === 'n' ? { ...one, type: wideType } : one));
const oldRows = '1\tone\t11\n2\ttwo\t\\N\n';
const merge: Write = { mode: 'merge', keys: ['id'], on_delete: 'keep' };

/** What becomes of a target whose columns are not those that arrive. */
export function schemaContractContract(harness: ContractHarness, lab: () => Lab): void {
  const { signal } = new AbortController();
  const { writeModes, quarantine } = harness.connector.spec.capabilities;
  const widens = harness.words.widens !== false;
  const grown: Schema = [...(widens ? wide : old), column('extra', 'text')];
  /** A whole number as the column `n` of `grown` shows it. */
  const whole = (text: string): string => (widens ? `${text}.00` : text);
  const newRows = `2\tzwei\t${whole('5')}\tneu\n3\tdrei\t\\N\t\\N\n`;

  const plan = async (
    name: string,
    columns: Schema,
    { contract, write = append }: { readonly contract: SchemaContract; readonly write?: Write },
  ): Promise<TablePlan> => {
    const object = { schema: lab().database.schema, name };
    const existing = (await lookUp(lab().session, object)) ?? null;
    const request = { object, columns, write, layout: anyLayout, fidelity: strict, existing };
    return lab().connector.planTable({ ...request, contract, path: 'targets.0' });
  };
  const found = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    diagnostics.map(({ code, path }) => `${code} ${path.replace('targets.0.columns.', '')}`);
  const changed = (changes: readonly SchemaChange[] = []): readonly string[] =>
    changes.map((one) => `${one.column} ${one.change}`);
  const typesOf = async (name: string): Promise<readonly string[]> =>
    (await columnsOf(lab(), name)).map(
      (one) => `${one.name} ${printColumnType(one.type)}${one.nullable ? '?' : ''}`,
    );
  const rowsOf = async (name: string): Promise<readonly string[]> => {
    const columns = await columnsOf(lab(), name);
    const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns });
    return rows.map((row) => row.map((value) => value ?? 'NULL').join(' ')).toSorted();
  };
  const begin = (name: string) => loadText(lab(), { name, columns: old, text: oldRows });
  const load = (options: Omit<StageOptions, 'columns'> & { text: string; columns?: Schema }) =>
    loadText(lab(), { columns: grown, ...options });

  describe('evolve', () => {
    it.each([
      [
        'append',
        append,
        [
          `1 one ${whole('11')} NULL`,
          '2 two NULL NULL',
          `2 zwei ${whole('5')} neu`,
          '3 drei NULL NULL',
        ],
      ],
      ['replace', replace, [`2 zwei ${whole('5')} neu`, '3 drei NULL NULL']],
      [
        'merge',
        merge,
        [`1 one ${whole('11')} NULL`, `2 zwei ${whole('5')} neu`, '3 drei NULL NULL'],
      ],
    ] as const)(
      '%s adds and widens columns with the rows that need them',
      async (_, write, rows) => {
        const name = `evolve ${write.mode}`;
        await begin(name);
        const { changes, diagnostics } = await plan(name, grown, { contract: 'evolve', write });
        const names = widens ? ['n', 'extra'] : ['extra'];
        expect(changed(changes)).toEqual([...(widens ? ['n widened'] : []), 'extra added']);
        expect(found(diagnostics)).toEqual(names.map((one) => `SCHEMA_EVOLVES ${one}`));
        expect(diagnostics.map((one) => one.severity)).toEqual(names.map(() => 'warning'));
        await load({ name, write, text: newRows });
        expect(await rowsOf(name)).toEqual(rows);
        expect(await typesOf(name)).toEqual([
          'id int64',
          'word text?',
          widens ? 'n decimal(21,2)?' : 'n int64?',
          'extra text?',
        ]);
        expect((await plan(name, grown, { contract: 'evolve', write })).changes).toEqual([]);
      },
    );

    it('changes nothing of the table when the load is not published', async () => {
      const name = 'evolve undone';
      await begin(name);
      const { staging } = await stageTable(lab(), lab().session, {
        name,
        columns: grown,
        write: append,
      });
      const { rows } = await staging.write(
        Readable.from([Buffer.from(`3\ta\t${whole('1')}\tb\n`)]),
        signal,
      );
      const lost = new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run now.');
      const fence = () => Promise.reject(lost);
      const { error } = await failure(staging.publish({ expectedRows: rows, fence, signal }));
      expect(error).toBe(lost);
      await staging.discard();
      expect(await typesOf(name)).toEqual(['id int64', 'word text?', 'n int64?']);
      expect(await rowsOf(name)).toEqual(['1 one 11', '2 two NULL']);
    });

    it('refuses a type that has no wider one, and a key that the table lacks', async () => {
      const name = 'evolve refused';
      await begin(name);
      const text: Schema = [old[0], old[1], column('n', 'text')].flatMap((one) => one ?? []);
      for (const columns of widens ? [text] : [text, wide]) {
        const mismatch = await plan(name, columns, { contract: 'evolve' });
        expect(found(mismatch.diagnostics)).toEqual(['TARGET_TYPE_MISMATCH n']);
      }
      const keyed = { ...merge, keys: ['extra'] };
      const missing = await plan(name, grown, { contract: 'evolve', write: keyed });
      expect(found(missing.diagnostics)).toContain('TARGET_COLUMN_MISSING extra');
    });

    it.skipIf(!writeModes.includes('scd2'))(
      'grows a history too (skipped without mode scd2)',
      async () => {
        const name = 'evolve history';
        const write: Write = { mode: 'scd2', keys: ['id'], on_delete: 'keep' };
        const first = { name, write, columns: old, effectiveAt: '2026-01-01T00:00:00.000Z' };
        await loadText(lab(), { ...first, text: oldRows });
        const second = { name, write, effectiveAt: '2026-01-02T00:00:00.000Z' };
        const text = `1\tone\t${whole('11')}\t\\N\n2\ttwo\t${whole('5')}\tneu\n`;
        expect(await load({ ...second, text })).toMatchObject({ updatedRows: '1' });
        const rows = await rowsOf(name);
        expect(rows).toHaveLength(3);
        expect(rows.filter((row) => row.includes('neu'))).toHaveLength(1);
        expect(rows.filter((row) => row.startsWith(`1 one ${whole('11')}`))).toHaveLength(1);
      },
    );
  });

  it('discard loads what the table has room for', async () => {
    const name = 'discard';
    await begin(name);
    const longer = [...old, column('extra', 'text')];
    const { columns, changes, diagnostics } = await plan(name, longer, { contract: 'discard' });
    expect(columns.map((one) => one.source.name)).toEqual(['id', 'word', 'n']);
    expect(changes).toEqual([{ column: 'extra', change: 'discarded', from: null, to: 'text' }]);
    // A target without a quarantine says what discard does not do there.
    const lack = quarantine === true ? [] : ['ROWS_NOT_SET_APART targets.0.contract'];
    expect(found(diagnostics)).toEqual(['COLUMN_DISCARDED extra', ...lack]);
    expect(new Set(diagnostics.map((one) => one.severity))).toEqual(new Set(['warning']));
    const options = { name, columns: longer, write: append, contract: 'discard' } as const;
    await load({ ...options, text: '3\tdrei\t33\n' });
    expect(await rowsOf(name)).toEqual(['1 one 11', '2 two NULL', '3 drei 33']);
    expect(await typesOf(name)).toEqual(['id int64', 'word text?', 'n int64?']);
    const narrow = await plan(name, wide, { contract: 'discard' });
    const code = quarantine === true ? 'ROWS_SET_APART' : 'TARGET_TYPE_MISMATCH';
    if (widens) expect(found(narrow.diagnostics)).toContain(`${code} n`);
  });

  it.each(['evolve', 'discard'] as const)('%s leaves a lost column to NULL', async (contract) => {
    const name = `lost ${contract}`;
    await begin(name);
    const fewer = old.filter((one) => one.name !== 'word');
    const { changes, diagnostics } = await plan(name, fewer, { contract });
    expect(changed(changes)).toEqual(['word missing']);
    const isNoted = quarantine !== true && contract === 'discard';
    expect(diagnostics.map((one) => `${one.severity} ${one.code}`)).toEqual([
      'info COLUMN_NOT_FILLED',
      ...(isNoted ? ['warning ROWS_NOT_SET_APART'] : []),
    ]);
    await load({ name, columns: fewer, write: append, contract, text: '3\t33\n' });
    expect(await rowsOf(name)).toEqual(['1 one 11', '2 two NULL', '3 NULL 33']);
  });

  it('freeze refuses every difference before anything is read', async () => {
    const name = 'frozen';
    await begin(name);
    const freeze = { contract: 'freeze' } as const;
    const wider = await plan(name, [...wide, column('extra', 'text')], freeze);
    expect(found(wider.diagnostics)).toEqual([
      'TARGET_TYPE_MISMATCH n',
      'TARGET_COLUMN_MISSING extra',
    ]);
    expect(wider.diagnostics.every((one) => one.severity === 'error')).toBe(true);
    const fewer = old.filter((one) => one.name !== 'word');
    expect(found((await plan(name, fewer, freeze)).diagnostics)).toEqual([
      'SOURCE_COLUMN_MISSING word',
    ]);
    const same = await plan(name, old, freeze);
    expect([same.diagnostics, same.changes]).toEqual([[], []]);
  });
}
