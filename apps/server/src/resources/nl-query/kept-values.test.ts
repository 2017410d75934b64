import { describe, expect, it } from 'vitest';
import type { StoredValue } from '@ai-etl/store';
import { findKeptValues, stillUnknown } from './kept-values.ts';

const status = { schema: 'public', table: 'orders', column: 'status' };
const kind = { schema: 'public', table: 'orders', column: 'kind' };
const kept: readonly StoredValue[] = [
  { ...status, value: 'Paid', words: 'paid' },
  { ...kind, value: 'paid', words: 'paid' },
];
const index = {
  findValues: (_scope: object, _id: string, words: readonly string[]) =>
    Promise.resolve(kept.filter((one) => words.includes(one.words))),
};

describe('kept values', () => {
  it('are those of the columns that a word may belong to, in whatever case it is said', async () => {
    const lookups = [
      { words: 'PAID', columns: [status] },
      { words: 'blue  ones', columns: [status, kind] },
    ];
    const asked = { connectionId: 'conn_1', lookups };
    const found = await findKeptValues(index, { organisationId: 'org_1' }, asked);
    expect(found).toEqual([{ ...status, value: 'Paid', words: 'paid' }]);
    expect(stillUnknown(lookups, found)).toEqual([lookups[1]]);
  });
});
