import { describe, expect, it } from 'vitest';
import type { PlannerIR } from '../../ir/index.ts';
import { parseDescription } from '../parse-description.ts';

const read = (text: string): PlannerIR => parseDescription(text).ir;
const load = (words: string) => read(`Copy Oracle FLEET.TRIPS to MySQL c_d, ${words}`).operations;

describe('operations in the words people have for them', () => {
  it.each<readonly [string, object]>([
    [
      'pivot: one row per voter_no, one column per topic_code, value is mark',
      { op: 'pivot', index: ['voter_no'], column: 'topic_code', value: 'mark' },
    ],
    ["treat a missing meal_plan as 'none'", { op: 'fill_null', column: 'meal_plan' }],
    [
      'put trip_id, boat_id and crew (nothing more) into it',
      { op: 'select', columns: ['trip_id', 'boat_id', 'crew'] },
    ],
    [
      'в phone оставь видимыми только последние 4 цифры',
      { op: 'mask', columns: ['phone'], keepLast: 4 },
    ],
    [
      'взять по одной, самой свежей по seen_at, записи на guest_id',
      { op: 'dedupe', keys: ['guest_id'], keep: 'last', orderBy: 'seen_at' },
    ],
    [
      'it has many rows per guest_id; we only care about the earliest one by seen_at',
      { op: 'dedupe', keys: ['guest_id'], keep: 'first', orderBy: 'seen_at' },
    ],
    [
      'miles summed by boat_id per calendar month of sailed_on',
      {
        op: 'aggregate',
        groupBy: [
          { column: 'boat_id', unit: null },
          { column: 'sailed_on', unit: 'month' },
        ],
        measures: [{ fn: 'sum', column: 'miles' }],
      },
    ],
  ])('%s', (words, operation) => {
    expect(load(words)).toMatchObject([operation]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['drop full_name and street, then load', ['full_name', 'street']],
    ['drop full_name and street.', ['full_name', 'street']],
  ])('columns are dropped and not put anywhere: %s', (words, columns) => {
    expect(load(words)).toMatchObject([{ op: 'drop_columns', columns }]);
  });

  it('what is stacked is not joined, whatever the verb', () => {
    expect(
      read(
        'Склей таблицы Postgres a.visits и Postgres b.visits одну под другой и положи в MySQL c_d',
      ).operations,
    ).toMatchObject([{ op: 'union' }]);
  });

  it('a list and a noun in brackets are read without a verb', () => {
    expect(load('массив tags — в строки')).toMatchObject([{ op: 'explode', column: 'tags' }]);
    expect(load('сумма total по городу (city)')).toMatchObject([
      { op: 'aggregate', groupBy: [{ column: 'city' }] },
    ]);
  });

  it.each([
    ['paid_on to date (it comes as text in dd.MM.yyyy)', 'dd.MM.yyyy'],
    ['paid_on as date (they type it as 05/11/2026, day first)', 'dd/MM/yyyy'],
    ['paid_on as date (they type it as 05/11/2026, month first)', 'MM/dd/yyyy'],
    ['dates dd.mm.yyyy in paid_on', 'dd.MM.yyyy'],
  ])('how a date is written: %s', (words, format) => {
    expect(read(`Copy Oracle FLEET.BILLS to MySQL c_d, ${words}`).parsing).toMatchObject([
      { column: 'paid_on', format },
    ]);
  });
});

describe('joins', () => {
  it('a third table comes behind the keys of the second', () => {
    const { operations, sources } = read(
      'In Postgres, join trips to trip_stops on trip_id, then ports on port_id. Save as MySQL c_d.',
    );
    expect(sources).toMatchObject([{ objects: [{}, {}, { name: 'ports' }] }]);
    expect(operations).toMatchObject([
      { op: 'join', right: 'trip_stops', on: ['trip_id'] },
      { op: 'join', right: 'ports', on: ['port_id'] },
    ]);
  });

  it('what is attached where there is any leaves the others', () => {
    expect(
      read(
        'Boats from Oracle FLEET.BOATS with checks from MySQL chk.list attached where there are any (link: boat_id), to Postgres a_b',
      ).operations,
    ).toMatchObject([{ op: 'join', on: ['boat_id'], how: 'left' }]);
  });

  it('a system before the second table is no column', () => {
    expect(
      read(
        'Left join BigQuery `p.sales` with BigQuery `f.sales` on shop_no, into BigQuery `m.gap`',
      ),
    ).toMatchObject({ operations: [{ op: 'join', right: 'f.sales', how: 'left' }] });
  });
});

describe('checks', () => {
  it('look at the only place that is named', () => {
    expect(
      read(
        'Проверяй каждый час, что в ClickHouse dw.trips за последние 24 часа не меньше 500 строк',
      ),
    ).toMatchObject({
      sources: [{ system: 'clickhouse' }],
      targets: [],
      checks: [{ rule: 'row_count', min: 500, window: 'last 24 hours' }],
    });
  });

  it.each<readonly [string, object]>([
    ['сумма должна быть не меньше 10', { rule: 'range', column: 'сумма' }],
    ['if more than 2% of phone is null stop', { rule: 'null_ratio', column: 'phone', max: 0.02 }],
  ])('%s', (words, check) => {
    expect(read(`Copy Oracle A_B to MySQL c_d; ${words}.`).checks).toMatchObject([check]);
  });

  it('what is promised next begins another list', () => {
    expect(
      read('Check that Oracle FIN.GL has no null bill_no and that entry_no is unique').checks,
    ).toMatchObject([{ rule: 'not_null', column: 'bill_no' }, { rule: 'unique' }]);
  });
});

describe('runs and places', () => {
  it.each([
    ['on the hour, 8 to 18, Mon-Fri', '0 8-18 * * 1-5'],
    ['on the hour between 9 and 17', '0 9-17 * * *'],
    ['every 2 hours on the hour', '0 */2 * * *'],
    [', average fare per crew_id and weekday, Mondays 5:15', '15 5 * * 1'],
  ])('%s', (words, cron) => {
    expect(read(`Copy Oracle A_B to MySQL c_d ${words}`).schedule).toMatchObject({ cron });
  });

  it('rows whose moment has moved on are the new ones', () => {
    expect(
      read('Copy Oracle A_B to MySQL c_d hourly, only rows whose changed_on has moved on').load,
    ).toMatchObject({ mode: 'watermark', column: 'changed_on' });
  });

  it('a key of Redis holds colons', () => {
    expect(
      read('Top 5 boats of MySQL fleet by miles, in Redis under best:today').targets,
    ).toMatchObject([{ system: 'redis', objects: [{ name: 'best:today' }] }]);
  });

  it('a document is what it is called', () => {
    expect(read('Load the Google Sheets document "goals" into Postgres a_b').sources).toMatchObject(
      [{ objects: [{ name: 'goals' }] }],
    );
  });
});
