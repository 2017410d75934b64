import { describe, expect, it } from 'vitest';
import { parseColumnType, printColumnType } from '@ai-etl/core';
import { quoteType } from './quote.ts';
import { affinityOf, logicalType, nativeType } from './types.ts';
import { declaredType, observedType } from './value-types.ts';

describe('declared types', () => {
  it.each([
    ['INTEGER', 'int64'],
    ['int', 'int64'],
    ['TINYINT(1)', 'int64'],
    ['VARCHAR(20)', 'text'],
    ['NVARCHAR(20)', 'text'],
    ['double precision', 'float64'],
    ['NUMERIC', 'decimal'],
    ['decimal(10, 2)', 'decimal(10,2)'],
    ['BLOB', 'bytes'],
    ['', 'text'],
    ['ANY', 'text'],
    ['DATETIME', 'timestamp'],
    ['STRING', 'text'],
  ])('%j is %s', (native, logical) => {
    expect(printColumnType(logicalType(native))).toBe(logical);
  });

  it.each([
    'bool',
    'int64',
    'float64',
    'decimal(38,10)',
    'text',
    'bytes',
    'date',
    'time',
    'timestamp',
    'timestamptz',
    'uuid',
    'json',
    'list<decimal(10,2)>',
    'list<text>',
  ])('%s comes back, and no affinity changes its texts', (text) => {
    const type = parseColumnType(text);
    const native = type === undefined ? undefined : nativeType(type);
    expect(native && printColumnType(logicalType(native))).toBe(text);
    if (['decimal', 'text', 'json'].includes(type?.kind ?? '')) {
      expect(affinityOf(native ?? '')).toBe('text');
    }
  });

  it('are quoted where they are more than words', () => {
    expect(quoteType('DECIMAL_TEXT(18,2)')).toBe('DECIMAL_TEXT(18,2)');
    expect(quoteType('LIST_TEXT<text>')).toBe('"LIST_TEXT<text>"');
    expect(quoteType('x); DROP TABLE t; --')).toBe('"x); DROP TABLE t; --"');
  });
});

describe('types told by values', () => {
  it.each([
    [[1n, null], 'int64'],
    [[1n, 1.5], 'float64'],
    [['a', 1n], 'text'],
    [[new Uint8Array()], 'bytes'],
    [[null], 'text'],
  ] as const)('%o', (values, kind) => {
    expect(observedType(values).kind).toBe(kind);
  });

  it.each([
    ['DATE', ['2024-01-01', null], 'date'],
    ['DATE', [], 'date'],
    ['DATE', [19_000n], 'int64'],
    ['TIMESTAMP', [2_460_310.5], 'float64'],
    ['DATETIME', ['2024-01-01T00:00:00Z'], 'text'],
    ['DATETIME', ['2024-01-01 00:00:00', 5n], 'text'],
    ['BOOL', ['T', 'F', null], 'text'],
    ['BOOLEAN', [1n, 0n], 'bool'],
    ['BOOLEAN', ['T', 0n], 'bool'],
    ['BOOLEAN', [], 'bool'],
  ] as const)('%s with %o is %s', (native, values, kind) => {
    expect(declaredType(native, values).kind).toBe(kind);
  });
});
