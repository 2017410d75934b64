import type { IncomingHttpHeaders } from 'node:http';
import { ClickHouseError } from './clickhouse-error.ts';

/** What URL and headers of a request say; the body is not looked at. */
export interface QueryRequest {
  readonly queryId: string;
  /** Text of `?query=`; the body continues it. */
  readonly query: string;
  readonly database: string | undefined;
  readonly user: string;
  readonly password: string;
  readonly sessionId: string | undefined;
  readonly sessionTimeoutMs: number;
  /** Values in ClickHouse's escaped form, as sent. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly format: string;
  readonly compressResponse: boolean;
}

/** Parameters of the interface, which are no settings of the query. */
const INTERFACE_PARAMETERS = new Set([
  'query', 'query_id', 'database', 'user', 'password', 'quota_key', 'session_id',
  'session_timeout', 'session_check', 'session_timezone', 'default_format', 'stacktrace',
  'buffer_size', 'wait_end_of_query', 'http_wait_end_of_query', 'send_progress_in_http_headers',
  'http_headers_progress_interval_ms', 'enable_http_compression', 'http_zlib_compression_level',
  'http_native_compression_disable_checksumming_on_decompress', 'client_protocol_version',
  'cancel_http_readonly_queries_on_client_close', 'close_session', 'role', 'compress',
  'decompress', 'async_insert', 'wait_for_async_insert', 'readonly',
]); // prettier-ignore

const NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** Reads a request to `/`. Errors: ClickHouse codes 36, 48 and 115. */
export function readQueryRequest(
  url: URL,
  headers: IncomingHttpHeaders,
  fallbackId: string,
): QueryRequest {
  const search = url.searchParams;
  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of search) {
    if (name.startsWith('param_')) parameters.set(checkName(name.slice(6)), value);
    else if (!INTERFACE_PARAMETERS.has(name)) settings.set(checkName(name), value);
  }
  const timeZone = search.get('session_timezone');
  if (timeZone !== null) settings.set('session_timezone', timeZone);
  if (search.get('readonly') === '1' || search.get('readonly') === '2')
    settings.set('readonly', '2');
  if (isOn(search.get('compress')) || isOn(search.get('decompress'))) {
    throw new ClickHouseError(
      48,
      "ClickHouse's own block compression (compress=1, decompress=1) is not offered here; " +
        'use enable_http_compression=1 with Accept-Encoding: gzip. (NOT_IMPLEMENTED)',
    );
  }
  const credentials = readCredentials(search, headers);
  return {
    queryId: search.get('query_id') || first(headers['x-clickhouse-query-id']) || fallbackId,
    query: search.get('query') ?? '',
    database: search.get('database') || first(headers['x-clickhouse-database']) || undefined,
    ...credentials,
    sessionId: search.get('session_id') || undefined,
    sessionTimeoutMs:
      Math.min(3600, Math.max(1, Number(search.get('session_timeout')) || 60)) * 1000,
    parameters,
    settings,
    format: checkName(
      search.get('default_format') || first(headers['x-clickhouse-format']) || 'TabSeparated',
    ),
    compressResponse: isOn(search.get('enable_http_compression')),
  };
}

/** Statements that bring a connection into the state the request asks for. */
export function printPreamble(request: QueryRequest): string {
  const assignments = [
    ...[...request.settings].map(([name, value]) => `${name} = ${quoteString(value)}`),
    // The engine unescapes \t, \n, \\ and \N when it substitutes, as the HTTP interface does.
    ...[...request.parameters].map(([name, value]) => `param_${name} = ${quoteString(value)}`),
  ];
  const set = assignments.length === 0 ? '' : `SET ${assignments.join(', ')}; `;
  const use = request.database === undefined ? '' : `USE \`${escape(request.database, '`')}\`; `;
  return set + use;
}

/** A ClickHouse string literal. */
export function quoteString(value: string): string {
  return `'${escape(value, "'")}'`;
}

function escape(value: string, quote: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\0', '\\0');
}

function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new ClickHouseError(36, `'${name}' is no name of a setting or parameter. (BAD_ARGUMENTS)`);
}

function readCredentials(
  search: URLSearchParams,
  headers: IncomingHttpHeaders,
): { readonly user: string; readonly password: string } {
  const basic = /^Basic\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [user = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { user: user === '' ? 'default' : user, password: password.join(':') };
  }
  return {
    user: first(headers['x-clickhouse-user']) ?? search.get('user') ?? 'default',
    password: first(headers['x-clickhouse-key']) ?? search.get('password') ?? '',
  };
}

function isOn(value: string | null): boolean {
  return value === '1' || value === 'true';
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
