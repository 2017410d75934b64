import {
  parseSpec,
  resolveSpec,
  type ColumnType,
  type PathSize,
  type PipelineSpecInput,
  type ResolveEnvironment,
  type Schema,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { compilePlan } from '../compile-plan.ts';
import { goldenEnvironment } from '../golden/tables.ts';

const binding = { logicalTime: '2024-03-15T10:30:00Z', timezone: 'UTC', params: {} };
const int64: ColumnType = { kind: 'int64' };
const text: ColumnType = { kind: 'text' };
const columns = (types: Readonly<Record<string, ColumnType>>): Schema =>
  Object.entries(types).map(([name, type]) => ({ name, type, nullable: true }));

const csv: PathSize = {
  files: 1,
  storedBytes: 2000,
  contentBytes: 2000,
  isPacked: false,
  rows: 100,
  areRowsExact: false,
  partitions: [],
};
const schemas = new Map([
  ['sales', columns({ id: int64, region: int64, year: int64 })],
  ['regions', columns({ region: int64, story: text })],
]);

function environmentOf(sizes: Readonly<Record<string, PathSize>>): ResolveEnvironment {
  const { connections } = goldenEnvironment();
  const duck = connections.get('conn_duck');
  if (duck === undefined) expect.fail('no DuckDB');
  const files = {
    ...duck,
    id: 'conn_files',
    name: 'lake',
    type: 'files',
    capabilities: { ...duck.capabilities, paths: true },
    catalog: { defaultSchema: 'main', tables: [] },
    serverIdentity: 'lake',
  };
  return {
    connections: new Map([...connections, ['conn_files', files]]),
    querySchemas: schemas,
    pathSizes: new Map(Object.entries(sizes)),
  };
}

function planned(part: Partial<PipelineSpecInput>, sizes: Readonly<Record<string, PathSize>>) {
  const parsed = parseSpec({ version: 1, name: 'files', ...part });
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.diagnostics));
  const environment = environmentOf(sizes);
  const result = compilePlan(resolveSpec(parsed.spec, environment), environment, binding);
  if (!('plan' in result)) expect.fail(JSON.stringify(result.diagnostics));
  return result.plan;
}

const sales = { id: 'sales', connection: 'conn_files', path: 'sales/*.csv' };
const regions = { id: 'regions', connection: 'conn_files', path: 'regions.csv' };
const target = (input: string) => ({
  id: 'out',
  input,
  connection: 'conn_ch',
  object: { name: 'out' },
  write: { mode: 'replace' as const },
});

describe('a join of files that goes on with a table of a server', () => {
  const part: Partial<PipelineSpecInput> = {
    sources: [sales, regions, { id: 'orders', connection: 'conn_pg', object: { name: 'orders' } }],
    steps: [
      {
        id: 'stories',
        op: 'aggregate',
        inputs: ['regions'],
        group_by: [{ name: 'region', expression: 'region' }],
        measures: [{ name: 'story', expression: 'max(story)' }],
      },
      {
        id: 'told',
        op: 'join',
        inputs: ['sales', 'stories'],
        how: 'left',
        on: 'sales.region = stories.region',
        suffix: '_r',
      },
      {
        id: 'all',
        op: 'join',
        inputs: ['told', 'orders'],
        how: 'left',
        on: 'told.id = orders.id',
        suffix: '_o',
      },
    ],
    targets: [target('all')],
  };
  const extractsWith = (sizes: Readonly<Record<string, PathSize>>) =>
    planned(part, sizes).extracts.map(({ id }) => id);
  /** Rows of 2,000 bytes, nearly all of it one text. */
  const wide = (rows: number): PathSize => ({
    ...csv,
    rows,
    storedBytes: rows * 2000,
    contentBytes: rows * 2000,
  });
  const narrow = (rows: number): PathSize => ({
    ...csv,
    rows,
    storedBytes: rows * 20,
    contentBytes: rows * 20,
  });

  it('is done where the files lie while few rows come of it', () => {
    const sizes = { sales: narrow(100), regions: wide(100_000) };
    expect(extractsWith(sizes)).toEqual(['told', 'orders']);
  });

  it('is left to DuckDB on the worker where it would repeat wide rows', () => {
    const sizes = { sales: narrow(100_000), regions: wide(100) };
    expect(extractsWith(sizes)).toEqual(['sales', 'stories', 'orders']);
  });

  it('is done where the files lie while nothing is known of them', () => {
    expect(extractsWith({})).toEqual(['told', 'orders']);
  });
});

describe('a join of files with a table of a server', () => {
  const plan = (rows: number) =>
    planned(
      {
        sources: [sales, { id: 'orders', connection: 'conn_pg', object: { name: 'orders' } }],
        steps: [
          {
            id: 'joined',
            op: 'join',
            inputs: ['sales', 'orders'],
            how: 'semi',
            on: 'sales.id = orders.id',
            suffix: '_o',
          },
        ],
        targets: [target('joined')],
      },
      { sales: { ...csv, rows } },
    );

  it('has one route whatever their sizes, and its bytes grow with those of the files', () => {
    const [small, large] = [plan(100), plan(1_000_000)];
    expect([small.route, large.route]).toEqual(['local', 'local']);
    expect(small.extracts.map(({ id }) => id)).toEqual(['sales', 'orders']);
    // Golden tables have 1,000 rows.
    expect(small.estimate).toMatchObject({ source_rows: 1100, read_rows: 1100 });
    expect(large.estimate).toMatchObject({ source_rows: 1_001_000, read_rows: 1_001_000 });
    expect(large.estimate.moved_bytes).toBeGreaterThan(100 * (small.estimate.moved_bytes ?? 0));
  });
});

describe('the estimate of a plan that reads files', () => {
  const copy: Partial<PipelineSpecInput> = { sources: [sales], targets: [target('sales')] };

  it('says what they hold, that it is estimated, and what packed files unpack to', () => {
    const packed = { ...csv, files: 3, storedBytes: 700, contentBytes: 2000, isPacked: true };
    const { estimate, because, branches } = planned(copy, { sales: packed });
    expect(estimate).toMatchObject({ source_rows: 100, source_bytes: 2000, read_rows: 100 });
    expect(branches[0]?.source.estimated_rows).toBe(100);
    expect(because).toContain(
      '"sales": 3 files of 700 bytes packed, 2 kB unpacked, about 100 rows (estimate from a sample).',
    );
  });

  it('tells exact rows from estimated ones', () => {
    const parquet = { ...csv, contentBytes: null, areRowsExact: true };
    const exact = planned(copy, { sales: parquet });
    expect(exact.because).toContain('"sales": 1 file of 2 kB, 100 rows (exact).');
    const size = { id: 'sales', rows: 100, bytes: 2000 };
    expect(exact.estimate.sources).toEqual([{ ...size, rows_exact: true }]);
    expect(planned(copy, { sales: csv }).estimate.sources).toEqual([
      { ...size, rows_exact: false },
    ]);
  });

  it('says so where nothing is known', () => {
    const { estimate, because } = planned(copy, {});
    expect(estimate).toMatchObject({ source_rows: null, read_bytes: null });
    expect(because).toContain('"sales": how much its files hold is not known.');
  });

  it('leaves the rows of incremental files to be counted', () => {
    const incremental = { cursor: 'id' };
    const { branches } = planned(
      {
        sources: [{ ...sales, incremental }],
        targets: [{ ...target('sales'), write: { mode: 'append' as const } }],
      },
      { sales: csv },
    );
    expect(branches[0]?.source.estimated_rows).toBeNull();
  });

  describe('behind a filter on partitions', () => {
    const part = (year: string | null, rows: number) => ({
      values: { year },
      storedBytes: rows * 20,
      rows,
    });
    const parted: PathSize = {
      ...csv,
      rows: 1000,
      contentBytes: 20_000,
      storedBytes: 20_000,
      files: 4,
      partitions: [part('2024', 600), part('2025', 300), part('2026', 70), part(null, 30)],
    };
    const filtered = (where: string) =>
      planned(
        {
          sources: [sales],
          steps: [{ id: 'some', op: 'filter', inputs: ['sales'], where }],
          targets: [target('some')],
        },
        { sales: parted },
      );

    it.each([
      ['year = 2025', 300],
      ['2025 <= year', 370],
      ['year in (2024, 2026)', 670],
      ['year between 2025 and 2026', 370],
      ['year = 2024 or year = 2026', 670],
      ['year = 2025 and id > 5', 300],
      ['id > 5', 1000],
      ['year <> 2025', 1000],
      ['year + 1 = 2025', 1000],
      ['year = 1999', 0],
    ])('counts those that %s may keep: %i rows', (where, rows) => {
      expect(filtered(where).estimate.read_rows).toBe(rows);
    });

    it('tells what is saved', () => {
      expect(filtered('year = 2026').because.join(' ')).toMatch(
        /Of 20 kB that the sources hold at most [\d.]+ kB in 70 rows leave them: what was pushed down saves \d+ %/,
      );
    });
  });
});
