import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A wholesaler of cheese. */
const { answerOf } = askedSql(
  `
  CREATE TABLE depots (depot_id INTEGER PRIMARY KEY, depot_name VARCHAR(40) NOT NULL, region VARCHAR(20) NOT NULL,
    area_m2 INTEGER NOT NULL);
  CREATE TABLE makers (maker_id INTEGER PRIMARY KEY, maker_name VARCHAR(40) NOT NULL, tier VARCHAR(1) NOT NULL,
    is_on_hold BOOLEAN NOT NULL);
  CREATE TABLE cheeses (cheese_id INTEGER PRIMARY KEY, cheese_name VARCHAR(40) NOT NULL,
    maker_id INTEGER NOT NULL REFERENCES makers(maker_id), delisted_on DATE);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY, depot_id INTEGER NOT NULL REFERENCES depots(depot_id),
    placed_at TIMESTAMP NOT NULL, packed_at TIMESTAMP, way VARCHAR(10) NOT NULL);
`,
  {
    held: [
      ['depots', 'region', 'Scotland'],
      ['depots', 'region', 'Wales'],
      ['makers', 'tier', 'A'],
      ['makers', 'tier', 'B'],
    ],
  },
);

describe('words that say which rows are meant', () => {
  it.each([
    ['Any makers on hold?', 'SELECT maker_name FROM makers AS m WHERE is_on_hold'],
    ['B-tier makers', "SELECT maker_name FROM makers AS m WHERE tier = 'B'"],
    [
      'Scottish and Welsh depots',
      "SELECT depot_name FROM depots AS d WHERE region IN ('Scotland', 'Wales')",
    ],
    [
      "cheeses we've dropped from the range",
      'SELECT cheese_name FROM cheeses AS c WHERE delisted_on IS NOT NULL',
    ],
    [
      'Which site has the largest area?',
      'SELECT depot_name FROM depots AS d ORDER BY area_m2 DESC LIMIT 1',
    ],
    [
      'On average how many hours pass between an order being placed and being packed, per way?',
      "SELECT avg(CAST(CAST(date_part('epoch', date_trunc('second', packed_at) - date_trunc('second', placed_at)) AS bigint) AS double precision) / 3600.0) AS avg_hours, way FROM orders AS o GROUP BY way",
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it.each(['Z-tier makers', 'Catalan depots', 'Catalan and Welsh depots'])(
    'are asked about where nothing is known of them: %s',
    async (question) => {
      expect(await answerOf(question)).toBe('unanswerable');
    },
  );
});
