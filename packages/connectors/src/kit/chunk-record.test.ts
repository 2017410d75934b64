import type { ChunkRecord } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { chainOf, printChunkRecord } from './chunk-record.ts';
import { chunkTableName, isChunkTableOf, parseWorkTableName } from './staging-name.ts';

const key = { runId: 'run_01J8ZQ4V9K3M5N7P', step: 'out', attempt: 1 };
const table = (
  index: number,
  bounds: readonly [string | null, string | null],
  { attempt = 1, rows = '10', fingerprint = 'same' } = {},
) => {
  const [from, to] = bounds;
  const record: ChunkRecord = { index, from, to, rows, moment: '7' };
  const name = chunkTableName({ ...key, attempt }, index);
  return { name, comment: printChunkRecord(fingerprint, record) };
};
const ends = (tables: readonly { readonly name: string; readonly comment: string }[]) =>
  chainOf('same', tables).map(({ record }) => record.to);

describe('the chunks that a later attempt goes on from', () => {
  it('follow each other from the first range on, in whatever order they were found', () => {
    const all = [table(2, ['20', null]), table(0, [null, '10']), table(1, ['10', '20'])];
    expect(ends(all)).toEqual(['10', '20', null]);
    // What comes after the last range is of another cut.
    expect(ends([...all, table(3, [null, '40'])])).toEqual(['10', '20', null]);
  });

  it.each([
    ['a first one', [table(1, ['10', '20'])], []],
    ['no gap', [table(0, [null, '10']), table(2, ['20', '30'])], ['10']],
    ['bounds that meet', [table(0, [null, '10']), table(1, ['11', '20'])], ['10']],
    ['the same load', [table(0, [null, '10'], { fingerprint: 'other' })], []],
    ['a record', [{ name: chunkTableName(key, 0), comment: '' }], []],
    ['a record that is whole', [{ name: 'x', comment: '[ai-etl chunk {"index":0]' }], []],
  ] as const)('need %s', (_, tables, found) => {
    expect(ends(tables)).toEqual(found);
  });

  it('are the latest of their place', () => {
    const tables = [
      table(0, [null, '10'], { attempt: 12, rows: '12' }),
      table(0, [null, '10'], { attempt: 2, rows: '2' }),
    ];
    expect(chainOf('same', tables)).toMatchObject([{ record: { rows: '12' } }]);
  });

  it('have names that tell run, step and place, apart from staging tables', () => {
    const name = chunkTableName({ ...key, attempt: 999 }, 12_345);
    expect(name.length).toBeLessThanOrEqual(63);
    expect(isChunkTableOf(name, { ...key, attempt: 1000 })).toBe(true);
    expect(isChunkTableOf(name, key), 'of a later attempt').toBe(false);
    expect(isChunkTableOf(name, { ...key, attempt: 1000, step: 'other' })).toBe(false);
    expect(isChunkTableOf(name, { ...key, attempt: 1000, runId: 'run_2' })).toBe(false);
    expect(parseWorkTableName(name)).toBeUndefined();
  });
});
