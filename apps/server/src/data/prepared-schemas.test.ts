import { describe, expect, it } from 'vitest';
import type { CatalogTable } from '@ai-etl/core';
import { makeQuestionReader, type QuestionSchema } from '@ai-etl/planner';
import { keepPreparedSchemas } from './prepared-schemas.ts';

function schemaOf(names: readonly string[], more: Partial<CatalogTable> = {}): QuestionSchema {
  return {
    defaultSchema: 'public',
    tables: names.map((name) => ({
      object: { name },
      kind: 'table',
      columns: [
        { name: 'id', type: { kind: 'int64' }, nullable: false, nativeType: 'bigint' },
        { name: 'city', type: { kind: 'text' }, nullable: true, nativeType: 'text' },
      ],
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: 10,
      estimatedBytes: null,
      ...more,
    })),
  };
}

describe('prepared schemas', () => {
  it('are made once for the same tables, read again or not, whatever their sizes', async () => {
    const schemas = keepPreparedSchemas();
    const [one, two] = await Promise.all([
      schemas.of(schemaOf(['shops'])),
      schemas.of(schemaOf(['shops'])),
    ]);
    expect(two).toBe(one);
    expect(await schemas.of(schemaOf(['shops'], { estimatedRows: 11 }))).toBe(one);
    expect(makeQuestionReader(one).read('How many shops are there?')).not.toEqual([]);
  });

  it('are made anew for other names, comments, types or an other order', async () => {
    const schemas = keepPreparedSchemas();
    const one = await schemas.of(schemaOf(['shops', 'stores']));
    const others = [
      schemaOf(['stores', 'shops']),
      schemaOf(['shops', 'store']),
      schemaOf(['shops', 'stores'], { comment: 'Where we sell' }),
      { ...schemaOf(['shops', 'stores']), defaultSchema: 'sales' },
    ];
    for (const other of others) expect(await schemas.of(other)).not.toBe(one);
  });

  it('go when there is no more room, the one used longest ago first; the last one stays', async () => {
    const size = (await keepPreparedSchemas().of(schemaOf(['a']))).estimatedBytes;
    const schemas = keepPreparedSchemas(2 * size);
    const [a, b] = [await schemas.of(schemaOf(['a'])), await schemas.of(schemaOf(['b']))];
    expect(await schemas.of(schemaOf(['a']))).toBe(a);
    await schemas.of(schemaOf(['c']));
    expect(schemas.keptBytes).toBe(2 * size);
    expect(await schemas.of(schemaOf(['a']))).toBe(a);
    expect(await schemas.of(schemaOf(['b']))).not.toBe(b);
    const tight = keepPreparedSchemas(1);
    const only = await tight.of(schemaOf(['a']));
    expect(await tight.of(schemaOf(['a']))).toBe(only);
  });

  it('made ahead push nobody out, and take the place of the one before', async () => {
    const size = (await keepPreparedSchemas().of(schemaOf(['a']))).estimatedBytes;
    const schemas = keepPreparedSchemas(2 * size);
    const used = await schemas.of(schemaOf(['used']));
    expect(await schemas.prepareAhead('conn_1', schemaOf(['a']))).toBe(true);
    expect(await schemas.prepareAhead('conn_2', schemaOf(['b']))).toBe(false);
    expect(await schemas.prepareAhead('conn_1', schemaOf(['a2']))).toBe(true);
    expect(schemas.keptBytes).toBe(2 * size);
    expect(await schemas.of(schemaOf(['used']))).toBe(used);
  });
});
