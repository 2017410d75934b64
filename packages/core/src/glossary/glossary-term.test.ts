import { describe, expect, it } from 'vitest';
import { GlossaryTerm } from './glossary-term.ts';

describe('a term of a glossary', () => {
  it.each([
    { kind: 'table', table: 'customers' },
    { kind: 'column', schema: 'sales', table: 'orders', column: 'total_amount' },
    { kind: 'value', table: 'orders', column: 'status', value: 'paid' },
    { kind: 'expression', table: 'orders', expression: "status = 'paid' AND total_amount > 100" },
  ])('means %j', (means) => {
    expect(GlossaryTerm.parse({ term: '  big  ', means })).toEqual({ term: 'big', means });
  });

  it.each([
    [{ term: ' ', means: { kind: 'table', table: 'a' } }, 'term'],
    [{ term: '?!', means: { kind: 'table', table: 'a' } }, 'term'],
    [{ term: 'a'.repeat(101), means: { kind: 'table', table: 'a' } }, 'term'],
    [{ term: 'a', means: { kind: 'schema', schema: 'a' } }, 'means.kind'],
    [{ term: 'a', means: { kind: 'column', table: 'a' } }, 'means.column'],
    [{ term: 'a', means: { kind: 'value', table: 'a', column: 'b' } }, 'means.value'],
    [
      { term: 'a', means: { kind: 'expression', table: 'a', expression: 'status = = 1' } },
      'means.expression',
    ],
  ])('is refused: %j', (term, path) => {
    const parsed = GlossaryTerm.safeParse(term);
    expect(parsed.error?.issues.map((one) => one.path.join('.'))).toEqual([path]);
  });
});
