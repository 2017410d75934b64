create table ai_etl.pipelines (
  id text primary key,
  organisation_id text not null,
  project_id text not null,
  name text not null,
  description text not null default '',
  -- needs_clarification: `draft` holds the open questions and what the planner knows so far.
  status text not null check (status in ('needs_clarification', 'ready')),
  draft jsonb,
  -- 0: nothing is settled yet.
  latest_version integer not null default 0,
  environment text,
  deployed_version integer,
  deployed_at timestamptz,
  deleted_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, id),
  foreign key (organisation_id, project_id) references ai_etl.projects (organisation_id, id),
  check (status = 'needs_clarification' or latest_version > 0)
);
create index pipelines_listing on ai_etl.pipelines (organisation_id, created_at desc, id desc)
  where deleted_at is null;

create table ai_etl.pipeline_versions (
  pipeline_id text not null,
  version integer not null check (version > 0),
  organisation_id text not null,
  spec jsonb not null,
  spec_hash text not null,
  created_by text,
  created_at timestamptz not null default now(),
  primary key (pipeline_id, version),
  foreign key (organisation_id, pipeline_id) references ai_etl.pipelines (organisation_id, id)
);

create function ai_etl.refuse_update() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% are immutable', tg_table_schema, tg_table_name;
end $$;
create trigger pipeline_versions_immutable before update on ai_etl.pipeline_versions
  for each row execute function ai_etl.refuse_update();

-- Which version reads or writes which connection. No foreign key on connections: old versions
-- may name connections that are gone; live ones are guarded when a connection is deleted.
create table ai_etl.pipeline_version_connections (
  pipeline_id text not null,
  version integer not null,
  connection_id text not null,
  organisation_id text not null,
  primary key (pipeline_id, version, connection_id),
  foreign key (pipeline_id, version) references ai_etl.pipeline_versions (pipeline_id, version)
);
create index pipeline_version_connections_by_connection
  on ai_etl.pipeline_version_connections (connection_id);

create table ai_etl.schedules (
  pipeline_id text primary key,
  organisation_id text not null,
  cron text not null,
  timezone text not null,
  catchup text not null check (catchup in ('latest', 'all', 'none')),
  paused boolean not null default false,
  -- Computed by the engine; null: never again.
  next_at timestamptz,
  updated_at timestamptz not null default now(),
  foreign key (organisation_id, pipeline_id) references ai_etl.pipelines (organisation_id, id)
);
create index schedules_due on ai_etl.schedules (next_at) where not paused and next_at is not null;
