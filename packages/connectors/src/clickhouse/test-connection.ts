import { z } from 'zod';
import { AiEtlError, type ConnectionTest } from '@ai-etl/core';
import type { ClickhouseClient } from './client.ts';
import { quoteText } from './quote.ts';

const Facts = z.object({ version: z.string(), engine: z.string() });
const Grant = z.object({ result: z.number() });

/** Checks of a connection: each says what works and what is missing. */
export async function testConnection(
  client: ClickhouseClient,
  signal?: AbortSignal,
): Promise<ConnectionTest> {
  const { host, port, user, database } = client.settings;
  const started = performance.now();
  const [facts] = await client.rows(
    `SELECT version() AS version, (SELECT any(engine) FROM system.databases WHERE name = ${quoteText(database)}) AS engine`,
    Facts,
    { signal, doing: 'connect' },
  );
  const latencyMs = Math.round(performance.now() - started);
  const engine = facts?.engine ?? '';
  const mayRead = await isGranted(client, 'SELECT', signal);
  const mayCreate = await isGranted(client, 'CREATE TABLE', signal);
  const checks = [
    { name: 'connect', ok: true, message: `Connected to ${host}:${port}.` },
    { name: 'log in', ok: true, message: `Logged in as ${user}.` },
    {
      name: 'read',
      ok: engine !== '' && mayRead,
      message:
        engine === ''
          ? `There is no database ${database}, or ${user} may not see it.`
          : mayRead
            ? `Database ${database} can be read.`
            : `Database ${database} cannot be read. Cure: GRANT SELECT ON ${database}.* TO ${user};`,
    },
    {
      name: 'create tables',
      ok: mayCreate && engine === 'Atomic',
      message: !mayCreate
        ? `Reading only. To load here: GRANT SELECT, INSERT, ALTER, CREATE TABLE, DROP TABLE ON ${database}.* TO ${user};`
        : engine === 'Atomic'
          ? `Tables can be created in database ${database}.`
          : `Database ${database} has engine ${engine}; loading swaps tables, which needs ENGINE = Atomic.`,
    },
  ];
  const ok = checks.every((check) => check.ok || check.name === 'create tables');
  return { ok, latencyMs, serverVersion: facts?.version ?? null, checks };
}

/** Servers that cannot answer are believed to allow: the real statement will tell. */
async function isGranted(
  client: ClickhouseClient,
  privilege: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const database = `\`${client.settings.database.replaceAll('`', '\\`')}\``;
  try {
    const [row] = await client.rows(`CHECK GRANT ${privilege} ON ${database}.*`, Grant, { signal });
    return row?.result !== 0;
  } catch (error) {
    if (error instanceof AiEtlError && error.code === 'QUERY_FAILED') return true;
    throw error;
  }
}
