import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE inns (inn_id INTEGER PRIMARY KEY, inn_name VARCHAR(40) NOT NULL, town VARCHAR(20) NOT NULL);
  CREATE TABLE stays (stay_id INTEGER PRIMARY KEY, inn_id INTEGER NOT NULL REFERENCES inns(inn_id),
    started_on DATE NOT NULL);
  CREATE TABLE reviews (review_id INTEGER PRIMARY KEY, inn_id INTEGER NOT NULL REFERENCES inns(inn_id),
    score INTEGER NOT NULL, posted_on DATE NOT NULL);
  CREATE TABLE refunds (refund_id INTEGER PRIMARY KEY, inn_id INTEGER NOT NULL REFERENCES inns(inn_id),
    refund_amt NUMERIC(8,2) NOT NULL, issued_on DATE NOT NULL);
`,
  { dialect: 'sqlite' },
);
const joined = 'FROM reviews AS r INNER JOIN inns AS i ON r.inn_id = i.inn_id';

describe('groups beside all rows', () => {
  it.each([
    [
      'inns whose average score beats the overall average',
      `SELECT i.inn_name ${joined} GROUP BY i.inn_id, i.inn_name HAVING avg(r.score) > (SELECT avg(score) AS value FROM reviews AS r)`,
    ],
    [
      'inns whose average score is below the average over all reviews',
      `SELECT i.inn_name ${joined} GROUP BY i.inn_id, i.inn_name HAVING avg(r.score) < (SELECT avg(score) AS value FROM reviews AS r)`,
    ],
    [
      'total amount of refunds per town',
      'SELECT etl_sum(r.refund_amt) AS sum_refund_amt, i.town FROM refunds AS r INNER JOIN inns AS i ON r.inn_id = i.inn_id GROUP BY i.town',
    ],
    // The one number of money that a row has.
    ['total of refunds', 'SELECT etl_sum(refund_amt) AS sum_refund_amt FROM refunds AS r'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    'stays per inn, including inns without any',
    'number of stays per inn, also those with none',
  ])('%s', (question) => {
    expect(sqlOf(question)).toMatch(
      /^SELECT grouped\.inn_name, coalesce\(part_1\.stays_count, 0\) AS stays_count FROM .* LEFT JOIN /u,
    );
  });
});
