import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE makers (maker_id INTEGER PRIMARY KEY, maker_name VARCHAR(40) NOT NULL,
    removed_at TIMESTAMP -- set when the account was closed
  );
  CREATE TABLE offers (offer_id INTEGER PRIMARY KEY, title VARCHAR(40) NOT NULL,
    maker_id INTEGER NOT NULL REFERENCES makers(maker_id),
    cond VARCHAR(12) NOT NULL, -- condition: new | used | refurbished
    left_qty INTEGER NOT NULL, -- pieces on hand, 0 when sold out
    listed_on DATE NOT NULL);
  CREATE TABLE sales (sale_id INTEGER PRIMARY KEY, offer_id INTEGER NOT NULL REFERENCES offers(offer_id),
    stat CHAR(1) NOT NULL, -- N = new, P = paid, X = cancelled
    placed_at TIMESTAMP NOT NULL);
  CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, sale_id INTEGER REFERENCES sales(sale_id), ended_at TIMESTAMP);
`);

describe('comments tell', () => {
  it.each([
    [
      'when a moment is set',
      'How many makers closed their account?',
      'SELECT count(*) AS makers_count FROM makers AS m WHERE removed_at IS NOT NULL',
    ],
    [
      'what one number means',
      'sold out offers',
      'SELECT title FROM offers AS o WHERE left_qty = 0',
    ],
    [
      'values behind what the column is',
      'refurbished offers',
      "SELECT title FROM offers AS o WHERE cond = 'refurbished'",
    ],
  ])('%s: %s', (_what, question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

it('shares a period out as the whole, and the state as the part', () => {
  expect(sqlOf('share of cancelled sales last month')).toMatch(
    /CASE WHEN stat = 'X' THEN 1 .* FROM sales AS s WHERE placed_at >= TIMESTAMP '2025-12-01 00:00:00' AND placed_at < TIMESTAMP '2026-01-01 00:00:00'$/,
  );
});
