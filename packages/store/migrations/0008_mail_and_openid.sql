-- Proof that somebody reads an address, or came through another page of ours. Only hashes.
create table ai_etl.one_time_tokens (
  token_hash text primary key,
  user_id text not null references ai_etl.users (id) on delete cascade,
  purpose text not null check (purpose in ('password_reset', 'email_verification', 'login')),
  -- The address it was sent to: a later change of address makes it worthless.
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_tokens_user on ai_etl.one_time_tokens (user_id, purpose);
create index one_time_tokens_expiry on ai_etl.one_time_tokens (expires_at);

-- Who somebody is at an OpenID provider.
create table ai_etl.user_identities (
  issuer text not null,
  subject text not null,
  user_id text not null references ai_etl.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index user_identities_user on ai_etl.user_identities (user_id);
