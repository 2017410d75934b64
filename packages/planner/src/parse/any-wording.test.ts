import { describe, expect, it } from 'vitest';
import type { PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

/** What is said by the role of words, in whatever order and wording. */
const read = (words: string): PlannerIR =>
  parseDescription(`Postgres a_b to MySQL c_d, ${words}`).ir;
const operations = (words: string) => read(words).operations;

describe('the row that stays', () => {
  it.each<readonly [string, object]>([
    [
      'of all rows with the same unit_no only the oldest by made_at survives',
      { keys: ['unit_no'], keep: 'first', orderBy: 'made_at' },
    ],
    [
      'for each unit (unit_no) the freshest record by made_at is enough',
      { keys: ['unit_no'], keep: 'last', orderBy: 'made_at' },
    ],
    [
      'if a unit_no shows up several times only the newest row (made_at) counts',
      { keys: ['unit_no'], keep: 'last', orderBy: 'made_at' },
    ],
    [
      'keep one row per unit_no, the one whose made_at is the latest',
      { keys: ['unit_no'], keep: 'last', orderBy: 'made_at' },
    ],
    [
      'для каждого прибора (unit_no) оставь только последний замер по made_at',
      { keys: ['unit_no'], keep: 'last', orderBy: 'made_at' },
    ],
  ])('%s', (words, expected) => {
    expect(operations(words)).toMatchObject([{ op: 'dedupe', ...expected }]);
  });

  it('the largest of a group is no row', () => {
    expect(operations('sum and largest price per unit_no')).toMatchObject([{ op: 'aggregate' }]);
  });
});

describe('the rows that are new', () => {
  it.each([
    'picking up from the highest row_no seen so far',
    'only rows newer than the last row_no',
    'rows whose row_no exceeds what we have already',
    'row_no tells which rows are new',
    'only new or changed ones by row_no',
    'only new or changed rows since the last run by row_no',
    'бери строки с row_no больше последнего загруженного',
  ])('%s', (words) => {
    expect(read(words).load).toMatchObject({ mode: 'watermark', column: 'row_no' });
  });

  it('an age is no cursor', () => {
    expect(read('rows with made_at after last month').load).toBeNull();
  });

  it.each([
    'take whatever files showed up since the last time from s3://in/x/*.csv',
    'from s3://in/x/ the objects that have never been loaded',
  ])('files: %s', (words) => {
    expect(parseDescription(`${words}, into MySQL c_d`).ir.load?.mode).toBe('new_files');
  });
});

describe('how rows are written', () => {
  it.each([
    ['put the rows on top of what is already there', 'append'],
    ['add only', 'append'],
    ['old rows are thrown away first', 'replace'],
    ['always starting from an empty table', 'replace'],
    ['reload it completely', 'replace'],
    ['insert new and update existing ones by unit_no', 'merge'],
    ['matching existing rows by unit_no', 'merge'],
    ['прежние данные удаляй', 'replace'],
  ])('%s', (words, mode) => {
    expect(read(words).write?.mode).toBe(mode);
  });
});

describe('what becomes of a column, in a clause of its own', () => {
  it.each<readonly [string, object]>([
    [
      'mobile_no showing just the last three digits',
      { op: 'mask', method: 'partial', keepLast: 3 },
    ],
    ['mail_to as sha256', { op: 'mask', method: 'hash', algorithm: 'sha256' }],
    ['cv_text stays behind', { op: 'drop_columns', columns: ['cv_text'] }],
    ['is_paid is to be boolean', { op: 'cast', column: 'is_paid', type: 'boolean' }],
    ['net_sum numeric(14,2)', { op: 'cast', column: 'net_sum', type: 'numeric(14,2)' }],
    ['note the originating table in column from_table', { op: 'derive', expression: 'source' }],
  ])('%s', (words, expected) => {
    expect(operations(words)).toMatchObject([expected]);
  });

  it('a column that sounds like a method is none', () => {
    expect(operations('rows of this month by started_at')).toMatchObject([{ op: 'filter' }]);
  });
});

describe('conditions', () => {
  it.each<readonly [string, object]>([
    ['unless their state is void or test', { column: 'state', cmp: 'not_in' }],
    [
      "robots (agent_name contains 'bot') are not wanted",
      { column: 'agent_name', cmp: 'not_like' },
    ],
    ['longer than 2 hours (took_min > 120)', { column: 'took_min', cmp: '>' }],
    ['placed in March 2024 (placed_on)', { column: 'placed_on', cmp: 'between' }],
    ['whose tutor_id is still empty', { column: 'tutor_id', cmp: 'is_null' }],
    ['apart from ratings 1 and 2', { column: 'rating', cmp: 'not_in' }],
  ])('%s', (words, expected) => {
    const found = operations(words).flatMap((one) => (one.op === 'filter' ? one.any : []));
    expect(found).toMatchObject([expected]);
  });
});

describe('rows told by their fault', () => {
  it.each([
    'if unit_price is negative or sku_no is empty put the row in c_bad',
    'rows with a negative unit_price or without sku_no go to c_bad',
  ])('%s', (words) => {
    const { checks, targets } = parseDescription(`Postgres a_b to MySQL c_d. ${words}`).ir;
    expect(checks.map((one) => one.rule)).toEqual(['range', 'not_null']);
    expect(targets.at(-1)).toMatchObject({ role: 'quarantine' });
  });

  it.each([
    'rows with a malformed email or a negative unit_price are diverted to c_bad',
    'quarantine rows with a malformed email or a negative unit_price in c_bad',
  ])('%s', (words) => {
    const { checks, onFail, targets } = parseDescription(`Postgres a_b to MySQL c_d. ${words}`).ir;
    expect(checks).toMatchObject([
      { rule: 'format', column: 'email' },
      { rule: 'range', column: 'unit_price', min: 0 },
    ]);
    expect(onFail).toBe('quarantine');
    expect(targets.at(-1)).toMatchObject({ role: 'quarantine', system: 'mysql' });
  });
});

describe('several tables into one', () => {
  const into = (text: string) => parseDescription(text).ir.operations;
  it('are stacked', () => {
    expect(
      into('Put the MySQL tables north_x and south_x into one Postgres table all_x'),
    ).toMatchObject([{ op: 'union' }]);
  });
  it('are joined where a column says by what', () => {
    expect(
      into('Load MySQL guests and MySQL stays to Postgres guest_stays on the basis of guest_id'),
    ).toMatchObject([{ op: 'join', right: 'stays', on: ['guest_id'] }]);
  });
  it('are asked about where they are linked by nothing', () => {
    expect(into('Link Postgres courses and Postgres rooms and save it to MySQL t_x')).toMatchObject(
      [{ op: 'join', right: 'rooms', on: [] }],
    );
  });
});

describe('files and secrets', () => {
  it('a file and its folder may stand apart', () => {
    const { sources } = parseDescription(
      'Load parts.csv once into ClickHouse parts; the file is in /var/import',
    ).ir;
    expect(sources[0]?.objects).toMatchObject([{ kind: 'path', path: '/var/import/parts.csv' }]);
  });
  it.each([
    'bearer token stored as SHOP_TOKEN',
    'it wants a bearer token (secret SHOP_TOKEN)',
    'authenticating with the token from SHOP_TOKEN',
  ])('%s', (words) => {
    const { sources } = parseDescription(`Fetch https://x.example/a, ${words}, into MySQL c_d`).ir;
    expect(sources[0]?.options?.auth).toEqual({ type: 'bearer', secret: 'SHOP_TOKEN' });
  });
});

describe('times in Russian words', () => {
  it.each([
    ['без пятнадцати девять', '45 8 * * *'],
    ['в половине седьмого утра', '30 6 * * *'],
    ['10 и 25 числа каждого месяца в 6:10', '10 6 10,25 * *'],
  ])('%s', (words, cron) => {
    expect(parseDescription(`Копируй Postgres a_b в MySQL c_d ${words}`).ir.schedule).toMatchObject(
      {
        cron,
      },
    );
  });
});

describe('which end is filled', () => {
  it.each([
    'MySQL c_d should receive Postgres a_b daily',
    'In MySQL c_d we would like Postgres a_b daily',
    'MySQL c_d must look exactly like Postgres a_b',
    'Keep MySQL c_d in step with Postgres a_b',
    'MySQL c_d is to be kept equal to Postgres a_b',
  ])('%s', (text) => {
    const { sources, targets } = parseDescription(text).ir;
    expect(sources.map((one) => one.system)).toEqual(['postgresql']);
    expect(targets.map((one) => one.system)).toEqual(['mysql']);
  });
});

describe('lists end where a clause begins', () => {
  it.each<readonly [string, object]>([
    [
      'Join MySQL a_x with MySQL b_x by u_id and count visits per city_name; target Postgres c_x',
      { on: ['u_id'] },
    ],
    ['MySQL a_x joined with MySQL b_x on u_id, answer in ClickHouse c_x', { on: ['u_id'] }],
    ['Соедини MySQL a_x и MySQL b_x по u_id, phone_no захешируй, в Postgres c_x', { on: ['u_id'] }],
  ])('%s', (text, expected) => {
    const { operations, targets } = parseDescription(text).ir;
    expect(operations.find((one) => one.op === 'join')).toMatchObject(expected);
    expect(targets).toHaveLength(1);
  });
  it('a modal opens a clause', () => {
    expect(operations('asterisks for phone_no, pay_sum must not be transferred')).toMatchObject([
      { op: 'mask', columns: ['phone_no'] },
      { op: 'drop_columns', columns: ['pay_sum'] },
    ]);
  });
});

describe('the part of the day says which half of it', () => {
  it.each([
    ['every evening at quarter to eleven', '45 22 * * *'],
    ['every night at 11:30', '30 23 * * *'],
    ['every night at 2:30', '30 2 * * *'],
    ['every morning at 7:10', '10 7 * * *'],
  ])('%s', (words, cron) => {
    expect(read(words).schedule).toMatchObject({ cron });
  });
});

describe('days and times', () => {
  it.each([
    ['weekends excluded, at 21:00', '0 21 * * 1-5'],
    ['on the last day of the quarter at 20:00', '0 20 L 3,6,9,12 *'],
    ["at 7, 13 and 19 o'clock", '0 7,13,19 * * *'],
    ['every hour on the half hour', '30 * * * *'],
    ['hourly 7 to 19 on weekdays', '0 7-19 * * 1-5'],
    ['on January 2nd every year at 8', '0 8 2 1 *'],
    ['at 0:40... make it 0:50 each night', '50 0 * * *'],
  ])('%s', (words, cron) => {
    expect(read(words).schedule).toMatchObject({ cron });
  });
});

describe('what no row can be', () => {
  it.each(['only rows that are both paid and unpaid', 'with status open and status closed'])(
    '%s',
    (words) => {
      expect(read(words).conflicts).toMatchObject([{ field: 'filter' }]);
    },
  );
});

describe('what a sentence takes back', () => {
  it.each([
    ['From Kafka topic a_b... no wait, from Postgres a_b into MySQL c_d', 'postgresql', 'mysql'],
    ['Load Postgres a_b into Oracle... sorry, MySQL c_d', 'postgresql', 'mysql'],
  ])('%s', (text, source, target) => {
    const { sources, targets } = parseDescription(text).ir;
    expect(sources.map((one) => one.system)).toEqual([source]);
    expect(targets.map((one) => one.system)).toEqual([target]);
  });
});

describe('tables that are joined', () => {
  it.each([
    'Left-join Oracle S.UNITS to MySQL fixes by unit_no and store it as Postgres unit_fixes',
    'Enrich Oracle S.UNITS with MySQL fixes via unit_no into Postgres unit_fixes; units that match no fix are kept',
    'Oracle S.UNITS left join MySQL fixes on unit_no, everyone without a fix must still be there. Target Postgres unit_fixes',
  ])('%s', (text) => {
    const ir = parseDescription(text).ir;
    expect(ir.sources.map((one) => one.system)).toEqual(['oracle', 'mysql']);
    expect(ir.targets.map((one) => one.system)).toEqual(['postgresql']);
    expect(ir.operations).toMatchObject([
      { op: 'join', right: 'fixes', on: ['unit_no'], how: 'left' },
    ]);
  });
});
