import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE yards (yard_code VARCHAR(8) PRIMARY KEY, yard_name VARCHAR(60) NOT NULL, county VARCHAR(40) NOT NULL, cranes INTEGER NOT NULL);
  CREATE TABLE hauls (haul_id INTEGER PRIMARY KEY, src_yard VARCHAR(8) NOT NULL REFERENCES yards(yard_code),
    dst_yard VARCHAR(8) NOT NULL REFERENCES yards(yard_code), crates INTEGER NOT NULL);
`,
  {
    held: [
      ['yards', 'yard_name', 'Alpha'],
      ['yards', 'county', 'Kent'],
    ],
    dialect: 'sqlite',
  },
);
const several = (key: string, test: string) =>
  `SELECT y.yard_name FROM hauls AS h INNER JOIN yards AS y ON h.${key} = y.yard_code GROUP BY y.yard_code, y.yard_name ${test}`;
const one = (key: string, not = '', what = 'y.yard_name') =>
  `SELECT ${what} FROM yards AS y WHERE ${not}EXISTS (SELECT 1 FROM hauls AS h WHERE h.${key} = y.yard_code)`;

describe('a noun behind rows says by which of two keys others lead to them', () => {
  it.each([
    [
      'names of the yards that are the destination of at least 3 hauls',
      several('dst_yard', 'HAVING count(*) >= 3'),
    ],
    [
      'Which yard is the destination of the most hauls?',
      several('dst_yard', 'ORDER BY count(*) DESC LIMIT 1'),
    ],
    ['Which yard receives the most hauls?', several('dst_yard', 'ORDER BY count(*) DESC LIMIT 1')],
    ['Which yards are used as the starting point of a haul?', one('src_yard')],
    ['yards that serve as the final destination of any haul', one('dst_yard')],
    ['Which yards are never the destination of a haul?', one('dst_yard', 'NOT ')],
    [
      'Which yard codes are never used as the departure yard of a haul?',
      one('src_yard', 'NOT ', 'y.yard_code'),
    ],
    [
      'How many yards have more than 2 cranes but are not the destination of any haul?',
      `${one('dst_yard', 'NOT ', 'count(*) AS yards_count')} AND y.cranes > 2`,
    ],
    [
      'For each yard, how many hauls have it as their destination?',
      'SELECT y.yard_name, count(*) AS hauls_count FROM hauls AS h INNER JOIN yards AS y ON h.dst_yard = y.yard_code GROUP BY y.yard_code, y.yard_name',
    ],
    [
      'How many hauls have Alpha as their end point?',
      "SELECT count(*) AS hauls_count FROM hauls AS h INNER JOIN yards AS y ON h.dst_yard = y.yard_code WHERE y.yard_name = 'Alpha'",
    ],
    [
      'What is the destination of haul 7?',
      'SELECT y.yard_name FROM yards AS y WHERE EXISTS (SELECT 1 FROM hauls AS h WHERE h.dst_yard = y.yard_code AND h.haul_id = 7)',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
