import pg from 'pg';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { networkError } from '../kit/network-error.ts';
import type { ErrorMeaning } from '../kit/retry.ts';
import { describeServer, type PostgresqlSettings } from './settings.ts';

/** What was being done, so that a message can name it. */
export interface ErrorContext {
  readonly settings: PostgresqlSettings;
  /** `read from`, `create a table in`: used as "could not <doing> <server>". */
  readonly doing: string;
  /** `public.orders` when one object is concerned. */
  readonly object?: string;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html; a class of two letters is the
// fallback for its members.
const meanings: Readonly<Record<string, ErrorMeaning>> = {
  '28P01': { code: 'CREDENTIALS_REJECTED' },
  '28000': { code: 'CREDENTIALS_REJECTED' },
  '3D000': { code: 'OBJECT_NOT_FOUND' },
  '3F000': { code: 'OBJECT_NOT_FOUND' },
  '42P01': { code: 'OBJECT_NOT_FOUND' },
  '42501': { code: 'PRIVILEGE_MISSING' },
  '22': { code: 'VALUE_REJECTED' },
  '23': { code: 'VALUE_REJECTED' },
  '08': { code: 'CONNECTION_LOST' },
  '53100': { code: 'TARGET_FULL' },
  '53300': { code: 'CONNECTION_FAILED' },
  '53': { code: 'SERVICE_UNAVAILABLE' },
  '55P03': { code: 'TARGET_CONFLICT' },
  '40': { code: 'TARGET_CONFLICT' },
  '57014': { code: 'QUERY_FAILED' },
  '57': { code: 'CONNECTION_LOST' },
  '57P03': { code: 'CONNECTION_FAILED' },
  '58': { code: 'SERVICE_UNAVAILABLE' },
};

/** Turns anything thrown while talking to PostgreSQL into an AiEtlError worded for a person. */
export function toPostgresqlError(error: unknown, context: ErrorContext): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const state = sqlStateOf(error);
  if (state !== undefined) return serverError(error, state, context);
  const place = describeServer(context.settings);
  const network = networkError(error, place);
  if (network !== undefined) return network;
  const message = messageOf(error);
  if (/timeout/i.test(message)) {
    return new AiEtlError(
      'CONNECTION_FAILED',
      `${place} does not answer in time. Check host, port and firewall.`,
      { cause: error },
    );
  }
  if (/support SSL/i.test(message)) {
    return new AiEtlError(
      'TLS_FAILED',
      `${place} does not offer TLS. Use ssl_mode disable or prefer, or turn TLS on at the server.`,
      { cause: error },
    );
  }
  if (/terminated|closed|not queryable/i.test(message)) {
    return new AiEtlError('CONNECTION_LOST', `${place}: the connection broke.`, { cause: error });
  }
  if (/password/i.test(message)) {
    return new AiEtlError(
      'CREDENTIALS_REJECTED',
      `${place} asks for a password for user ${context.settings.user}.`,
      { cause: error },
    );
  }
  return new AiEtlError('CONNECTION_FAILED', `${place}: ${message}`, { cause: error });
}

/** SQLSTATE of a server's error, or undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

function serverError(error: unknown, state: string, context: ErrorContext): AiEtlError {
  if (isNameTaken(error, state)) {
    const { settings, object } = context;
    return new AiEtlError(
      'TARGET_CONFLICT',
      `${describeServer(settings)}, database ${settings.database}: could not ${context.doing}${object === undefined ? '' : ` (${object})`}: somebody else created a table of that name at the same moment (SQLSTATE ${state}). The next attempt finds it.`,
      { cause: error },
    );
  }
  const meaning = meanings[state] ?? meanings[state.slice(0, 2)] ?? { code: 'QUERY_FAILED' };
  const options =
    meaning.retryable === undefined
      ? { cause: error }
      : { cause: error, retryable: meaning.retryable };
  return new AiEtlError(meaning.code, wordServerError(messageOf(error), state, context), options);
}

/**
 * True when another transaction took a table's name: seen at once (42P07), or only when that one
 * committed (a unique index of the catalog).
 */
function isNameTaken(error: unknown, state: string): boolean {
  if (state === '42P07') return true;
  if (state !== '23505' || !(error instanceof pg.DatabaseError)) return false;
  return error.schema === 'pg_catalog' && (error.table === 'pg_class' || error.table === 'pg_type');
}

function wordServerError(message: string, state: string, context: ErrorContext): string {
  const { settings, doing, object } = context;
  const place = `${describeServer(settings)}, database ${settings.database}`;
  const what = object === undefined ? '' : ` (${object})`;
  switch (state) {
    case '28P01':
    case '28000':
      return `${place}: user ${settings.user} was rejected. Check user name, password and pg_hba.conf.`;
    case '3D000':
      return `${place}: there is no such database.`;
    case '42501':
      return `${place}: user ${settings.user} may not ${doing}${what}: ${message}. Cure: ${grantFor(message, context)}`;
    case '53100':
      return `${place}: the disk is full. Free room, then run again.`;
    case '53300':
      return `${place}: too many connections. Raise max_connections or run later.`;
    case '57014':
      return `${place}: the statement was cancelled or ran into its time limit${what}.`;
    case '57P01':
    case '57P02':
    case '57P03':
      return `${place}: the server is starting up or shutting down.`;
    default:
      // Class 22 and 23 messages quote the offending value, which is row data.
      return /^2[23]/.test(state)
        ? `${place}: a value was refused while trying to ${doing}${what} (SQLSTATE ${state}).`
        : `${place}: could not ${doing}${what}: ${message} (SQLSTATE ${state}).`;
  }
}

/** The GRANT that is missing, read off PostgreSQL's own sentence. */
function grantFor(message: string, { settings, doing, object }: ErrorContext): string {
  const user = `"${settings.user.replaceAll('"', '""')}"`;
  const [, kind, name] = /permission denied for (\w+) (.+)$/.exec(message) ?? [];
  if (kind === 'schema') {
    const rights = doing === 'create a table' ? 'CREATE, USAGE' : 'USAGE';
    return `GRANT ${rights} ON SCHEMA "${name}" TO ${user};`;
  }
  const table = name === undefined ? (object ?? 'the table') : `"${name}"`;
  const rights = doing === 'read' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE';
  return `GRANT ${rights} ON ${table} TO ${user};`;
}
