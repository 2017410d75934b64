import { describe, expect, it } from 'vitest';
import { openPoints, type PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

/** Descriptions as people write them to each other: asides, explanations in brackets, verbs for nouns. */
const read = (text: string): PlannerIR => parseDescription(text).ir;
const load = (words: string): PlannerIR => read(`Postgres a_b to MySQL c_d, ${words}`);

describe('brackets', () => {
  it.each<readonly [string, string, string]>([
    ['people living in Austria or Spain (nation is AT or ES)', 'nation', 'in'],
    ['shifts that still have no ward (ward_no is empty)', 'ward_no', 'is_null'],
    ['published ones only (status)', 'status', '='],
  ])('tell the condition exactly: %s', (words, column, cmp) => {
    const filters = load(words).operations.filter((one) => one.op === 'filter');
    expect(filters).toMatchObject([{ any: [{ column, cmp }] }]);
  });

  it('name the table of a noun', () => {
    expect(read('Забирай сделки (deals) из HubSpot в Postgres a_b').sources).toMatchObject([
      { system: 'hubspot', objects: [{ kind: 'name', name: 'deals' }] },
    ]);
  });

  it('a bot that is left out takes what follows along', () => {
    expect(
      load('skipping bots (is_bot = true) and anything without ad_no').operations,
    ).toMatchObject([
      { any: [{ column: 'is_bot', cmp: '!=' }] },
      { any: [{ column: 'ad_no', cmp: 'not_null' }] },
    ]);
  });

  it('name the column of new rows, whatever is said of it', () => {
    expect(
      read('take what was added to MySQL bids since the last run (bid_no tells), to Postgres a_b')
        .load,
    ).toMatchObject({ mode: 'watermark', column: 'bid_no' });
  });
});

describe('how rows are written', () => {
  it.each<readonly [string, object]>([
    [
      'update people we already have by person_no and insert the ones we do not',
      { mode: 'merge', keys: ['person_no'] },
    ],
    ['update by person_no', { mode: 'merge', keys: ['person_no'] }],
    ['match on person_no', { mode: 'merge', keys: ['person_no'] }],
    ['what is already there must stay', { mode: 'append' }],
    ['old list thrown away', { mode: 'replace' }],
    ['use person_no to merge', { mode: 'merge', keys: ['person_no'] }],
    ["replacing last week's copy", { mode: 'replace' }],
    ['full overwrite but never change an existing row', { mode: null }],
  ])('%s', (words, write) => {
    expect(load(words).write).toMatchObject(write);
  });

  it.each([
    'sftp /in/menu.xlsx to Postgres a_b every Monday. The new version replaces the previous one.',
    'Postgres a_b to s3://out/menu.csv; the old file gets overwritten by the new one',
    'sftp /in/menu.xlsx to Postgres a_b. Новый файл заменяет старый.',
  ])('a new whole replaces the old one, and no new files are looked for: %s', (text) => {
    expect(read(text)).toMatchObject({ write: { mode: 'replace' }, load: null });
  });

  it.each<readonly [string, readonly string[]]>([
    ['leave out salary and iban altogether', ['salary', 'iban']],
    ["don't transfer iban or tax_no", ['iban', 'tax_no']],
    ['do not export iban and photo at all', ['iban', 'photo']],
  ])('columns that do not move: %s', (words, columns) => {
    expect(load(words).operations).toMatchObject([{ op: 'drop_columns', columns }]);
  });

  it.each(['moored since the last load', 'that arrived since the last sync (see moored_at)'])(
    'what came since it was last looked at: %s',
    (words) => {
      expect(read(`Postgres boats ${words} to MySQL c_d`).load).toMatchObject({
        mode: 'watermark',
      });
    },
  );

  it('a target by other words', () => {
    expect(read('computed from BigQuery a_b and saved as Postgres c_d')).toMatchObject({
      sources: [{ system: 'bigquery' }],
      targets: [{ system: 'postgresql', objects: [{ name: 'c_d' }] }],
    });
  });

  it.each(['skip boats with flag not FR', 'drop rows with flag not FR'])(
    'what is shut out unless it is one value: %s',
    (words) => {
      expect(load(words).operations).toMatchObject([{ any: [{ column: 'flag', cmp: '=' }] }]);
    },
  );

  it('numbers that are shut out, and numbers of the job', () => {
    expect(load('exclude boats with berth 1 or 2').operations).toMatchObject([
      { any: [{ column: 'berth', cmp: 'not_in' }] },
    ]);
    expect(load('retry with timeout 5 or 10').operations).toEqual([]);
  });

  it.each(['hull_no empty, reject the row', 'alert if: hull_no empty, skipper null'])(
    'an empty column that is refused is no filter for it: %s',
    (words) => {
      const filters = load(words).operations.filter((one) => one.op === 'filter');
      expect(filters.flatMap((one) => one.any.map(({ cmp }) => cmp))).not.toContain('is_null');
    },
  );

  it('what exists and is overwritten may be a file', () => {
    expect(
      read(
        'Copy boats from Postgres to s3://b/boats.csv. If the file exists overwrite it, otherwise create it',
      ).write?.keys ?? [],
    ).toEqual([]);
  });

  it('what a team wants is no place', () => {
    expect(read('The team wants Postgres boats: load boats into BigQuery')).toMatchObject({
      sources: [{ system: 'postgresql' }],
      targets: [{ system: 'bigquery' }],
    });
  });

  it('columns that are wanted, said politely', () => {
    expect(load('only berth_no, hull and moored_at please').operations).toMatchObject([
      { op: 'select', columns: ['berth_no', 'hull', 'moored_at'] },
    ]);
  });

  it('what becomes of two columns, told in one breath', () => {
    expect(load('skipper must be pseudonymised and home_port masked').operations).toMatchObject([
      { op: 'mask', columns: ['skipper'], method: 'tokenise' },
      { op: 'mask', columns: ['home_port'], method: 'redact' },
    ]);
  });

  it('what may not be, said in short', () => {
    expect(load("hull_no can't be empty").checks).toMatchObject([
      { rule: 'not_null', column: 'hull_no' },
    ]);
  });

  it('a key in short, and what is said behind it', () => {
    expect(load('CDC with inserts and deletes, PK is hull_no').write).toMatchObject({
      keys: ['hull_no'],
    });
    expect(load('SCD2, business key hull_no, pick up changes via changed_at')).toMatchObject({
      write: { keys: ['hull_no'] },
      load: { mode: 'watermark', column: 'changed_at' },
    });
  });

  it('по-русски в неопределённой форме', () => {
    expect(
      load('дедупликация по hull_no, оставить последнюю запись по moored_at; toll привести к date')
        .operations,
    ).toMatchObject([
      { op: 'dedupe', keys: ['hull_no'], keep: 'last', orderBy: 'moored_at' },
      { op: 'cast', column: 'toll', type: 'date' },
    ]);
  });

  it('things that do not move are no columns', () => {
    expect(load("don't load drafts").operations).not.toMatchObject([{ op: 'drop_columns' }]);
  });

  it('a moment says what is new, and is no key', () => {
    expect(load('update by changed_at').write?.keys ?? []).toEqual([]);
  });

  it("yesterday's rows that are added are appended", () => {
    const { write } = read("add yesterday's riders (left_at) from MySQL riders to Postgres a_b");
    expect(write?.mode).toBe('append');
  });
});

describe('what is no part of the load', () => {
  it('a state of the time it runs at is no condition', () => {
    const { operations } = load('every night when the shop is closed, at 1:15');
    expect(operations).toEqual([]);
  });

  it('what a colon explains is not asked about', () => {
    const { operations } = load('hide personal data: hash pass_no and mask full_name');
    expect(operations.map((one) => one.op)).toEqual(['mask', 'mask']);
  });

  it('the rest of rows without a promise is the load itself', () => {
    const { targets, onFail } = read(
      'Get rid of duplicates in ClickHouse raw.views and save the rest in Postgres clean.views',
    );
    expect(onFail).toBeNull();
    expect(targets).toMatchObject([{ system: 'postgresql' }]);
  });

  it('a table that is told when something is done runs by its rhythm', () => {
    const { schedule, conflicts } = load(
      'weekly on Sundays, tell #garden in Slack once it is done',
    );
    expect(schedule?.kind).toBe('cron');
    expect(conflicts).toEqual([]);
  });
});

describe('rows', () => {
  it.each<readonly [string, readonly object[]]>([
    ['posts which have at least 10 likes', [{ column: 'likes', cmp: '>=' }]],
    ["yesterday's numbers, for yesterday (made_at)", [{ column: 'made_at', cmp: 'period' }]],
    [
      'parcels delivered more than a year ago (left_at)',
      [{ column: 'left_at', period: { kind: 'before', unit: 'year', count: 1 } }],
    ],
    [
      'those of the last full month, by made_on',
      [{ column: 'made_on', period: { kind: 'previous', unit: 'month', count: 1 } }],
    ],
  ])('%s', (words, expected) => {
    const found = load(words).operations.flatMap((one) => (one.op === 'filter' ? one.any : []));
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });

  it.each<readonly [string, readonly object[]]>([
    [
      'rows with fee >= 100 and nation FR or BE',
      [{ column: 'fee' }, { column: 'nation', cmp: 'in' }],
    ],
    ['open cases (status open)', [{ column: 'status', cmp: '=' }]],
  ])('codes and states with their column: %s', (words, expected) => {
    const found = load(words).operations.flatMap((one) => (one.op === 'filter' ? one.any : []));
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });

  it('a fault names its source, and the others are loaded', () => {
    const { sources, targets } = read(
      'If a row in MySQL a_b has no user_no, put it in orphans; the others go to Postgres c_d',
    );
    expect(sources).toMatchObject([{ system: 'mysql', objects: [{ name: 'a_b' }] }]);
    expect(targets).toMatchObject([{ system: 'postgresql' }, { role: 'quarantine' }]);
  });

  it('the ten with the highest total', () => {
    expect(
      load('the ten shops with the highest total of net, grouped by shop_no').operations,
    ).toMatchObject([
      { op: 'sort', column: 'sum_net', direction: 'desc' },
      { op: 'limit', count: 10 },
      { op: 'aggregate', measures: [{ fn: 'sum', column: 'net' }] },
    ]);
  });

  it('one table follows another, and whose it is does not name it', () => {
    expect(read('Let MySQL a_b follow Postgres c_d').targets).toMatchObject([{ system: 'mysql' }]);
    expect(read("the gym's visits from MySQL to Postgres c_d").sources).toMatchObject([
      { objects: [{ words: ['visits'] }] },
    ]);
  });
});

describe('streams', () => {
  it.each([
    'Clicks per minute per page_no from Kafka topic clicks into ClickHouse c_d',
    'From Kafka clicks the number of clicks each minute by page_no, into ClickHouse c_d',
  ])('what is computed is computed for each stretch of time: %s', (text) => {
    const { operations, schedule } = read(text);
    expect(operations.find((one) => one.op === 'window')).toMatchObject({
      count: 1,
      unit: 'minute',
    });
    expect(operations.find((one) => one.op === 'aggregate')).toMatchObject({
      groupBy: [{ column: 'page_no' }],
      measures: [{ fn: 'count', column: '*' }],
    });
    expect(schedule?.kind).toBe('streaming');
  });

  it('a rhythm before a topic that is written is a schedule', () => {
    const { operations, schedule } = read('Send Postgres a_b to Kafka topic x every 30 minutes');
    expect(operations).toEqual([]);
    expect(schedule?.kind).toBe('cron');
  });
});

describe('what is said of a column at the end of its clause', () => {
  it.each<readonly [string, readonly object[]]>([
    [
      'full_name is to be split into first_name and last_name, yr renamed to made_year',
      [
        { op: 'split', into: ['first_name', 'last_name'] },
        { op: 'rename', from: 'yr' },
      ],
    ],
    [
      'cells of the column room that were left blank should read TBA',
      [{ op: 'fill_null', column: 'room' }],
    ],
    [
      'ra and tilt cast to double precision',
      [
        { op: 'cast', column: 'ra', type: 'double precision' },
        { op: 'cast', column: 'tilt', type: 'double precision' },
      ],
    ],
    ['the author column is replaced by a pseudonym', [{ op: 'mask', columns: ['author'] }]],
    [
      'the place code in upper case (place_code)',
      [{ op: 'derive', as: 'place_code', expression: 'upper(place_code)' }],
    ],
    [
      'the nested author document spread over columns like author_name',
      [{ op: 'flatten', column: 'author' }],
    ],
    [
      'pivot: one row per person_no, question as the columns, answer as the values',
      [{ op: 'pivot', index: ['person_no'], column: 'question', value: 'answer' }],
    ],
  ])('%s', (words, expected) => {
    const { operations, conflicts } = load(words);
    expect(operations).toMatchObject(expected);
    expect(operations).toHaveLength(expected.length);
    expect(conflicts).toEqual([]);
  });
});

describe('what is left open', () => {
  it.each<readonly [string, string]>([
    ['Put the CSV from our bucket into Postgres a_b on Fridays at 9', 'object'],
    ['Postgres a_b priced below 100 and at the same time above 500 to MySQL c_d', 'filter'],
    [
      'MySQL a_b (the table has horse_no, box and feed, no other columns) to Postgres c_d, new rows by made_ts',
      'load',
    ],
    ['Upsert MySQL a_b into Postgres c_d, key still undecided', 'keys'],
  ])('%s', (text, about) => {
    expect(openPoints(read(text)).map((one) => one.about)).toContain(about);
  });
});

describe('Russian', () => {
  it('rows that are left out behind a comma', () => {
    expect(load('без строк, где level меньше 2').operations).toMatchObject([
      { op: 'filter', any: [{ column: 'level', cmp: '>=' }] },
    ]);
  });

  it('a total, its order and the number of rows', () => {
    expect(
      read('Redis ключ top: сумма streams по artist_no из MySQL a_b, по убыванию, первые 20')
        .operations,
    ).toMatchObject([
      { op: 'aggregate', measures: [{ fn: 'sum', column: 'streams' }] },
      { op: 'sort', direction: 'desc' },
      { op: 'limit', count: 20 },
    ]);
  });

  it.each<readonly [string, object]>([
    [
      'изменённые с прошлого запуска (changed_at)',
      { load: { mode: 'watermark', column: 'changed_at' } },
    ],
    ['email корректный, если нет — остановить загрузку', { onFail: 'abort' }],
    [
      'за 2022 год (sent_at)',
      { operations: [{ op: 'filter', any: [{ column: 'sent_at', cmp: 'between' }] }] },
    ],
    [
      'сгруппируй по shop_no и месяцу seen_on, посчитай визиты и уникальных user_no',
      {
        operations: [
          {
            op: 'aggregate',
            groupBy: [{ column: 'shop_no' }, { column: 'seen_on', unit: 'month' }],
            measures: [{ fn: 'count' }, { fn: 'count_distinct', column: 'user_no' }],
          },
        ],
      },
    ],
  ])('%s', (words, expected) => {
    expect(load(words)).toMatchObject(expected);
  });

  it('a plain hour before a verb', () => {
    expect(read('каждое утро в 8 присылай Postgres a_b в MySQL c_d').schedule).toMatchObject({
      kind: 'cron',
      cron: '0 8 * * *',
    });
  });

  it('what something does is no thing', () => {
    const { sources } = read('нужно, чтобы данные из Oracle появлялись в Postgres каждое утро');
    expect(sources).toMatchObject([{ system: 'oracle', objects: [] }]);
  });
});

describe('rows that break a rule', () => {
  it.each([
    'invalid rows are to be sent to the table bad_rows',
    'rows violating a rule -> bad_rows',
    'rows with errors should land in bad_rows',
    'строки с ошибками складывай в таблицу bad_rows',
    'нарушения — в bad_rows',
    'записи, нарушающие правила, отправляй в bad_rows',
  ])('go to a table of their own: %s', (words) => {
    const ir = load(`daily. Check that dock_no is not null; ${words}`);
    expect(ir.onFail).toBe('quarantine');
    expect(ir.targets.map(({ role }) => role)).toEqual([undefined, 'quarantine']);
  });

  it('two things are promised of one column', () => {
    expect(load('rules: dock_no filled in and unique').checks).toMatchObject([
      { rule: 'not_null', column: 'dock_no' },
      { rule: 'unique', columns: ['dock_no'] },
    ]);
  });
});

describe('messages', () => {
  it.each([
    'if it crashes, retry 2 times after 5 minutes and write to ops@x.example',
    'если упадет — повторить 2 раза с паузой 5 минут и написать на ops@x.example',
  ])('are written to a person: %s', (words) => {
    expect(load(words).notifications).toMatchObject([{ to: 'ops@x.example', on: ['failure'] }]);
  });
});
