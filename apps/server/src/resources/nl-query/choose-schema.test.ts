import { describe, expect, it } from 'vitest';
import type { CatalogTable } from '@ai-etl/core';
import type { Connection } from '@ai-etl/store';
import { prepareSchema, type QuestionSchema } from '@ai-etl/planner';
import { chooseSchema } from './choose-schema.ts';
import type { SchemaChoice } from './find-schema.ts';

const prepare = async (schema: QuestionSchema) => prepareSchema(schema);

function choice(id: string, tables: readonly string[]): SchemaChoice {
  const connection: Connection = {
    id,
    name: `the ${id}`,
    projectId: 'proj_1',
    type: 'postgresql',
    role: null,
    settings: {},
    secretNames: [],
    lastTest: null,
    lastTestedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
  return {
    schema: { defaultSchema: 'public', tables: tables.map(table) },
    dialect: 'postgresql',
    connection,
    projectId: 'proj_1',
    takenAtMs: 0,
    assumptions: [],
    hypothetical: false,
  };
}

function table(name: string): CatalogTable {
  return {
    object: { schema: 'public', name },
    kind: 'table',
    columns: [
      { name: 'id', nativeType: 'bigint', type: { kind: 'int64' }, nullable: false },
      { name: 'status', nativeType: 'text', type: { kind: 'text' }, nullable: false },
    ],
    primaryKey: ['id'],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  };
}

const asked = { question: 'How many orders per status?', glossary: [], prepare };

describe('which connection a question is about', () => {
  it.each([
    ['the table named in full before an older one named in part', ['shop_paid_orders'], 'newer'],
    ['the oldest of those that hold it', ['orders'], 'older'],
    ['the one in which the question makes sense', ['trucks'], 'newer'],
  ])('is %s', async (_what, tables, wanted) => {
    const chosen = await chooseSchema(
      [choice('older', tables), choice('newer', ['orders'])],
      asked,
    );
    expect(chosen?.connection?.id).toBe(wanted);
  });

  it('is told, with the ones that were not taken', async () => {
    const choices = [choice('older', ['shop_paid_orders']), choice('newer', ['orders'])];
    expect((await chooseSchema(choices, asked))?.assumptions).toEqual([
      {
        path: 'connection_id',
        value: 'newer',
        because: 'its tables are called as the question calls them ("the newer")',
        alternatives: ['older'],
      },
    ]);
  });

  it("is nobody's without connections, and needs no words with one", async () => {
    expect(await chooseSchema([], asked)).toBeNull();
    const only = choice('only', ['trucks']);
    expect(await chooseSchema([only], asked)).toBe(only);
  });
});
