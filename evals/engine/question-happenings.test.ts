import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE rangers (ranger_id INTEGER PRIMARY KEY, ranger_name VARCHAR(60) NOT NULL, park VARCHAR(40) NOT NULL,
    boss_id INTEGER, hired_on DATE NOT NULL, left_on DATE);
  COMMENT ON COLUMN rangers.boss_id IS 'ranger_id of the supervisor';
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, member_name VARCHAR(60) NOT NULL, district VARCHAR(40) NOT NULL,
    signup_dt DATE NOT NULL, last_visit_on DATE);
  CREATE TABLE permits (permit_id INTEGER PRIMARY KEY, permit_no VARCHAR(20) NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members(member_id), ranger_id INTEGER REFERENCES rangers(ranger_id),
    state VARCHAR(12) NOT NULL, -- draft | issued | void | suspend
    requested_at TIMESTAMP NOT NULL, approved_at TIMESTAMP, est_return_on DATE, returned_on DATE);
`);

describe('what the rows of a table began with', () => {
  it.each([
    ['hires per park', 'SELECT count(*) AS rangers_count, park FROM rangers'],
    ['How many hires per park this year?', "hired_on >= DATE '2026-01-01'"],
    ['Which park had the most hires last year?', 'GROUP BY park ORDER BY count(*) DESC LIMIT 1'],
    ['sign-ups by district', 'SELECT count(*) AS members_count, district FROM members'],
    ['signups per district last month', "signup_dt >= DATE '2025-12-01'"],
    ['hire dates of all rangers', 'SELECT hired_on'],
  ])('is said of the rows: %s', async (question, part) => {
    expect(await answerOf(question)).toContain(part);
  });
});

describe('states that columns spell as a bare verb', () => {
  it.each([
    ['How many permits were voided?', "state = 'void'"],
    ['permits that have not been voided', "state <> 'void'"],
    ['list the suspended permits', "state = 'suspend'"],
    ['permits suspended or voided', "state IN ('suspend', 'void')"],
  ])('are said as what was done: %s', async (question, part) => {
    expect(await answerOf(question)).toContain(part);
  });
});

describe('a key to its own table that only a comment declares', () => {
  it.each([
    ['rangers and their supervisors', 'ON r.boss_id = r2.ranger_id'],
    ['Who supervises Ann Cole?', 'r2.boss_id = r.ranger_id'],
    ['How many rangers does each supervisor have?', 'GROUP BY r2.ranger_id'],
    ['Which rangers have no supervisor?', 'NOT EXISTS'],
  ])('leads to the rows above: %s', async (question, part) => {
    expect(await answerOf(question)).toContain(part);
  });
});

describe('what was planned and what came', () => {
  it.each([
    ['Average days from request to return', 'returned_on'],
    ['returns by ranger', 'returned_on IS NOT NULL'],
    ['How long on average until the approval, in hours, by state?', 'approved_at'],
    ['how long until the return on average', 'returned_on'],
    ['permits with an estimated return this month', "est_return_on >= DATE '2026-01-01'"],
  ])('are told apart: %s', async (question, part) => {
    expect(await answerOf(question)).toContain(part);
  });
});
