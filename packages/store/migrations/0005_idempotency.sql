-- Answers kept for the Idempotency-Key header. `response` is null while the first call runs.
create table ai_etl.idempotency_keys (
  organisation_id text not null references ai_etl.organisations (id),
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (organisation_id, key)
);
create index idempotency_keys_age on ai_etl.idempotency_keys (created_at);
