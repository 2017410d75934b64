-- Environments: the same pipeline deployed several times, each time bound to other connections.

-- What a project binds. Read when a pipeline is deployed; what is deployed keeps its own copy, so
-- that a change here does nothing before somebody deploys.
create table ai_etl.environment_connections (
  organisation_id text not null,
  project_id text not null,
  environment text not null,
  -- As specs name it.
  connection_id text not null,
  -- What stands in its place. Restricted: were it to vanish, the environment would silently fall
  -- back on the connection of the spec.
  bound_connection_id text not null,
  primary key (project_id, environment, connection_id),
  foreign key (organisation_id, project_id) references ai_etl.projects (organisation_id, id)
    on delete cascade,
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade,
  foreign key (organisation_id, bound_connection_id)
    references ai_etl.connections (organisation_id, id)
);
create index environment_connections_bound on ai_etl.environment_connections (bound_connection_id);

-- What is deployed where. pipelines.environment, deployed_version and deployed_at say the newest.
create table ai_etl.deployments (
  organisation_id text not null,
  pipeline_id text not null,
  environment text not null,
  version integer not null,
  bindings jsonb not null default '{}',
  deployed_by text,
  deployed_at timestamptz not null default now(),
  primary key (pipeline_id, environment),
  foreign key (organisation_id, pipeline_id) references ai_etl.pipelines (organisation_id, id),
  foreign key (pipeline_id, version) references ai_etl.pipeline_versions (pipeline_id, version)
);
insert into ai_etl.deployments (organisation_id, pipeline_id, environment, version, deployed_at)
select organisation_id, id, environment, deployed_version, deployed_at
from ai_etl.pipelines
where environment is not null and deployed_version is not null and deployed_at is not null;

-- Each deployment has a schedule of its own.
alter table ai_etl.schedules add column environment text not null default 'production';
update ai_etl.schedules s set environment = p.environment
from ai_etl.pipelines p
where p.id = s.pipeline_id and p.environment is not null and p.environment <> 'production';
alter table ai_etl.schedules drop constraint schedules_pkey;
alter table ai_etl.schedules add primary key (pipeline_id, environment);

-- A run is pinned to its environment and connections as it is to its version.
alter table ai_etl.runs
  add column environment text not null default 'production',
  add column bindings jsonb not null default '{}',
  -- How long its like took lately, when it was first claimed; null: it has no like.
  add column expected_seconds double precision;
update ai_etl.runs r set environment = p.environment
from ai_etl.pipelines p
where p.id = r.pipeline_id and p.environment is not null and p.environment <> 'production';
-- What the expectation is taken from.
create index runs_successful on ai_etl.runs (pipeline_id, environment, seq desc)
  where status = 'success';
