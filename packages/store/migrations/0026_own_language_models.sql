-- A project's own provider of language models, and whether values of its data may stand in prompts.
alter table ai_etl.model_settings
  -- Null: as the installation is configured.
  add column share_values boolean,
  -- All but its key; null: the installation's providers are asked.
  add column provider jsonb,
  -- The key, sealed with the project's id; null: the provider asks for none.
  add column sealed_key text,
  add constraint model_settings_key_of_provider check (sealed_key is null or provider is not null);
