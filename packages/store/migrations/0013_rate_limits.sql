-- How many requests an organisation may send; docs/guides/limits.md.
create table ai_etl.plans (
  name text primary key,
  requests_per_hour integer not null check (requests_per_hour between 1 and 100000000),
  burst integer not null check (burst between 1 and 100000000)
);
insert into ai_etl.plans (name, requests_per_hour, burst) values
  ('free', 100, 10),
  ('pro', 1000, 100),
  ('enterprise', 10000, 1000);

-- Whoever runs the server has paid for it.
alter table ai_etl.organisations
  add column plan text not null default 'enterprise' references ai_etl.plans (name);

-- One row per caller seen lately (GCRA): the moment from which all of the burst is there again.
-- Unlogged: written with every request and worth nothing after a crash. The room left in each
-- page keeps the updates within it (HOT), so that the index is never touched.
create unlogged table ai_etl.rate_limits (
  key text primary key,
  -- Of the last statement.
  granted integer not null,
  requests_per_hour integer not null,
  burst integer not null,
  full_at timestamptz not null
) with (fillfactor = 30);
