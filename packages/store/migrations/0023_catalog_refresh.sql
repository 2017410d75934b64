-- Catalogs are kept fresh by workers, and with them the values of columns that words may name.

-- One row a connection: how its catalog is kept, and how that went.
create table ai_etl.catalog_refreshes (
  connection_id text primary key,
  organisation_id text not null,
  read_values boolean not null default true,
  refresh_minutes integer not null default 60 check (refresh_minutes between 5 and 10080),
  -- Columns whose values are never read: [{"schema"?, "table"?, "column"?}], what is absent is any.
  excluded_columns jsonb not null default '[]',
  -- Somebody wants it sooner; null: nobody does.
  requested_at timestamptz,
  next_at timestamptz not null default now(),
  lease_until timestamptz,
  -- Fences writes: a later attempt, or a change of the settings, shuts earlier ones out.
  attempt integer not null default 0,
  started_at timestamptz,
  refreshed_at timestamptz,
  duration_ms integer,
  tables integer not null default 0,
  columns integer not null default 0,
  value_columns integer not null default 0,
  -- Not "values", which SQL reserves.
  value_count integer not null default 0,
  -- Tables whose values there was no time or no right for.
  tables_unread integer not null default 0,
  failures integer not null default 0,
  failed_at timestamptz,
  error_code text,
  error_message text,
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade
);
create index catalog_refreshes_due on ai_etl.catalog_refreshes (next_at);
create index catalog_refreshes_requested on ai_etl.catalog_refreshes (requested_at)
  where requested_at is not null;
insert into ai_etl.catalog_refreshes (connection_id, organisation_id)
select id, organisation_id from ai_etl.connections;

create function ai_etl.keep_catalog_fresh() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into ai_etl.catalog_refreshes (connection_id, organisation_id)
    values (new.id, new.organisation_id);
  elsif (new.settings, new.secrets) is distinct from (old.settings, old.secrets) then
    -- It may be another database now.
    update ai_etl.catalog_refreshes set next_at = now(), attempt = attempt + 1, lease_until = null
    where connection_id = new.id;
    delete from ai_etl.catalog_values where connection_id = new.id;
    delete from ai_etl.catalog_columns where connection_id = new.id;
  end if;
  return null;
end $$;
create trigger connections_keep_catalog_fresh after insert or update on ai_etl.connections
  for each row execute function ai_etl.keep_catalog_fresh();

-- What was found out about each column that may hold words.
create table ai_etl.catalog_columns (
  organisation_id text not null,
  connection_id text not null,
  table_schema text not null,
  table_name text not null,
  column_name text not null,
  -- read: its values are kept. personal, too_many, free_text: none are.
  state text not null check (state in ('read', 'personal', 'too_many', 'free_text')),
  distinct_values integer not null,
  -- Whether these are all values that the column holds.
  complete boolean not null,
  read_at timestamptz not null default now(),
  primary key (connection_id, table_schema, table_name, column_name),
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade
);

-- One row a value, so that words of a question find it by an index.
create table ai_etl.catalog_values (
  organisation_id text not null,
  connection_id text not null,
  table_schema text not null,
  table_name text not null,
  column_name text not null,
  -- As it is stored there, and as words say it.
  value text not null,
  words text not null,
  primary key (connection_id, table_schema, table_name, column_name, value),
  foreign key (organisation_id, connection_id)
    references ai_etl.connections (organisation_id, id) on delete cascade
);
create index catalog_values_by_words on ai_etl.catalog_values (connection_id, words);
