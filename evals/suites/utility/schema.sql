-- Energy supplier: customers, sites, meters, tariffs, billing, outages, field work, complaints. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
-- All money is in euros, except prices in cents where the name says _ct.
CREATE TABLE employees (
  emp_no     INTEGER PRIMARY KEY,
  emp_name   VARCHAR(80) NOT NULL,
  job_title  VARCHAR(30) NOT NULL,           -- account manager | complaints handler | complaints lead | crew leader | operations manager | sales manager | director
  boss_no    INTEGER,                        -- employees.emp_no of the direct superior, NULL for the director
  hired_on   DATE NOT NULL,
  left_on    DATE,                           -- NULL while employed
  annual_pay NUMERIC(10,2) NOT NULL
);
CREATE TABLE customers (
  cust_id       INTEGER PRIMARY KEY,
  cust_name     VARCHAR(80) NOT NULL,
  cust_type     CHAR(1) NOT NULL,            -- R residential | B business | P public body
  email         VARCHAR(120),
  phone         VARCHAR(20) NOT NULL,
  paperless     BOOLEAN NOT NULL,            -- gets no bills by post
  is_vulnerable BOOLEAN NOT NULL,            -- on the priority register: medical equipment, frail, disabled
  joined_on     DATE NOT NULL,
  acct_mgr_no   INTEGER REFERENCES employees(emp_no),  -- account manager, NULL for residential customers
  referred_by   INTEGER                      -- customers.cust_id of who recommended us, NULL: found us without
);
CREATE TABLE sites (                         -- supply addresses
  site_id   INTEGER PRIMARY KEY,
  cust_id   INTEGER NOT NULL REFERENCES customers(cust_id),
  addr      VARCHAR(80) NOT NULL,
  town      VARCHAR(30) NOT NULL,
  district  VARCHAR(12) NOT NULL,            -- part of the grid: North | Harbour | Valley | Hills | Airport
  premises  VARCHAR(10) NOT NULL,            -- house | flat | office | shop | factory | public
  has_solar BOOLEAN NOT NULL                 -- panels on the roof
);
CREATE TABLE meters (
  meter_id     INTEGER PRIMARY KEY,
  serial_no    VARCHAR(12) NOT NULL,
  site_id      INTEGER NOT NULL REFERENCES sites(site_id),
  fuel         CHAR(1) NOT NULL,             -- E electricity | G gas
  kind         VARCHAR(8) NOT NULL,          -- smart | dial | prepay
  maker        VARCHAR(20) NOT NULL,
  installed_on DATE NOT NULL,
  removed_on   DATE                          -- NULL while in place
);
CREATE TABLE rdgs (                          -- meter readings
  rdg_id   INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meters(meter_id),
  read_on  DATE NOT NULL,
  used_kwh NUMERIC(10,1) NOT NULL,           -- consumption since the reading before
  src      CHAR(1) NOT NULL                  -- source: S sent by the meter | C told by the customer | F read by a field worker | E estimated
);
CREATE TABLE tariffs (
  tariff_cd    VARCHAR(8) PRIMARY KEY,
  tariff_name  VARCHAR(40) NOT NULL,
  fuel         CHAR(1) NOT NULL,             -- E electricity | G gas
  unit_ct      NUMERIC(6,2) NOT NULL,        -- price of a kWh, cents
  standing_eur NUMERIC(6,2) NOT NULL,        -- standing charge a month, euros
  term_months  INTEGER,                      -- fixed term, NULL: none
  is_green     BOOLEAN NOT NULL,             -- from renewable sources
  withdrawn_on DATE                          -- NULL while on sale
);
CREATE TABLE contracts (
  contract_id  INTEGER PRIMARY KEY,
  cust_id      INTEGER NOT NULL REFERENCES customers(cust_id),
  site_id      INTEGER NOT NULL REFERENCES sites(site_id),
  tariff_cd    VARCHAR(8) NOT NULL REFERENCES tariffs(tariff_cd),
  starts_on    DATE NOT NULL,
  term_ends_on DATE,                         -- end of the fixed term, NULL: no fixed term
  ended_on     DATE,                         -- last day of supply, NULL while running
  end_reason   VARCHAR(10),                  -- moved | switched (left for another supplier) | unpaid | renewed (new contract followed), NULL while running
  sold_via     VARCHAR(10) NOT NULL,         -- sales channel: web | phone | broker | doorstep
  est_kwh_year INTEGER NOT NULL              -- expected annual consumption
);
CREATE TABLE invoices (
  inv_no      INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts(contract_id),
  issued_on   DATE NOT NULL,
  due_on      DATE NOT NULL,
  kwh         NUMERIC(10,1) NOT NULL,        -- billed consumption
  net_amt     NUMERIC(10,2) NOT NULL,
  vat_amt     NUMERIC(10,2) NOT NULL,        -- on top of net_amt
  st          CHAR(1) NOT NULL               -- status: O = open, P = paid, W = written off, C = cancelled
);
CREATE TABLE payments (
  pay_id  INTEGER PRIMARY KEY,
  inv_no  INTEGER NOT NULL REFERENCES invoices(inv_no),
  paid_on DATE NOT NULL,
  amt     NUMERIC(10,2) NOT NULL,
  method  CHAR(2) NOT NULL,                  -- DD direct debit | BT bank transfer | CC card | CA cash
  bounced BOOLEAN NOT NULL                   -- sent back by the bank
);
CREATE TABLE crews (                         -- field crews
  crew_id   INTEGER PRIMARY KEY,
  crew_name VARCHAR(20) NOT NULL,
  base_town VARCHAR(30) NOT NULL,
  headcount INTEGER NOT NULL,
  leader_no INTEGER REFERENCES employees(emp_no)  -- NULL while vacant
);
CREATE TABLE outages (
  outage_id     INTEGER PRIMARY KEY,
  district      VARCHAR(12) NOT NULL,
  cause         VARCHAR(12) NOT NULL,        -- storm | equipment | digging | tree | planned
  started_at    TIMESTAMP NOT NULL,
  restored_at   TIMESTAMP,                   -- NULL while the power is off
  cust_affected INTEGER NOT NULL,            -- households and firms without power
  crew_id       INTEGER REFERENCES crews(crew_id)  -- who was sent out, NULL: nobody
);
CREATE TABLE jobs (                          -- visits of field crews to a meter
  job_id      INTEGER PRIMARY KEY,
  crew_id     INTEGER NOT NULL REFERENCES crews(crew_id),
  meter_id    INTEGER NOT NULL,              -- meters.meter_id
  job_type    VARCHAR(10) NOT NULL,          -- install | exchange | inspect | repair
  planned_for DATE NOT NULL,
  done_on     DATE,                          -- NULL: not done
  minutes     INTEGER                        -- time on site, NULL: not done
);
CREATE TABLE complaints (
  compl_id    INTEGER PRIMARY KEY,
  cust_id     INTEGER NOT NULL REFERENCES customers(cust_id),
  handler_no  INTEGER REFERENCES employees(emp_no),  -- NULL while nobody took it
  topic       VARCHAR(10) NOT NULL,          -- billing | metering | outage | switching | service
  via         VARCHAR(8) NOT NULL,           -- phone | email | letter | chat
  received_at TIMESTAMP NOT NULL,
  closed_at   TIMESTAMP,                     -- NULL while open
  upheld      BOOLEAN,                       -- found justified, NULL while open
  comp_amt    NUMERIC(8,2)                   -- compensation paid, NULL: none
);
