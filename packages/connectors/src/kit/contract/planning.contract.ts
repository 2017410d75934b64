import type {
  CatalogColumn,
  CatalogTable,
  Column,
  Diagnostic,
  TablePlan,
  TablePlanRequest,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import type { ContractHarness } from './harness.ts';
import { anyLayout, columnsOf, replace, strict, type Lab, lookUp } from './lab.ts';

const id: Column = { name: 'id', type: { kind: 'int64' }, nullable: false };
const word: Column = { name: 'word', type: { kind: 'text' }, nullable: true };

/** What planTable says before anything runs. */
export function planningContract(harness: ContractHarness, lab: () => Lab): void {
  const { connector, words } = harness;
  const { writeModes } = connector.spec.capabilities;
  const plan = (changes: Partial<TablePlanRequest>): TablePlan =>
    connector.planTable({
      object: { name: 'planned' },
      columns: [id, word],
      write: replace,
      layout: anyLayout,
      fidelity: strict,
      existing: null,
      path: 'targets.0',
      ...changes,
    });
  const codes = (diagnostics: readonly Diagnostic[]): readonly (readonly string[])[] =>
    diagnostics.map((one) => [one.code, one.path]);
  const existing = (...columns: readonly CatalogColumn[]): CatalogTable => ({
    object: { name: 'planned' },
    kind: 'table',
    columns,
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
    engine: 'MergeTree',
  });

  it('creates what it planned: the text runs and the catalog shows the same types', async () => {
    const object = { schema: lab().database.schema, name: 'planned\'`" table' };
    const columns: readonly Column[] = [
      id,
      word,
      { name: 'price', type: { kind: 'decimal', precision: 38, scale: 10 }, nullable: true },
      { name: 'at', type: { kind: 'timestamptz' }, nullable: false },
      { name: 'tags', type: { kind: 'list', element: { kind: 'text' } }, nullable: false },
    ];
    const { createSql, diagnostics, columns: planned } = plan({ object, columns });
    expect(diagnostics).toEqual([]);
    await lab().database.execute(createSql);
    const { storedAs = (type) => type } = words;
    expect(await columnsOf(lab(), object.name)).toEqual(
      columns.map((one) => ({ ...one, type: storedAs(one.type) })),
    );
    const found = await lookUp(lab().session, object);
    expect(plan({ object, columns, existing: found ?? null })).toMatchObject({
      createSql: '',
      diagnostics: [],
    });
    expect(planned.map((one) => one.source)).toEqual(columns);
  });

  it.each([
    ['merge without keys', { mode: 'merge', keys: [], on_delete: 'keep' }, 'MISSING_KEYS'],
    [
      'merge by an unknown key',
      { mode: 'merge', keys: ['x'], on_delete: 'keep' },
      'UNKNOWN_COLUMN',
    ],
  ] as const)('refuses %s', (_, write, code) => {
    const found = plan({ write: { ...write, keys: [...write.keys] } }).diagnostics;
    expect(found.map((one) => one.code)).toContain(code);
    expect(found[0]?.path).toMatch(/^targets\.0\.write\./);
  });

  it('refuses history without keys, or where it is not claimed', () => {
    const write = { mode: 'scd2', keys: [], on_delete: 'keep' } as const;
    const found = plan({ write: { ...write, keys: [] } }).diagnostics;
    const code = writeModes.includes('scd2') ? 'MISSING_KEYS' : 'WRITE_MODE_NOT_SUPPORTED';
    expect(found.map((one) => one.code)).toContain(code);
    expect(found[0]?.path).toMatch(/^targets\.0\.write\./);
  });

  it('plans without a finding in each write mode it offers', () => {
    expect(writeModes).toEqual(expect.arrayContaining(['append', 'replace']));
    for (const mode of writeModes) {
      const write = { mode, keys: ['id'], on_delete: 'keep' } as const;
      expect(plan({ write: { ...write, keys: [...write.keys] } }).diagnostics).toEqual([]);
    }
  });

  it('carries an unbounded decimal by the policy only', () => {
    const columns: readonly Column[] = [{ name: 'n', type: { kind: 'decimal' }, nullable: true }];
    const strictly = plan({ columns });
    if (strictly.diagnostics.length > 0) {
      expect(codes(strictly.diagnostics)).toEqual([['DECIMAL_UNBOUNDED', 'targets.0.columns.n']]);
      expect(strictly.diagnostics[0]?.hint).toContain('unbounded_decimal');
    }
    const bounded = plan({ columns, fidelity: { ...strict, unbounded_decimal: 'decimal(38,9)' } });
    expect(bounded.diagnostics).toEqual([]);
    expect(bounded.columns[0]?.source.type).toEqual({ kind: 'decimal', precision: 38, scale: 9 });
    const text = plan({ columns, fidelity: { ...strict, unbounded_decimal: 'text' } });
    expect(text.columns[0]?.source.type).toEqual({ kind: 'text' });
  });

  it('refuses what it cannot carry faithfully', () => {
    const nested = { kind: 'list', element: { kind: 'list', element: { kind: 'int32' } } } as const;
    const { diagnostics } = plan({ columns: [id, { name: 'deep', type: nested, nullable: true }] });
    expect(codes(diagnostics)).toEqual([['TYPE_NOT_SUPPORTED', 'targets.0.columns.deep']]);
  });

  describe('for a table that exists', () => {
    const native = async (): Promise<readonly CatalogColumn[]> => {
      const name = 'planned natively';
      const found = await lookUp(lab().session, { schema: lab().database.schema, name });
      if (found !== undefined) return found.columns;
      const list = [
        { name: 'id', native: words.types.int64 },
        { name: 'word', native: words.types.text },
      ];
      await lab().database.execute(words.createTable(words.quote(name), list, ['id']));
      return native();
    };

    it('names a column that the table lacks', async () => {
      const extra: Column = { name: 'extra', type: { kind: 'text' }, nullable: true };
      const { diagnostics } = plan({
        columns: [id, word, extra],
        contract: 'freeze',
        existing: existing(...(await native())),
      });
      expect(codes(diagnostics)).toEqual([['TARGET_COLUMN_MISSING', 'targets.0.columns.extra']]);
    });

    it('names a column that holds fewer values', async () => {
      const { diagnostics } = plan({
        columns: [{ ...id, type: { kind: 'decimal', precision: 38, scale: 2 } }, word],
        contract: 'freeze',
        existing: existing(...(await native())),
      });
      expect(codes(diagnostics)).toEqual([['TARGET_TYPE_MISMATCH', 'targets.0.columns.id']]);
    });

    it('leaves columns alone that nothing fills when they take NULL', async () => {
      const { diagnostics } = plan({ columns: [id], existing: existing(...(await native())) });
      expect(diagnostics.filter((one) => one.severity !== 'info')).toEqual([]);
    });

    it('refuses to load a view', async () => {
      const table = existing(...(await native()));
      const { diagnostics } = plan({ existing: { ...table, kind: 'view', engine: 'View' } });
      expect(diagnostics.map((one) => one.code)).toEqual(['WRITE_MODE_NOT_SUPPORTED']);
    });
  });
}
