import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A ferry line. */
const { answerOf } = askedSql(
  `
  CREATE TABLE ferries (ferry_id INTEGER PRIMARY KEY, ferry_name VARCHAR(40) NOT NULL, cond SMALLINT NOT NULL,
    maker VARCHAR(30) NOT NULL);
  CREATE TABLE crossings (crossing_id INTEGER PRIMARY KEY, ferry_id INTEGER NOT NULL REFERENCES ferries(ferry_id),
    st VARCHAR(2) NOT NULL, bill_flg VARCHAR(1) NOT NULL, ctry VARCHAR(2) NOT NULL);
  COMMENT ON COLUMN ferries.cond IS '1 = good, 2 = out of order, 3 = sold';
  COMMENT ON COLUMN crossings.st IS 'PL = planned, SL = sailed, CX = cancelled by the harbour, WT = moored and waiting for a tide';
  COMMENT ON COLUMN crossings.bill_flg IS 'Y = billable to the county, N = not billable';
`,
  {
    held: [
      ['crossings', 'ctry', 'SE'],
      ['crossings', 'ctry', 'NO'],
    ],
  },
);

describe('states by less than all words of a code, and by other words', () => {
  it.each([
    [
      'How many crossings were cancelled?',
      `SELECT count(*) AS crossings_count FROM crossings AS c WHERE st = 'CX'`,
    ],
    [
      'How many crossings are waiting?',
      `SELECT count(*) AS crossings_count FROM crossings AS c WHERE st = 'WT'`,
    ],
    ['Moored crossings', `SELECT crossing_id FROM crossings AS c WHERE st = 'WT'`],
    ['Which ferries are broken?', 'SELECT ferry_name FROM ferries AS f WHERE cond = 2'],
    [
      'How many chargeable crossings are there?',
      `SELECT count(*) AS crossings_count FROM crossings AS c WHERE bill_flg = 'Y'`,
    ],
    [
      'How many Swedish crossings were there?',
      `SELECT count(*) AS crossings_count FROM crossings AS c WHERE ctry = 'SE'`,
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it('asks back where no code is near', async () => {
    expect(await answerOf('How many hijacked crossings are there?')).toBe('unanswerable');
  });
});
