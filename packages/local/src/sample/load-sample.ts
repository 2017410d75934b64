import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AiEtlError, messageOf } from '@ai-etl/core';
import pg from 'pg';

export interface SampleOptions {
  /** A superuser's URL of any database of the server. */
  readonly serverUrl: string;
  /** Name of the database to make; default `sales`. */
  readonly database?: string;
  /** Number of orders; default 1,000,000. Other tables follow. */
  readonly rows?: number;
  readonly seed?: number;
  readonly log?: (line: string) => void;
}

export interface SampleDatabase {
  /** True when the rows were made by this call, false when they were there. */
  readonly created: boolean;
  /** Settings of a connection that may only read. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  };
}

/** Raised when the scripts change, so that an older sample is made anew. */
const sampleVersion = 1;
const reader = 'sales_reader';

/**
 * Makes the sample retailer's database, or keeps it when the same rows are there already. The
 * rows depend on `rows` and `seed` only. A half-made database, from a killed process, is made
 * anew: everything happens in one transaction, and the mark is its last statement.
 */
export async function loadSampleDatabase(options: SampleOptions): Promise<SampleDatabase> {
  const { serverUrl, database = 'sales', rows = 1_000_000, seed = 1, log = () => {} } = options;
  if (!Number.isSafeInteger(rows) || rows < 1 || rows > 100_000_000) {
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `rows must be a whole number from 1 to 100000000, not ${rows}.`,
      {
        details: [{ field: 'rows', error: 'a whole number from 1 to 100000000' }],
      },
    );
  }
  const mark = `AI-ETL sample v${sampleVersion}, ${rows} orders, seed ${seed}`;
  const password = randomBytes(18).toString('base64url');
  const created = await withClient(serverUrl, async (server) => {
    const current = await readMark(server, database);
    await resetReader(server, password);
    if (current === mark) return false;
    if (current !== undefined) await dropOwned(serverUrl, server, database, current);
    await server.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    return true;
  });
  const url = databaseUrl(serverUrl, database);
  if (created) {
    log(
      `Making the sample database "${database}" with ${rows.toLocaleString('en')} orders (once).`,
    );
    await withClient(url, (client) => makeRows(client, { rows, seed, mark, database }));
  }
  return {
    created,
    connection: { ...addressOf(url), database, user: reader, password },
  };
}

function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 5432) };
}

async function hasNoRelations(client: pg.Client): Promise<boolean> {
  const found = await client.query(
    `SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' LIMIT 1`,
  );
  return found.rowCount === 0;
}

async function readMark(server: pg.Client, database: string): Promise<string | undefined> {
  const found = await server.query<{ mark: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`,
    [database],
  );
  return found.rows[0] === undefined ? undefined : (found.rows[0].mark ?? '');
}

/** Only ever drops what carries our mark, or an empty database: what a killed call leaves behind. */
async function dropOwned(
  serverUrl: string,
  server: pg.Client,
  database: string,
  mark: string,
): Promise<void> {
  const ours =
    mark.startsWith('AI-ETL sample') ||
    (mark === '' && (await withClient(databaseUrl(serverUrl, database), hasNoRelations)));
  if (!ours) {
    throw new AiEtlError(
      'CONFLICT',
      `The database "${database}" exists and is not our sample; give the sample another name.`,
    );
  }
  await server.query(`DROP DATABASE ${pg.escapeIdentifier(database)} WITH (FORCE)`);
}

/** The role that the ready-made connection uses: it can read, nothing else. */
async function resetReader(server: pg.Client, password: string): Promise<void> {
  const exists = await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [reader]);
  const verb = exists.rowCount === 0 ? 'CREATE' : 'ALTER';
  await server.query(`${verb} ROLE ${reader} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

interface RowsRequest {
  readonly rows: number;
  readonly seed: number;
  readonly mark: string;
  readonly database: string;
}

async function makeRows(client: pg.Client, request: RowsRequest): Promise<void> {
  await client.query(
    `SET TimeZone = 'UTC'; SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET work_mem = '64MB'`,
  );
  await client.query('BEGIN');
  for (const script of ['01-schema.sql', '02-rows.sql', '03-keys.sql']) {
    const text = await readFile(new URL(script, import.meta.url), 'utf8');
    await client.query(
      text.replaceAll('$ROWS$', String(request.rows)).replaceAll('$SEED$', String(request.seed)),
    );
  }
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`);
  await client.query(
    `COMMENT ON DATABASE ${pg.escapeIdentifier(request.database)} IS ${pg.escapeLiteral(request.mark)}`,
  );
  await client.query('COMMIT');
  await client.query('VACUUM (ANALYZE)');
}

async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'ai-etl sample',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    if (error instanceof AiEtlError) throw error;
    throw new AiEtlError(
      'LOCAL_SERVER_FAILED',
      `The sample database could not be made: ${messageOf(error)}`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}
