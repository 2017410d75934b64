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

/** A mill that buys grain; each purchase goes by its letters. */
const mill = askedSql(`
  CREATE TABLE hands (hand_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL, shift VARCHAR(10) NOT NULL,
    hourly_rate NUMERIC(8,2) NOT NULL);
  CREATE TABLE grains (grain_id INTEGER PRIMARY KEY, grain_name VARCHAR(40) NOT NULL, unit_cost NUMERIC(9,2) NOT NULL,
    reorder_pt INTEGER -- units, NULL = never
  );
  CREATE TABLE silos (silo_id INTEGER PRIMARY KEY, silo_name VARCHAR(40) NOT NULL, grain_id INTEGER REFERENCES grains(grain_id),
    qty_on_hand INTEGER NOT NULL);
  CREATE TABLE buy_notes (bn_id INTEGER PRIMARY KEY, grain_id INTEGER NOT NULL REFERENCES grains(grain_id),
    due_on DATE NOT NULL, state VARCHAR(8) NOT NULL -- sent | part | done; sent and part are outstanding
  );
  CREATE TABLE grindings (grinding_id INTEGER PRIMARY KEY, hand_id INTEGER NOT NULL REFERENCES hands(hand_id),
    requested_at TIMESTAMP NOT NULL, ground_at TIMESTAMP, qty_req INTEGER NOT NULL, qty_ground INTEGER);
`);

describe('what a schema calls otherwise', () => {
  it.each([
    [
      'letters for a name of several words',
      'How many BNs are there?',
      'SELECT count(*) AS buy_notes_count FROM buy_notes AS bn',
    ],
    [
      'late ones are among those that a comment calls outstanding',
      'overdue BNs',
      "SELECT bn_id FROM buy_notes AS bn WHERE due_on < DATE '2026-01-01' AND state IN ('sent', 'part')",
    ],
    [
      'pay by the hour',
      'average hourly pay by shift',
      'SELECT avg(hourly_rate) AS avg_hourly_rate, shift FROM hands AS h GROUP BY shift',
    ],
    [
      'who makes what, in order',
      'hands and what they make per hour, best paid on top',
      'SELECT full_name, hourly_rate FROM hands AS h ORDER BY hourly_rate DESC',
    ],
    [
      'pieces that lie somewhere',
      'How many units are lying in each silo?',
      'SELECT silo_name, sum(qty_on_hand) AS sum_qty_on_hand FROM silos AS s GROUP BY silo_id, silo_name',
    ],
    [
      'the value of a stock at what its things cost',
      'What is the stock value?',
      'SELECT sum(s.qty_on_hand * t.unit_cost) AS sum_stock_value FROM silos AS s INNER JOIN grains AS t ON s.grain_id = t.grain_id',
    ],
    [
      'all that each of them had',
      'Which 3 hands have the most units requested?',
      'SELECT h.full_name, sum(t.qty_req) AS sum_qty_req FROM grindings AS t INNER JOIN hands AS h ON t.hand_id = h.hand_id GROUP BY h.hand_id, h.full_name ORDER BY sum_qty_req DESC LIMIT 3',
    ],
  ])('%s: %s', async (_what, question, sql) => {
    expect(await mill.answerOf(question)).toBe(sql);
  });
});
