import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, member_name TEXT NOT NULL, town TEXT NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members(member_id),
    ordered_on DATE NOT NULL, amount NUMERIC(6,2));
  CREATE TABLE trams (tram_id INTEGER PRIMARY KEY, tram_name TEXT NOT NULL, fuel TEXT NOT NULL);
  CREATE TABLE tram_run (run_id INTEGER PRIMARY KEY, tram_id INTEGER NOT NULL REFERENCES trams(tram_id), km NUMERIC(6,2));
  CREATE TABLE clerks (clerk_id INTEGER PRIMARY KEY, clerk_name TEXT NOT NULL, salary INTEGER NOT NULL);
  CREATE TABLE bills (bill_id INTEGER PRIMARY KEY, clerk_id INTEGER REFERENCES clerks(clerk_id));
  CREATE TABLE payments (payment_id INTEGER PRIMARY KEY, bill_id INTEGER REFERENCES bills(bill_id), amount NUMERIC(6,2));
`,
  {
    held: [
      ['trams', 'fuel', 'Gas'],
      ['members', 'town', 'Oslo'],
    ],
  },
);

describe('verbs that only join what is said of the rows asked about', () => {
  it.each([
    ['Which trams run on gas?', "SELECT tram_name FROM trams AS t WHERE fuel = 'Gas'"],
    ['trams that do not run on gas', "SELECT tram_name FROM trams AS t WHERE fuel <> 'Gas'"],
    [
      'How many trams run on gas?',
      "SELECT count(*) AS trams_count FROM trams AS t WHERE fuel = 'Gas'",
    ],
    [
      'names of the clerks paid more than the average salary',
      'SELECT clerk_name FROM clerks AS c WHERE salary > (SELECT avg(salary) AS value FROM clerks AS c)',
    ],
    [
      'trams that run more than 20 km',
      'SELECT t.tram_name FROM trams AS t WHERE EXISTS (SELECT 1 FROM tram_run AS tr WHERE tr.tram_id = t.tram_id AND tr.km > 20)',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('keep their rows where people are said to be somewhere, or rows are named by a noun', () => {
    expect(sqlOf('members who order from Oslo')).toContain('FROM orders');
    expect(sqlOf('trams with runs on gas')).toContain('FROM tram_run');
  });
});
