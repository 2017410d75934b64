-- Samples of failing rows stay with the receipt: events say that a check failed, not on which rows.
create or replace function ai_etl.announce_run() returns trigger language plpgsql as $$
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
      facts || (one.value - 'passed' - 'sample')
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
