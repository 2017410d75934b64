-- A login, which every access token names: ending it ends its tokens at once.
create table ai_etl.sessions (
  id text primary key,
  user_id text not null references ai_etl.users (id) on delete cascade,
  method text not null check (method in ('password', 'openid')),
  user_agent text not null default '',
  address text not null default '',
  created_at timestamptz not null default now(),
  -- The last refresh: access tokens live an hour, and each use would be a write.
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_user on ai_etl.sessions (user_id, created_at desc, id);
create index sessions_expiry on ai_etl.sessions (expires_at);

-- What was only the family of its refresh tokens becomes a row.
insert into ai_etl.sessions
  (id, user_id, method, created_at, last_used_at, expires_at, ended_at)
select family, min(user_id), 'password', min(created_at), max(created_at), max(expires_at),
  case when bool_and(revoked_at is not null) then max(revoked_at) end
from ai_etl.refresh_tokens group by family;
alter table ai_etl.refresh_tokens
  add foreign key (family) references ai_etl.sessions (id) on delete cascade,
  drop column user_id,
  drop column revoked_at;

-- Who logs in elsewhere (OpenID Connect), or was invited, has no password here.
alter table ai_etl.users
  alter column password_hash drop not null,
  add column email_verified_at timestamptz,
  add column password_changed_at timestamptz;

-- Only hashes. A key belongs to a membership and ends with it.
create table ai_etl.api_keys (
  id text primary key,
  organisation_id text not null,
  user_id text not null,
  name text not null,
  token_hash text not null unique,
  -- Enough to recognise a key by, not to use it.
  hint text not null,
  scopes text[] not null,
  -- The keys it was made with, oldest first: revoking one of them revokes this too.
  ancestor_ids text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  foreign key (organisation_id, user_id)
    references ai_etl.memberships (organisation_id, user_id) on delete cascade
);
create index api_keys_listing on ai_etl.api_keys (organisation_id, created_at desc, id);
create index api_keys_owner on ai_etl.api_keys (organisation_id, user_id);

-- Tries of a window, by a hash of what is counted: an account, an address, or both.
create table ai_etl.login_attempts (
  key text primary key,
  tries integer not null,
  ends_at timestamptz not null
);
create index login_attempts_age on ai_etl.login_attempts (ends_at);
