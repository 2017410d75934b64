import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

describe('the table that is joined beside the one of a system', () => {
  it.each([
    'join Postgres tours with guides on guide_id, write to ClickHouse mart.t',
    'join tours with guides on guide_id from Postgres, write to ClickHouse mart.t',
    'join Postgres tours to guides by guide_id and load to ClickHouse mart.t',
    'Take Postgres tours, left join guides on guide_id, write to ClickHouse mart.t',
  ])('%s', (text) => {
    const { sources, operations } = parseDescription(text).ir;
    expect(sources).toHaveLength(1);
    expect(sources[0]?.objects.map(({ evidence }) => evidence.text)).toEqual(['tours', 'guides']);
    expect(operations).toMatchObject([{ op: 'join', right: 'guides', on: ['guide_id'] }]);
  });
});
