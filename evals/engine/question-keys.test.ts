import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE bill_lines (line_id INTEGER PRIMARY KEY, bill_no INTEGER NOT NULL REFERENCES bills(bill_no), units INTEGER);
  CREATE TABLE bills (bill_no INTEGER PRIMARY KEY, sent_on DATE NOT NULL, total NUMERIC(8,2));
  CREATE TABLE payments (payment_id INTEGER PRIMARY KEY, bill_no INTEGER NOT NULL REFERENCES bills(bill_no), amount NUMERIC(8,2));
  CREATE TABLE harbour (locode TEXT PRIMARY KEY, harbour_name TEXT NOT NULL, nation TEXT NOT NULL, berths INTEGER);
  CREATE TABLE voyage (voyage_no INTEGER PRIMARY KEY, from_locode TEXT REFERENCES harbour(locode),
    to_locode TEXT REFERENCES harbour(locode), promo_code TEXT);
`);

describe('keys that are asked for', () => {
  it.each([
    [
      'Return the bill numbers that have no payment.',
      'SELECT b.bill_no FROM bills AS b WHERE NOT EXISTS (SELECT 1 FROM payments AS p WHERE p.bill_no = b.bill_no)',
    ],
    [
      'Which bill numbers have no lines?',
      'SELECT b.bill_no FROM bills AS b WHERE NOT EXISTS (SELECT 1 FROM bill_lines AS bl WHERE bl.bill_no = b.bill_no)',
    ],
    [
      'Which harbour codes are never used as the destination of a voyage?',
      'SELECT h.locode FROM harbour AS h WHERE NOT EXISTS (SELECT 1 FROM voyage AS v WHERE v.to_locode = h.locode)',
    ],
    [
      'Which harbours have more than 2 berths? List the code and name.',
      'SELECT locode, harbour_name FROM harbour AS h WHERE berths > 2',
    ],
    ['Show the code of each voyage', 'SELECT promo_code FROM voyage AS v'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
