import type { ConnectionTest } from '@ai-etl/core';
import { ask, type MysqlConnection } from './connect.ts';
import type { MysqlSettings } from './settings.ts';
import { quoteName, quoteText } from './quote.ts';

/** Checks of an open connection: each says what works and what is missing. */
export async function testConnection(
  connection: MysqlConnection,
  settings: MysqlSettings,
): Promise<ConnectionTest> {
  const started = performance.now();
  const { rows } = await ask(
    connection,
    'SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ?',
    [settings.database],
  );
  const latencyMs = Math.round(performance.now() - started);
  const { database, user } = settings;
  const mayCreate = await canCreate(connection);
  const checks = [
    { name: 'connect', ok: true, message: `Connected to ${settings.host}:${settings.port}.` },
    { name: 'log in', ok: true, message: `Logged in as ${user} to ${database}.` },
    {
      name: 'read',
      ok: true,
      message: `${rows[0]?.[0] ?? '0'} tables and views of database ${database} are visible.`,
    },
    {
      name: 'create tables',
      ok: mayCreate,
      message: mayCreate
        ? `Tables can be created in database ${database}.`
        : `Reading only: tables cannot be created in database ${database}. To load here: GRANT CREATE, DROP, INDEX, ALTER, SELECT, INSERT, UPDATE, DELETE ON ${quoteName(database)}.* TO ${quoteText(user)};`,
    },
  ];
  return { ok: true, latencyMs, serverVersion: connection.version, checks };
}

/** Grants on the server or the database, whose name may be a pattern there. */
async function canCreate(connection: MysqlConnection): Promise<boolean> {
  const { rows } = await ask(
    connection,
    `SELECT (SELECT COUNT(*) FROM information_schema.schema_privileges
              WHERE privilege_type = 'CREATE' AND DATABASE() LIKE table_schema)
          + (SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'CREATE')`,
  );
  return Number(rows[0]?.[0] ?? 0) > 0;
}
