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

  it.each([
    ['paid_on to date (it comes as text in dd.MM.yyyy)', 'dd.MM.yyyy'],
    ['paid_on as date (they type it as 05/11/2026, day first)', 'dd/MM/yyyy'],
    ['paid_on as date (they type it as 05/11/2026, month first)', 'MM/dd/yyyy'],
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

describe('runs and places', () => {
  it.each([
    ['on the hour, 8 to 18, Mon-Fri', '0 8-18 * * 1-5'],
    ['on the hour between 9 and 17', '0 9-17 * * *'],
    ['every 2 hours on the hour', '0 */2 * * *'],
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
