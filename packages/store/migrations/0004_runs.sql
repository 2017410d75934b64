-- The run row is the truth about a run; queue jobs only wake workers.
create table ai_etl.runs (
  id text primary key,
  -- Order of creation: created_at alone ties within one transaction.
  seq bigint generated always as identity unique,
  organisation_id text not null,
  project_id text not null,
  pipeline_id text not null,
  pipeline_version integer not null,
  spec_hash text not null,
  max_active_runs integer not null,
  status text not null default 'queued' check (status in
    ('queued', 'running', 'retrying', 'cancelling', 'success', 'failed', 'cancelled')),
  trigger text not null check (trigger in ('manual', 'schedule', 'backfill')),
  params jsonb not null default '{}',
  logical_time timestamptz not null,
  schedule_key text,
  attempt integer not null default 0,
  -- Attempts that ended without a word: their lease expired.
  lost_attempts integer not null default 0,
  worker_id text,
  lease_until timestamptz,
  retry_at timestamptz,
  cancel_requested_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  progress jsonb,
  receipt jsonb,
  error jsonb,
  unique (pipeline_id, schedule_key),
  foreign key (organisation_id, pipeline_id) references ai_etl.pipelines (organisation_id, id),
  foreign key (pipeline_id, pipeline_version)
    references ai_etl.pipeline_versions (pipeline_id, version),
  check ((status in ('running', 'cancelling')) = (lease_until is not null)),
  check ((status = 'retrying') = (retry_at is not null)),
  check ((status in ('success', 'failed', 'cancelled')) = (finished_at is not null))
);
create index runs_listing on ai_etl.runs (pipeline_id, seq desc);
create index runs_by_organisation on ai_etl.runs (organisation_id, seq desc);
-- Small whatever the history: what claims, slots and sweeps look at.
create index runs_live on ai_etl.runs (pipeline_id, seq)
  where status in ('queued', 'running', 'retrying', 'cancelling');

create table ai_etl.run_tasks (
  run_id text not null references ai_etl.runs (id) on delete cascade,
  task_id text not null,
  organisation_id text not null,
  position integer not null,
  kind text not null,
  depends_on text[] not null,
  status text not null check (status in
    ('pending', 'running', 'success', 'failed', 'skipped', 'cancelled')),
  attempt integer not null,
  started_at timestamptz,
  finished_at timestamptz,
  rows text,
  error jsonb,
  primary key (run_id, task_id)
);

create table ai_etl.run_logs (
  id bigint generated always as identity,
  run_id text not null references ai_etl.runs (id) on delete cascade,
  organisation_id text not null,
  at timestamptz not null,
  level text not null check (level in ('debug', 'info', 'warning', 'error')),
  attempt integer not null,
  task text,
  message text not null,
  primary key (run_id, id)
);
