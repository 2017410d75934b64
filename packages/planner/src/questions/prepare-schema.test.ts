import { describe, expect, it } from 'vitest';
import type { CatalogTable } from '@ai-etl/core';
import type { KnownValue } from '../query/question-types.ts';
import { prepareInSteps, prepareSchema } from './prepare-schema.ts';
import { makeQuestionReader } from './question-reader.ts';

function table(name: string): CatalogTable {
  return {
    object: { name },
    kind: 'table',
    columns: [
      { name: 'id', type: { kind: 'int64' }, nullable: false, nativeType: 'bigint' },
      { name: 'city', type: { kind: 'text' }, nullable: true, nativeType: 'text' },
      { name: 'insured', type: { kind: 'text' }, nullable: true, nativeType: 'text' },
      {
        name: 'tier',
        type: { kind: 'text' },
        nullable: true,
        nativeType: 'text',
        comment: 'gold or silver',
      },
    ],
    primaryKey: ['id'],
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  };
}

const held = (column: string, value: string): KnownValue => ({
  schema: 'public',
  table: 'trucks',
  column,
  value,
  words: value.toLowerCase(),
});

const schema = { defaultSchema: 'public', tables: [table('trucks'), table('drivers')] };
const prepared = prepareSchema(schema);
const best = (question: string, values: readonly KnownValue[]): string =>
  JSON.stringify(makeQuestionReader(prepared, values).read(question)[0]?.query ?? null);

describe('readers of one prepared schema', () => {
  it('know the values that they were given, and not those of another', () => {
    const question = 'How many trucks in riga?';
    expect(best(question, [held('city', 'Riga')])).toContain('"Riga"');
    expect(best(question, [])).not.toContain('"Riga"');
    expect(best(question, [held('city', 'Oslo')])).not.toContain('"Riga"');
  });

  it('take a column of texts for a flag where yes and no alone were seen in it, and only there', () => {
    const question = 'How many trucks are insured?';
    const seen = [held('insured', 'Y'), held('insured', 'N')];
    const flagged = best(question, seen);
    expect(flagged).toContain('"Y"');
    expect(best(question, [])).not.toContain('"Y"');
    expect(best(question, seen)).toBe(flagged);
  });

  it('know the values that comments list, beside those that were seen', () => {
    expect(best('How many gold trucks in Riga?', [held('city', 'Riga')])).toMatch(
      /"gold".*"Riga"|"Riga".*"gold"/u,
    );
  });

  it('correct words one slip away from a name or a value, unless two are', () => {
    expect(best('How many trucks in Lusbon?', [held('city', 'Lisbon')])).toContain('"Lisbon"');
    const two = [held('city', 'Lisbon'), held('city', 'Losbon')];
    expect(best('How many trucks in Lusbon?', two)).not.toMatch(/"L[io]sbon/u);
  });
});

it('is the same in steps, of which a large schema takes many', () => {
  const tables = Array.from({ length: 200 }, (_, at) => table(`part_${at}`));
  const steps = prepareInSteps({ defaultSchema: 'public', tables });
  let count = 0;
  for (let step = steps.next(); step.done !== true; step = steps.next()) count += 1;
  expect(count).toBeGreaterThan(20);
});
