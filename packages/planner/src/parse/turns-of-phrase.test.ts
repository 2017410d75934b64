import { describe, expect, it } from 'vitest';
import { openPoints, type OperationIntent, type PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

/** Turns of phrase that say the same as the plain words the grammar was made of. */
const read = (text: string): PlannerIR => parseDescription(text).ir;
const load = (words: string): PlannerIR => read(`MySQL a_b to Postgres c_d, ${words}`);
const operations = (words: string, op: OperationIntent['op']): readonly OperationIntent[] =>
  load(words).operations.filter((one) => one.op === op);
const conditions = (ir: PlannerIR): readonly object[] =>
  ir.operations.flatMap((one) => (one.op === 'filter' ? one.any : []));

describe('all of what is wanted', () => {
  it.each([
    'Copy everything we need from Oracle to Postgres',
    'Move all the data we want from MySQL to ClickHouse every night',
    'Sync whatever is important from Oracle to Postgres daily',
    'Переноси всё нужное из Oracle в Postgres',
    'Копируй все, что нам нужно, из Oracle в Postgres',
  ])('names no table: %s', (text) => {
    expect(openPoints(read(text)).map(({ about }) => about)).toEqual(['object']);
  });

  it('all tables are named by saying so', () => {
    expect(openPoints(read('Load all tables from Oracle to Postgres'))).toEqual([]);
  });
});

describe('files and pages', () => {
  it.each([
    'the bearer token is in the secret FEE_KEY',
    'bearer token lies in secret FEE_KEY',
    'the bearer token is kept in the secret called FEE_KEY',
    'bearer-токен лежит в секрете FEE_KEY',
  ])('a secret is called by its name: %s', (words) => {
    const { sources } = read(`Load https://api.example/v1/fees (${words}) into Postgres a.b`);
    expect(sources[0]?.options).toMatchObject({ auth: { type: 'bearer', secret: 'FEE_KEY' } });
  });

  it.each([
    'Load fees.csv with no title line from /mnt/a into Postgres a.b',
    'Load fees.csv without a heading line from /mnt/a into Postgres a.b',
    'Load fees.csv from /mnt/a, there is no line of titles, into Postgres a.b',
    'Загружай fees.csv из /mnt/a без строки с названиями в Postgres a.b',
    'Загружай fees.csv из /mnt/a (заголовка нет) в Postgres a.b',
  ])('lines without a header: %s', (text) => {
    const { sources, operations: found } = read(text);
    expect(sources[0]?.options).toMatchObject({ header: false });
    expect(found).toEqual([]);
  });

  it('a kind of file before "drop" is no column', () => {
    const { operations: found, targets } = read(
      'The owner expects MySQL a.fees in Excel: drop fees.xlsx into /a/inbox via SFTP',
    );
    expect(found).toEqual([]);
    expect(targets).toMatchObject([{ system: 'sftp' }]);
  });

  it.each(['обновляй по нему MySQL partners, ключ inn', 'обновляй по inn MySQL partners'])(
    'an export updates the table behind the verb: %s',
    (words) => {
      const { sources, targets, write } = read(`Из 1С выгружают XML с контрагентами: ${words}`);
      expect(sources).toMatchObject([{ options: { businessSystem: '1c' } }]);
      expect(targets).toMatchObject([{ system: 'mysql', objects: [{ words: ['partners'] }] }]);
      expect(write).toMatchObject({ mode: 'merge', keys: ['inn'] });
    },
  );
});

describe('columns', () => {
  it.each([
    'of phone nothing but the last 4 digits readable',
    'nothing of phone but the last 4 digits may be read',
    'from phone no more than the final 4 characters',
    'из phone не показывай ничего, кроме последних 4 цифр',
  ])('are masked but for their end: %s', (words) => {
    expect(operations(words, 'mask')).toMatchObject([
      { method: 'partial', columns: ['phone'], keepLast: 4 },
    ]);
  });

  it.each([
    'From Postgres a.bags take those that were reported today and put bag_tag, flight_no and reported_at into MySQL b.c',
    'Из Postgres a.bags клади bag_tag, flight_no и reported_at в MySQL b.c',
  ])('are what is put where the table is named: %s', (text) => {
    expect(read(text).operations.filter((one) => one.op === 'select')).toMatchObject([
      { columns: ['bag_tag', 'flight_no', 'reported_at'] },
    ]);
  });

  it('tables that are put somewhere stay tables', () => {
    expect(
      read('Put orders_a and orders_b from Postgres into ClickHouse').operations,
    ).not.toContainEqual(expect.objectContaining({ op: 'select' }));
  });

  it.each<readonly [string, readonly object[]]>([
    [
      'longest and shortest open_secs per lift_id',
      [
        { fn: 'max', column: 'open_secs' },
        { fn: 'min', column: 'open_secs' },
      ],
    ],
    [
      'per lift_id earliest and latest seen_at, cheapest and dearest price',
      [
        { fn: 'min', column: 'seen_at' },
        { fn: 'max', column: 'seen_at' },
        { fn: 'min', column: 'price' },
        { fn: 'max', column: 'price' },
      ],
    ],
    [
      'по lift_id самое долгое и самое короткое open_secs',
      [
        { fn: 'max', column: 'open_secs' },
        { fn: 'min', column: 'open_secs' },
      ],
    ],
  ])('are shared by two superlatives: %s', (words, measures) => {
    expect(operations(words, 'aggregate')).toMatchObject([{ measures }]);
  });
});

describe('columns left out', () => {
  it.each(['без phone и email', 'без phone, email, ключ id'])('between commas: %s', (words) => {
    const [dropped] = operations(words, 'drop_columns');
    expect(dropped).toMatchObject({ columns: ['phone', 'email'] });
  });

  it('in so many words', () => {
    expect(operations('оклад (salary) не переносить', 'drop_columns')).toMatchObject([
      { columns: ['salary'] },
    ]);
  });

  it('rows without a value are no columns', () => {
    const ir = load('строки без email пропускай');
    expect(ir.operations).toMatchObject([{ op: 'filter' }]);
    expect(conditions(ir)).toMatchObject([{ column: 'email', cmp: 'not_null' }]);
  });
});

describe('faulty rows', () => {
  it.each<readonly [string, object]>([
    ['if amount is empty, into table a.bad', { rule: 'not_null', column: 'amount' }],
    ['строки без amount складывай в a.bad', { rule: 'not_null', column: 'amount' }],
    ['строки с amount меньше нуля клади в a.bad', { rule: 'range', column: 'amount', min: 0 }],
    ['если amount пустой — в таблицу a.bad', { rule: 'not_null', column: 'amount' }],
    [
      'если amount отрицательный, клади строку в a.bad',
      { rule: 'range', column: 'amount', min: 0 },
    ],
  ])('are set aside, and the others are loaded: %s', (words, check) => {
    const ir = load(words);
    expect(ir.checks).toMatchObject([check]);
    expect(ir.targets).toMatchObject([{ system: 'postgresql' }, { role: 'quarantine' }]);
    expect(conditions(ir)).toEqual([]);
  });
});

describe('rows as they come', () => {
  it.each<readonly [string, readonly string[] | undefined]>([
    [
      'Stream changes (inserts and updates, no deletes) of Postgres a.b to Kafka topic c',
      ['insert', 'update'],
    ],
    ['Stream all changes of Postgres a.b to Kafka topic c', undefined],
    ['Replicate inserts and deletes of Postgres a.b to ClickHouse c.d', ['insert', 'delete']],
    ['Стримь изменения Postgres a.b в Kafka топик c', undefined],
  ])('changes are captured: %s', (text, changes) => {
    const { load: found, sources } = read(text);
    expect(found?.mode).toBe('cdc');
    if (changes !== undefined) expect(found?.changes).toEqual(changes);
    expect(sources).toMatchObject([{ system: 'postgresql', objects: [{ name: 'b' }] }]);
  });

  it('changes since the last run are looked for', () => {
    expect(
      read('Replicate changes of Postgres a.b since the last run (changed_at) to MySQL c.d').load
        ?.mode,
    ).toBe('watermark');
  });

  it.each<readonly [string, number]>([
    ['one-minute averages of celsius per hall_id', 1],
    ['average celsius per hall_id over ten-minute windows', 10],
  ])('a stretch of time in words: %s', (words, count) => {
    const ir = read(`MQTT topic hall/temp, ${words}, to TimescaleDB a_b`);
    expect(ir.operations).toContainEqual(
      expect.objectContaining({ op: 'window', count, unit: 'minute' }),
    );
    expect(ir.operations).toContainEqual(
      expect.objectContaining({ op: 'aggregate', measures: [{ fn: 'avg', column: 'celsius' }] }),
    );
  });

  it.each(['апдейт по lead_id', 'обновление по lead_id'])('rows that are there: %s', (words) => {
    expect(load(words).write).toMatchObject({ mode: 'merge', keys: ['lead_id'] });
  });
});

describe('rows that share a key', () => {
  it.each([
    'latest row per user_no (updated_at)',
    'latest row per user_no wins (updated_at)',
    'без дублей по user_no, самая свежая по updated_at',
  ])('a moment beside the key is the order: %s', (words) => {
    expect(operations(words, 'dedupe')).toMatchObject([
      { keys: ['user_no'], keep: 'last', orderBy: 'updated_at' },
    ]);
  });

  it('what is computed is no column whose type changes', () => {
    expect(load('total = qty * price, created_at as a date').operations).toMatchObject([
      { op: 'derive', as: 'total', expression: 'qty * price' },
      { op: 'cast', column: 'created_at' },
    ]);
  });
});

describe('joins', () => {
  it.each([
    'rooms nobody has booked stay in too',
    'rooms nobody booked are kept',
    'комнаты, которые никто не бронировал, тоже оставь',
  ])('rows without a partner stay: %s', (words) => {
    const { operations: found } = read(
      `Join Postgres a.rooms with MySQL bookings using room_id, ${words}, to ClickHouse a.b`,
    );
    expect(found).toMatchObject([{ op: 'join', on: ['room_id'], how: 'left' }]);
  });

  it.each([
    'Link pickups to districts over district_id, both in Postgres, and put it into MySQL b.c',
    'Attach pickups to districts via district_id, both from Postgres, to MySQL b.c',
  ])('link one table to another: %s', (text) => {
    const { sources, operations: found } = read(text);
    expect(sources.flatMap(({ objects }) => objects)).toMatchObject([
      { name: 'pickups' },
      { name: 'districts' },
    ]);
    expect(found).toMatchObject([{ op: 'join', right: 'districts', on: ['district_id'] }]);
  });
});

describe('conditions', () => {
  it.each<readonly [string, string]>([
    ['with a rating of 92 or better or fewer than 300 bottles', '>='],
    ['with a rating of 92 or worse or fewer than 300 bottles', '<='],
    ['строки с rating 92 и выше или менее 300 бутылок', '>='],
  ])('either of two: %s', (words, cmp) => {
    expect(operations(words, 'filter')).toMatchObject([
      { any: [{ column: 'rating', cmp }, { cmp: '<' }] },
    ]);
  });

  it.each([
    'only plots with an area above 50 which at the same time are smaller than 10',
    'plots with area above 50 that are also below 10',
    'участки с area больше 50, которые при этом меньше 10',
  ])('of one column, told apart by words that only join: %s', (words) => {
    const ir = load(words);
    expect(conditions(ir)).toMatchObject([{ column: 'area' }, { column: 'area' }]);
    expect(ir.conflicts).toMatchObject([{ field: 'filter' }]);
  });

  it.each([
    'where temp lies between 5 and 10',
    'where temp ranges from 5 to 10',
    'где temp лежит между 5 и 10',
  ])('a verb of place says no more than "is": %s', (words) => {
    expect(conditions(load(words))).toMatchObject([{ column: 'temp', cmp: 'between' }]);
  });

  it.each(['but leave rows where note is blank behind', 'leaving behind rows where note is blank'])(
    'rows that are left behind: %s',
    (words) => {
      expect(conditions(load(words))).toMatchObject([{ column: 'note', cmp: 'not_null' }]);
    },
  );

  it('a word behind a state is one as well', () => {
    expect(conditions(load('status open or waiting, total above 100'))).toMatchObject([
      { column: 'status', cmp: 'in', values: [{ value: 'open' }, { value: 'waiting' }] },
      { column: 'total' },
    ]);
  });

  it('a word that says what is compared is not of the column before it', () => {
    expect(conditions(load('rows with amount above 50 that are heavier than 15 kg'))).toMatchObject(
      [{ column: 'amount' }, { column: null, cmp: '>' }],
    );
  });

  it.each<readonly [string, number]>([
    ['only lost bags', 1],
    ['только украденные велосипеды', 1],
    ['only stolen bikes and damaged scooters', 0],
    ['so that no rows are lost', 0],
  ])('what befell things picks them out behind "only": %s', (words, count) => {
    expect(conditions(load(words))).toHaveLength(count);
  });
});
