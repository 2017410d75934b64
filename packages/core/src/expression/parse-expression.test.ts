import { describe, expect, it } from 'vitest';
import { maxExpressionDepth, maxExpressionLength } from './limits.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';

function canonical(text: string): string {
  const parsed = parseExpression(text);
  return parsed.ok ? printExpression(parsed.expression) : `ERROR ${parsed.error.message}`;
}

describe('parseExpression reads', () => {
  it.each([
    // names
    ['Amount', '"Amount"'],
    ['"amount"', 'amount'],
    ['"a""b"', '"a""b"'],
    ['orders . id', 'orders.id'],
    ['"order"', 'order'],
    ['"null"', '"null"'],
    ['größe', '"größe"'],
    ["date > DATE '2024-01-31'", "date > DATE '2024-01-31'"],
    // literals
    ["'it''s'", "'it''s'"],
    ['007', '7'],
    ['.5', '0.5'],
    ['1.50e2', '150.0'],
    ['5e-1', '0.5'],
    ['true and FALSE', 'TRUE AND FALSE'],
    ["TIMESTAMP '2024-01-31T10:00'", "TIMESTAMP '2024-01-31 10:00:00'"],
    ["TIMESTAMP '2024-01-31 10:00:00.500'", "TIMESTAMP '2024-01-31 10:00:00.5'"],
    ["TIMESTAMPTZ '2024-01-31 01:00:00+02:00'", "TIMESTAMPTZ '2024-01-30 23:00:00'"],
    ["TIMESTAMPTZ '2024-01-31T01:00:00Z'", "TIMESTAMPTZ '2024-01-31 01:00:00'"],
    ["TIME '10:00'", "TIME '10:00:00'"],
    ["INTERVAL '3 days'", 'INTERVAL 3 DAY'],
    ["interval '3' hours", 'INTERVAL 3 HOUR'],
    ['interval -1 month', 'INTERVAL -1 MONTH'],
    // operators
    ['a or b and not c = d', 'a OR b AND NOT c = d'],
    ['(a or b) and c', '(a OR b) AND c'],
    ['a - (b - c) - d', 'a - (b - c) - d'],
    ['a * (b + c)', 'a * (b + c)'],
    ['a + b || c', 'a + b || c'],
    ['-a', '-a'],
    ['- - 5', '-(-5)'],
    ['-(5)', '-(5)'],
    ['a != b', 'a <> b'],
    ['not not a', 'NOT NOT a'],
    ['(not a) = b', '(NOT a) = b'],
    // predicates
    ['a not in (1, 2)', 'a NOT IN (1, 2)'],
    ['a between 1 and 2 and b', 'a BETWEEN 1 AND 2 AND b'],
    ["a not ilike '%x'", "a NOT ILIKE '%x'"],
    ['a is not null', 'a IS NOT NULL'],
    ["a in period 'Last 3 months'", "a IN PERIOD 'last 3 months'"],
    ["a not in period 'today'", "NOT a IN PERIOD 'today'"],
    // types
    ['a::numeric(10,2)', 'CAST(a AS decimal(10,2))'],
    ['a::numeric(10)', 'CAST(a AS decimal(10,0))'],
    ['cast(a as double precision)', 'CAST(a AS float64)'],
    ['a::bigint', 'CAST(a AS int64)'],
    ['a::int8', 'CAST(a AS int8)'],
    ['a::character varying', 'CAST(a AS text)'],
    ['a::timestamp with time zone', 'CAST(a AS timestamptz)'],
    ['a::timestamp without time zone::date', 'CAST(CAST(a AS timestamp) AS date)'],
    ['a::text[]', 'CAST(a AS list<text>)'],
    ['a::list<list<int>>', 'CAST(a AS list<list<int32>>)'],
    [':since::date', 'CAST(:since AS date)'],
    // calls
    ['COUNT(*)', 'count(*)'],
    ['count_distinct(a)', 'count(DISTINCT a)'],
    ['sum(distinct a) filter (where b)', 'sum(DISTINCT a) FILTER (WHERE b)'],
    ['nvl(a, 1)', 'coalesce(a, 1)'],
    ['extract(year from a)', "date_part('year', a)"],
    ['current_date', 'today()'],
    ['current_timestamp', 'now()'],
    [
      'rank() over (order by a desc, b nulls first)',
      'rank() OVER (ORDER BY a DESC, b NULLS FIRST)',
    ],
    [
      'sum(a) over (partition by b rows between unbounded preceding and 0 following)',
      'sum(a) OVER (PARTITION BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 0 FOLLOWING)',
    ],
    ['case when a then 1 end', 'CASE WHEN a THEN 1 END'],
    ['case when a then 1 when b then 2 else 3 end', 'CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END'],
  ])('%s as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });
});

describe('parseExpression refuses', () => {
  it.each([
    ['', 0, undefined],
    ['  ', 0, undefined],
    ['a =', 3, 'the expression is not finished'],
    ['a == b', 3, 'equality is a single ='],
    ['a < b < c', 6, 'comparisons cannot be chained: write a < b AND b < c'],
    ["'open", 0, "end it with '; a ' inside is written ''"],
    ['"', 0, 'end it with "'],
    ['""', 0, undefined],
    ['a--1', 1, 'to subtract a negative number write a - (-1)'],
    ['a /* x */', 2, undefined],
    ['a; drop table b', 1, 'an expression is a single value; statements are not allowed'],
    ['`a`', 0, 'quote names with double quotes: "name"'],
    ['a && b', 2, 'write AND'],
    ['“a”', 0, 'use straight quotes: "name" for columns, \'text\' for text'],
    ['select 1', 0, 'subqueries are not allowed; use a join step'],
    ['a in (select 1)', 6, 'subqueries are not allowed; use a join step'],
    ['a from b', 2, 'an expression is a single value; clauses are steps of their own'],
    ['a as b', 2, 'the name of the result belongs in the step, not in the expression'],
    ['a)', 1, 'there is one ) too many'],
    ['(a', 2, undefined],
    ['(a, b)', 2, 'lists belong after IN only'],
    ['a in ()', 6, undefined],
    ['a is true', 5, 'to test a boolean write the column, or NOT the column'],
    [
      "a in period 'next month'",
      12,
      'periods look like: today, yesterday, this month, last month, last 3 months, trailing 7 days, older than 90 days, from now/y-1y to now/d',
    ],
    ["DATE '2023-02-29'", 5, "write DATE '2024-01-31'"],
    ["TIMESTAMPTZ '2024-01-01 00:00+99'", 12, undefined],
    ['a::varchar(10)', 3, 'text has no length; to cut it write left(x, n)'],
    ['a::decimal(2,5)', 3, 'precision is at least 1 and at least the scale: decimal(18,2)'],
    ['a::foo', 3, undefined],
    ['2024_sales', 0, 'quote such a name: "2024_sales"'],
    ['1e999', 0, "for very large or small numbers write '1e300'::float64"],
    ['sum(*)', 4, 'only count(*) has'],
    [':Date', 0, 'a parameter is : and a lower-case name, such as :date; a cast is x::type'],
    ['a.b.c', 3, 'write input.column, or quote a name with dots'],
    ['case a when 1 then 2 end', 5, "write CASE WHEN status = 'paid' THEN 1 ELSE 0 END"],
    [
      'sum(a) over (order by b range between 1 preceding and current row)',
      24,
      'only ROWS BETWEEN … AND … frames are supported',
    ],
    ["a = '\0'", 4, undefined],
  ])('%j at %i', (text, position, hint) => {
    const parsed = parseExpression(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.error.position).toBe(position);
    if (hint !== undefined) expect(parsed.error.hint).toBe(hint);
  });

  it.each([
    ['parentheses', '('.repeat(9000)],
    ['NOT', 'NOT '.repeat(4900)],
    ['minus signs', '- '.repeat(9900)],
    ['plus signs', '+'.repeat(19_000)],
    ['sums', `a${'+a'.repeat(9900)}`],
    ['casts', `a${'::text'.repeat(3000)}`],
    ['calls', 'lower('.repeat(3000)],
    ['CASE', 'CASE WHEN '.repeat(1900)],
    ['lists of types', `a::${'list<'.repeat(3900)}`],
  ])('hostile nesting of %s, without overflowing the stack', (_name, text) => {
    const parsed = parseExpression(text);
    expect(parsed.ok ? '' : parsed.error.message).toContain(`${maxExpressionDepth} levels`);
  });

  it('text past the length limit, before reading it', () => {
    const parsed = parseExpression(' '.repeat(maxExpressionLength + 1));
    expect(parsed.ok ? '' : parsed.error.message).toContain('at most 20000');
  });

  it('nothing at the limits themselves', () => {
    expect(parseExpression(`${'('.repeat(200)}a${')'.repeat(200)}`).ok).toBe(true);
    expect(parseExpression(`x IN (${Array.from({ length: 3000 }, () => '1').join(', ')})`).ok).toBe(
      true,
    );
  });
});
