import { describe, expect, it } from 'vitest';
import { makeView, type MadeColumn } from '../profile/made-view.test-data.ts';
import { advise } from './advise.ts';

const time = (min: string, max: string): MadeColumn => ({ type: 'timestamptz', min, max });
const years = time('2022-01-01 00:00:00+00', '2024-12-31 00:00:00+00');
const numbered = (count: number, make: (index: number) => string): NonNullable<MadeColumn['top']> =>
  Array.from({ length: count }, (_, index) => [make(index), 1] as const);

describe('partitioning', () => {
  const of = (rows: number | null, columns: Readonly<Record<string, MadeColumn>>, more = {}) =>
    advise(makeView({ rows, columns, ...more }));

  it.each([
    [500_000, 'year'],
    [20_000_000, 'month'],
    [2_000_000_000, 'day'],
  ])('of %d rows over three years goes by date, in parts of a %s', (rows, granularity) => {
    const found = of(rows, { id: { type: 'int64' }, created_at: years });
    expect(found.partitioning).toBe('by_date');
    expect(found.partitioning_detail).toMatchObject({
      column: 'created_at',
      granularity,
      because: expect.stringContaining('1095 days'),
    });
  });

  it.each([
    ['few rows', 10_000, { created_at: years }, /too few/],
    ['an unknown number of rows', null, { created_at: years }, /not known/],
    ['no time', 1_000_000, { word: {} }, /No column tells/],
    [
      'a short time',
      1_000_000,
      { at: time('2024-01-01 00:00:00+00', '2024-01-09 00:00:00+00') },
      /8 days only/,
    ],
    [
      'times that many rows lack',
      1_000_000,
      { paid_at: { ...years, nulls: 1000 } },
      /10 % of the rows lack/,
    ],
    ['dates of birth', 1_000_000, { birth_date: { ...years, type: 'date' } }, /No column tells/],
  ])('is not advised for %s', (_, rows, columns, because) => {
    const found = of(rows, columns);
    expect(found.partitioning).toBe('none');
    expect(found.partitioning_detail.because).toMatch(because);
  });

  it('goes by key for very many rows without a time', () => {
    const found = of(100_000_000, { id: { type: 'int64' } }, { table: { primaryKey: ['id'] } });
    expect(found).toMatchObject({ partitioning: 'by_hash', partitioning_detail: { column: 'id' } });
  });

  it('says so when it is done already', () => {
    const profile = { partitionKey: 'RANGE (created_at)' };
    expect(of(1_000_000, { created_at: years }, { profile })).toMatchObject({
      partitioning: 'by_date',
      partitioning_detail: { because: expect.stringContaining('already: RANGE (created_at)') },
    });
  });

  it('takes the time of the event, not that of the last change', () => {
    const found = of(5_000_000, { updated_at: years, created_at: years, deleted_at: years });
    expect(found.partitioning_detail.column).toBe('created_at');
  });
});

describe('indexing', () => {
  const emails = numbered(200, (index) => `user${index}@example.com`);
  const customers = {
    name: 'customers',
    rows: 1_000_000,
    columns: {
      id: { type: 'int64', nullable: false },
      email: { distinct: 10_000, top: emails },
      country_id: { type: 'int32', distinct: 150 },
      created_at: years,
    },
  };

  it('advises references, look-ups and the time, each with its reason', () => {
    const found = advise(makeView({ ...customers, table: { primaryKey: ['id'] } }));
    expect(found.indexing).toEqual(['country_id', 'email', 'created_at']);
    for (const one of found.indexing_detail) expect(one.because.length).toBeGreaterThan(20);
  });

  it('leaves out what keys, indexes and the order of storage already find', () => {
    const table = { primaryKey: ['id'], uniqueKeys: [['email']] };
    const profile = {
      indexes: [{ columns: ['country_id', 'id'], unique: false, partial: false }],
      sortedBy: ['created_at'],
    };
    expect(advise(makeView({ ...customers, table, profile })).indexing).toEqual([]);
  });

  it('does not count an index on some of the rows', () => {
    const profile = { indexes: [{ columns: ['email'], unique: false, partial: true }] };
    expect(advise(makeView({ ...customers, profile })).indexing).toContain('email');
  });

  it('advises none for small tables and views', () => {
    expect(advise(makeView({ ...customers, rows: 100 })).indexing).toEqual([]);
    expect(advise(makeView({ ...customers, table: { kind: 'view' } })).indexing).toEqual([]);
  });
});

describe('a primary key', () => {
  const columns = {
    price: { type: 'decimal(12,2)' },
    order_no: { top: numbered(200, (index) => `A-${index}`), distinct: 1000, longest: 6 },
    thing_id: { type: 'int64' },
  };

  it('is the unique column whose name says so', () => {
    expect(advise(makeView({ columns })).primary_key).toMatchObject({
      columns: ['thing_id'],
      basis: 'all_rows',
    });
  });

  it('from a sample is told as such', () => {
    const found = advise(makeView({ columns, rows: 50_000 })).primary_key;
    expect(found).toMatchObject({
      basis: 'sample',
      because: expect.stringContaining('"exact": true'),
    });
  });

  it('is a declared unique key without NULLs where there is one', () => {
    const keyed = { ...columns, code: { nullable: false } };
    const found = advise(makeView({ columns: keyed, table: { uniqueKeys: [['code']] } }));
    expect(found.primary_key).toMatchObject({ columns: ['code'], basis: 'declared_key' });
  });

  it.each([
    ['one exists', { table: { primaryKey: ['thing_id'] } }],
    ['the system enforces none', { table: { engine: 'MergeTree' } }],
    ['a handful of rows says nothing', { rows: 5 }],
    ['only times and fractions are unique', { columns: { price: columns.price, at: years } }],
  ])('is not advised when %s', (_, made) => {
    expect(advise(makeView({ columns, ...made })).primary_key).toBeNull();
  });
});

describe('types', () => {
  const typesOf = (column: MadeColumn, made = {}) =>
    advise(makeView({ columns: { value: column }, ...made })).types.map((one) => one.suggested);

  it.each([
    ['dates', ['2024-01-26', '2024-01-27', '2024-02-01'], 'date'],
    ['times', ['2024-01-26T10:00:00Z', '2024-01-27T10:00:00Z'], 'timestamptz'],
    ['whole numbers', ['1', '200', '-3'], 'int32'],
    ['long numbers', ['10000000000', '2'], 'int64'],
    ['prices', ['1.50', '200.25'], 'decimal(18,2)'],
    ['powers', ['1e6', '2.5e-3'], 'float64'],
    ['yes and no', ['yes', 'no'], 'bool'],
    ['UUIDs', ['01234567-89ab-cdef-0123-456789abcdef'], 'uuid'],
    ['JSON', ['{"a":1}', '{"a":2}'], 'json'],
  ])('a text that holds only %s', (_, values, type) => {
    expect(typesOf({ top: values.map((value) => [value, 10] as const) })).toEqual([type]);
  });

  it.each([
    ['codes with leading zeros', ['00123', '00456']],
    ['words', ['red', 'blue']],
    ['dates and words', ['2024-01-26', '2024-01-27', 'soon']],
    ['e-mail addresses', ['ann@example.com', 'bob@example.com']],
  ])('a text of %s stays one', (_, values) => {
    expect(typesOf({ top: values.map((value) => [value, 10] as const) })).toEqual([]);
  });

  it('a varchar far too wide gets room for twice its longest value', () => {
    const column = { nativeType: 'character varying(255)', longest: 12, distinct: 500 };
    expect(typesOf(column)).toEqual(['varchar(32)']);
    expect(typesOf({ ...column, longest: 100 })).toEqual([]);
  });

  it('a wide integer of small values gets a small one, but no key and no reference', () => {
    const column = { type: 'int64', min: '1', max: '5', distinct: 5 };
    expect(typesOf(column)).toEqual(['int16']);
    const reference = { columns: { order_id: column } };
    expect(typesOf(column, reference)).toEqual([]);
  });

  it('a repeated text of a column store becomes a dictionary', () => {
    const column = {
      nativeType: 'String',
      distinct: 3,
      top: [
        ['a', 500],
        ['b', 300],
        ['c', 200],
      ] as const,
    };
    const table = { engine: 'MergeTree' };
    expect(typesOf(column, { table, rows: 100_000 })).toEqual(['LowCardinality(String)']);
    expect(
      typesOf({ ...column, nativeType: 'LowCardinality(String)' }, { table, rows: 100_000 }),
    ).toEqual([]);
  });

  it('Nullable without NULLs is told only when all rows were seen', () => {
    const column = { type: 'int32', nativeType: 'Nullable(Int32)' };
    const table = { engine: 'MergeTree' };
    expect(typesOf(column, { table })).toEqual(['Int32']);
    expect(typesOf(column, { table, rows: 1_000_000 })).toEqual([]);
  });

  it('never quotes a value', () => {
    const column = {
      top: [
        ['2024-01-26', 10],
        ['2024-01-27', 10],
      ] as const,
    };
    const [found] = advise(makeView({ columns: { value: column } })).types;
    expect(found?.because).not.toContain('2024-01-2');
    expect(found?.because).toContain('YYYY-MM-DD');
  });
});
