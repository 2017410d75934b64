import { describe, expect, it } from 'vitest';
import { expressionCase, queryOf, type GoldenCase } from '../../golden/golden-case.ts';

function refusals(one: GoldenCase): readonly string[] {
  const result = queryOf(one, 'duckdb');
  return 'diagnostics' in result ? result.diagnostics.map(({ message }) => message) : [];
}

describe('DuckDB refuses what it would answer differently', () => {
  it.each([
    ['12345678901234567890123456789012345678901', 'a number of over 38 digits'],
    ['CAST(d AS decimal(38,10)) % CAST(d AS decimal(38,0))', '% of decimals of over 38 digits'],
    ['CAST(d AS decimal(38,20)) * CAST(d AS decimal(38,20))', 'a result of over 38 digits'],
    ['round(d, i)', 'round() to a computed number of digits'],
    ['CAST(CAST(f AS float32) AS text)', 'the text of a float32'],
  ])('%s', (expression, what) => {
    expect(refusals(expressionCase('refused', expression))).toEqual([
      `DuckDB cannot express ${what}.`,
    ]);
  });

  it('columns that differ in case only', () => {
    const one: GoldenCase = {
      name: 'refused',
      steps: [
        { id: 'a', op: 'select', inputs: ['orders'], columns: ['id', 'status'] },
        { id: 'b', op: 'derive', inputs: ['a'], columns: [{ name: 'ID', expression: '1' }] },
      ],
    };
    expect(refusals(one)).toEqual([
      'DuckDB cannot express the columns "id" and "ID" side by side: it ignores case in names.',
    ]);
  });

  it('a decimal that only grows past 38 digits is computed in 38', () => {
    const result = queryOf(expressionCase('wide', 'd * d * d'), 'duckdb');
    if (!('query' in result)) expect.fail(JSON.stringify(result));
    expect(result.query.sql).toContain(
      'CAST(CAST("d" AS DECIMAL(36, 4)) * "d" AS DECIMAL(38, 8)) * "d"',
    );
  });
});
