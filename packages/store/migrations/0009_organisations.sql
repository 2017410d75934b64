-- A member without a role in the organisation works in single projects only.
alter table ai_etl.memberships alter column role drop not null;

-- A role in one project. What counts there is the higher of it and the organisation-wide one.
create table ai_etl.project_members (
  organisation_id text not null,
  project_id text not null,
  user_id text not null,
  role text not null check (role in ('admin', 'architect', 'engineer', 'analyst', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (project_id, user_id),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade,
  foreign key (organisation_id, user_id)
    references ai_etl.memberships (organisation_id, user_id) on delete cascade
);
create index project_members_user on ai_etl.project_members (organisation_id, user_id);

alter table ai_etl.organisations add column updated_at timestamptz not null default now();

-- A deleted project stays as a row: deleted pipelines and their runs belong to it.
alter table ai_etl.projects
  add column description text not null default '',
  add column updated_at timestamptz not null default now(),
  add column deleted_at timestamptz;
drop index ai_etl.projects_name;
create unique index projects_name on ai_etl.projects (organisation_id, lower(name))
  where deleted_at is null;

-- What a foreign key cannot say: nothing is put into a deleted project. Waits for whoever is
-- deleting it, and is reported as a missing reference.
create function ai_etl.refuse_deleted_project() returns trigger language plpgsql as $$
begin
  perform 1 from ai_etl.projects
    where id = new.project_id and organisation_id = new.organisation_id and deleted_at is null
    for key share;
  if not found then
    raise exception using errcode = '23503', message = 'the project is deleted';
  end if;
  return new;
end $$;
create trigger connections_project before insert or update of project_id on ai_etl.connections
  for each row execute function ai_etl.refuse_deleted_project();
create trigger pipelines_project before insert or update of project_id on ai_etl.pipelines
  for each row execute function ai_etl.refuse_deleted_project();

-- Only hashes of tokens. With a project the role is one in that project alone.
create table ai_etl.invitations (
  id text primary key,
  organisation_id text not null references ai_etl.organisations (id),
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'architect', 'engineer', 'analyst', 'viewer')),
  project_id text,
  token_hash text not null unique,
  invited_by text references ai_etl.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text references ai_etl.users (id) on delete set null,
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade
);
create index invitations_listing on ai_etl.invitations (organisation_id, created_at desc, id);

-- Somebody in several organisations chooses one for each login; null: their first.
alter table ai_etl.sessions
  add column organisation_id text references ai_etl.organisations (id) on delete set null;
