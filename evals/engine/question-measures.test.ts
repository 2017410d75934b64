import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE regions (region_id INTEGER PRIMARY KEY, region_name VARCHAR(40) NOT NULL,
    country_cd CHAR(2) NOT NULL, stores_cnt INTEGER NOT NULL);
  CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    reports_to INTEGER -- staff.staff_id
  );
  CREATE TABLE accts (acct_id INTEGER PRIMARY KEY, acct_name VARCHAR(60) NOT NULL,
    region_id INTEGER NOT NULL REFERENCES regions(region_id),
    csm_id INTEGER REFERENCES staff(staff_id), created_at TIMESTAMP NOT NULL);
  CREATE TABLE ads (ad_id INTEGER PRIMARY KEY, chan VARCHAR(10) NOT NULL, clicks INTEGER NOT NULL,
    cost_eur NUMERIC(10,2) NOT NULL);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, outcome VARCHAR(10) NOT NULL);
  CREATE TABLE contracts (contract_no VARCHAR(10) PRIMARY KEY,
    acct_id INTEGER NOT NULL REFERENCES accts(acct_id), prio CHAR(2) NOT NULL, seats INTEGER NOT NULL,
    signed_on DATE NOT NULL, due_on DATE NOT NULL, load_kg NUMERIC(9,1) NOT NULL, renewed_cnt INTEGER NOT NULL,
    st CHAR(2) NOT NULL, -- DR draft | AC active | CX cancelled
    renewed_on DATE,
    cancelled_on DATE, -- NULL unless cancelled
    why VARCHAR(20) -- NULL unless cancelled
  );
`;
const held = [
  ['staff', 'full_name', 'Ann Lee'],
  ['regions', 'country_cd', 'DE'],
  ['calls', 'outcome', 'dropped'],
  ['calls', 'outcome', 'answered'],
  ['contracts', 'st', 'DR'],
  ['contracts', 'st', 'AC'],
  ['contracts', 'st', 'CX'],
] as const;
const { sqlOf } = askedSql(ddl, { held });

describe('short names, and measures for groups', () => {
  it.each([
    [
      'How many customers do we have in Germany?',
      "SELECT count(*) AS accts_count FROM accts AS a INNER JOIN regions AS r ON a.region_id = r.region_id WHERE r.country_cd = 'DE'",
    ],
    [
      'cost per click by channel',
      'SELECT CAST(1.0 * sum(cost_eur) AS double precision) / NULLIF(sum(clicks), 0) AS sum_cost_eur_per_clicks, chan FROM ads AS a GROUP BY chan',
    ],
    [
      'seats per country',
      'SELECT sum(c.seats) AS sum_seats, r.country_cd FROM contracts AS c INNER JOIN accts AS a ON c.acct_id = a.acct_id INNER JOIN regions AS r ON a.region_id = r.region_id GROUP BY r.country_cd',
    ],
    [
      'contracts by priority',
      'SELECT count(*) AS contracts_count, prio FROM contracts AS c GROUP BY prio',
    ],
    ['contracts with their due date', 'SELECT contract_no, due_on FROM contracts AS c'],
    [
      'Who reports to Ann Lee?',
      "SELECT s.full_name FROM staff AS s WHERE EXISTS ( SELECT 1 FROM staff AS s2 WHERE s.reports_to = s2.staff_id AND s2.full_name = 'Ann Lee' )",
    ],
    [
      'how many drafts are there',
      "SELECT count(*) AS contracts_count FROM contracts AS c WHERE st = 'DR'",
    ],
    [
      'active contracts per region',
      "SELECT count(*) AS contracts_count, r.region_name FROM contracts AS c INNER JOIN accts AS a ON c.acct_id = a.acct_id INNER JOIN regions AS r ON a.region_id = r.region_id WHERE c.st = 'AC' GROUP BY r.region_id, r.region_name",
    ],
    ['total weight of the contracts', 'SELECT sum(load_kg) AS sum_load_kg FROM contracts AS c'],
    [
      'contracts heavier than 2 tonnes',
      'SELECT contract_no FROM contracts AS c WHERE load_kg > 2000',
    ],
    [
      'how many contracts were cancelled in 2025',
      'SELECT count(*) AS contracts_count FROM contracts AS c WHERE EXTRACT(YEAR FROM cancelled_on) = 2025',
    ],
    [
      'cancellations per priority since 2025-01-01',
      "SELECT count(*) AS contracts_count, prio FROM contracts AS c WHERE st = 'CX' AND cancelled_on >= DATE '2025-01-01' GROUP BY prio",
    ],
    [
      'seats per region, active contracts only',
      "SELECT sum(c.seats) AS sum_seats, r.region_name FROM contracts AS c INNER JOIN accts AS a ON c.acct_id = a.acct_id INNER JOIN regions AS r ON a.region_id = r.region_id WHERE c.st = 'AC' GROUP BY r.region_id, r.region_name",
    ],
    [
      'contracts that were renewed more than once',
      'SELECT contract_no FROM contracts AS c WHERE renewed_cnt > 1',
    ],
    [
      'how many customers did we win last month',
      "SELECT count(*) AS accts_count FROM accts AS a WHERE created_at >= TIMESTAMP '2025-12-01 00:00:00' AND created_at < TIMESTAMP '2026-01-01 00:00:00'",
    ],
    ['number of contracts', 'SELECT count(*) AS contracts_count FROM contracts AS c'],
    [
      'renewal rate per priority',
      'SELECT CAST(100.0 * count(CASE WHEN renewed_on IS NOT NULL THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage, prio FROM contracts AS c GROUP BY prio',
    ],
    [
      'churn rate',
      'SELECT CAST(100.0 * count(CASE WHEN cancelled_on IS NOT NULL THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage FROM contracts AS c',
    ],
    [
      'share of calls that drop',
      "SELECT CAST(100.0 * count(CASE WHEN outcome = 'dropped' THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage FROM calls AS c",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
