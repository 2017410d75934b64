-- What was told to the outside about a run: lineage events, traces. A report is noted after it was
-- sent, so that whoever dies between the two sends it again.
create table ai_etl.run_reports (
  sink text not null check (sink in ('lineage', 'traces')),
  run_id text not null references ai_etl.runs (id) on delete cascade,
  stage text not null check (stage in ('started', 'ended')),
  reported_at timestamptz not null default now(),
  primary key (sink, run_id, stage)
);
create index run_reports_age on ai_etl.run_reports (reported_at);
