-- A task that begins and ends between two heartbeats is stored as ended at once; whoever follows a
-- run hears its beginning all the same.
create or replace function ai_etl.announce_task() returns trigger language plpgsql as $$
begin
  insert into ai_etl.event_inbox
    (organisation_id, project_id, pipeline_id, run_id, type, data, occurred_at)
  select r.organisation_id, r.project_id, r.pipeline_id, r.id, one.type,
    jsonb_build_object('pipeline_id', r.pipeline_id, 'run_id', r.id, 'task_id', new.task_id,
      'kind', new.kind, 'status', one.status, 'attempt', new.attempt,
      'rows', case when one.status = 'running' then null else new.rows end,
      'started_at', ai_etl.rfc3339(new.started_at),
      'finished_at', case when one.status = 'running' then null else ai_etl.rfc3339(new.finished_at) end)
    || case when one.status = 'failed' and new.error is not null then
         jsonb_build_object('error',
           jsonb_build_object('code', new.error -> 'code', 'message', new.error -> 'message'))
       else '{}'::jsonb end,
    case when one.status = 'running' then coalesce(new.started_at, clock_timestamp())
      else coalesce(new.finished_at, clock_timestamp()) end
  from ai_etl.runs r
  cross join (values ('running', 'task.started', 1), ('success', 'task.completed', 2),
    ('failed', 'task.failed', 2)) as one (status, type, place)
  where r.id = new.run_id
    and (one.status = new.status
      or (one.status = 'running' and new.started_at is not null
        and (tg_op = 'INSERT' or old.status = 'pending')))
  order by one.place;
  return null;
end $$;
