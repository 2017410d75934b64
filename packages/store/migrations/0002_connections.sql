create table ai_etl.connections (
  id text primary key,
  organisation_id text not null,
  project_id text not null,
  name text not null,
  type text not null,
  settings jsonb not null default '{}',
  -- One sealed JSON object (see src/crypto/secret-box.ts), or null when there is no secret.
  secrets text,
  secret_names text[] not null default '{}',
  last_test jsonb,
  last_tested_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, id),
  foreign key (organisation_id, project_id) references ai_etl.projects (organisation_id, id)
);
create unique index connections_name on ai_etl.connections (project_id, lower(name));
create index connections_listing on ai_etl.connections (organisation_id, project_id, created_at, id);

create table ai_etl.catalog_snapshots (
  connection_id text primary key,
  organisation_id text not null,
  catalog jsonb not null,
  taken_at timestamptz not null default now(),
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade
);
