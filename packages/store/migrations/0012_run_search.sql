-- What lists of runs are asked for beside "newest of a pipeline".
create index runs_by_project on ai_etl.runs (project_id, seq desc);
-- Ranges of logical time: filters, and what a backfill has to look up.
create index runs_by_logical_time on ai_etl.runs (pipeline_id, logical_time);
