import { readQueryDraft, type Query } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { alignQuestions } from './align-questions.ts';
import { isSameShape } from './same-shape.ts';

const catalog = {
  defaultSchema: 'public',
  tables: [
    {
      object: { schema: 'public', name: 'orders' },
      kind: 'table' as const,
      columns: [
        { name: 'id', type: { kind: 'int64' as const }, nullable: false, nativeType: 'bigint' },
        { name: 'city', type: { kind: 'text' as const }, nullable: false, nativeType: 'text' },
        { name: 'amount', type: { kind: 'int64' as const }, nullable: false, nativeType: 'bigint' },
        {
          name: 'at',
          type: { kind: 'timestamptz' as const },
          nullable: false,
          nativeType: 'timestamptz',
        },
      ],
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: null,
      estimatedBytes: null,
    },
  ],
};
const query = (where: readonly string[], limit?: number): Query => {
  const read = readQueryDraft(
    {
      query: {
        kind: 'select',
        from: { table: 'orders' },
        where: [...where],
        select: ['id'],
        ...(limit === undefined ? {} : { limit }),
      },
    },
    catalog,
  );
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.query;
};
const same = (words: readonly [string, string], queries: readonly [Query, Query]): boolean => {
  const slots = alignQuestions(...words);
  return slots !== null && isSameShape(...queries, slots);
};
const month = "at IN PERIOD 'last month'";
const berlin = query(["city = 'Berlin'", month]);

describe('a query of the same shape', () => {
  it('has other values of the words that differ, and nothing else', () => {
    const words = ['orders of Berlin last month', 'orders of Paris last month'] as const;
    expect(same(words, [berlin, query(["city = 'Paris'", month])])).toBe(true);
    expect(same(words, [berlin, query(["city = 'Rome'", month])])).toBe(false);
    expect(same(words, [berlin, query(["city = 'Paris'", "at IN PERIOD 'last week'"])])).toBe(
      false,
    );
    expect(same(words, [berlin, query(["city <> 'Paris'", month])])).toBe(false);
    expect(same(words, [berlin, query(["city = 'Paris'"])])).toBe(false);
    expect(same(words, [berlin, berlin])).toBe(false);
  });

  it('may have another time, another number and another limit', () => {
    const week = query(["city = 'Berlin'", "at IN PERIOD 'last week'"]);
    expect(
      same(['orders of Berlin last month', 'orders of Berlin last week'], [berlin, week]),
    ).toBe(true);
    const over = (count: number) => query([`amount > ${count}`]);
    expect(same(['orders over 5 euros', 'orders over 9 euros'], [over(5), over(9)])).toBe(true);
    expect(same(['the top 5 orders', 'the top 9 orders'], [query([], 5), query([], 9)])).toBe(true);
    const both = (a: number, b: number) => query([`amount > ${a}`], b);
    expect(same(['top 5 orders over 5', 'top 9 orders over 5'], [both(5, 5), both(5, 9)])).toBe(
      true,
    );
    expect(same(['top 5 orders over 5', 'top 9 orders over 5'], [both(5, 5), both(9, 9)])).toBe(
      false,
    );
  });
});
