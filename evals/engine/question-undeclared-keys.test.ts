import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A printing shop that declares no keys between its tables. */
const { answerOf } = askedSql(
  `
  CREATE TABLE papers (paper_cd VARCHAR(6) PRIMARY KEY, paper_nm VARCHAR(40) NOT NULL, list_eur NUMERIC(9,2) NOT NULL,
    buy_eur NUMERIC(9,2) NOT NULL);
  CREATE TABLE presses (press_tag VARCHAR(8) PRIMARY KEY, press_nm VARCHAR(40) NOT NULL, foreman_no INTEGER);
  CREATE TABLE printers (worker_no INTEGER PRIMARY KEY, worker_nm VARCHAR(40) NOT NULL, day_cost NUMERIC(9,2) NOT NULL,
    paper_cd VARCHAR(6) NOT NULL);
  CREATE TABLE runs (run_id INTEGER PRIMARY KEY, press_tag VARCHAR(8) NOT NULL, paper_cd VARCHAR(6) NOT NULL,
    sheets INTEGER NOT NULL);
`,
);

describe('keys of texts that nobody declared', () => {
  it.each([
    [
      'How many runs are there for each press?',
      'SELECT count(*) AS runs_count, p.press_nm FROM runs AS r INNER JOIN presses AS p ON r.press_tag = p.press_tag GROUP BY p.press_tag, p.press_nm',
    ],
    [
      'Total sheets per paper',
      'SELECT sum(r.sheets) AS sum_sheets, p.paper_nm FROM runs AS r INNER JOIN papers AS p ON r.paper_cd = p.paper_cd GROUP BY p.paper_cd, p.paper_nm',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('prices that are called after their currency', () => {
  it.each([
    [
      'What is the most expensive paper?',
      'SELECT paper_nm FROM papers AS p ORDER BY list_eur DESC LIMIT 1',
    ],
    ['Average list price of papers', 'SELECT avg(list_eur) AS avg_list_eur FROM papers AS p'],
    ['Papers with a buying price over 9', 'SELECT paper_nm FROM papers AS p WHERE buy_eur > 9'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

const pool = askedSql(
  `
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, full_name VARCHAR(40) NOT NULL);
  CREATE TABLE tariffs (tariff_id INTEGER PRIMARY KEY, tariff_name VARCHAR(40) NOT NULL, fee NUMERIC(7,2) NOT NULL,
    on_sale BOOLEAN NOT NULL);
`,
  { held: [['tariffs', 'tariff_name', 'Early Bird']] },
);

describe('a membership is no member where there are tariffs', () => {
  it.each([
    [
      'How much is the Early Bird membership?',
      `SELECT fee FROM tariffs AS t WHERE tariff_name = 'Early Bird'`,
    ],
    ['How many members are there?', 'SELECT count(*) AS members_count FROM members AS m'],
  ])('%s', async (question, sql) => {
    expect(await pool.answerOf(question)).toBe(sql);
  });
});
