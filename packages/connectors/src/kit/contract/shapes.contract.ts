import type { Write } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import type { ContractHarness } from './harness.ts';
import { hostileNames } from './hostile.ts';
import {
  columnsOf,
  copyQuery,
  loadText,
  lookUp,
  readRows,
  replace,
  selectAll,
  stageTable,
  type Lab,
} from './lab.ts';

/** Tables of unusual shape, and names that break naive quoting. */
export function shapesContract(harness: ContractHarness, lab: () => Lab): void {
  const { words } = harness;
  const { int64, text } = words.types;
  const { refusedNames = [] } = words;
  const names = hostileNames.filter((name) => !refusedNames.includes(name));

  const create = async (name: string, columns: readonly string[]): Promise<void> => {
    const list = columns.map((column) => ({ name: column, native: int64 }));
    await lab().database.execute(words.createTable(words.quote(name), list));
  };

  it('moves an empty table: no bytes, zero rows, equal checksums, an empty target', async () => {
    await create('empty', ['n']);
    const columns = await columnsOf(lab(), 'empty');
    const sql = selectAll(lab(), 'empty');
    const receipt = await copyQuery(lab(), lab(), { sql, columns, name: 'empty copy' });
    expect(receipt.rows).toBe(0n);
    expect(receipt.publication.rows).toBe('0');
    expect(receipt.target).toEqual(receipt.source);
    expect(receipt.source[0]?.columns).toEqual([{ name: 'n', nulls: '0', sum: '0' }]);
    const back = { sql: selectAll(lab(), 'empty copy'), columns };
    expect(await readRows(lab().session, back)).toEqual([]);
  });

  it('moves 300 columns', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `column number ${index}`);
    await create('wide', names);
    await lab().database.execute(
      `INSERT INTO ${words.quote('wide')} VALUES (${names.map((_, index) => (index % 7 === 0 ? 'NULL' : index)).join(', ')})`,
    );
    const columns = await columnsOf(lab(), 'wide');
    const sql = selectAll(lab(), 'wide');
    const receipt = await copyQuery(lab(), lab(), { sql, columns, name: 'wide copy' });
    expect(receipt.target).toEqual(receipt.source);
    const back = { sql: selectAll(lab(), 'wide copy'), columns };
    expect(await readRows(lab().session, back)).toEqual([
      names.map((_, index) => (index % 7 === 0 ? null : String(index))),
    ]);
  });

  it('keeps NULL and the empty text apart', async () => {
    const list = [
      { name: 'n', native: int64 },
      { name: 't', native: text },
    ];
    await lab().database.execute(words.createTable(words.quote('nulls'), list));
    await lab().database.execute(
      `INSERT INTO ${words.quote('nulls')} VALUES (1, ''), (2, NULL), (NULL, 'x'), (NULL, NULL)`,
    );
    const columns = await columnsOf(lab(), 'nulls');
    const sql = `SELECT * FROM ${words.quote('nulls')} ORDER BY n, t`;
    await copyQuery(lab(), lab(), { sql, columns, name: 'nulls copy' });
    const rows = await readRows(lab().session, { sql: selectAll(lab(), 'nulls copy'), columns });
    expect(rows.toSorted(byText)).toEqual(
      [
        ['1', ''],
        ['2', null],
        [null, 'x'],
        [null, null],
      ].toSorted(byText),
    );
  });

  it('moves columns whose names break naive quoting', async () => {
    await create('hostile columns', names);
    const numbers = names.map((_, index) => String(index));
    await lab().database.execute(
      `INSERT INTO ${words.quote('hostile columns')} VALUES (${numbers.join(', ')})`,
    );
    const columns = await columnsOf(lab(), 'hostile columns');
    expect(columns.map((one) => one.name)).toEqual(names);
    const sql = selectAll(lab(), 'hostile columns');
    const isMerged = harness.connector.spec.capabilities.writeModes.includes('merge');
    const write: Write = isMerged
      ? { mode: 'merge', keys: names.slice(0, 30), on_delete: 'delete' }
      : replace;
    for (const _ of ['create', 'merge into what exists']) {
      const name = 'hostile copy';
      const receipt = await copyQuery(lab(), lab(), { sql, columns, name, write });
      expect(receipt.target).toEqual(receipt.source);
      const back = { sql: selectAll(lab(), name), columns };
      expect(await readRows(lab().session, back)).toEqual([numbers]);
    }
    expect((await lab().session.describe(sql)).map((one) => one.name)).toEqual(names);
  });

  describe.each([...names.slice(0, 21), 'longest'])('a table named %j', (given) => {
    const name =
      given === 'longest' ? 'ü'.repeat(Math.floor((words.longestName ?? 500) / 2)) : given;

    it('is created, found, appended to and replaced', async () => {
      const columns = [{ name: 'n', type: { kind: 'int64' }, nullable: false }] as const;
      const modes = ['append', 'append', 'replace', 'append'] as const;
      for (const [index, mode] of modes.entries()) {
        const write: Write = { mode, keys: [], on_delete: 'keep' };
        await loadText(lab(), { name, columns, write, text: `${index}\n` });
      }
      const found = await lookUp(lab().session, { schema: lab().database.schema, name });
      expect(found?.object.name).toBe(name);
      const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns });
      expect(rows.toSorted(byText)).toEqual([['2'], ['3']]);
    });
  });

  it.each(refusedNames)('refuses the name %j of a table and of a column', async (name) => {
    const type = { kind: 'int64' } as const;
    for (const [table, column] of [
      [name, 'n'],
      ['plain', name],
    ] as const) {
      const columns = [{ name: column, type, nullable: true }];
      await expect(
        stageTable(lab(), lab().session, { name: table, columns }),
      ).rejects.toMatchObject({ code: 'PLAN_INVALID' });
    }
  });

  it('refuses a table name longer than the system keeps, before anything runs', async (context) => {
    if (words.longestName === null) {
      context.skip('the system takes names of any length');
      return;
    }
    const columns = [{ name: 'n', type: { kind: 'int64' }, nullable: true }] as const;
    const name = 'ü'.repeat(words.longestName);
    await expect(stageTable(lab(), lab().session, { name, columns })).rejects.toMatchObject({
      code: 'PLAN_INVALID',
    });
  });
}

function byText(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
