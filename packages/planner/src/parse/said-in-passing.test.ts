import { describe, expect, it } from 'vitest';
import { openPoints } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

const irOf = (text: string) => parseDescription(text).ir;
const ir = (words: string) => irOf(`Copy MySQL tours to Postgres trips.tours, ${words}`);
const asked = (text: string) => openPoints(irOf(text)).map(({ about }) => about);

describe('remarks', () => {
  it.each([
    'Can we have the Oracle data in BigQuery? Accounting keeps asking',
    'Please bring MySQL data to Snowflake. The auditors want it, my boss needs it soon.',
    'Перенеси данные из MySQL в Snowflake. Бухгалтерия ждёт',
  ])('name no table: %s', (text) => {
    expect(asked(text)).toEqual(['object']);
  });

  it.each(['trim tour_code on the way', 'trim tour_code on the fly', 'заодно trim tour_code'])(
    'what is done meanwhile names no place: %s',
    (words) => {
      const { targets, operations } = ir(words);
      expect(targets).toHaveLength(1);
      expect(operations).toMatchObject([{ op: 'derive', as: 'tour_code' }]);
    },
  );
});

describe('figures that nothing tells how to compute', () => {
  it.each([
    'Calculate guide performance from Postgres guides into ClickHouse m.guides',
    'Measure route popularity per town from MySQL tours into Postgres m.routes, nightly',
    'Посчитай рентабельность по маршрутам из Postgres tours в ClickHouse m.routes',
  ])('%s', (text) => {
    expect(asked(text)).toEqual(['measure']);
  });

  it('what has a number is counted or averaged', () => {
    expect(asked('Compute average quality per town from MySQL tours into Postgres m.q')).toEqual(
      [],
    );
  });
});

describe('words that only look like an order', () => {
  it.each([
    'Tours are dropped as csv under s3://in/tours/, load them into Postgres trips.tours',
    'Call sheet report: MySQL tours to Postgres trips.tours at 5:10',
  ])('%s', (text) => {
    expect(irOf(text).operations).toEqual([]);
  });

  it.each([
    'нужны только поездки, где seats не меньше 3',
    'we only need trips where seats are at least 3',
  ])('a thing with a condition is no column: %s', (words) => {
    expect(ir(words).operations).toMatchObject([{ op: 'filter', any: [{ column: 'seats' }] }]);
  });

  it.each([
    'explode the array stops to one row per stop',
    'unwind stops so there is one row per stop',
    'explode stops (one row for each stop)',
  ])('a list is spread once: %s', (words) => {
    expect(ir(words).operations).toMatchObject([{ op: 'explode', column: 'stops' }]);
  });
});

describe('orders of what is computed', () => {
  it.each(['most booked first', 'busiest first', 'best sellers first', 'самые популярные сверху'])(
    '%s',
    (words) => {
      const { operations } = irOf(
        `From MySQL tours, sum seats per guide_id, ${words}, into Redis key t`,
      );
      expect(operations).toMatchObject([
        { op: 'aggregate', groupBy: [{ column: 'guide_id' }] },
        { op: 'sort', column: 'sum_seats', direction: 'desc' },
      ]);
    },
  );

  it('the next function is no column of the last one', () => {
    const { operations } = irOf(
      'From MySQL tours sum fare and count distinct guest_id per guide_id, overwrite Postgres t.g',
    );
    expect(operations).toMatchObject([
      {
        measures: [
          { fn: 'sum', column: 'fare' },
          { fn: 'count_distinct', column: 'guest_id' },
        ],
      },
    ]);
  });
});

describe('Russian casts and keys', () => {
  it.each([
    'поле starts_on в формате дд.мм.гггг привести к date',
    'starts_on (дд.мм.гггг) преобразовать в date',
    'дату starts_on из формата дд.мм.гггг переведи в date',
  ])('%s', (words) => {
    const { operations, parsing } = ir(words);
    expect(operations).toMatchObject([{ op: 'cast', column: 'starts_on', type: 'date' }]);
    expect(parsing).toMatchObject([{ column: 'starts_on', format: 'dd.MM.yyyy' }]);
  });

  it.each(['с обновлением по vin', 'с апдейтом по ключу vin', 'обновляй по vin'])('%s', (words) => {
    expect(irOf(`Грузи MySQL cars в Postgres cars ${words}`).write).toMatchObject({
      mode: 'merge',
      keys: ['vin'],
    });
  });
});

describe('masks told by what is seen', () => {
  it.each([
    'phone shows the last 4 digits only',
    'phone keeps just its last 4 digits',
    'notes dropped, phone reduced to the last 4 digits',
  ])('%s', (words) => {
    expect(ir(words).operations.find(({ op }) => op === 'mask')).toMatchObject({
      columns: ['phone'],
      method: 'partial',
      keepLast: 4,
    });
  });
});
