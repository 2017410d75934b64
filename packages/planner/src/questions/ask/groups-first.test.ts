import type { Query } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { splitWords } from '../words.ts';
import { groupsFirst } from './groups-first.ts';

const type = { kind: 'column', table: 'p', name: 'type' } as const;
const counted: Query = {
  kind: 'select',
  from: { object: { name: 'pets' }, alias: 'p', schema: [] },
  joins: [],
  subqueries: [],
  where: [],
  groupBy: [type],
  having: [],
  select: [
    { name: 'pets_count', expression: { kind: 'call', name: 'count', args: [] } },
    { name: 'type', expression: type },
  ],
  distinct: false,
  orderBy: [],
  limit: null,
};

describe('the order in which groups and what is counted of them are shown', () => {
  it.each([
    ['How many pets does each type have?', ['type', 'pets_count']],
    ['What are the numbers of pets per type?', ['type', 'pets_count']],
    ['How many pets are there? List the type and the number of pets.', ['type', 'pets_count']],
    ['How many pets are there for each type?', ['pets_count', 'type']],
    ['Find the number of pets of each type.', ['pets_count', 'type']],
  ])('%s', (question, names) => {
    const query = groupsFirst(counted, splitWords(question));
    expect('select' in query ? query.select.map(({ name }) => name) : []).toEqual(names);
  });
});
