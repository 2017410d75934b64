import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE ferry (fyno INTEGER PRIMARY KEY, origin VARCHAR(20) NOT NULL, price REAL NOT NULL);
  CREATE TABLE lodgings (lodging_id INTEGER PRIMARY KEY, star_rating_code VARCHAR(15) NOT NULL, price_range VARCHAR(20) NOT NULL);
`,
  {
    held: [
      ['ferry', 'origin', 'Oslo'],
      ['lodgings', 'star_rating_code', '5'],
      ['lodgings', 'star_rating_code', '4'],
    ],
  },
);

describe('the numbers of rows whose key is one', () => {
  it.each([
    ['What are the numbers of all ferries coming from Oslo?', 'fyno'],
    ['Give the numbers of the ferries from Oslo', 'fyno'],
    ['What is the number of ferries from Oslo?', 'count(*) AS ferry_count'],
  ])('%s', async (question, shown) => {
    expect(await answerOf(question)).toBe(`SELECT ${shown} FROM ferry AS f WHERE origin = 'Oslo'`);
  });
});

describe('stars that are kept as texts', () => {
  it.each([
    ['5 star lodgings', 'lodging_id'],
    ['What are the price ranges of five star lodgings?', 'price_range'],
    ['How many 5-star lodgings are there?', 'count(*) AS lodgings_count'],
  ])('%s', async (question, shown) => {
    expect(await answerOf(question)).toBe(
      `SELECT ${shown} FROM lodgings AS l WHERE star_rating_code = '5'`,
    );
  });
});
