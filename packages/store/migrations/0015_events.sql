-- What happened, in one place, for webhooks, WebSockets and server-sent events.
--
-- Triggers write each event in the transaction of the change itself: an event exists exactly when
-- its change does, whoever made it. Transactions commit in another order than they take numbers,
-- so nobody reads `event_inbox`: sequence_events() moves what is committed, one mover at a time,
-- into `events`, whose positions therefore grow in the order in which they become visible.
-- Why not by transaction ids: docs/decisions/0008-events.md.

create table ai_etl.event_inbox (
  id bigint generated always as identity primary key,
  event_id text not null default 'evt_' || replace(gen_random_uuid()::text, '-', ''),
  organisation_id text not null,
  project_id text,
  pipeline_id text,
  run_id text,
  type text not null,
  data jsonb not null,
  occurred_at timestamptz not null default clock_timestamp()
);

create table ai_etl.events (
  position bigint generated always as identity primary key,
  id text not null unique,
  organisation_id text not null,
  project_id text,
  pipeline_id text,
  run_id text,
  type text not null,
  data jsonb not null,
  occurred_at timestamptz not null
);
-- A client that comes back asks for what it missed of one pipeline, run or project.
create index events_by_pipeline on ai_etl.events (pipeline_id, position) where pipeline_id is not null;
create index events_by_run on ai_etl.events (run_id, position) where run_id is not null;
create index events_by_project on ai_etl.events (organisation_id, project_id, position);
create index events_age on ai_etl.events using brin (occurred_at);

-- Moves committed events into the log, in the order in which they happened; answers how many.
create function ai_etl.sequence_events() returns bigint language plpgsql as $$
declare
  moved bigint;
begin
  -- Nothing to see means: nothing committed that another mover has not committed too.
  if not exists (select from ai_etl.event_inbox) then return 0; end if;
  perform pg_advisory_xact_lock(7240004);
  with taken as (delete from ai_etl.event_inbox returning *),
  stored as (
    insert into ai_etl.events
      (id, organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at)
    select event_id, organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at
    from taken order by taken.id
    returning 1
  )
  select count(*) into moved from stored;
  return moved;
end $$;

-- Wakes readers at commit. PostgreSQL folds equal notifications of one transaction into one.
create function ai_etl.wake_event_readers() returns trigger language plpgsql as $$
begin
  perform pg_notify('ai_etl_events', '');
  return null;
end $$;
create trigger event_inbox_wakes after insert on ai_etl.event_inbox
  for each statement execute function ai_etl.wake_event_readers();

create function ai_etl.rfc3339(moment timestamptz) returns text language sql immutable as $$
  select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Runs ------------------------------------------------------------------------------------------

-- What every event of a run says about it.
create function ai_etl.describe_run(run ai_etl.runs) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'pipeline_id', run.pipeline_id,
    'pipeline_name', (select p.name from ai_etl.pipelines p where p.id = run.pipeline_id),
    'pipeline_version', run.pipeline_version,
    'project_id', run.project_id,
    'run_id', run.id,
    'status', run.status,
    'trigger', run.trigger,
    'attempt', run.attempt,
    'logical_time', ai_etl.rfc3339(run.logical_time),
    'started_at', ai_etl.rfc3339(run.started_at),
    'finished_at', ai_etl.rfc3339(run.finished_at),
    'duration_seconds',
      trim_scale(round(extract(epoch from run.finished_at - run.started_at)::numeric, 3))
  )
$$;

create function ai_etl.announce_run() returns trigger language plpgsql as $$
declare
  facts jsonb;
  kind text;
begin
  if tg_op = 'UPDATE' and new.status = old.status then
    insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data)
    values (new.organisation_id, new.project_id, new.pipeline_id, new.id, 'run.progress',
      jsonb_build_object('pipeline_id', new.pipeline_id, 'run_id', new.id, 'status', new.status,
        'attempt', new.attempt) || new.progress);
    return null;
  end if;
  kind := case
    when tg_op = 'INSERT' then 'run.queued'
    when new.status = 'running' and old.started_at is null then 'pipeline.started'
    when new.status = 'retrying' then 'run.retrying'
    when new.status = 'success' then 'pipeline.completed'
    when new.status = 'failed' then 'pipeline.failed'
    when new.status = 'cancelled' then 'pipeline.cancelled'
  end;
  if kind is null then return null; end if;
  facts := ai_etl.describe_run(new);
  -- Before the end itself, so that who waits for the end has heard the reason.
  if new.status in ('success', 'failed') then
    insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data)
    select new.organisation_id, new.project_id, new.pipeline_id, new.id, 'check.failed',
      facts || (one.value - 'passed')
    from jsonb_array_elements(
      case jsonb_typeof(new.receipt -> 'checks') when 'array' then new.receipt -> 'checks'
        else '[]'::jsonb end) with ordinality as one (value, place)
    where one.value ->> 'passed' = 'false'
    order by one.place;
  end if;
  if new.status = 'failed'
    and new.error ->> 'code' in
      ('CONNECTION_FAILED', 'CONNECTION_LOST', 'CREDENTIALS_REJECTED', 'TLS_FAILED')
  then
    insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data)
    values (new.organisation_id, new.project_id, new.pipeline_id, new.id, 'connection.failed',
      facts || jsonb_build_object('reason', 'run',
        'connection_id', (select one ->> 'error' from jsonb_array_elements(new.error -> 'details') one
          where one ->> 'field' = 'connection_id' limit 1),
        'error', jsonb_build_object('code', new.error -> 'code', 'message', new.error -> 'message')));
  end if;
  insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data)
  values (new.organisation_id, new.project_id, new.pipeline_id, new.id, kind,
    facts
    || case when new.status = 'success' and new.receipt is not null then
         jsonb_build_object('loaded_rows', new.receipt -> 'loaded_rows', 'bytes', new.receipt -> 'bytes')
       else '{}'::jsonb end
    || case when new.status in ('failed', 'retrying') and new.error is not null then
         jsonb_build_object('error',
           jsonb_build_object('code', new.error -> 'code', 'message', new.error -> 'message'))
       else '{}'::jsonb end
    || case when new.status = 'retrying' then
         jsonb_build_object('retry_at', ai_etl.rfc3339(new.retry_at)) else '{}'::jsonb end);
  return null;
end $$;
create trigger runs_created after insert on ai_etl.runs
  for each row execute function ai_etl.announce_run();
create trigger runs_moved after update of status, progress on ai_etl.runs
  for each row when (old.status is distinct from new.status
    or (old.progress is distinct from new.progress and new.progress is not null))
  execute function ai_etl.announce_run();

create function ai_etl.announce_task() returns trigger language plpgsql as $$
begin
  insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data)
  select r.organisation_id, r.project_id, r.pipeline_id, r.id,
    case new.status when 'running' then 'task.started' when 'success' then 'task.completed'
      else 'task.failed' end,
    jsonb_build_object('pipeline_id', r.pipeline_id, 'run_id', r.id, 'task_id', new.task_id,
      'kind', new.kind, 'status', new.status, 'attempt', new.attempt, 'rows', new.rows,
      'started_at', ai_etl.rfc3339(new.started_at), 'finished_at', ai_etl.rfc3339(new.finished_at))
    || case when new.status = 'failed' and new.error is not null then
         jsonb_build_object('error',
           jsonb_build_object('code', new.error -> 'code', 'message', new.error -> 'message'))
       else '{}'::jsonb end
  from ai_etl.runs r where r.id = new.run_id;
  return null;
end $$;
create trigger run_tasks_created after insert on ai_etl.run_tasks
  for each row when (new.status in ('running', 'success', 'failed'))
  execute function ai_etl.announce_task();
create trigger run_tasks_moved after update of status on ai_etl.run_tasks
  for each row when (old.status is distinct from new.status
    and new.status in ('running', 'success', 'failed'))
  execute function ai_etl.announce_task();

create function ai_etl.announce_logs() returns trigger language plpgsql as $$
begin
  insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at)
  select r.organisation_id, r.project_id, r.pipeline_id, r.id, 'run.log',
    jsonb_build_object('pipeline_id', r.pipeline_id, 'run_id', r.id, 'id', line.id,
      'at', ai_etl.rfc3339(line.at), 'level', line.level, 'attempt', line.attempt,
      'task', line.task, 'message', line.message),
    line.at
  from lines line join ai_etl.runs r on r.id = line.run_id
  order by line.id;
  return null;
end $$;
create trigger run_logs_added after insert on ai_etl.run_logs
  referencing new table as lines
  for each statement execute function ai_etl.announce_logs();

-- Connections and pipelines ---------------------------------------------------------------------

create function ai_etl.announce_connection_test() returns trigger language plpgsql as $$
begin
  insert into ai_etl.event_inbox (organisation_id, project_id, type, data)
  values (new.organisation_id, new.project_id, 'connection.failed',
    jsonb_build_object('connection_id', new.id, 'connection_name', new.name,
      'connection_type', new.type, 'project_id', new.project_id, 'reason', 'test',
      'error', jsonb_build_object('code', 'CONNECTION_FAILED', 'message',
        (select string_agg(one.value ->> 'message', ' ' order by one.place)
         from jsonb_array_elements(new.last_test -> 'checks') with ordinality as one (value, place)
         where one.value ->> 'ok' = 'false'))));
  return null;
end $$;
create trigger connections_tested after update of last_test on ai_etl.connections
  for each row when (new.last_tested_at is distinct from old.last_tested_at
    and new.last_test ->> 'ok' = 'false')
  execute function ai_etl.announce_connection_test();

create function ai_etl.announce_deployment() returns trigger language plpgsql as $$
begin
  insert into ai_etl.event_inbox (organisation_id, project_id, pipeline_id, type, data)
  values (new.organisation_id, new.project_id, new.id, 'pipeline.deployed',
    jsonb_build_object('pipeline_id', new.id, 'pipeline_name', new.name,
      'pipeline_version', new.deployed_version, 'project_id', new.project_id,
      'environment', new.environment, 'deployed_at', ai_etl.rfc3339(new.deployed_at)));
  return null;
end $$;
create trigger pipelines_deployed after update of deployed_at on ai_etl.pipelines
  for each row when (new.deployed_at is not null and new.deployed_at is distinct from old.deployed_at)
  execute function ai_etl.announce_deployment();
