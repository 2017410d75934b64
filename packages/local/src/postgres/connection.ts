import { Client } from 'pg';
import { AiEtlError, messageOf } from '@ai-etl/core';

const CONNECT_TIMEOUT_MS = 5_000;

/** Runs one action on a fresh connection and closes it. */
export async function withPostgres<T>(
  url: string,
  action: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'ai-etl local',
  });
  // A server that ends takes the idle connection with it; the next use reports that.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

/** Creates a database unless it exists already. Errors: LOCAL_SERVER_FAILED. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  try {
    await withPostgres(serverUrl, async (client) => {
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${quoteName(name)}`);
    });
  } catch (error) {
    // 42P04: another process created it between the two statements.
    if (sqlStateOf(error) === '42P04' || sqlStateOf(error) === '23505') return;
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `The database ${name} could not be created in the bundled PostgreSQL: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** Drops a database and ends whatever is connected to it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withPostgres(serverUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`),
  );
}

/** The SQLSTATE of an error of the server, or undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
