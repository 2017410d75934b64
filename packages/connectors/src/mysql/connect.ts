import type { Socket } from 'node:net';
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type FieldPacket,
} from 'mysql2';
import { z } from 'zod';
import { invariant, mysqlSession, type OpenOptions } from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import { codeOf } from '../kit/network-error.ts';
import { toMysqlError } from './errors.ts';
import type { MysqlSettings } from './settings.ts';

/** An open connection and what we know of its server. */
export interface MysqlConnection {
  readonly driver: Connection;
  readonly threadId: number;
  readonly version: string;
  readonly isMariadb: boolean;
}

/** The answer to a query: values as text, because nothing may be lost. */
export interface Answer {
  readonly fields: readonly FieldPacket[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What a statement without rows did. */
export interface Outcome {
  /** Rows stored or removed; of an UPDATE those that matched. */
  readonly rows: bigint;
  readonly warnings: number;
}

// A snapshot waits for its readers, a load for its source: no idle limit, and a patient server.
// Publishing waits for others, but not for ever.
const ownSettings = [
  'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'SET SESSION wait_timeout = 604800, net_read_timeout = 3600, net_write_timeout = 3600, innodb_lock_wait_timeout = 300, lock_wait_timeout = 300, sql_notes = 1',
  // The catalog as it is, not as it was a day ago; only MySQL 8 keeps old figures.
  '/*!80000 SET SESSION information_schema_stats_expiry = 0 */',
] as const;

/** Opens one connection with our session settings. Throws what Connector.open promises. */
export async function connect(
  settings: MysqlSettings,
  options: OpenOptions,
): Promise<MysqlConnection> {
  throwIfCancelled(options.signal);
  try {
    try {
      return await connectOnce(settings, options, settings.sslMode !== 'disable');
    } catch (error) {
      const isPlainServer = codeOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT';
      if (settings.sslMode !== 'prefer' || !isPlainServer) throw error;
      return await connectOnce(settings, options, false);
    }
  } catch (error) {
    throw toMysqlError(error, { settings, doing: 'connect' });
  }
}

/** The socket below a connection, plain or TLS. */
export function socketOf({ driver }: Pick<MysqlConnection, 'driver'>): Socket {
  const socket: unknown = 'stream' in driver ? driver.stream : undefined;
  invariant(isSocket(socket), 'mysql2 keeps its socket in stream');
  return socket;
}

/** Runs a query; every value comes as text. */
export async function ask(
  { driver }: Pick<MysqlConnection, 'driver'>,
  sql: string,
  values: readonly (string | number)[] = [],
): Promise<Answer> {
  const typeCast = (field: { string(): string | null }) => field.string();
  return new Promise((resolve, reject) => {
    driver.query(
      { sql, values: [...values], rowsAsArray: true, typeCast },
      (error, rows: unknown, fields) => {
        if (error === null) resolve({ rows: TextRows.parse(rows), fields: fields ?? [] });
        else reject(error);
      },
    );
  });
}

const TextRows = z.array(z.array(z.string().nullable()));

/** Runs a statement that has no rows. */
export async function run(
  { driver }: Pick<MysqlConnection, 'driver'>,
  sql: string,
  values: readonly (string | number)[] = [],
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    driver.query({ sql, values: [...values] }, (error, result) => {
      if (error !== null) reject(error);
      else resolve(outcomeOf(result));
    });
  });
}

/** Ends a connection at once; what it was doing is rolled back. */
export function disconnect({ driver }: Pick<MysqlConnection, 'driver'>): void {
  driver.destroy();
}

function outcomeOf(result: unknown): Outcome {
  if (typeof result !== 'object' || result === null || !('affectedRows' in result)) {
    return { rows: 0n, warnings: 0 };
  }
  const warnings = 'warningStatus' in result ? Number(result.warningStatus) : 0;
  return { rows: BigInt(Number(result.affectedRows)), warnings };
}

function isSocket(value: unknown): value is Socket {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pause' in value &&
    'write' in value &&
    'destroy' in value
  );
}

async function connectOnce(
  settings: MysqlSettings,
  options: OpenOptions,
  useTls: boolean,
): Promise<MysqlConnection> {
  const driver = createConnection({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    charset: 'utf8mb4',
    connectTimeout: options.connectTimeoutMs,
    connectAttributes: { program_name: options.label.slice(0, 63) },
    // The packets of our own readers are the plain ones.
    flags: ['-CLIENT_QUERY_ATTRIBUTES', '-SESSION_TRACK', 'LOCAL_FILES'],
    enableKeepAlive: true,
    keepAliveInitialDelay: 60_000,
    ...(useTls ? { ssl: tlsOptions(settings) } : {}),
  });
  // Whatever breaks an idle connection is reported by its next use.
  driver.on('error', () => undefined);
  const abort = (): void => driver.destroy();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      driver.connect((error) => (error === null ? resolve() : reject(error)));
    });
    for (const sql of [...mysqlSession, ...ownSettings]) await run({ driver }, sql);
    const { rows } = await ask({ driver }, 'SELECT CONNECTION_ID(), VERSION()');
    const [threadId, version = ''] = rows[0] ?? [];
    return {
      driver,
      threadId: Number(threadId),
      version: version ?? '',
      isMariadb: /mariadb/i.test(version ?? ''),
    };
  } catch (error) {
    driver.destroy();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

function tlsOptions(
  settings: MysqlSettings,
): Exclude<ConnectionOptions['ssl'], undefined | string> {
  const ca = settings.sslCa === '' ? {} : { ca: settings.sslCa };
  switch (settings.sslMode) {
    case 'verify-full':
      return { ...ca, rejectUnauthorized: true, verifyIdentity: true };
    case 'verify-ca':
      return { ...ca, rejectUnauthorized: true };
    default:
      return { rejectUnauthorized: false };
  }
}
