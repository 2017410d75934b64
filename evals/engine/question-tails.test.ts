import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE growers (grower_id INTEGER PRIMARY KEY, grower_name VARCHAR(60) NOT NULL, village VARCHAR(30) NOT NULL);
  CREATE TABLE crates (crate_id INTEGER PRIMARY KEY, grower_id INTEGER NOT NULL REFERENCES growers(grower_id),
    sort VARCHAR(20) NOT NULL, price NUMERIC(8,2) NOT NULL, packed_on DATE NOT NULL, due_on DATE NOT NULL, paid_on DATE,
    checked VARCHAR(12) NOT NULL, is_organic BOOLEAN NOT NULL);
`,
  {
    held: [
      ['crates', 'checked', 'rejected'],
      ['crates', 'checked', 'passed'],
      ['crates', 'sort', 'apple'],
      ['crates', 'sort', 'pear'],
    ],
  },
);

describe('what is said behind a comma about the order', () => {
  it.each([
    ['mean price per sort, dearest sort first', /ORDER BY avg_price DESC$/u],
    ['total price by grower, biggest farm on top', /ORDER BY sum_price DESC$/u],
    ['crates, cheapest first', /ORDER BY price$/u],
    ['the four priciest crates, dearest first', /ORDER BY price DESC LIMIT 4$/u],
    ['crates, oldest due date first', /ORDER BY due_on$/u],
  ])('sorts all that was asked for: %s', (question, sql) => {
    expect(sqlOf(question)).toMatch(sql);
  });

  it.each([
    ['6 oldest crates by packing date', /ORDER BY packed_on LIMIT 6$/u],
    ['6 newest crates by due date', /ORDER BY due_on DESC LIMIT 6$/u],
  ])('the adjective says from which end the column that follows is taken: %s', (question, sql) => {
    expect(sqlOf(question)).toMatch(sql);
  });
});

describe('comparisons', () => {
  it.each([
    ['crates with a price north of 150', 'price > 150'],
    ['crates with a price in excess of 2k', 'price > 2000'],
    ['crates whose price is more than twice the average', '2 * (SELECT avg(price)'],
    ['crates paid after their due date', 'paid_on > due_on'],
    ['crates packed before their due date', 'packed_on < due_on'],
  ])('%s', (question, test) => {
    expect(sqlOf(question)).toContain(test);
  });

  it('are with so many times the average of a group', () => {
    expect(
      sqlOf('crates with a price more than one and a half times the average of their own sort'),
    ).toMatch(/GROUP BY sort\) .* > 1\.5 \* peers_1\.value/u);
  });
});

describe('measures side by side', () => {
  it.each([
    ['price of crates, organic vs non-organic', /sum\(price\) .* GROUP BY is_organic$/u],
    [
      'crates by sort: how many and what price',
      /count\(\*\) AS crates_count, .*price.* GROUP BY sort/u,
    ],
    ['per grower: number and total price', /grower_name, count\(\*\) AS count, sum\(c\.price\)/u],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toMatch(sql);
  });
});

describe('states in other words', () => {
  it.each([
    'how many crates did we turn down?',
    'crates that were turned down',
    'crates that were refused',
  ])('%s', (question) => {
    expect(sqlOf(question)).toContain("checked = 'rejected'");
  });
});
