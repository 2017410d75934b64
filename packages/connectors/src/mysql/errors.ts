import { AiEtlError, messageOf } from '@ai-etl/core';
import { codeOf, networkError } from '../kit/network-error.ts';
import type { ErrorMeaning } from '../kit/retry.ts';
import { describeServer, type MysqlSettings } from './settings.ts';

/** What was being done, so that a message can name it. */
export interface ErrorContext {
  readonly settings: MysqlSettings;
  /** `read`, `create a table`: used as "could not <doing> <server>". */
  readonly doing: string;
  /** `shop.orders` when one object is concerned. */
  readonly object?: string;
}

// Numbers: https://mariadb.com/kb/en/mariadb-error-code-reference/ and MySQL's server error reference.
const meanings: Readonly<Record<number, ErrorMeaning>> = {
  1040: { code: 'CONNECTION_FAILED' },
  1203: { code: 'CONNECTION_FAILED' },
  1226: { code: 'CONNECTION_FAILED' },
  1045: { code: 'CREDENTIALS_REJECTED' },
  1130: { code: 'CREDENTIALS_REJECTED' },
  1251: { code: 'CREDENTIALS_REJECTED' },
  1698: { code: 'CREDENTIALS_REJECTED' },
  1862: { code: 'CREDENTIALS_REJECTED' },
  4151: { code: 'CREDENTIALS_REJECTED' },
  1044: { code: 'PRIVILEGE_MISSING' },
  1142: { code: 'PRIVILEGE_MISSING' },
  1143: { code: 'PRIVILEGE_MISSING' },
  1227: { code: 'PRIVILEGE_MISSING' },
  1370: { code: 'PRIVILEGE_MISSING' },
  1049: { code: 'OBJECT_NOT_FOUND' },
  1051: { code: 'OBJECT_NOT_FOUND' },
  1146: { code: 'OBJECT_NOT_FOUND' },
  1050: { code: 'TARGET_CONFLICT' },
  1060: { code: 'TARGET_CONFLICT' },
  1205: { code: 'TARGET_CONFLICT' },
  1213: { code: 'TARGET_CONFLICT' },
  1412: { code: 'TARGET_CONFLICT' },
  1020: { code: 'TARGET_CONFLICT' },
  1021: { code: 'TARGET_FULL' },
  1114: { code: 'TARGET_FULL' },
  1041: { code: 'SERVICE_UNAVAILABLE' },
  1037: { code: 'SERVICE_UNAVAILABLE' },
  1053: { code: 'CONNECTION_LOST' },
  1927: { code: 'CONNECTION_LOST' },
  2006: { code: 'CONNECTION_LOST' },
  2013: { code: 'CONNECTION_LOST' },
  4031: { code: 'CONNECTION_LOST' },
  2002: { code: 'CONNECTION_FAILED' },
  2003: { code: 'CONNECTION_FAILED' },
  // Values: these messages quote what was refused, which is row data.
  1022: { code: 'VALUE_REJECTED' },
  1048: { code: 'VALUE_REJECTED' },
  1062: { code: 'VALUE_REJECTED' },
  1136: { code: 'VALUE_REJECTED' },
  1216: { code: 'VALUE_REJECTED' },
  1261: { code: 'VALUE_REJECTED' },
  1262: { code: 'VALUE_REJECTED' },
  1264: { code: 'VALUE_REJECTED' },
  1265: { code: 'VALUE_REJECTED' },
  1292: { code: 'VALUE_REJECTED' },
  1300: { code: 'VALUE_REJECTED' },
  1366: { code: 'VALUE_REJECTED' },
  1367: { code: 'VALUE_REJECTED' },
  1406: { code: 'VALUE_REJECTED' },
  1411: { code: 'VALUE_REJECTED' },
  1451: { code: 'VALUE_REJECTED' },
  1452: { code: 'VALUE_REJECTED' },
  1690: { code: 'VALUE_REJECTED' },
  3819: { code: 'VALUE_REJECTED' },
  3988: { code: 'VALUE_REJECTED' },
  4025: { code: 'VALUE_REJECTED' },
};

/** Statements that ran into a time limit or were ended by KILL QUERY. */
const stopped = new Set([1317, 1969, 3024]);

/** Turns anything thrown while talking to MySQL into an AiEtlError worded for a person. */
export function toMysqlError(error: unknown, context: ErrorContext): AiEtlError {
  if (error instanceof AiEtlError) return error;
  const place = describeServer(context.settings);
  const number = errorNumberOf(error);
  if (number !== undefined) return serverError(error, number, context);
  const code = codeOf(error);
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return new AiEtlError(
      'TLS_FAILED',
      `${place} does not offer TLS. Use ssl_mode disable or prefer, or turn TLS on at the server.`,
      { cause: error },
    );
  }
  const network = networkError(error, place);
  if (network !== undefined) return network;
  if (code === 'HANDSHAKE_SSL_ERROR') {
    return new AiEtlError(
      'TLS_FAILED',
      `${place}: the TLS handshake failed. Check ssl_mode and ssl_ca.`,
      { cause: error },
    );
  }
  if (
    code === 'PROTOCOL_CONNECTION_LOST' ||
    /closed state|Connection lost/i.test(messageOf(error))
  ) {
    return new AiEtlError('CONNECTION_LOST', `${place}: the connection broke.`, { cause: error });
  }
  return new AiEtlError('CONNECTION_FAILED', `${place}: ${messageOf(error)}`, { cause: error });
}

/** The number of a server's error, or undefined. */
export function errorNumberOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errno' in error) || !('sqlState' in error)) return undefined;
  return typeof error.errno === 'number' && error.errno > 0 ? error.errno : undefined;
}

function serverError(error: unknown, number: number, context: ErrorContext): AiEtlError {
  const meaning = meanings[number] ?? { code: 'QUERY_FAILED' };
  const message = wordServerError(messageOf(error), number, context);
  // The original quotes the refused value, so it is not kept as the cause.
  if (meaning.code === 'VALUE_REJECTED') return new AiEtlError(meaning.code, message);
  return new AiEtlError(meaning.code, message, { cause: error });
}

function wordServerError(message: string, number: number, context: ErrorContext): string {
  const { settings, doing, object } = context;
  const place = `${describeServer(settings)}, database ${settings.database}`;
  const what = object === undefined ? '' : ` (${object})`;
  const { code = 'QUERY_FAILED' } = meanings[number] ?? {};
  if (stopped.has(number)) {
    return `${place}: the statement was cancelled or ran into its time limit${what}.`;
  }
  switch (code) {
    case 'CREDENTIALS_REJECTED':
      return `${place}: user ${settings.user} was rejected. Check user name, password, and from which hosts the account may log in.`;
    case 'PRIVILEGE_MISSING':
      return `${place}: user ${settings.user} may not ${doing}${what}: ${message}. Cure: ${grantFor(message, context)}`;
    case 'VALUE_REJECTED':
      return `${place}: a value was refused while trying to ${doing}${what} (error ${number}).`;
    case 'TARGET_FULL':
      return `${place}: the disk or table is full. Free room, then run again.`;
    case 'TARGET_CONFLICT':
      return `${place}: could not ${doing}${what}: somebody else was at work on the same rows or table (error ${number}). The next attempt may succeed.`;
    case 'CONNECTION_LOST':
      return `${place}: the connection was ended by the server (error ${number}).`;
    case 'CONNECTION_FAILED':
      return `${place}: too many connections, or none can be made now (error ${number}). Raise max_connections or run later.`;
    default:
      return number === 1049
        ? `${place}: there is no such database, or user ${settings.user} may not know it.`
        : `${place}: could not ${doing}${what}: ${message} (error ${number}).`;
  }
}

/** The GRANT that is missing. */
function grantFor(message: string, { settings, doing, object }: ErrorContext): string {
  const [, command = '', table] =
    /(\w[\w, ]*) command denied to user .* for table (.+)$/.exec(message) ?? [];
  const user = `'${settings.user.replaceAll("'", "''")}'`;
  const database = `\`${settings.database.replaceAll('`', '``')}\``;
  if (command.startsWith('CREATE') || doing === 'create a table') {
    return `GRANT CREATE, DROP, INDEX, ALTER, SELECT, INSERT, UPDATE, DELETE ON ${database}.* TO ${user};`;
  }
  const place = table === undefined ? (object ?? `${database}.*`) : table;
  const rights = doing === 'read' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
  return `GRANT ${rights} ON ${place} TO ${user};`;
}
