-- The words of a project's own people and what they mean in its data; replaced as a whole.
create table ai_etl.glossaries (
  project_id text primary key,
  organisation_id text not null,
  -- Grows by one with each change, so that nobody overwrites what they have not seen.
  version integer not null check (version > 0),
  terms jsonb not null,
  updated_by text,
  updated_at timestamptz not null default now(),
  foreign key (organisation_id, project_id)
    references ai_etl.projects (organisation_id, id) on delete cascade
);
