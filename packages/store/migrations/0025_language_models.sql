-- Language models: what a project lets them do and has spent on them, and answers that were good.
create table ai_etl.model_settings (
  project_id text primary key,
  organisation_id text not null,
  enabled boolean not null,
  -- Null: as the installation is configured.
  tokens_per_day bigint check (tokens_per_day >= 0),
  cost_micros_per_day bigint check (cost_micros_per_day >= 0),
  timeout_seconds integer check (timeout_seconds between 1 and 600),
  updated_by text,
  updated_at timestamptz not null default now(),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade
);

-- A row a project, day (UTC) and model.
create table ai_etl.model_usage (
  project_id text not null,
  organisation_id text not null,
  day date not null,
  provider text not null,
  model text not null,
  calls bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  -- Millionths of a US dollar.
  cost_micros bigint not null,
  primary key (project_id, day, provider, model),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade
);

create table ai_etl.model_answers (
  project_id text not null,
  organisation_id text not null,
  -- Hash of the words, the schema that was shown, the model and the prompt.
  key text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (project_id, key),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade
);
create index model_answers_age on ai_etl.model_answers (created_at);
