-- Who may do what. A user belongs to organisations through memberships; everything else in
-- this schema carries organisation_id, and foreign keys are composite so that a row of one
-- organisation can never point at a row of another.

create table ai_etl.organisations (
  id text primary key,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index organisations_one_default on ai_etl.organisations (is_default) where is_default;

create table ai_etl.projects (
  id text primary key,
  organisation_id text not null references ai_etl.organisations (id),
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  unique (organisation_id, id)
);
create unique index projects_name on ai_etl.projects (organisation_id, lower(name));
create unique index projects_one_default on ai_etl.projects (organisation_id) where is_default;

create table ai_etl.users (
  id text primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table ai_etl.memberships (
  organisation_id text not null references ai_etl.organisations (id),
  user_id text not null references ai_etl.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (organisation_id, user_id)
);
create index memberships_user on ai_etl.memberships (user_id);

-- Only hashes. A family is one login; using a token twice revokes its whole family.
create table ai_etl.refresh_tokens (
  token_hash text primary key,
  user_id text not null references ai_etl.users (id) on delete cascade,
  family text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index refresh_tokens_family on ai_etl.refresh_tokens (family);
create index refresh_tokens_user on ai_etl.refresh_tokens (user_id);
create index refresh_tokens_expiry on ai_etl.refresh_tokens (expires_at);
