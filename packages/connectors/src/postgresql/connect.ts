import type { Socket } from 'node:net';
import pg from 'pg';
import { invariant, type OpenOptions } from '@ai-etl/core';
import { throwIfCancelled } from '../kit/cancelled.ts';
import { toPostgresqlError } from './errors.ts';
import { quoteName } from './quote.ts';
import type { PostgresqlSettings } from './settings.ts';

/** Values as the server prints them: nothing is parsed, so nothing is lost. */
export const asText: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

// ISO in UTC and shortest exact floats: the wire form. No idle limits: a snapshot waits for its
// readers. Sent as a statement, because poolers refuse the startup parameter `options`.
const sessionSettings = [
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'postgres'],
  ['extra_float_digits', '1'],
  ['bytea_output', 'hex'],
  ['client_encoding', 'UTF8'],
  ['client_min_messages', 'error'],
  ['standard_conforming_strings', 'on'],
  // As pg_dump: the run has its own time limit, an account's limit for people is not meant for it.
  ['statement_timeout', '0'],
  ['idle_in_transaction_session_timeout', '0'],
  // Publishing waits for readers of the target, but not for ever.
  ['lock_timeout', '5min'],
  // A server process whose client vanished behind a broken network ends, with its locks, after two
  // minutes instead of two hours. No tcp_user_timeout: it also ends a connection whose client is
  // alive and reads no further for a while, as a COPY does when the target is slower.
  ['tcp_keepalives_idle', '60'],
  ['tcp_keepalives_interval', '15'],
  ['tcp_keepalives_count', '4'],
]
  .map(([name, value]) => `SET ${name} = '${value}'`)
  .join('; ');

/** Options of one connection. */
export interface ConnectOptions extends OpenOptions {
  /** Socket for a plain connection; with TLS pg makes its own. */
  readonly plainSocket?: () => Socket;
}

/** Opens one connection with our session settings. Throws what Connector.open promises. */
export async function connect(
  settings: PostgresqlSettings,
  options: ConnectOptions,
): Promise<pg.Client> {
  throwIfCancelled(options.signal);
  try {
    return await connectOnce(settings, options, settings.sslMode !== 'disable');
  } catch (error) {
    const isPlainServer = error instanceof Error && /support SSL/.test(error.message);
    if (settings.sslMode === 'prefer' && isPlainServer) {
      try {
        return await connectOnce(settings, options, false);
      } catch (second) {
        throw toPostgresqlError(second, { settings, doing: 'connect' });
      }
    }
    throw toPostgresqlError(error, { settings, doing: 'connect' });
  }
}

/** The socket below a connection, plain or TLS. */
export function socketOf(client: pg.Client): Socket {
  const connection: unknown = 'connection' in client ? client.connection : undefined;
  invariant(
    typeof connection === 'object' && connection !== null && 'stream' in connection,
    'pg keeps its socket in connection.stream',
  );
  const socket: unknown = connection.stream;
  invariant(isSocket(socket), 'connection.stream is a socket');
  return socket;
}

/** Id of the server process of a connection, for pg_cancel_backend. */
export function backendPid(client: pg.Client): number {
  const pid: unknown = 'processID' in client ? client.processID : undefined;
  invariant(typeof pid === 'number', 'pg keeps the backend id in processID');
  return pid;
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
  settings: PostgresqlSettings,
  options: ConnectOptions,
  useTls: boolean,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    application_name: options.label.slice(0, 63),
    connectionTimeoutMillis: options.connectTimeoutMs,
    keepAlive: true,
    ssl: useTls ? tlsOptions(settings) : false,
    types: asText,
    ...(useTls || options.plainSocket === undefined ? {} : { stream: options.plainSocket }),
  });
  // Whatever breaks an idle connection is reported by its next use.
  client.on('error', () => undefined);
  const abort = (): void => void socketOf(client).destroy();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    await client.connect();
    const path = `${quoteName(settings.schema)}, public`;
    await client.query(`${sessionSettings}; SET search_path = ${path}`);
    return client;
  } catch (error) {
    socketOf(client).destroy();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

function tlsOptions(settings: PostgresqlSettings): Exclude<pg.ClientConfig['ssl'], undefined> {
  const ca = settings.sslCa === '' ? {} : { ca: settings.sslCa };
  switch (settings.sslMode) {
    case 'verify-full':
      return { ...ca, rejectUnauthorized: true };
    case 'verify-ca':
      return { ...ca, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    default:
      return { rejectUnauthorized: false };
  }
}
