-- What GET /observability/metrics is served from; docs/guides/observability.md.
--
-- A distribution is kept as counts per bin: bin b holds values in (1.05^(b-1), 1.05^b], so that a
-- percentile is known to 2.5 % whatever is added up.
create function ai_etl.metric_bin(value double precision) returns smallint
language sql immutable parallel safe as $$
  select case when value > 0 then ceil(ln(value) / ln(1.05))::smallint else -32768 end
$$;

create table ai_etl.metric_rollups (
  organisation_id text not null references ai_etl.organisations (id) on delete cascade,
  metric text not null,
  unit text not null check (unit in ('minute', 'hour')),
  at timestamptz not null,
  -- Empty where a metric has no such label.
  project_id text not null,
  pipeline_id text not null,
  route text not null,
  status text not null,
  bin smallint not null,
  count bigint not null,
  sum double precision not null,
  primary key (organisation_id, metric, unit, at, pipeline_id, route, status, bin)
);
create index metric_rollups_age on ai_etl.metric_rollups (unit, at);

-- Hours before these moments are rolled up and complete.
create table ai_etl.rollup_marks (
  name text primary key check (name in ('runs', 'requests')),
  complete_until timestamptz not null
);

-- What is not rolled up yet is read from the runs themselves.
create index runs_ended on ai_etl.runs (organisation_id, finished_at)
  where finished_at is not null;
create index runs_ended_for_all on ai_etl.runs (finished_at) where finished_at is not null;
