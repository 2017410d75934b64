import { beforeAll, describe, expect, it } from 'vitest';
import { checkUserSql, type UserSqlDialect } from './check-user-sql.ts';
import { loadUserSqlParser } from './parser.ts';

beforeAll(loadUserSqlParser);

const inputs = ['orders', 'rates'];

describe('SQL that may run', () => {
  const fine: readonly (readonly [UserSqlDialect, string])[] = [
    ['postgresql', 'SELECT status, count(*) AS n FROM orders GROUP BY status HAVING count(*) > 1'],
    [
      'postgresql',
      `WITH big AS (SELECT * FROM orders WHERE amount > 10), named AS (SELECT b.*, r.rate FROM big b
       LEFT JOIN rates r ON b.id = r.id) SELECT *, row_number() OVER (PARTITION BY status ORDER BY id DESC)
       FROM named ORDER BY 1 LIMIT 5`,
    ],
    [
      'postgresql',
      "SELECT id::text || 'x', CASE WHEN id IN (1, 2) THEN NULL ELSE lower(status) END FROM orders;",
    ],
    [
      'postgresql',
      'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n',
    ],
    ['postgresql', 'SELECT id FROM orders UNION SELECT id FROM rates EXCEPT SELECT 1'],
    ['clickhouse', 'SELECT toStartOfMonth(at) AS m, sumIf(amount, id > 1) FROM orders GROUP BY m'],
    ['mysql', 'SELECT `id`, ifnull(status, 1) FROM `orders` LIMIT 1, 2'],
    ['sqlite', "SELECT strftime('%Y', at) FROM orders"],
    ['duckdb', 'SELECT status, quantile_cont(amount, 0.5) FROM orders GROUP BY status'],
  ];

  it.each(fine)('%s: %s', (dialect, sql) => {
    expect(checkUserSql(sql, dialect, inputs)).toBeUndefined();
  });
});

describe('SQL that is refused', () => {
  const bad: readonly (readonly [UserSqlDialect, string])[] = [
    ['postgresql', 'SELECT * FROM users'],
    ['postgresql', 'SELECT * FROM public.orders'],
    ['postgresql', 'SELECT * FROM pg_catalog.pg_user'],
    ['postgresql', 'SELECT (SELECT max(id) FROM users) FROM orders'],
    ['postgresql', 'SELECT * FROM users, (WITH users AS (SELECT 1) SELECT * FROM users) q'],
    ['postgresql', 'WITH users AS (SELECT * FROM users) SELECT * FROM users'],
    ['postgresql', 'WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a'],
    ['postgresql', "SELECT pg_read_file('/etc/passwd')"],
    ['postgresql', "SELECT * FROM pg_ls_dir('/') AS f"],
    ['postgresql', 'SELECT pg_sleep(10) FROM orders'],
    ['postgresql', "SELECT current_setting('x')"],
    ['postgresql', "SELECT set_config('a', 'b', false)"],
    ['postgresql', "SELECT nextval('s')"],
    ['postgresql', 'SELECT current_user'],
    ['postgresql', 'SELECT random(), now()'],
    ['postgresql', "SELECT query_to_xml('select 1', true, true, '')"],
    ['postgresql', "SELECT dblink('x', 'select 1')"],
    ['postgresql', 'SELECT * INTO x FROM orders'],
    ['postgresql', 'SELECT * FROM orders FOR UPDATE'],
    ['postgresql', 'WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x'],
    ['postgresql', 'SELECT 1; DROP TABLE orders'],
    ['postgresql', 'DELETE FROM orders'],
    ['postgresql', 'TABLE orders'],
    ['postgresql', 'SELECT 1) AS x, (SELECT 2'],
    ['postgresql', 'SELECT 1 -- a comment'],
    ['postgresql', 'SELECT $$a$$'],
    ['postgresql', "SELECT E'\\'' FROM orders"],
    ['clickhouse', "SELECT * FROM url('http://x', 'CSV')"],
    ['clickhouse', "SELECT * FROM file('x')"],
    ['clickhouse', 'SELECT * FROM system.tables'],
    ['clickhouse', "SELECT dictGet('a', 'b', 1) FROM orders"],
    ['clickhouse', 'SELECT 1 FROM orders SETTINGS max_threads = 1'],
    ['clickhouse', "SELECT 1 FROM orders INTO OUTFILE 'x'"],
    ['clickhouse', 'SELECT 1 FROM orders FORMAT JSON'],
    ['clickhouse', 'WITH 1 AS users SELECT * FROM users'],
    ['clickhouse', 'SELECT ‘a’ FROM orders'],
    ['mysql', "SELECT LOAD_FILE('x')"],
    ['mysql', 'SELECT @@version'],
    ['mysql', 'WITH a AS (SELECT * FROM orders) SELECT * FROM a'],
    ['mysql', 'SELECT 1--(SELECT 2)'],
    ['mysql', 'SELECT /*!50000 1 */ 2'],
    ['mysql', 'SELECT benchmark(1, 2)'],
    ['sqlite', "SELECT load_extension('x')"],
    ['sqlite', 'PRAGMA database_list'],
    ['sqlite', 'SELECT * FROM sqlite_master'],
    ['duckdb', "SELECT * FROM read_csv('a')"],
    ['duckdb', "SELECT * FROM 'a.parquet'"],
    ['duckdb', "SELECT getenv('x')"],
    ['duckdb', "ATTACH 'x' AS y"],
    ['duckdb', "COPY orders TO 'x'"],
  ];

  it.each(bad)('%s: %s', (dialect, sql) => {
    expect(checkUserSql(sql, dialect, inputs)).toHaveProperty('message');
  });
});
