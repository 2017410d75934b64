import { expect, it } from 'vitest';
import { namedTables } from './named-tables.ts';

it('finds tables at any depth once, and nothing where there is no query', () => {
  const table = (name: string) => ({ type: 'BASE_TABLE', schema_name: 'main', table_name: name });
  const join = { type: 'JOIN', left: table('a.csv'), right: { subquery: [table('b/*.csv')] } };
  expect(namedTables({ statements: [{ node: join }, table('a.csv')] }).toSorted()).toEqual([
    'a.csv',
    'b/*.csv',
  ]);
  expect(namedTables({ error: true, error_message: 'no' })).toEqual([]);
  expect(namedTables(null)).toEqual([]);
});
