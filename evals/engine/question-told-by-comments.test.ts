import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A garden nursery whose comments say what its names do not. */
const { answerOf } = askedSql(`
  CREATE TABLE crew (crew_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    chief_ref INTEGER -- crew.crew_id of the boss
  );
  CREATE TABLE plants (plant_id INTEGER PRIMARY KEY, plant_name VARCHAR(60) NOT NULL);
  CREATE TABLE intake (intake_id INTEGER PRIMARY KEY, plant_id INTEGER NOT NULL REFERENCES plants(plant_id),
    pieces INTEGER NOT NULL, piece_price NUMERIC(10,2) NOT NULL, delivered_on DATE NOT NULL,
    stage VARCHAR(10) NOT NULL -- asked | part | done | void; asked and part are still open
  );
  CREATE TABLE tills ( -- one basket position each
    till_id INTEGER PRIMARY KEY,
    basket_no VARCHAR(12) NOT NULL, -- shopping basket, 1 to 9 positions
    plant_id INTEGER NOT NULL REFERENCES plants(plant_id), requested_at TIMESTAMP NOT NULL,
    tilled_at TIMESTAMP, -- NULL until packed
    worth_amt NUMERIC(12,2) NOT NULL -- takings of the whole position
  );
  CREATE TABLE claims (claim_id INTEGER PRIMARY KEY, till_id INTEGER NOT NULL REFERENCES tills(till_id),
    filed_on DATE NOT NULL,
    verdict VARCHAR(10) -- replant | compost, NULL until examined
  );
`);

describe('what comments tell of amounts, rows and values', () => {
  it.each([
    [
      'Takings per plant',
      'SELECT sum(t.worth_amt) AS sum_worth_amt, p.plant_name FROM tills AS t INNER JOIN plants AS p ON t.plant_id = p.plant_id GROUP BY p.plant_id, p.plant_name',
    ],
    ['How many basket positions are there?', 'SELECT count(*) AS tills_count FROM tills AS t'],
    [
      'Basket positions of last month - just the number',
      `SELECT count(*) AS tills_count FROM tills AS t WHERE requested_at >= TIMESTAMP '2025-12-01 00:00:00' AND requested_at < TIMESTAMP '2026-01-01 00:00:00'`,
    ],
    [
      'How many separate shopping baskets came in last month?',
      `SELECT count(DISTINCT basket_no) AS count_basket_no FROM tills AS t WHERE requested_at >= TIMESTAMP '2025-12-01 00:00:00' AND requested_at < TIMESTAMP '2026-01-01 00:00:00'`,
    ],
    ['open intake', `SELECT intake_id FROM intake AS i WHERE stage IN ('asked', 'part')`],
    [
      'How many intake are still outstanding?',
      `SELECT count(*) AS intake_count FROM intake AS i WHERE stage IN ('asked', 'part')`,
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('what is still to be done', () => {
  it.each([
    'claims waiting to be examined',
    'claims that still need to be examined',
    'Claims still to be examined',
    'claims not examined yet',
  ])('%s', async (question) => {
    expect(await answerOf(question)).toBe('SELECT claim_id FROM claims AS c WHERE verdict IS NULL');
  });

  it('is done where nothing of it is said', async () => {
    const sql = await answerOf('How many claims were examined?');
    expect(sql).toBe('SELECT count(*) AS claims_count FROM claims AS c WHERE verdict IS NOT NULL');
  });
});

describe('who is above others by a comment', () => {
  it.each(["Who is Ann Bell's boss?", 'Who is the boss of Ann Bell?', 'boss of Ann Bell'])(
    '%s',
    async (question) => {
      expect(await answerOf(question)).toBe(
        "SELECT c.full_name FROM crew AS c WHERE EXISTS ( SELECT 1 FROM crew AS c2 WHERE c2.chief_ref = c.crew_id AND c2.full_name = 'Ann Bell' )",
      );
    },
  );
});
