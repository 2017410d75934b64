import { describe, expect, it } from 'vitest';
import { openPoints, type PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

const read = (text: string): PlannerIR => parseDescription(text).ir;

/** An end in one line: `mysql shop.orders`. */
function ends(mentions: PlannerIR['sources']): string[] {
  return mentions.map(({ system, objects, role }) => {
    const names = objects.map((object) => {
      switch (object.kind) {
        case 'name':
          return object.schema === null ? object.name : `${object.schema}.${object.name}`;
        case 'words':
          return object.words.join(' ');
        case 'path':
          return object.path;
        case 'all':
          return '*';
      }
    });
    return [system, ...names, ...(role === undefined ? [] : [`(${role})`])].join(' ');
  });
}

describe('both ends', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'Move HubSpot contacts to Postgres crm.contacts, append only',
      ['hubspot contacts'],
      ['postgresql crm.contacts'],
    ],
    [
      'Mongo pings go to the Redis key last_ping every minute',
      ['mongodb pings'],
      ['redis last_ping'],
    ],
    [
      'Sync Google Sheet targets to MySQL targets every 6 hours',
      ['google_sheets targets'],
      ['mysql targets'],
    ],
    [
      'Stream the sensors/+/temp topic from MQTT into TimescaleDB readings',
      ['mqtt sensors/+/temp'],
      ['timescaledb readings'],
    ],
    [
      'Put the week.xlsx file into /drop/out over SFTP from Oracle HR.STAFF',
      ['oracle HR.STAFF'],
      ['sftp /drop/out/week.xlsx'],
    ],
    [
      'Join MySQL bills with MySQL payers on payer_id, result to BigQuery mart.bills',
      ['mysql bills payers'],
      ['bigquery mart.bills'],
    ],
    [
      'Из Kafka топика clicks пиши в ClickHouse web.clicks, плохие строки складывай в clicks_bad',
      ['kafka clicks'],
      ['clickhouse web.clicks', 'clickhouse clicks_bad (quarantine)'],
    ],
    [
      'Копируй из Oracle HR.STAFF в Postgres staff сотрудников',
      ['oracle HR.STAFF'],
      ['postgresql staff'],
    ],
  ])('%s', (text, sources, targets) => {
    const ir = read(text);
    expect(ends(ir.sources)).toEqual(sources);
    expect(ends(ir.targets)).toEqual(targets);
  });

  it('belongs options to the end that can have them', () => {
    const ir = read(
      'Load people.csv from /data/in (semicolon separated, no header, encoding cp1251) into PostgreSQL crm.people',
    );
    expect(ir.sources[0]?.options).toEqual({
      format: 'csv',
      delimiter: ';',
      header: false,
      encoding: 'windows-1251',
    });
    const api = read(
      'Read https://api.shop.example/items with 100 items per page and bearer token from SHOP_TOKEN into Postgres items',
    );
    expect(api.sources[0]?.options).toEqual({
      pageSize: 100,
      auth: { type: 'bearer', secret: 'SHOP_TOKEN' },
    });
    const lake = read(
      'Export ClickHouse dw.sales as JSON to gs://reports/sales/ partitioned by region',
    );
    expect(lake.targets[0]?.options).toEqual({ format: 'json', partitionBy: ['region'] });
    expect(lake.operations).toEqual([]);
  });
});

describe('operations', () => {
  it.each<readonly [string, readonly object[]]>([
    [
      'mask phone, hash email with SHA-256 and drop ssn when copying',
      [
        { op: 'mask', columns: ['phone'], method: 'redact' },
        { op: 'mask', columns: ['email'], method: 'hash', algorithm: 'sha256' },
        { op: 'drop_columns', columns: ['ssn'] },
      ],
    ],
    [
      "fill missing country with 'unknown', trim name, cast age to integer and rename fname to first_name",
      [
        { op: 'fill_null', column: 'country', value: { type: 'text', value: 'unknown' } },
        { op: 'derive', as: 'name', expression: 'trim(name)' },
        { op: 'cast', column: 'age', type: 'integer' },
        { op: 'rename', from: 'fname', to: 'first_name' },
      ],
    ],
    [
      'keep only the newest row per device_id by seen_at',
      [{ op: 'dedupe', keys: ['device_id'], keep: 'last', orderBy: 'seen_at' }],
    ],
    [
      'count tickets and average wait_minutes per office and month of opened_at',
      [
        {
          op: 'aggregate',
          groupBy: [
            { column: 'office', unit: null },
            { column: 'opened_at', unit: 'month' },
          ],
          measures: [
            { fn: 'count', column: '*' },
            { fn: 'avg', column: 'wait_minutes' },
          ],
        },
      ],
    ],
    [
      'add a column margin = (price - cost) * qty',
      [{ op: 'derive', as: 'margin', expression: '(price - cost) * qty' }],
    ],
    [
      'leave out rows with no sensor_id',
      [{ op: 'filter', any: [{ column: 'sensor_id', cmp: 'not_null' }] }],
    ],
    ['splits full_name into first_name and last_name', []],
    [
      'split full_name into first_name and last_name',
      [{ op: 'split', column: 'full_name', into: ['first_name', 'last_name'] }],
    ],
    ['explode the items array', [{ op: 'explode', column: 'items' }]],
    [
      'email захешируй, телефон phone замаскируй, оставь последнюю запись по client_id по updated_at',
      [
        { op: 'mask', method: 'hash', columns: ['email'] },
        { op: 'mask', method: 'redact', columns: ['phone'] },
        { op: 'dedupe', keys: ['client_id'], keep: 'last', orderBy: 'updated_at' },
      ],
    ],
  ])('%s', (words, expected) => {
    const { operations } = read(`Load Postgres a_table to MySQL b_table; ${words}`);
    expect(operations).toMatchObject(expected);
    expect(operations).toHaveLength(expected.length);
  });
});

describe('promises about rows', () => {
  it.each<readonly [string, object]>([
    [
      'price must be positive',
      { rule: 'range', column: 'price', min: 0, minExclusive: true, max: null },
    ],
    [
      'currency is one of EUR, USD or GBP',
      { rule: 'accepted_values', column: 'currency', values: ['EUR', 'USD', 'GBP'] },
    ],
    ['score must be between 0 and 10', { rule: 'range', column: 'score', min: 0, max: 10 }],
    [
      'at most 2% of the email values may be empty',
      { rule: 'null_ratio', column: 'email', max: 0.02 },
    ],
    ['zip has exactly 5 digits', { rule: 'regex', column: 'zip', pattern: '^[0-9]{5}$' }],
    ['url не должен быть пустым', { rule: 'not_null', column: 'url' }],
    [
      'the pair order_no and line_no must be unique',
      { rule: 'unique', columns: ['order_no', 'line_no'] },
    ],
    ['the newest row must not be older than 3 hours', { rule: 'freshness', maxAgeMinutes: 180 }],
  ])('%s', (words, check) => {
    const ir = read(`Load Postgres a_table to MySQL b_table; ${words}, otherwise abort`);
    expect(ir.checks).toMatchObject([check]);
    expect(ir.onFail).toBe('abort');
  });
});

describe('how rows are found and written', () => {
  it.each<readonly [string, Partial<PlannerIR>]>([
    [
      'every 15 minutes new rows by updated_at, merge on emp_id',
      {
        load: { mode: 'watermark', column: 'updated_at' },
        write: { mode: 'merge', keys: ['emp_id'] },
      } as never,
    ],
    [
      'inserts and deletes through CDC, key acc_id',
      {
        load: { mode: 'cdc', changes: ['insert', 'delete'] },
        write: { mode: null, keys: ['acc_id'] },
      } as never,
    ],
    ['pick up only new files', { load: { mode: 'new_files' } } as never],
    [
      'retry 3 times every 10 minutes, 5000 rows per batch, four workers',
      { policy: { retries: 3, retryDelaySeconds: 600, batchSize: 5000, parallel: 4 } },
    ],
  ])('%s', (words, expected) => {
    expect(read(`Load Postgres a_table to MySQL b_table; ${words}`)).toMatchObject(expected);
  });
});

describe('what is left open', () => {
  it.each<readonly [string, readonly string[]]>([
    ['Merge MySQL users into Postgres users every hour', ['keys']],
    ['Combine Oracle trips with Oracle drivers into Snowflake FLEET.TRIPS', ['join_keys']],
    ['Load Postgres a_table to MySQL b_table without the sensitive columns', ['columns']],
    ['Load Postgres a_table to MySQL b_table daily every 5 minutes', ['schedule']],
    ['Append Postgres a_table to MySQL x.b_table and empty x.b_table each time', ['write_mode']],
    ['Load only paid and also only unpaid bills from Postgres bills to MySQL bills', ['filter']],
    ['Load Postgres a_table to MySQL b_table, only changed rows since the last run', ['load']],
    [
      'Load Postgres a_table (its columns are code and city) to MySQL b_table, new rows by seen_at',
      ['load'],
    ],
    ['Copy it somewhere', ['source', 'target', 'object']],
    ['Load Postgres a_table to MySQL b_table daily at 4:00', []],
  ])('%s', (text, about) => {
    expect([...new Set(openPoints(read(text)).map((one) => one.about))]).toEqual(about);
  });
});

describe('what people write beside the point, or wrongly', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'Hi all, please copy MySQL orders to Postgres dw.orders daily. Kind regards, Maria',
      ['mysql orders'],
      ['postgresql dw.orders'],
    ],
    [
      'evrey monday copy the postgress tabel bills to clickhosue fin.bills',
      ['postgresql bills'],
      ['clickhouse fin.bills'],
    ],
    [
      'Pick up files dropped into sftp /in/*.csv and put them into MySQL lines',
      ['sftp /in/*.csv'],
      ['mysql lines'],
    ],
    [
      'MySQL tours joined to MySQL guides on guide_id, to Postgres t_g',
      ['mysql tours guides'],
      ['postgresql t_g'],
    ],
  ])('%s', (text, sources, targets) => {
    const ir = read(text);
    expect(ends(ir.sources)).toEqual(sources);
    expect(ends(ir.targets)).toEqual(targets);
  });

  it('takes names near a word of the lexicon as they are', () => {
    expect(ends(read('Copy MySQL loans to Postgres leads').sources)).toEqual(['mysql loans']);
    expect(ends(read('Copy MySQL loans to Postgres leads').targets)).toEqual(['postgresql leads']);
  });
});

describe('what is said of columns without a verb, or together', () => {
  const load = (words: string): PlannerIR =>
    read(`Load Postgres a_table to MySQL b_table; ${words}`);

  it.each<readonly [string, readonly object[]]>([
    ['country US/DE only', [{ column: 'country', cmp: 'in' }]],
    ['with stage won or lost', [{ column: 'stage', cmp: 'in' }]],
    ['excluding those with stage won or lost', [{ column: 'stage', cmp: 'not_in' }]],
    ['rows without unit_id are to be skipped', [{ column: 'unit_id', cmp: 'not_null' }]],
    [
      'amount over 10 and under 20',
      [
        { column: 'amount', cmp: '>' },
        { column: 'amount', cmp: '<' },
      ],
    ],
    ['the last 3 days of it by seen_at', [{ column: 'seen_at', cmp: 'period' }]],
    ['since 2024-01-01 until 2024-03-31', [{ cmp: 'between' }]],
  ])('condition: %s', (words, conditions) => {
    const found = load(words).operations.flatMap((one) => (one.op === 'filter' ? one.any : []));
    expect(found).toMatchObject(conditions);
    expect(found).toHaveLength(conditions.length);
  });

  it.each<readonly [string, readonly object[]]>([
    [
      'unit_id must be unique and never empty',
      [
        { rule: 'unique', columns: ['unit_id'] },
        { rule: 'not_null', column: 'unit_id' },
      ],
    ],
    [
      'unit_id must not be null, price > 0',
      [
        { rule: 'not_null', column: 'unit_id' },
        { rule: 'range', column: 'price', min: 0, minExclusive: true },
      ],
    ],
    [
      'abort if more than 1% of email is null',
      [{ rule: 'null_ratio', column: 'email', max: 0.01 }],
    ],
    ['code must match ^A-[0-9]{2}$', [{ rule: 'regex', column: 'code', pattern: '^A-[0-9]{2}$' }]],
  ])('check: %s', (words, checks) => {
    expect(load(words).checks).toMatchObject(checks);
    expect(load(words).checks).toHaveLength(checks.length);
  });

  it('aborts where the words say so', () => {
    expect(load('abort if more than 1% of email is null').onFail).toBe('abort');
    expect(load('notify #ops if it succeeds or fails').onFail).toBeNull();
  });

  it.each<readonly [string, object]>([
    ['keyed by unit_id', { mode: null, keys: ['unit_id'] }],
    ['мердж по unit_id', { mode: 'merge', keys: ['unit_id'] }],
    ['add the rows to the end', { mode: 'append' }],
  ])('write: %s', (words, write) => {
    expect(load(words).write).toMatchObject(write);
  });

  it.each<readonly [string, object]>([
    ['rows newer than the last run by seen_at', { mode: 'watermark', column: 'seen_at' }],
    ['incremental seen_at', { mode: 'watermark', column: 'seen_at' }],
    ['changes detected via seen_at', { mode: 'watermark', column: 'seen_at' }],
  ])('load: %s', (words, expected) => {
    expect(load(words).load).toMatchObject(expected);
  });

  it.each([
    ['the sum, average and maximum of fare per driver_id', ['sum fare', 'avg fare', 'max fare']],
    ['top 5 drivers by sum of fare per driver_id', ['sum fare']],
  ])('measures: %s', (words, measures) => {
    const found = load(words).operations.flatMap((one) =>
      one.op === 'aggregate' ? one.measures : [],
    );
    expect(found.map(({ fn, column }) => `${fn} ${column}`)).toEqual(measures);
  });

  it('finds keys and order of a dedupe further on', () => {
    expect(
      read(
        'Drop duplicates in Postgres leads by email keeping the most recent by made_at, to MySQL x_y',
      ).operations,
    ).toMatchObject([{ op: 'dedupe', keys: ['email'], keep: 'last', orderBy: 'made_at' }]);
  });
});

describe('what contradicts itself', () => {
  it.each<readonly [string, string]>([
    ['Copy Postgres a_b to MySQL c_d on weekdays only, Saturdays at 10:00', 'schedule'],
    ['Copy Postgres a_b to MySQL c_d every Sunday but never on weekends', 'schedule'],
    ['Replace MySQL c_d with Postgres a_b, but never delete existing rows', 'write_mode'],
    ['Copy Postgres a_b to MySQL c_d where price is over 10 and at most 5', 'filter'],
    ['Deduplicate Postgres a_b into MySQL c_d, the newest one stays', 'keys'],
    ['Merge Postgres a_b into MySQL c_d on an appropriate key', 'keys'],
    ['Summarise Postgres a_b into MySQL c_d', 'measure'],
    ['Compute the main metric per branch of Postgres a_b into MySQL c_d', 'measure'],
    ['Посчитай ключевой показатель по каждому филиалу из Postgres a_b в MySQL c_d', 'measure'],
    ['Copy Postgres a_b to MySQL c_d each night at noon', 'schedule'],
    ['Copy the table from MySQL to Postgres analytics daily at 6', 'object'],
    ['Выгружай важные поля из Postgres a_b в MySQL c_d', 'columns'],
    ['Copy Postgres a_b to MySQL c_d every morning at 19:00', 'schedule'],
    [
      'Overwrite MySQL c_d with Postgres a_b but leave all its existing rows untouched',
      'write_mode',
    ],
    [
      "Replace MySQL c_d with Postgres a_b, don't touch the rows that are already there",
      'write_mode',
    ],
  ])('%s', (text, about) => {
    expect(openPoints(read(text)).map((one) => one.about)).toContain(about);
  });
});
