import { describe, expect, it } from 'vitest';
import { parseColumnType, printColumnType, type ColumnType } from '../types/column-type.ts';
import { inferType } from './infer-type.ts';
import { parseExpression } from './parse-expression.ts';
import type { ExpressionScope, InferredExpression, ScopeColumn } from './scope.ts';

/** `name type`, a trailing `?` for nullable. */
function column(text: string, table = 'orders'): ScopeColumn {
  const [name = '', type = ''] = text.split(' ');
  return { name, type: typeNamed(type.replace('?', '')), nullable: type.endsWith('?'), table };
}

function typeNamed(text: string): ColumnType {
  const type = parseColumnType(text);
  if (type === undefined) throw new TypeError(`no such type: ${text}`);
  return type;
}

const columns = [
  'id int64',
  'small int16',
  'amount decimal(18,2)',
  'fee decimal(5,4)?',
  'free decimal',
  'ratio float64?',
  'status text',
  'note text?',
  'paid bool',
  'day date',
  'at timestamp',
  'created timestamptz',
  'tags list<text>',
  'doc json',
  'key uuid',
].map((text) => column(text));

function infer(text: string, scope: Partial<ExpressionScope> = {}): InferredExpression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new TypeError(`${text}: ${parsed.error.message}`);
  const params = new Map([['since', typeNamed('date')]]);
  return inferType(parsed.expression, { columns, params, place: 'row', path: 'here', ...scope });
}

function show(inferred: InferredExpression): string {
  if (inferred.diagnostics.length > 0) return inferred.diagnostics.map((one) => one.code).join(' ');
  const type = inferred.type === undefined ? 'none' : printColumnType(inferred.type);
  return `${type}${inferred.nullable ? '?' : ''}`;
}

describe('inferType', () => {
  it.each([
    ['id', 'int64'],
    ['orders.id', 'int64'],
    ['1', 'int32'],
    ['3000000000', 'int64'],
    ['-9223372036854775808', 'int64'],
    ['9223372036854775808', 'decimal(19,0)'],
    ['0.50', 'decimal(2,2)'],
    ["'x'", 'text'],
    ['NULL', 'none?'],
    [':since', 'date'],
    [':logical_time', 'timestamptz'],
    ['small + 1', 'int64'],
    ['amount + fee', 'decimal(21,4)?'],
    ['amount * 2', 'decimal(28,2)'],
    ['amount * fee', 'decimal(23,6)?'],
    ['amount * free', 'decimal'],
    ['amount * ratio', 'float64?'],
    ['id / 2', 'float64'],
    ['id / small', 'float64?'],
    ['id % 10', 'int64'],
    ['-small', 'int64'],
    ["status || '!'", 'text'],
    ['status || note', 'text?'],
    ['amount > 1', 'bool'],
    ['ratio > 1', 'bool?'],
    ['note IS NULL', 'bool'],
    ["status IN ('a', 'b')", 'bool'],
    ["created IN PERIOD 'last month'", 'bool'],
    ["day BETWEEN :since AND DATE '2024-01-31'", 'bool'],
    ['at > day AND created >= day', 'bool'],
    ["note ILIKE 'a%'", 'bool?'],
    ['CASE WHEN paid THEN amount ELSE 0 END', 'decimal(18,2)'],
    ['CASE WHEN paid THEN amount END', 'decimal(18,2)?'],
    ["CASE WHEN paid THEN 'a' ELSE NULL END", 'text?'],
    ['CAST(NULL AS text)', 'text?'],
    ['note::int64', 'int64?'],
    ['coalesce(note, status)', 'text'],
    ['coalesce(fee, 0)', 'decimal(14,4)'],
    ["nullif(status, '')", 'text?'],
    ['if(paid, small, id)', 'int64'],
    ['concat(note, status)', 'text'],
    ['round(amount)', 'decimal(17,0)'],
    ['round(amount, 1)', 'decimal(18,2)'],
    ["date_trunc('month', created)", 'timestamptz'],
    ["date_trunc('month', day)", 'date'],
    ["date_part('year', at)", 'int32'],
    ['day + INTERVAL 1 MONTH', 'date'],
    ['created - INTERVAL 1 HOUR', 'timestamptz'],
    ["date_diff('day', day, created)", 'int64'],
    ["at_time_zone(created, 'Europe/Berlin')", 'timestamp'],
    ['now()', 'timestamptz'],
    ['today()', 'date'],
    ['sha256(note)', 'text?'],
    ['greatest(ratio, 1)', 'float64'],
  ])('gives %s the type %s', (text, expected) => {
    expect(show(infer(text))).toBe(expected);
  });

  it.each([
    ['amont', 'UNKNOWN_COLUMN', 'did you mean "amount"?'],
    ['Amount', 'UNKNOWN_COLUMN', 'did you mean "amount"?'],
    ['customers.id', 'UNKNOWN_COLUMN', 'inputs are orders'],
    ['lenght(status)', 'UNKNOWN_FUNCTION', 'did you mean "length"? length(x text)'],
    [':sinse', 'UNKNOWN_PARAMETER', 'did you mean "since"?'],
    ['left(status)', 'ARGUMENT_COUNT', 'write left(x text, count integer)'],
    ['lower(id)', 'TYPE_MISMATCH', 'write CAST(id AS text)'],
    ["day > '2024-01-31'", 'TYPE_MISMATCH', "write DATE '2024-01-31'"],
    ["id = '7'", 'TYPE_MISMATCH', 'write the number without quotes: 7'],
    ['note = NULL', 'TYPE_MISMATCH', 'write x IS NULL or x IS NOT NULL'],
    ['at < created', 'TYPE_MISMATCH', 'cast one side: CAST(at AS timestamptz) reads it in UTC'],
    ['doc = doc', 'TYPE_MISMATCH', undefined],
    ['paid > paid', 'TYPE_MISMATCH', undefined],
    ['created - at', 'TYPE_MISMATCH', "the distance of two dates is date_diff('day', from, to)"],
    ['day + 1', 'TYPE_MISMATCH', 'write x + INTERVAL 1 DAY'],
    ['day + INTERVAL 1 HOUR', 'TYPE_MISMATCH', 'cast the date to timestamp first'],
    ["date_trunc('hour', day)", 'TYPE_MISMATCH', 'cast it to timestamp first'],
    ["date_trunc('moth', day)", 'TYPE_MISMATCH', 'did you mean "month"?'],
    ['date_trunc(status, day)', 'TYPE_MISMATCH', undefined],
    ["at_time_zone(created, 'Berlin')", 'INVALID_TIME_ZONE', undefined],
    ['id AND paid', 'TYPE_MISMATCH', undefined],
    ['ratio % 2', 'TYPE_MISMATCH', undefined],
    ['CAST(tags AS int64)', 'TYPE_MISMATCH', undefined],
    ["CASE WHEN paid THEN 1 ELSE 'x' END", 'TYPE_MISMATCH', 'cast them to one type'],
    ['sum(id)', 'AGGREGATE_MISPLACED', 'put it into a measure of an aggregate step'],
    ['rank()', 'AGGREGATE_MISPLACED', undefined],
    ['rank() OVER (ORDER BY id)', 'AGGREGATE_MISPLACED', 'put it into a window step'],
    ['lower(DISTINCT status)', 'AGGREGATE_MISPLACED', undefined],
  ])('reports %s as %s', (text, code, hint) => {
    const { diagnostics } = infer(text);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    if (hint !== undefined) expect(diagnostics[0]?.hint).toBe(hint);
  });

  it('reports every mistake, each one once', () => {
    const { diagnostics } = infer('lower(nope) = 1 AND nofn(amont) > 2');
    expect(diagnostics.map((one) => one.code)).toEqual([
      'UNKNOWN_COLUMN',
      'UNKNOWN_COLUMN',
      'UNKNOWN_FUNCTION',
    ]);
  });

  it('asks for the input where two have a column of the name', () => {
    const scope = { columns: [column('id int64', 'orders'), column('id int64', 'customers')] };
    expect(infer('id = 1', scope).diagnostics[0]).toMatchObject({
      code: 'AMBIGUOUS_COLUMN',
      hint: 'write orders.id or customers.id',
    });
    expect(show(infer('orders.id = customers.id', scope))).toBe('bool');
  });

  it.each([
    ['count(*)', 'int64'],
    ['count(DISTINCT status)', 'int64'],
    ['sum(small)', 'int64'],
    ['sum(id)', 'decimal(38,0)'],
    ['sum(amount)', 'decimal(38,2)'],
    ['sum(fee)', 'decimal(38,4)?'],
    ['sum(amount) FILTER (WHERE paid)', 'decimal(38,2)?'],
    ['sum(amount) / count(*)', 'float64?'],
    ['avg(amount)', 'float64'],
    ['stddev(amount)', 'float64?'],
    ['max(created)', 'timestamptz'],
    ["string_agg(status, ', ')", 'text'],
    ['status', 'AGGREGATE_MISPLACED'],
    ['sum(count(*))', 'AGGREGATE_MISPLACED'],
    ['max(doc)', 'TYPE_MISMATCH'],
    ['string_agg(status, note)', 'TYPE_MISMATCH'],
  ])('gives the measure %s of a group the type %s', (text, expected) => {
    expect(show(infer(text, { place: 'measure', grouped: true }))).toBe(expected);
  });

  it('lets aggregates over a whole input be NULL, since it may be empty', () => {
    expect(show(infer('sum(small)', { place: 'measure' }))).toBe('int64?');
    expect(show(infer('count(*)', { place: 'measure' }))).toBe('int64');
  });

  it.each([
    ['row_number() OVER (PARTITION BY status ORDER BY created DESC)', 'int64'],
    ['lag(amount) OVER (ORDER BY id)', 'decimal(18,2)?'],
    ['sum(amount) OVER (PARTITION BY status)', 'decimal(38,2)'],
    ['sum(amount) OVER (ORDER BY id ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)', 'decimal(38,2)?'],
    ['sum(amount) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 PRECEDING)', 'TYPE_MISMATCH'],
    ['rank() OVER (PARTITION BY status)', 'TYPE_MISMATCH'],
    ['lower(status) OVER (ORDER BY id)', 'AGGREGATE_MISPLACED'],
    ['sum(amount)', 'AGGREGATE_MISPLACED'],
  ])('gives the window column %s the type %s', (text, expected) => {
    expect(show(infer(text, { place: 'window' }))).toBe(expected);
  });
});
