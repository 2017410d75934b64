import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE pools (pool_id INTEGER PRIMARY KEY, pool_name VARCHAR(40), heated INTEGER, lanes INTEGER,
    "IsPublic" VARCHAR(3), "SellsFood" VARCHAR(3), num_slides INTEGER, sex VARCHAR(1));
`,
  {
    held: [
      ['pools', 'heated', '0'],
      ['pools', 'heated', '1'],
      ['pools', 'num_slides', '0'],
      ['pools', 'num_slides', '1'],
      ['pools', 'IsPublic', 'Yes'],
      ['pools', 'IsPublic', 'No'],
      ['pools', 'SellsFood', 'No'],
      ['pools', 'SellsFood', 'Yes'],
      ['pools', 'sex', 'F'],
    ],
  },
);

describe('columns that say yes or no', () => {
  it.each([
    [
      'How many heated pools are there?',
      'count(*) AS pools_count FROM pools AS p WHERE heated = 1',
    ],
    ['Which pools are not heated?', 'pool_name FROM pools AS p WHERE heated = 0'],
    ['How many pools have 1 lane?', 'count(*) AS pools_count FROM pools AS p WHERE lanes = 1'],
    ['List the public pools', `pool_name FROM pools AS p WHERE "IsPublic" = 'Yes'`],
    ['List the private pools', `pool_name FROM pools AS p WHERE "IsPublic" = 'No'`],
    ['Which pools sell food?', `pool_name FROM pools AS p WHERE "SellsFood" = 'Yes'`],
    ['Which pools do not sell any food?', `pool_name FROM pools AS p WHERE "SellsFood" = 'No'`],
    ['What is the total number of slides?', 'sum(num_slides) AS sum_num_slides FROM pools AS p'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(`SELECT ${sql}`);
  });
});
