import { describe, expect, it } from 'vitest';
import { judgeColumn, mostDistinct } from './judge-column.ts';

const column = { name: 'status', table: 'orders', type: { kind: 'text' }, complete: true } as const;
const many = (count: number, make: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('values of a column', () => {
  it('are kept once each, in order', () => {
    const judged = judgeColumn({ ...column, seen: ['paid', 'open', 'paid', ' ', 'Open'] });
    expect(judged).toEqual({ state: 'read', values: ['Open', 'open', 'paid'] });
  });

  it.each([
    ['by its values', { name: 'contact', seen: many(5, (n) => `ann${n}@example.com`) }],
    ['by its name alone', { name: 'full_name', table: 'customers', seen: ['X-1', 'X-2'] }],
    ['by what is within', { name: 'note', seen: many(5, (n) => `write to bob${n}@example.com`) }],
  ])('are never kept where they are personal, %s', (_how, seen) => {
    expect(judgeColumn({ ...column, ...seen })).toEqual({ state: 'personal', values: [] });
  });

  it('are not kept when there are too many, or none repeats in what was seen', () => {
    const exact = many(mostDistinct, (n) => `model ${n}`);
    expect(judgeColumn({ ...column, seen: exact }).state).toBe('read');
    expect(judgeColumn({ ...column, seen: [...exact, 'one more'] }).state).toBe('too_many');
    const unlike = many(200, (n) => `model ${n}`);
    expect(judgeColumn({ ...column, seen: unlike, complete: false }).state).toBe('too_many');
    expect(judgeColumn({ ...column, seen: unlike, complete: true }).state).toBe('read');
  });

  it('are not kept of prose, nor a single long one', () => {
    const prose = many(5, (n) => `${n} ${'lorem ipsum '.repeat(6)}`);
    expect(judgeColumn({ ...column, seen: prose }).state).toBe('free_text');
    expect(judgeColumn({ ...column, seen: ['a\nb'] }).state).toBe('free_text');
    const seen = [...many(9, (n) => `v${n}`), 'x'.repeat(101)];
    expect(judgeColumn({ ...column, seen }).values).toHaveLength(9);
  });
});
