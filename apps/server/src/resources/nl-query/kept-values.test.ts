import { describe, expect, it } from 'vitest';
import type { StoredValue } from '@ai-etl/store';
import { findKeptValues, stillUnknown } from './kept-values.ts';

const status = { schema: 'public', table: 'orders', column: 'status' };
const item = { schema: 'public', table: 'orders', column: 'item' };
const kept: readonly StoredValue[] = [
  { ...status, value: 'Paid', words: 'paid' },
  { ...item, value: 'Thermal Box', words: 'thermal box' },
  { ...item, value: 'Box', words: 'box' },
];
const flags: readonly StoredValue[] = ['No', 'Yes'].map((value) => ({
  ...item,
  column: 'fragile',
  value,
  words: value.toLowerCase(),
}));
const index = {
  findValues: (_scope: object, _id: string, words: readonly string[]) =>
    Promise.resolve(kept.filter((one) => words.includes(one.words))),
  findValuesOfOnly: (_scope: object, _id: string, words: readonly string[]) =>
    Promise.resolve(flags.filter((one) => words.includes(one.words))),
};

describe('kept values', () => {
  it('are those that a question says, in whatever case and number, and those of yes and no', async () => {
    const asked = { connectionId: 'conn_1', question: 'PAID orders of  thermal   boxes?' };
    const found = await findKeptValues(index, { organisationId: 'org_1' }, asked);
    expect(found.map(({ value }) => value)).toEqual(['Paid', 'Thermal Box', 'Box', 'No', 'Yes']);
    const lookups = ['PAID', 'blue ones'].map((words) => ({ words, columns: [status] }));
    expect(stillUnknown(lookups, found)).toEqual([lookups[1]]);
  });
});
