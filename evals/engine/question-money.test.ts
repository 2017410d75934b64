import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE hotels (hotel_id INTEGER PRIMARY KEY, hotel_name VARCHAR(40) NOT NULL,
    list_price_cents INTEGER NOT NULL);
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL);
  CREATE TABLE bills (bill_id INTEGER PRIMARY KEY,
    hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id),
    guest_id INTEGER NOT NULL REFERENCES guests(guest_id), issued_on DATE NOT NULL,
    net_cents INTEGER NOT NULL, tax_cents INTEGER NOT NULL, gross_cents INTEGER NOT NULL,
    agency_cents INTEGER NOT NULL -- the agency's part of gross_cents
  );
  CREATE TABLE pmts (pmt_id INTEGER PRIMARY KEY, bill_id INTEGER NOT NULL REFERENCES bills(bill_id),
    done_at TIMESTAMP NOT NULL, amt_cents INTEGER NOT NULL, refunded_cents INTEGER NOT NULL);
  CREATE TABLE jobs (job_id INTEGER PRIMARY KEY, kind VARCHAR(10) NOT NULL, cost NUMERIC(9,2) NOT NULL);
  CREATE TABLE claims (claim_id INTEGER PRIMARY KEY, claimed_amt NUMERIC(9,2) NOT NULL,
    settled_amt NUMERIC(9,2));
  CREATE TABLE ad_spend (day DATE NOT NULL, chan VARCHAR(10) NOT NULL, cost_eur NUMERIC(10,2) NOT NULL);
`;
const { sqlOf } = askedSql(ddl, { held: [['jobs', 'kind', 'repair']] });
const lastMonth = (column: string): string =>
  `${column} >= DATE '2025-12-01' AND ${column} < DATE '2026-01-01'`;

describe('money that no column is called by', () => {
  it.each([
    [
      'What did we bill last month?',
      `SELECT sum(gross_cents) AS sum_gross_cents FROM bills AS b WHERE ${lastMonth('issued_on')}`,
    ],
    [
      'billed per hotel',
      'SELECT sum(b.gross_cents) AS sum_gross_cents, h.hotel_name FROM bills AS b INNER JOIN hotels AS h ON b.hotel_id = h.hotel_id GROUP BY h.hotel_id, h.hotel_name',
    ],
    [
      'what did we bill per hotel, before tax?',
      'SELECT sum(b.net_cents) AS sum_net_cents, h.hotel_name FROM bills AS b INNER JOIN hotels AS h ON b.hotel_id = h.hotel_id GROUP BY h.hotel_id, h.hotel_name',
    ],
    [
      'top 5 guests by what they paid us',
      'SELECT t.full_name, sum(p.amt_cents) AS sum_amt_cents FROM pmts AS p INNER JOIN bills AS b ON p.bill_id = b.bill_id INNER JOIN guests AS t ON b.guest_id = t.guest_id GROUP BY t.guest_id, t.full_name ORDER BY sum_amt_cents DESC LIMIT 5',
    ],
    ['how much did guests pay us', 'SELECT sum(amt_cents) AS sum_amt_cents FROM pmts AS p'],
    [
      'how much did we bill in 2025 vs 2024',
      'SELECT CAST(sum(CASE WHEN EXTRACT(YEAR FROM issued_on) = 2025 THEN gross_cents ELSE 0 END) AS numeric(38, 0)) AS sum_gross_cents_2025, CAST(sum(CASE WHEN EXTRACT(YEAR FROM issued_on) = 2024 THEN gross_cents ELSE 0 END) AS numeric(38, 0)) AS sum_gross_cents_2024 FROM bills AS b',
    ],
    ['what was refunded', 'SELECT sum(refunded_cents) AS sum_refunded_cents FROM pmts AS p'],
    [
      'spend by channel',
      'SELECT sum(cost_eur) AS sum_cost_eur, chan FROM ad_spend AS t GROUP BY chan',
    ],
    [
      'average bill per hotel',
      'SELECT avg(b.gross_cents) AS avg_gross_cents, h.hotel_name FROM bills AS b INNER JOIN hotels AS h ON b.hotel_id = h.hotel_id GROUP BY h.hotel_id, h.hotel_name',
    ],
    [
      'the biggest bill of last month',
      `SELECT bill_id FROM bills AS b WHERE ${lastMonth('issued_on')} ORDER BY gross_cents DESC LIMIT 1`,
    ],
    [
      'sum of the bills of last month',
      `SELECT sum(gross_cents) AS sum_gross_cents FROM bills AS b WHERE ${lastMonth('issued_on')}`,
    ],
    [
      'how many payments were made last month',
      "SELECT count(*) AS pmts_count FROM pmts AS p WHERE done_at >= TIMESTAMP '2025-12-01 00:00:00' AND done_at < TIMESTAMP '2026-01-01 00:00:00'",
    ],
    [
      'what did repairs cost us',
      "SELECT sum(cost) AS sum_cost FROM jobs AS j WHERE kind = 'repair'",
    ],
    ['average amount claimed', 'SELECT avg(claimed_amt) AS avg_claimed_amt FROM claims AS c'],
    ['how many bills did we send', 'SELECT count(*) AS bills_count FROM bills AS b'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
