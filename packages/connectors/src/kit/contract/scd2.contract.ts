import { Readable } from 'node:stream';
import { AiEtlError, type Schema, type Write } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import {
  columnsOf,
  loadText,
  newKey,
  readRows,
  selectAll,
  stageTable,
  type Lab,
  type StageOptions,
} from './lab.ts';

const columns: Schema = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'word', type: { kind: 'text' }, nullable: true },
];
const dated: Schema = [
  ...columns,
  { name: 'changed', type: { kind: 'timestamptz' }, nullable: false },
];
const kept: Schema = [
  ...columns,
  { name: 'valid_from', type: { kind: 'timestamptz' }, nullable: false },
  { name: 'valid_to', type: { kind: 'timestamptz' }, nullable: true },
  { name: 'is_current', type: { kind: 'bool' }, nullable: false },
];
const history: Write = { mode: 'scd2', keys: ['id'], on_delete: 'keep' };
const mirror: Write = { ...history, on_delete: 'delete' };
const byChange: Write = {
  ...history,
  history: {
    valid_from: 'valid_from',
    valid_to: 'valid_to',
    is_current: 'is_current',
    effective: 'changed',
  },
};

/** Logical time of a load: the day of January 2026. */
const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;

/** Mode scd2: every version a row ever had, told by when it held. */
export function scd2Contract(harness: ContractHarness, lab: () => Lab): void {
  const { signal } = new AbortController();
  const go = { fence: async () => undefined, signal };

  /** `id word from-to`, days of January 2026; `*` marks what is current. */
  const versions = async (name: string): Promise<readonly string[]> => {
    const rows = await readRows(lab().session, { sql: selectAll(lab(), name), columns: kept });
    const dayOf = (text: string | null | undefined): string =>
      text === null || text === undefined ? '' : text.replace('2026-01-', '').replace(/ .*/, '');
    return rows
      .map(([id, word, from, to, current]) => {
        const span = `${dayOf(from)}-${dayOf(to)}${current === 't' ? '*' : ''}`;
        return `${id} ${word ?? 'NULL'} ${span}`;
      })
      .toSorted((a, b) => {
        const key = (text: string): string =>
          [text.split(' ')[0], text.split(' ').at(-1)].join(' ');
        return key(a) < key(b) ? -1 : 1;
      });
  };
  const load = (options: Omit<StageOptions, 'columns'> & { text: string; columns?: Schema }) =>
    loadText(lab(), { columns, write: history, ...options });

  it('creates a table whose rows are all current, also without rows', async () => {
    for (const text of ['', '1\tone\n2\t\\N\n']) {
      const name = `history new ${text.length}`;
      const publication = await load({ name, text, effectiveAt: day(1) });
      expect(publication).toMatchObject({ mode: 'scd2', rows: text === '' ? '0' : '2' });
      expect(await versions(name)).toEqual(text === '' ? [] : ['1 one 01-*', '2 NULL 01-*']);
      const { storedAs = (type) => type } = harness.words;
      const stored = kept.map((one) => ({ ...one, type: storedAs(one.type) }));
      expect(await columnsOf(lab(), name)).toEqual(stored);
    }
  });

  it('ends what changed, begins what is new and leaves the rest alone', async () => {
    const name = 'history changes';
    const first = '1\tone\n2\ttwo\n3\t\\N\n4\t\\N\n5\tfive\n';
    await load({ name, text: first, effectiveAt: day(1) });
    const second = '1\tone\n2\tzwei\n3\t\\N\n4\tvier\n5\t\\N\n6\tsechs\n';
    const publication = await load({ name, text: second, effectiveAt: day(2) });
    expect(publication).toMatchObject({ rows: '6', updatedRows: '3', deletedRows: '0' });
    expect(await versions(name)).toEqual([
      '1 one 01-*',
      '2 two 01-02',
      '2 zwei 02-*',
      '3 NULL 01-*',
      '4 NULL 01-02',
      '4 vier 02-*',
      '5 five 01-02',
      '5 NULL 02-*',
      '6 sechs 02-*',
    ]);
  });

  it('changes nothing when the same rows come again, then or later', async () => {
    const name = 'history again';
    await load({ name, text: '1\tone\n2\ttwo\n', effectiveAt: day(1) });
    for (const [index, at] of [day(2), day(2), day(3)].entries()) {
      const text = '1\teins\n3\tdrei\n';
      const publication = await load({ name, text, write: mirror, effectiveAt: at });
      const count = index === 0 ? '1' : '0';
      expect(publication).toMatchObject({ updatedRows: count, deletedRows: count });
      expect(await versions(name)).toEqual([
        '1 one 01-02',
        '1 eins 02-*',
        '2 two 01-02',
        '3 drei 02-*',
      ]);
    }
  });

  it('ends keys that vanish and begins them again when they come back', async () => {
    const name = 'history vanished';
    await load({ name, text: '1\tone\n2\ttwo\n', effectiveAt: day(1) });
    await load({ name, text: '1\tone\n', effectiveAt: day(2) });
    expect(await versions(name)).toEqual(['1 one 01-*', '2 two 01-*']);
    const gone = await load({ name, text: '1\tone\n', write: mirror, effectiveAt: day(3) });
    expect(gone).toMatchObject({ updatedRows: '0', deletedRows: '1' });
    expect(await versions(name)).toEqual(['1 one 01-*', '2 two 01-03']);
    await load({ name, text: '1\tone\n2\ttwo\n', write: mirror, effectiveAt: day(5) });
    expect(await versions(name)).toEqual(['1 one 01-*', '2 two 01-03', '2 two 05-*']);
    await load({ name, text: '', write: mirror, effectiveAt: day(6) });
    expect(await versions(name)).toEqual(['1 one 01-06', '2 two 01-03', '2 two 05-06']);
  });

  it('places a load about an earlier day into history, without overlaps', async () => {
    const name = 'history late';
    await load({ name, text: '1\tone\n', effectiveAt: day(10) });
    await load({ name, text: '1\tuno\n', effectiveAt: day(20) });
    // Between two versions, before all of them, and what is known already.
    await load({ name, text: '1\teins\n2\tzwei\n', effectiveAt: day(15) });
    await load({ name, text: '1\tnull\n', effectiveAt: day(5) });
    await load({ name, text: '1\tone\n', effectiveAt: day(12) });
    expect(await versions(name)).toEqual([
      '1 null 05-10',
      '1 one 10-15',
      '1 eins 15-20',
      '1 uno 20-*',
      '2 zwei 15-*',
    ]);
  });

  it('corrects the version that began at the very same moment', async () => {
    const name = 'history corrected';
    await load({ name, text: '1\tone\n2\ttwo\n', effectiveAt: day(1) });
    await load({ name, text: '1\teins\n2\ttwo\n3\tdrei\n', effectiveAt: day(2) });
    const publication = await load({
      name,
      text: '1\tuno\n2\ttwo\n',
      write: mirror,
      effectiveAt: day(2),
    });
    expect(publication).toMatchObject({ updatedRows: '1', deletedRows: '1' });
    expect(await versions(name)).toEqual(['1 one 01-02', '1 uno 02-*', '2 two 01-*']);
  });

  it('lets a column say since when a row is as it is', async () => {
    const name = 'history effective';
    const at = (days: readonly (readonly [string, string, number])[]): string =>
      days
        .map(([id, word, of]) => `${id}\t${word}\t2026-01-${String(of).padStart(2, '0')} 00:00:00`)
        .map((line) => `${line}.000000\n`)
        .join('');
    const options = { name, columns: dated, write: byChange, effectiveAt: day(28) };
    await load({ ...options, text: at([['1', 'one', 10], ['2', 'two', 10]]) }); // prettier-ignore
    await load({ ...options, text: at([['1', 'uno', 20], ['2', 'two', 21]]) }); // prettier-ignore
    // Late: the row was so before the version that is current.
    await load({ ...options, text: at([['1', 'eins', 15], ['2', 'zwei', 5]]) }); // prettier-ignore
    expect(await versions(name)).toEqual([
      '1 one 10-15',
      '1 eins 15-20',
      '1 uno 20-*',
      '2 zwei 05-10',
      '2 two 10-*',
    ]);
    const undated = dated.map((one) => (one.name === 'changed' ? { ...one, nullable: true } : one));
    const bad = load({ ...options, columns: undated, text: '1\tx\t\\N\n' });
    const { error } = await failure(bad);
    expect(error.code).toMatch(/VALUE_REJECTED|PLAN_INVALID/);
    expect((await versions(name)).length).toBe(5);
  });

  it('refuses keys that repeat or hold NULL, also in a new table', async () => {
    const name = 'history keys';
    const open = columns.map((one) => ({ ...one, nullable: true }));
    await load({ name, columns: open, text: '7\tseven\n', effectiveAt: day(1) });
    for (const [text, message] of [
      ['1\ta\n1\tb\n', /repeat/],
      ['1\ta\n\\N\tb\n', /NULL/],
    ] as const) {
      for (const table of [`${name} new`, name]) {
        const refused = load({ name: table, columns: open, text, effectiveAt: day(2) });
        const { error } = await failure(refused);
        expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
        expect(error.message).toMatch(message);
      }
    }
    expect(await versions(name)).toEqual(['7 seven 01-*']);
  });

  it('refuses a history whose versions overlap already', async () => {
    const name = 'history overlap';
    await load({ name, text: '1\tone\n', effectiveAt: day(1) });
    await load({ name, text: '1\tuno\n', effectiveAt: day(2) });
    const table = harness.words.quote(name);
    await lab().database.execute(`INSERT INTO ${table} SELECT * FROM ${table}`);
    const { error } = await failure(load({ name, text: '1\teins\n', effectiveAt: day(3) }));
    expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
    expect((await versions(name)).length).toBe(4);
  });

  it('publishes once, whatever attempt asks, and nothing when the fence says no', async () => {
    const name = 'history once';
    await load({ name, text: '1\tone\n', effectiveAt: day(1) });
    const key = newKey();
    const stage = async (attempt: number) => {
      const options = { name, columns, write: history, effectiveAt: day(2) };
      const { staging } = await stageTable(lab(), lab().session, {
        ...options,
        key: { ...key, attempt },
      });
      const { rows } = await staging.write(Readable.from([Buffer.from('1\tuno\n')]), signal);
      return { staging, expectedRows: rows };
    };
    const lost = new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run now.');
    const first = await stage(1);
    const refused = first.staging.publish({
      ...first,
      signal,
      fence: () => Promise.reject(lost),
    });
    expect((await failure(refused)).error).toBe(lost);
    await first.staging.discard();
    expect(await versions(name)).toEqual(['1 one 01-*']);
    const second = await stage(2);
    const publication = await second.staging.publish({ ...second, ...go });
    const third = await stage(3);
    expect(await third.staging.publish({ ...third, ...go })).toEqual(publication);
    await third.staging.discard();
    expect(await lab().session.loader.publication({ name }, key)).toEqual(publication);
    expect(await versions(name)).toEqual(['1 one 01-02', '1 uno 02-*']);
  });

  describe('planning', () => {
    it('refuses a table that keeps no history, and columns that arrive by its names', async () => {
      const name = 'history none';
      await loadText(lab(), { name, columns, text: '1\tone\n' });
      const { error } = await failure(load({ name, text: '1\tuno\n' }));
      expect(error).toMatchObject({ code: 'PLAN_INVALID' });
      expect(error.message).toMatch(/has no column valid_from/);
      const taken: Schema = [
        ...columns,
        { name: 'valid_to', type: { kind: 'text' }, nullable: true },
      ];
      const twice = await failure(load({ name: `${name} 2`, columns: taken, text: '1\ta\tb\n' }));
      expect(twice.error.message).toMatch(/valid_to arrives/);
    });
  });
}
