import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE skippers (skipper_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, harbour VARCHAR(30) NOT NULL,
    quota NUMERIC(10,2) NOT NULL);
  CREATE TABLE boats (boat_id INTEGER PRIMARY KEY, boat_name VARCHAR(40) NOT NULL);
  CREATE TABLE catches (catch_id INTEGER PRIMARY KEY, skipper_id INTEGER NOT NULL REFERENCES skippers(skipper_id),
    boat_id INTEGER NOT NULL REFERENCES boats(boat_id), weight NUMERIC(8,2) NOT NULL, landed_on DATE NOT NULL,
    verdict VARCHAR(12) NOT NULL, is_frozen BOOLEAN NOT NULL);
`,
  {
    held: [
      ['catches', 'verdict', 'spoiled'],
      ['catches', 'verdict', 'sound'],
    ],
  },
);

describe('so large a part of what rows have', () => {
  it.each([
    ['skippers with more than 20% of their catches spoiled', '> 20'],
    ['skippers with less than half of their catches spoiled', '< 50'],
    ['harbours in which at least a quarter of the catches were spoiled', '>= 25'],
    ['skippers who have over 10 percent of their catches frozen', '> 10'],
  ])('is a share of each: %s', (question, test) => {
    const sql = sqlOf(question);
    expect(sql).toMatch(/GROUP BY .* HAVING .*CASE WHEN/u);
    expect(sql.endsWith(test)).toBe(true);
  });

  it('is no number of rows', () => {
    expect(sqlOf('skippers with more than 20 catches')).toMatch(/HAVING count\(\*\) > 20$/u);
  });
});

describe('a total of rows', () => {
  it.each([
    ['skippers whose total weight is more than their quota', 'HAVING sum(c.weight) > s.quota'],
  ])('is compared with a number of those that have them: %s', (question, test) => {
    expect(sqlOf(question)).toContain(test);
  });

  it.each([
    [
      'which skipper has the most weight?',
      /GROUP BY s.skipper_id, s.full_name ORDER BY sum\(c.weight\) DESC/u,
    ],
    [
      'the two skippers with the most weight in each harbour',
      /sum\(c.weight\) .*PARTITION BY s.harbour ORDER BY sum\(c.weight\) DESC/u,
    ],
    ['skipper with the highest quota', /ORDER BY quota DESC LIMIT 1$/u],
  ])('ranks what has "the most": %s', (question, sql) => {
    expect(sqlOf(question)).toMatch(sql);
  });
});

describe('different rows', () => {
  it.each([
    'skippers with at least three different boats',
    'how many skippers used three or more different boats?',
  ])('count once each: %s', (question) => {
    expect(sqlOf(question)).toMatch(/HAVING count\(DISTINCT [bc].boat_id\) >= 3/u);
  });
});
