-- Who did what, or was refused it. An entry is written before the change (outcome 'started') and
-- completed after it, so that a crash in between leaves it to be seen.
create table ai_etl.audit_log (
  -- Order of writing.
  seq bigint generated always as identity primary key,
  id text not null unique,
  organisation_id text not null references ai_etl.organisations (id),
  at timestamptz not null default clock_timestamp(),
  -- unproven: whoever showed a token that is not valid; user_id is then only what it claims.
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'anonymous', 'unproven')),
  user_id text,
  api_key_id text,
  -- The operationId of the API.
  action text not null,
  resource_kind text,
  resource_id text,
  outcome text not null check (outcome in ('started', 'succeeded', 'failed', 'refused')),
  status integer,
  error_code text,
  -- Hashes of the resource's stored state.
  before_hash text,
  after_hash text,
  request_id text not null,
  address text not null,
  -- Refusals of the same actor before this one that were too many to write one by one.
  suppressed integer not null default 0,
  finished_at timestamptz,
  check ((outcome = 'started') = (finished_at is null))
);
create index audit_log_listing on ai_etl.audit_log (organisation_id, seq desc);
create index audit_log_by_resource on ai_etl.audit_log (organisation_id, resource_id, seq desc);
create index audit_log_by_user on ai_etl.audit_log (organisation_id, user_id, seq desc);
create index audit_log_age on ai_etl.audit_log (at);

-- Append only: what is written stays as it is. An update may do one thing, complete an entry once;
-- a delete may do one thing, retention: entries of the last 30 days are never deleted.
create function ai_etl.guard_audit_log() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.outcome = 'started' and new.outcome <> 'started'
      and (new.seq, new.id, new.organisation_id, new.at, new.action, new.request_id, new.address)
        = (old.seq, old.id, old.organisation_id, old.at, old.action, old.request_id, old.address)
      and coalesce(old.before_hash, new.before_hash) is not distinct from new.before_hash
      and coalesce(old.resource_id, new.resource_id) is not distinct from new.resource_id
      and coalesce(old.resource_kind, new.resource_kind) is not distinct from new.resource_kind
      and (new.actor_kind = old.actor_kind or old.actor_kind = 'anonymous')
      and coalesce(old.user_id, new.user_id) is not distinct from new.user_id
      and coalesce(old.api_key_id, new.api_key_id) is not distinct from new.api_key_id
    then
      return new;
    end if;
    raise exception 'entries of the audit log cannot be changed';
  end if;
  if tg_op = 'DELETE' and old.at < now() - interval '30 days' then
    return old;
  end if;
  raise exception 'entries of the audit log cannot be deleted';
end $$;
create trigger audit_log_guard before update or delete on ai_etl.audit_log
  for each row execute function ai_etl.guard_audit_log();
create trigger audit_log_guard_truncate before truncate on ai_etl.audit_log
  for each statement execute function ai_etl.guard_audit_log();
