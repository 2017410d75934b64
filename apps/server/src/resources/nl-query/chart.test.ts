import { describe, expect, it } from 'vitest';
import type { Query, Schema } from '@ai-etl/core';
import { chartOf } from './chart.ts';

const column = (name: string) => ({ kind: 'column', name }) as const;

function query(keys: readonly string[] | null, limit: number | null = null): Query {
  return {
    kind: 'select',
    from: { alias: 'o', object: { name: 'orders' }, schema: [] },
    joins: [],
    subqueries: [],
    where: [],
    groupBy: keys === null ? null : keys.map(column),
    having: [],
    select: ['month', 'year', 'status', 'total', 'id'].map((name) => ({
      name,
      expression: column(name),
    })),
    distinct: false,
    orderBy: [],
    limit: limit === null ? null : { count: limit, offset: 0 },
  };
}

const types: Readonly<Record<string, Schema[number]['type']>> = {
  month: { kind: 'timestamptz' },
  year: { kind: 'int64' },
  status: { kind: 'text' },
  total: { kind: 'float64' },
  id: { kind: 'int64' },
};

function schema(...names: string[]): Schema {
  return names.map((name) => ({ name, type: types[name] ?? { kind: 'text' }, nullable: true }));
}

describe('a chart', () => {
  it.each([
    [
      'numbers over time',
      ['month'],
      ['month', 'total'],
      { type: 'line', x: 'month', y: ['total'] },
    ],
    ['numbers by year', ['year'], ['year', 'total'], { type: 'line', x: 'year', y: ['total'] }],
    [
      'numbers by kind',
      ['status'],
      ['status', 'total'],
      { type: 'bar', x: 'status', y: ['total'] },
    ],
    [
      'numbers of rows that have a key and a name',
      ['id', 'status'],
      ['id', 'status', 'total'],
      { type: 'bar', x: 'status', y: ['total'] },
    ],
    ['one value', [], ['total'], { type: 'number', x: null, y: ['total'] }],
    ['a list of texts', null, ['status'], null],
    ['bare numbers', null, ['total'], null],
  ] as const)('of %s', (_what, keys, names, chart) => {
    expect(chartOf(query(keys), schema(...names))).toEqual(chart);
  });
});
