import type pg from 'pg';
import type { ConnectionTest } from '@ai-etl/core';
import type { PostgresqlSettings } from './settings.ts';

/** Checks of an open connection: each says what works and what is missing. */
export async function testConnection(
  client: pg.Client,
  settings: PostgresqlSettings,
): Promise<ConnectionTest> {
  const started = performance.now();
  const { rows } = await client.query<Record<string, string | null>>(
    `SELECT current_setting('server_version') AS version,
            to_regnamespace(quote_ident($1)) IS NOT NULL AS has_schema,
            coalesce(has_schema_privilege(to_regnamespace(quote_ident($1)), 'USAGE'), false) AS may_use,
            coalesce(has_schema_privilege(to_regnamespace(quote_ident($1)), 'CREATE'), false) AS may_create,
            (SELECT count(*) FROM pg_class c WHERE c.relnamespace = to_regnamespace(quote_ident($1))
                AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(c.oid, 'SELECT')) AS readable`,
    [settings.schema],
  );
  const latencyMs = Math.round(performance.now() - started);
  const row = rows[0] ?? {};
  const { schema, user } = settings;
  const hasSchema = row['has_schema'] === 't';
  const mayRead = row['may_use'] === 't';
  const mayCreate = row['may_create'] === 't';
  const checks = [
    { name: 'connect', ok: true, message: `Connected to ${settings.host}:${settings.port}.` },
    { name: 'log in', ok: true, message: `Logged in as ${user} to ${settings.database}.` },
    {
      name: 'read',
      ok: hasSchema && mayRead,
      message: !hasSchema
        ? `There is no schema ${schema}.`
        : mayRead
          ? `${row['readable'] ?? '0'} tables and views of schema ${schema} can be read.`
          : `Schema ${schema} cannot be used. Cure: GRANT USAGE ON SCHEMA "${schema}" TO "${user}";`,
    },
    {
      name: 'create tables',
      ok: mayCreate,
      message: mayCreate
        ? `Tables can be created in schema ${schema}.`
        : `Reading only: tables cannot be created in schema ${schema}. To load here: GRANT CREATE, USAGE ON SCHEMA "${schema}" TO "${user}";`,
    },
  ];
  // An account that may only read is a good source.
  const ok = checks.every((check) => check.ok || check.name === 'create tables');
  return { ok, latencyMs, serverVersion: row['version'] ?? null, checks };
}
