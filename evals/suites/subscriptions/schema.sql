-- Software sold by subscription: accounts, billing, product use, support and marketing. Runs unchanged on PostgreSQL 13+ and DuckDB 1.x.
-- All money in columns ending in _cents is in euro cents, whatever currency the customer pays in.
CREATE TABLE employees (
  emp_id     INTEGER PRIMARY KEY,
  emp_name   VARCHAR(80) NOT NULL,
  team       VARCHAR(12) NOT NULL,           -- sales | success | support | marketing | board
  reports_to INTEGER,                        -- employees.emp_id; NULL for the CEO
  started_on DATE NOT NULL,
  left_on    DATE                            -- NULL while employed
);
CREATE TABLE campaigns (
  campaign_id   INTEGER PRIMARY KEY,
  campaign_name VARCHAR(60) NOT NULL,
  chan          VARCHAR(10) NOT NULL,        -- marketing channel: search | social | email | event | partner
  starts_on     DATE NOT NULL,
  ends_on       DATE,                        -- NULL while running
  budget_eur    NUMERIC(10,2) NOT NULL,
  run_by        INTEGER NOT NULL REFERENCES employees(emp_id)
);
CREATE TABLE ad_spend (                      -- one row for each campaign and day
  campaign_id INTEGER NOT NULL REFERENCES campaigns(campaign_id),
  spend_date  DATE NOT NULL,
  impr        INTEGER NOT NULL,              -- impressions
  clicks      INTEGER NOT NULL,
  cost_eur    NUMERIC(10,2) NOT NULL,
  PRIMARY KEY (campaign_id, spend_date)
);
CREATE TABLE accts (                         -- customer accounts, one a company
  acct_id     INTEGER PRIMARY KEY,
  acct_name   VARCHAR(60) NOT NULL,
  country_cd  CHAR(2) NOT NULL,              -- DE Germany | NL Netherlands | FR France | GB United Kingdom | US United States | PL Poland
  industry    VARCHAR(20) NOT NULL,          -- retail | logistics | healthcare | education | finance
  seg         VARCHAR(3) NOT NULL,           -- segment: SMB small business | MM mid-market | ENT enterprise
  ccy         CHAR(3) NOT NULL,              -- currency the customer pays in: EUR | USD | GBP | PLN
  created_at  TIMESTAMP NOT NULL,            -- sign-up
  owner_id    INTEGER NOT NULL REFERENCES employees(emp_id),      -- account executive who won the customer
  csm_id      INTEGER REFERENCES employees(emp_id),               -- customer success manager, NULL when none
  campaign_id INTEGER REFERENCES campaigns(campaign_id),          -- NULL: found us without a campaign
  is_reseller BOOLEAN NOT NULL
);
CREATE TABLE users (                         -- people who work with the product
  user_id       INTEGER PRIMARY KEY,
  acct_id       INTEGER NOT NULL REFERENCES accts(acct_id),
  full_name     VARCHAR(80) NOT NULL,
  email         VARCHAR(120) NOT NULL,
  role          VARCHAR(8) NOT NULL,         -- owner | admin | member | viewer
  invited_by    INTEGER,                     -- users.user_id, NULL for who opened the account
  joined_at     TIMESTAMP NOT NULL,
  last_login_at TIMESTAMP                    -- NULL: never logged in
);
CREATE TABLE plans (
  plan_cd          VARCHAR(6) PRIMARY KEY,
  plan_name        VARCHAR(30) NOT NULL,
  list_price_cents INTEGER NOT NULL,         -- per seat and month
  max_users        INTEGER,                  -- NULL: unlimited
  is_legacy        BOOLEAN NOT NULL          -- no longer on sale
);
CREATE TABLE subs (                          -- subscriptions
  sub_id        INTEGER PRIMARY KEY,
  acct_id       INTEGER NOT NULL REFERENCES accts(acct_id),
  plan_cd       VARCHAR(6) NOT NULL REFERENCES plans(plan_cd),
  status        VARCHAR(10) NOT NULL,        -- trialing | active | past_due | canceled
  seats         INTEGER NOT NULL,
  discount_pct  INTEGER NOT NULL,            -- 0..100
  mrr_cents     INTEGER NOT NULL,            -- monthly recurring revenue: seats at list price less discount
  billing_cycle VARCHAR(8) NOT NULL,         -- monthly | yearly
  started_on    DATE NOT NULL,
  trial_ends_on DATE,                        -- NULL: began without a trial
  converted_on  DATE,                        -- first day that is paid for; NULL while on trial, or when the trial came to nothing
  canceled_on   DATE,                        -- NULL unless canceled
  cancel_reason VARCHAR(16)                  -- price | missing_feature | competitor | shutdown | no_use, NULL unless canceled
);
CREATE TABLE invoices (
  inv_no    VARCHAR(12) PRIMARY KEY,
  sub_id    INTEGER NOT NULL REFERENCES subs(sub_id),
  acct_id   INTEGER NOT NULL,                -- accts.acct_id, the same as that of the subscription
  issued_on DATE NOT NULL,
  due_on    DATE NOT NULL,
  net_cents INTEGER NOT NULL,                -- before tax
  tax_cents INTEGER NOT NULL,
  status    VARCHAR(12) NOT NULL             -- open | paid | void | written_off
);
CREATE TABLE pmts (                          -- payments, also attempts that failed
  pmt_id         INTEGER PRIMARY KEY,
  inv_no         VARCHAR(12) NOT NULL REFERENCES invoices(inv_no),
  tried_at       TIMESTAMP NOT NULL,
  amt_cents      INTEGER NOT NULL,           -- tax included
  method         VARCHAR(8) NOT NULL,        -- card | sepa | paypal | wire
  outcome        VARCHAR(10) NOT NULL,       -- succeeded | failed
  failure_cd     VARCHAR(20),                -- insufficient_funds | expired_card | declined, NULL unless failed
  refunded_cents INTEGER NOT NULL            -- 0: nothing given back
);
CREATE TABLE events (                        -- product usage
  ev_id       INTEGER PRIMARY KEY,
  user_id     INTEGER NOT NULL REFERENCES users(user_id),
  ev_type     VARCHAR(20) NOT NULL,          -- report_created | export_run | dashboard_viewed | alert_set | integration_added
  occurred_at TIMESTAMP NOT NULL,
  platform    VARCHAR(8) NOT NULL            -- web | ios | android | api
);
CREATE TABLE tickets (                       -- support
  ticket_no      INTEGER PRIMARY KEY,
  acct_id        INTEGER NOT NULL REFERENCES accts(acct_id),
  opened_by      INTEGER NOT NULL,           -- users.user_id
  assignee_id    INTEGER REFERENCES employees(emp_id),  -- NULL until somebody takes it
  prio           CHAR(2) NOT NULL,           -- P1 urgent | P2 high | P3 normal | P4 low
  category       VARCHAR(16) NOT NULL,       -- bug | billing | how_to | feature_request
  opened_at      TIMESTAMP NOT NULL,
  first_reply_at TIMESTAMP,                  -- NULL until answered
  solved_at      TIMESTAMP,                  -- NULL while open
  csat           INTEGER,                    -- customer satisfaction 1..5, NULL when not rated
  reopened_cnt   INTEGER NOT NULL
);
