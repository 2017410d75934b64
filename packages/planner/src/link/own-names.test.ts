import { describe, expect, it } from 'vitest';
import type { GlossaryTerm, PipelineSpec } from '@ai-etl/core';
import { postgres, table, warehouse } from '../connections.test-data.ts';
import { planPipeline } from '../plan-pipeline.ts';
import { withOwnNames } from './own-names.ts';

const glossary: readonly GlossaryTerm[] = [
  { term: 'deals', means: { kind: 'table', table: 'sales_facts' } },
  { term: 'turnover', means: { kind: 'column', table: 'sales_facts', column: 'amt' } },
  { term: 'settled', means: { kind: 'value', table: 'sales_facts', column: 'st', value: 'P' } },
  {
    term: 'whale deals',
    means: { kind: 'expression', table: 'sales_facts', expression: "amt > 1000 and st <> 'X'" },
  },
  { term: 'big', means: { kind: 'expression', table: 'sales_facts', expression: 'amt > 500' } },
  { term: 'lost', means: { kind: 'expression', table: 'sales_facts', expression: 'gone = 1' } },
  { term: 'VIP', means: { kind: 'words', words: 'customers with more than 10 orders' } },
];
const source = {
  ...postgres,
  catalog: {
    defaultSchema: 'public',
    tables: [
      table('sales_facts', 'id int64 key, amt int64, st text, buyer_email text'),
      table('shops', 'id int64 key, city text'),
    ],
  },
};
const target = { ...warehouse, catalog: { defaultSchema: 'default', tables: [] } };
const connections = withOwnNames([source, target], glossary);

async function planned(description: string): Promise<PipelineSpec> {
  const outcome = await planPipeline({ description, connections });
  expect(outcome.clarification).toEqual([]);
  return outcome.spec;
}

const filtersOf = ({ steps }: PipelineSpec): readonly string[] =>
  steps.flatMap((step) => (step.op === 'filter' ? [step.where] : []));

describe("a project's own words in the words for a pipeline", () => {
  it.each([
    ['Load deals from PostgreSQL to ClickHouse every day at 6:00 UTC', []],
    ['Load settled deals from PostgreSQL to ClickHouse every day at 6:00 UTC', ["st = 'P'"]],
    [
      'Load whale deals from PostgreSQL to ClickHouse every day at 6:00 UTC',
      ["amt > 1000 AND st <> 'X'"],
    ],
    [
      'Load big settled deals from PostgreSQL to ClickHouse every day at 6:00 UTC',
      ['amt > 500', "st = 'P'"],
    ],
    [
      'Load deals with turnover above 50 from PostgreSQL to ClickHouse every day at 6:00 UTC',
      ['amt > 50'],
    ],
  ])('%s', async (description, filters) => {
    const spec = await planned(description);
    expect(spec.sources.map(({ object }) => object?.name)).toEqual(['sales_facts']);
    expect(
      filtersOf(spec)
        .flatMap((one) => one.split(' AND '))
        .toSorted(),
    ).toEqual(filters.flatMap((one) => one.split(' AND ')).toSorted());
  });

  it('name columns that are changed', async () => {
    const spec = await planned(
      'Load deals from PostgreSQL to ClickHouse every day at 6:00 UTC, rename turnover to revenue',
    );
    expect(spec.steps).toMatchObject([{ op: 'rename' }]);
    expect(JSON.stringify(spec.steps)).toContain('amt');
  });

  it('mean nothing over columns that are not there, and change no catalog', () => {
    const [changed] = connections;
    const own = changed?.catalog?.tables[0];
    expect(own?.namedConditions?.map(({ term }) => term)).toEqual([
      'settled',
      'whale deals',
      'big',
    ]);
    expect(source.catalog.tables[0]).not.toHaveProperty('aliases');
    expect(withOwnNames([source], [])).toEqual([source]);
  });
});
