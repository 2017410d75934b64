import { acquireTestServers, isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expressionCase, queryOf, type GoldenCase } from '../golden/golden-case.ts';
import { openMysqlRows, type MysqlRows } from './mysql-rows.ts';

/** What is NULL, clipped or cut in MySQL, with no more than a warning. */
const changed = [
  "date_add(DATE '9999-12-31', id, 'day')",
  "DATE '9999-12-31' + INTERVAL 1 DAY",
  "date_add(DATE '2024-01-01', id * 1000000000000, 'day')",
  'sqrt(id - 5)',
  'ln(id - 1)',
  "at_time_zone(tz, 'Europe/Berlin')",
  "lower(concat('ΟΔΟ', 'Σ'))",
  "upper(concat('ﬁ', 'n'))",
  "CAST(concat('9223372036854775', '808') AS int64)",
  "CAST(concat('1e', '999') AS float64)",
  "CAST(concat('0000-', '01-01') AS date)",
  'CAST(power(10, 30) AS int64)',
  'CAST(power(10, id) AS decimal(5,2))',
];

describe.skipIf(!isMariadbTestable())('MariaDB fails rather than change a value', () => {
  let mysql: MysqlRows;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const servers = await acquireTestServers();
    const shop = await servers.mariadb.createDatabase();
    closers.push(() => shop.drop());
    mysql = await openMysqlRows(shop.url, shop.name);
    closers.push(() => mysql.close());
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  function sqlOf(one: GoldenCase): string {
    const result = queryOf(one, 'mysql');
    if (!('query' in result)) expect.fail(JSON.stringify(result));
    return result.query.sql;
  }

  it.each(changed)('%s', async (expression) => {
    const sql = sqlOf(expressionCase('changed', expression));
    await expect(mysql.query(sql)).rejects.toThrow('value is out of range');
  });

  it.each([
    [
      'groups',
      {
        op: 'aggregate',
        group_by: [{ name: 'x', expression: 'x' }],
        measures: [{ name: 'n', expression: 'count(DISTINCT id)' }],
      },
    ],
    ['duplicates', { op: 'dedupe', keys: ['x'], keep: 'first', order_by: [{ by: 'id' }] }],
    [
      'partitions',
      {
        op: 'window',
        columns: [{ name: 'place', expression: 'row_number() OVER (PARTITION BY x ORDER BY id)' }],
      },
    ],
  ] as const)('tells apart %s by texts that sorts cut off', async (kind, step) => {
    const x = "concat(lpad('x', 70000, 'a'), CAST(id % 3 AS text))";
    const steps = [
      { id: 'long', op: 'derive', inputs: ['v'], columns: [{ name: 'x', expression: x }] },
      { id: 'done', inputs: ['long'], ...step },
      ...(kind === 'partitions'
        ? [{ id: 'first', op: 'filter', inputs: ['done'], where: 'place = 1' }]
        : []),
    ];
    expect(await mysql.query(sqlOf({ name: kind, steps } as GoldenCase))).toHaveLength(3);
  });

  it('says why in the error, without a value', async () => {
    const sql = sqlOf(expressionCase('changed', "CAST(concat(s, 'secret') AS date)"));
    await expect(mysql.query(sql)).rejects.toThrow('the text is no date');
    await expect(mysql.query(sql)).rejects.not.toThrow('Éclairsecret');
  });

  it.each(["string_agg(s, ', ')", "string_agg(DISTINCT s, ', ')", 'median(f)'])(
    '%s that was cut',
    async (expression) => {
      const measures = [{ name: 'all_', expression }];
      const sql = sqlOf({
        name: 'cut',
        steps: [{ id: 'totals', op: 'aggregate', inputs: ['v'], group_by: [], measures }],
      });
      expect(await mysql.query(sql)).toHaveLength(1);
      await mysql.query('SET SESSION group_concat_max_len = 16');
      try {
        await expect(mysql.query(sql)).rejects.toThrow('longer than group_concat_max_len');
      } finally {
        await mysql.query('SET SESSION group_concat_max_len = 1073741824');
      }
    },
  );
});
