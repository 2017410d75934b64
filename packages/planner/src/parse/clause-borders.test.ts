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

describe('what names a column elsewhere', () => {
  it('an hour is of the only moment that is named', () => {
    const [group] = load('last 6 hours (ts), average fee by host and hour').operations.flatMap(
      (one) => (one.op === 'aggregate' ? [one.groupBy] : []),
    );
    expect(group).toMatchObject([{ column: 'host' }, { column: 'ts', unit: 'hour' }]);
  });

  it('a table between a verb and its parts stays a table', () => {
    const { operations, sources } = read(
      'Split place in Postgres a_b into street, zip and town, cast zip to varchar(10), write MySQL c_d',
    );
    expect(operations).toMatchObject([
      { op: 'split', column: 'place', into: ['street', 'zip', 'town'] },
      { op: 'cast', column: 'zip', type: 'varchar(10)' },
    ]);
    expect(sources).toMatchObject([{ system: 'postgresql', objects: [{ name: 'a_b' }] }]);
  });

  it('the first of each', () => {
    expect(load('first visit of each patient_no by seen_on').operations).toMatchObject([
      { op: 'dedupe', keys: ['patient_no'], keep: 'first', orderBy: 'seen_on' },
    ]);
  });

  it('things that are rejected go apart', () => {
    const { checks, targets } = read(
      'Merge Mongo carts into MySQL c_d by cart_no; reject carts with negative total into bad_carts',
    );
    expect(checks).toMatchObject([{ rule: 'range', column: 'total', min: 0 }]);
    expect(targets).toMatchObject([{ system: 'mysql' }, { role: 'quarantine' }]);
  });

  it('a mask at the end of its clause', () => {
    expect(load('mask: ssn sha256, phone last 2').operations).toMatchObject([
      { op: 'mask', columns: ['ssn'], method: 'hash' },
      { op: 'mask', columns: ['phone'], method: 'partial', keepLast: 2 },
    ]);
  });
});

describe('one system, or a system said before', () => {
  it.each([
    'Postgres: copy stage.bills into core.bills',
    'Within Postgres: stage.bills -> core.bills',
    'In Postgres from stage.bills to core.bills',
  ])('%s', (text) => {
    const { sources, targets } = read(text);
    expect(sources).toMatchObject([{ system: 'postgresql', objects: [{ schema: 'stage' }] }]);
    expect(targets).toMatchObject([{ system: 'postgresql', objects: [{ schema: 'core' }] }]);
  });

  it.each([
    'We are leaving Oracle: one-time migration of BANK.PLAYERS from there to Postgres c_d',
    'Oracle tables change constantly: capture inserts of BANK.PLAYERS by CDC into Postgres c_d',
  ])('%s', (text) => {
    expect(read(text).sources).toMatchObject([
      { system: 'oracle', objects: [{ schema: 'BANK', name: 'PLAYERS' }] },
    ]);
  });

  it('an arrow points to the left', () => {
    const { sources, targets } = read('ClickHouse c_d <- Postgres a_b, hourly');
    expect([sources[0]?.system, targets[0]?.system]).toEqual(['postgresql', 'clickhouse']);
  });

  it('where a kind of file lies is no table', () => {
    const { sources } = read('Write Postgres a_b to CSV in the landing zone');
    expect(sources).toMatchObject([{ system: 'postgresql', objects: [{ name: 'a_b' }] }]);
    expect(sources).toHaveLength(1);
  });
});

describe('the first of a rank', () => {
  it.each<readonly [string, object]>([
    ['the 15 item_no with the most views', { groupBy: [{ column: 'item_no' }] }],
    ['the 5 shops with the most orders, by shop_no', { groupBy: [{ column: 'shop_no' }] }],
    ['top 10 item_no by sum of amount', { measures: [{ fn: 'sum', column: 'amount' }] }],
  ])('%s', (words, aggregate) => {
    const { operations } = load(words);
    expect(operations.find((one) => one.op === 'aggregate')).toMatchObject(aggregate);
    expect(operations.map((one) => one.op).sort()).toEqual(['aggregate', 'limit', 'sort']);
  });
});

describe('the rest of a run', () => {
  it('each day with a time of its own is no one schedule', () => {
    expect(load('Mondays at 8:00 and Thursdays at 17:00').conflicts).toMatchObject([
      { field: 'schedule' },
    ]);
    expect(load('Mondays and Thursdays at 8:00').conflicts).toEqual([]);
  });

  it('a day of the month before a time', () => {
    expect(load('1st at 6, replace').schedule).toMatchObject({ cron: '0 6 1 * *' });
  });

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
