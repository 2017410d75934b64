-- Who is told what happened, and what became of each telling.

create table ai_etl.webhooks (
  id text primary key,
  organisation_id text not null references ai_etl.organisations (id) on delete cascade,
  -- Only events of this project, of this pipeline. Null: of all.
  project_id text,
  pipeline_id text,
  channel text not null check (channel in ('webhook', 'slack', 'telegram', 'email')),
  -- Where it goes, as people may see it. The whole of it, with secrets, is sealed.
  target text not null,
  sealed text not null,
  previous_secret_until timestamptz,
  description text not null default '',
  events text[] not null,
  enabled boolean not null default true,
  disabled_at timestamptz,
  disabled_reason text check (disabled_reason in ('by_request', 'failing', 'gone')),
  last_success_at timestamptz,
  last_failure_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, id),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade,
  foreign key (organisation_id, pipeline_id) references ai_etl.pipelines (organisation_id, id),
  check (enabled = (disabled_at is null) and enabled = (disabled_reason is null))
);
create index webhooks_listing on ai_etl.webhooks (organisation_id, created_at, id);

create table ai_etl.webhook_deliveries (
  id text primary key default 'dlv_' || replace(gen_random_uuid()::text, '-', ''),
  seq bigint generated always as identity unique,
  organisation_id text not null,
  project_id text,
  -- Null for an e-mail that a pipeline itself asks for; `recipient` is its address.
  webhook_id text references ai_etl.webhooks (id) on delete cascade,
  recipient text,
  -- In order within: the pipeline, or what else the event is about.
  order_key text not null,
  kind text not null check (kind in ('event', 'test', 'redelivery')),
  event_id text not null,
  event_type text not null,
  data jsonb not null,
  occurred_at timestamptz not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz default now(),
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  response_status integer,
  response_body text,
  error text,
  duration_ms integer,
  check ((webhook_id is null) = (recipient is not null)),
  check ((status = 'pending') = (next_at is not null)),
  check ((status = 'pending') = (finished_at is null))
);
create unique index webhook_deliveries_once on ai_etl.webhook_deliveries
  (event_id, coalesce(webhook_id, recipient)) where kind = 'event';
-- Small whatever the history: what is due, and what stands before it.
create index webhook_deliveries_due on ai_etl.webhook_deliveries (next_at) where status = 'pending';
create index webhook_deliveries_line on ai_etl.webhook_deliveries
  ((coalesce(webhook_id, recipient)), order_key, seq) where status = 'pending';
create index webhook_deliveries_listing on ai_etl.webhook_deliveries (webhook_id, seq desc);
create index webhook_deliveries_age on ai_etl.webhook_deliveries using brin (created_at);

-- As in 0015, and besides: one delivery for each who wants to be told, in the same transaction.
create or replace function ai_etl.sequence_events() returns bigint language plpgsql as $$
declare
  moved bigint;
begin
  if not exists (select from ai_etl.event_inbox) then return 0; end if;
  perform pg_advisory_xact_lock(7240004);
  with taken as (delete from ai_etl.event_inbox returning *),
  stored as (
    insert into ai_etl.events
      (id, organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at)
    select event_id, organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at
    from taken order by taken.id
    returning *
  ),
  wished as (
    select s.position, w.id as webhook_id, null as recipient
    from stored s join ai_etl.webhooks w on w.organisation_id = s.organisation_id
    where w.enabled and s.type = any (w.events)
      and (w.project_id is null or w.project_id = s.project_id)
      and (w.pipeline_id is null or w.pipeline_id = s.pipeline_id)
    union
    -- What the pipeline's own spec asks for: an e-mail, or one of the organisation's webhooks.
    select s.position, w.id, case when w.id is null then n.one ->> 'to' end
    from stored s
    join ai_etl.pipeline_versions v on v.pipeline_id = s.pipeline_id
      and v.version = (s.data ->> 'pipeline_version')::integer
    cross join lateral jsonb_array_elements(v.spec -> 'notifications') as n (one)
    left join ai_etl.webhooks w on w.organisation_id = s.organisation_id and w.enabled
      and w.id = n.one ->> 'to' and w.channel = n.one ->> 'channel'
    where s.type = case n.one ->> 'on' when 'success' then 'pipeline.completed'
        when 'failure' then 'pipeline.failed' when 'check_failed' then 'check.failed' end
      and (w.id is not null or (n.one ->> 'channel' = 'email' and n.one ->> 'to' not like 'whk\_%'))
  ),
  told as (
    insert into ai_etl.webhook_deliveries
      (organisation_id, project_id, webhook_id, recipient, order_key, kind, event_id, event_type,
       data, occurred_at)
    select s.organisation_id, s.project_id, w.webhook_id, w.recipient,
      coalesce(s.pipeline_id, s.data ->> 'connection_id', s.data ->> 'webhook_id', s.type),
      'event', s.id, s.type, s.data, s.occurred_at
    from wished w join stored s using (position)
    order by s.position
  )
  select count(*) into moved from stored;
  return moved;
end $$;

-- As in 0015, with the run's environment (0011).
create or replace function ai_etl.describe_run(run ai_etl.runs) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'pipeline_id', run.pipeline_id,
    'pipeline_name', (select p.name from ai_etl.pipelines p where p.id = run.pipeline_id),
    'pipeline_version', run.pipeline_version,
    'project_id', run.project_id,
    'run_id', run.id,
    'status', run.status,
    'trigger', run.trigger,
    'environment', run.environment,
    'attempt', run.attempt,
    'logical_time', ai_etl.rfc3339(run.logical_time),
    'started_at', ai_etl.rfc3339(run.started_at),
    'finished_at', ai_etl.rfc3339(run.finished_at),
    'duration_seconds',
      trim_scale(round(extract(epoch from run.finished_at - run.started_at)::numeric, 3))
  )
$$;
