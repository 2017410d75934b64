-- A run that reads incremental sources from the beginning and replaces what is there.
alter table ai_etl.runs add column full_refresh boolean not null default false;
