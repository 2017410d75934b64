import { Pool, types, type CustomTypesConfig } from 'pg';
import type { StoreLog } from '../store-log.ts';
import { translateDatabaseError } from './database-error.ts';

export interface PoolOptions {
  readonly databaseUrl: string;
  /** Seen in pg_stat_activity: `ai-etl api`. */
  readonly applicationName: string;
  readonly maxConnections: number;
  /** A statement of ours never needs long; a stuck one must not hold locks for ever. */
  readonly statementTimeoutMs: number;
  readonly log: StoreLog;
}

/** A pool whose idle connections may die without taking the process along. */
export function openPool(options: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    max: options.maxConnections,
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.statementTimeoutMs * 2,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  pool.on('error', (error) => {
    options.log.warn({ err: translateDatabaseError(error) }, 'an idle metadata connection broke');
  });
  // A client in use has no other listener: when its server dies between two statements, an
  // unheard 'error' would end the process. The next statement rejects with the same reason.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/** timestamptz as RFC 3339 in UTC with milliseconds; bigint as number: ours are counters. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (format !== 'binary' && oid === types.builtins.TIMESTAMPTZ) return rfc3339;
  if (format !== 'binary' && oid === types.builtins.INT8) return Number;
  return types.getTypeParser(oid, format);
};

/** `2026-01-26 10:00:00.5+00` has to become ISO first: V8 reads other forms loosely. */
function rfc3339(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
