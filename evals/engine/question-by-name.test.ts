import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A seed merchant. */
const seeds = askedSql(
  `
  CREATE TABLE grower (grower_id INTEGER PRIMARY KEY, grower_name TEXT, valley TEXT, greenhouses INTEGER, phone TEXT);
  CREATE TABLE seed (seed_id INTEGER PRIMARY KEY, seed_name TEXT, kind TEXT, price REAL, grower_id INTEGER REFERENCES grower(grower_id));
  CREATE TABLE invoice (invoice_id INTEGER PRIMARY KEY, buyer TEXT, issued_on DATE NOT NULL);
  CREATE TABLE invoice_line (line_id INTEGER PRIMARY KEY, invoice_id INTEGER REFERENCES invoice(invoice_id), seed_id INTEGER REFERENCES seed(seed_id), bags INTEGER);
  `,
  { dialect: 'sqlite', held: [['grower', 'valley', 'Ardal']] },
);
const neverSold =
  'NOT EXISTS ( SELECT 1 FROM ( SELECT il.seed_id FROM invoice_line AS il INNER JOIN invoice AS i ON il.invoice_id = i.invoice_id ) AS with_1 WHERE s.seed_id = with_1.seed_id )';

describe('rows by what names them', () => {
  it.each([
    [
      'List the growers located in Ardal by name.',
      "SELECT grower_name FROM grower AS t WHERE valley = 'Ardal' ORDER BY grower_name NULLS LAST",
    ],
    ['Give me all seeds by name', 'SELECT seed_name FROM seed AS s ORDER BY seed_name NULLS LAST'],
    [
      'Show growers by name and phone.',
      'SELECT grower_name, phone FROM grower AS t ORDER BY grower_name NULLS LAST',
    ],
    // The one that has most stays the one that has most.
    [
      'Tell me the grower with the most greenhouses among those in Ardal, by name.',
      "SELECT grower_name FROM grower AS t WHERE valley = 'Ardal' ORDER BY greenhouses DESC LIMIT 1",
    ],
    [
      'Show the cheapest seed by name',
      'SELECT seed_name FROM seed AS s ORDER BY price NULLS LAST LIMIT 1',
    ],
    // What was never done was never done.
    [
      'Find the seeds that were never sold, by name.',
      `SELECT s.seed_name FROM seed AS s WHERE ${neverSold} ORDER BY s.seed_name NULLS LAST`,
    ],
    // Counted for each, where it says so or names others.
    [
      'Number of seeds by grower name',
      'SELECT count(*) AS seed_count, t.grower_name FROM seed AS s INNER JOIN grower AS t ON s.grower_id = t.grower_id GROUP BY t.grower_name',
    ],
    [
      'Growers by valley',
      'SELECT count(*) AS grower_count, valley FROM grower AS t GROUP BY valley',
    ],
  ])('%s', (question, sql) => {
    expect(seeds.sqlOf(question)).toBe(sql);
  });

  it('asks back where nothing says what was never done', async () => {
    expect(await seeds.answerOf('Find the growers that were never used, by name.')).toBe('unclear');
  });
});
