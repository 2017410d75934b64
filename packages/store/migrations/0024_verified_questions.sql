-- Questions and sentences whose answer somebody has approved; asked again in these words, that is the answer.
create table ai_etl.verified_questions (
  id text primary key,
  organisation_id text not null,
  project_id text not null,
  -- As it was asked, and as it is compared.
  question text not null,
  words text not null,
  description text not null default '',
  -- SQL of one connection, or a pipeline's spec.
  connection_id text,
  dialect text,
  sql text,
  -- How the question was read when it was approved: for which moment, zone and limit.
  asked_at timestamptz,
  timezone text,
  list_limit integer,
  spec jsonb,
  created_by text,
  created_at timestamptz not null default now(),
  unique (organisation_id, id),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade,
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade,
  check ((sql is null) <> (spec is null)),
  check (num_nulls(connection_id, dialect, sql, asked_at, timezone, list_limit) in (0, 6))
);
create unique index verified_questions_words
  on ai_etl.verified_questions (project_id, words, coalesce(connection_id, ''));
create index verified_questions_listing
  on ai_etl.verified_questions (organisation_id, project_id, created_at, id);
create index verified_questions_connection on ai_etl.verified_questions (connection_id);
