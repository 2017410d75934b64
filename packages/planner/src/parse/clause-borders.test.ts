import { describe, expect, it } from 'vitest';
import type { PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

/** Where one clause ends and the next begins, and what a clause is said of. */
const read = (text: string): PlannerIR => parseDescription(text).ir;
const load = (words: string): PlannerIR => read(`Postgres a_b to MySQL c_d, ${words}`);
const measures = (ir: PlannerIR): string[] =>
  ir.operations.flatMap((one) =>
    one.op === 'aggregate' ? one.measures.map(({ fn, column }) => `${fn} ${column}`) : [],
  );
const conditions = (ir: PlannerIR): string[] =>
  ir.operations.flatMap((one) =>
    one.op === 'filter'
      ? one.any.map(
          ({ column, cmp, values }) =>
            `${column ?? '?'} ${cmp} ${values.map(({ value }) => value).join('/')}`,
        )
      : [],
  );

describe('what becomes of a column behind a table', () => {
  it.each<readonly [string, readonly string[]]>([
    ['MySQL reviews to Postgres reviews, email hashed', ['mask email']],
    ['MySQL users to Postgres users, phone masked, append', ['mask phone']],
    ['Postgres bills, tax_no removed, to ClickHouse bills', ['drop_columns tax_no']],
    ['Postgres events в ClickHouse events по id, email хешировать', ['mask email']],
  ])('%s', (text, expected) => {
    const found = read(text).operations.flatMap((one) =>
      one.op === 'mask' || one.op === 'drop_columns' ? [`${one.op} ${one.columns.join('/')}`] : [],
    );
    expect(found).toEqual(expected);
  });
});

describe('measures', () => {
  it.each<readonly [string, readonly string[]]>([
    ['sum of net and max of fee by item_no', ['sum net', 'max fee']],
    ['total hours and distinct workers per job_no', ['sum hours', 'count_distinct workers']],
    ['total weight and parcels delivered per route_no', ['sum weight', 'count *']],
    ['tickets sold and revenue per hall_no', ['count *', 'sum revenue']],
    ['grouped by team: count, oldest opened_at', ['count *', 'min opened_at']],
    ['count and uniq visitor_no per page', ['count *', 'count_distinct visitor_no']],
    ['total price and average basket by store and week of sold_at', ['sum price', 'avg basket']],
    ['средняя температура temp по probe_no', ['avg temp']],
    ['число уникальных user_no по дням (seen_at)', ['count_distinct user_no']],
  ])('%s', (words, expected) => {
    expect(measures(load(words))).toEqual(expected);
  });

  it('groups may stand before a colon, far from what is computed', () => {
    const [group] = read(
      'MySQL plays by show_no and day of played_at: row count. Target Postgres c_d',
    ).operations.flatMap((one) => (one.op === 'aggregate' ? [one.groupBy] : []));
    expect(group).toMatchObject([
      { column: 'show_no', unit: null },
      { column: 'played_at', unit: 'day' },
    ]);
  });

  it('a purpose is no group', () => {
    const [group] = read(
      'For the kitchen dashboard: average fee per dish from MySQL meals to Postgres c_d',
    ).operations.flatMap((one) => (one.op === 'aggregate' ? [one.groupBy] : []));
    expect(group).toMatchObject([{ column: 'dish' }]);
  });
});

describe('conditions', () => {
  it.each<readonly [string, readonly string[]]>([
    ['minus rows where wet is null', ['wet not_null ']],
    ['dropping events without user_no', ['user_no not_null ']],
    [
      'rows with nation in DE, AT or CH and age of 18 and over',
      ['nation in DE/AT/CH', 'age >= 18'],
    ],
    ['members who have not ordered for 90 days (last_at)', ['last_at period ']],
    ['people who never left a phone', ['phone is_null ']],
    ['people based in Berlin or Paris, columns name, city', ['city in Berlin/Paris']],
    ['grade in (high, top), append', ['grade in high/top']],
    ['only level=error', ['level = error']],
    ['exclude voided', ['? not_state voided']],
    ["last week's sales over 500 (fee)", ['? period ', 'fee > 500']],
  ])('%s', (words, expected) => {
    expect(conditions(load(words))).toEqual(expected);
  });

  it('rows that are left out go nowhere', () => {
    const { onFail, targets } = read(
      'MySQL probes, minus rows where wet is null, lands in ClickHouse farm.probes',
    );
    expect(onFail).toBeNull();
    expect(targets).toHaveLength(1);
  });
});

describe('ends', () => {
  it.each<readonly [string, string]>([
    ['Postgres a_b to the folder exports on SFTP as CSV', 'exports'],
    ['Postgres a_b to SFTP folder exports as CSV', 'exports'],
    ['Postgres a_b в MySQL таблицу посещений visits', 'visits'],
  ])('%s', (text, name) => {
    expect(read(text).targets[0]?.objects).toMatchObject([{ kind: 'name', name }]);
  });
});

describe('the rest of a run', () => {
  it('a function now() is no time to run', () => {
    const { schedule, conflicts } = load('every 30 minutes, add stamp = now()');
    expect(schedule?.kind).toBe('cron');
    expect(conflicts).toEqual([]);
  });

  it('each outcome is told to its own address', () => {
    expect(
      load('tell a@b.example on success and Slack #zoo on failure').notifications,
    ).toMatchObject([
      { to: 'a@b.example', channel: 'email', on: ['success'] },
      { to: '#zoo', channel: 'slack', on: ['failure'] },
    ]);
  });

  it('a unit beside batches cuts the load', () => {
    expect(load('by month, five workers, 4000 rows per batch').policy).toMatchObject({
      chunkBy: 'month',
      parallel: 5,
      batchSize: 4000,
    });
  });

  it('tables piled into one are stacked, not joined', () => {
    const { operations } = read(
      'Combine Postgres web_sales and Postgres shop_sales into one table ClickHouse all_sales',
    );
    expect(operations.map((one) => one.op)).toEqual(['union']);
  });

  it('types follow a verb that casts', () => {
    expect(load('cast price numeric(14,4), qty integer').operations).toMatchObject([
      { op: 'cast', column: 'price', type: 'numeric(14,4)' },
      { op: 'cast', column: 'qty', type: 'integer' },
    ]);
  });

  it.each<readonly [string, string, string]>([
    ['only the 100 newest posts (posted_at)', 'desc', 'posted_at'],
    ['the 5 cheapest flats by rent_eur', 'asc', 'rent_eur'],
  ])('rows at one end of an order: %s', (words, direction, column) => {
    expect(load(words).operations).toMatchObject([
      { op: 'sort', column, direction },
      { op: 'limit' },
    ]);
  });

  it.each([
    ['flatten ctx with dot', '.'],
    ['flatten ctx with an underscore', '_'],
    ['flatten ctx', '_'],
  ])('%s', (words, separator) => {
    expect(load(words).operations).toMatchObject([{ op: 'flatten', column: 'ctx', separator }]);
  });

  it('a system in front of a name is its system', () => {
    expect(read('load mysql.crm.leads into bq crm.leads').sources).toMatchObject([
      { system: 'mysql', objects: [{ schema: 'crm', name: 'leads' }] },
    ]);
  });

  it('types are announced by a colon', () => {
    const { operations, parsing } = load(
      'casts: price numeric(12,2), due_on date (source has 31.12.2024 style strings)',
    );
    expect(operations).toMatchObject([
      { op: 'cast', column: 'price', type: 'numeric(12,2)' },
      { op: 'cast', column: 'due_on', type: 'date' },
    ]);
    expect(parsing).toMatchObject([{ column: 'due_on', format: 'dd.MM.yyyy' }]);
  });
});
