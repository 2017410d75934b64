-- What a connection was made for, when somebody said so: to read from or to load into.
alter table ai_etl.connections
  add column role text check (role in ('source', 'target'));
