import {
  draftOf,
  portOf,
  sslModeOf,
  without,
  type ConnectionReading,
  type DraftSettings,
} from './connection-draft.ts';

/** Schemes by the system they belong to. http(s) is ClickHouse's own protocol. */
const schemes: ReadonlyMap<string, string> = new Map([
  ['postgres', 'postgresql'],
  ['postgresql', 'postgresql'],
  ['pgsql', 'postgresql'],
  ['clickhouse', 'clickhouse'],
  ['clickhouses', 'clickhouse'],
  ['ch', 'clickhouse'],
  ['chs', 'clickhouse'],
  ['http', 'clickhouse'],
  ['https', 'clickhouse'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['mongodb', 'mongodb'],
  ['oracle', 'oracle'],
  ['sqlserver', 'sqlserver'],
  ['mssql', 'sqlserver'],
  ['snowflake', 'snowflake'],
  ['redis', 'redis'],
  ['kafka', 'kafka'],
  ['sftp', 'sftp'],
]);

const pattern =
  /(?<![\p{L}\p{N}])(?:jdbc:)?(?<scheme>[a-z][a-z0-9]{1,15})(?:\+[a-z0-9]+)?:\/\/(?<rest>[^\s"'`<>«»]+)/iu;
const secureSchemes: ReadonlySet<string> = new Set(['https', 'clickhouses', 'chs']);

/**
 * Reads the first connection URL of a text: driver URLs, JDBC, SQLAlchemy, ClickHouse's http(s).
 * A password that should have been percent-encoded (`p@ss/word`) is read as it was meant.
 */
export function readUrl(text: string): ConnectionReading | null {
  const found = pattern.exec(text);
  const scheme = found?.groups?.['scheme']?.toLowerCase() ?? '';
  const type = schemes.get(scheme);
  if (found === null || type === undefined) return null;
  const raw = trimSentence(found.groups?.['rest'] ?? '');
  const end = found.index + found[0].length - ((found.groups?.['rest'] ?? '').length - raw.length);
  const { userInfo, address } = splitUserInfo(raw);
  const [place, query = ''] = splitOnce(address, '?');
  const [hosts, path = ''] = splitOnce(place, '/');
  const [first = '', ...others] = hosts.split(/,(?![^[]*\])/u);
  const parameters = new URLSearchParams(query.split('#')[0]);
  const { host, port } = splitPort(first);
  const [user, password] = splitOnce(userInfo, ':');
  const settings: DraftSettings = {
    ...draftOf({
      host: decode(host),
      port,
      database: decode(path.split('/')[0]?.split('#')[0]),
      user: decode(user),
      password: decode(password),
      ssl_mode: secureSchemes.has(scheme) ? 'require' : scheme === 'http' ? 'disable' : undefined,
    }),
    ...fromParameters(parameters),
  };
  return {
    source: 'the URL',
    type,
    settings,
    warnings:
      others.length === 0
        ? []
        : [`The URL names ${others.length + 1} servers; the first, ${host ?? ''}, is used.`],
    rest: without(text, found.index, end),
  };
}

function fromParameters(parameters: URLSearchParams): DraftSettings {
  const one = (...names: readonly string[]): string | undefined =>
    names.map((name) => parameters.get(name)).find((value) => value !== null && value !== '') ??
    undefined;
  const path = /search_path(?:=|%3D)([^\s,&]+)/iu.exec(one('options') ?? '')?.[1];
  return draftOf({
    host: one('host'),
    port: portOf(one('port')),
    database: one('database', 'dbname'),
    user: one('user', 'username'),
    password: one('password'),
    schema: one('currentSchema', 'schema', 'search_path')?.split(',')[0] ?? path,
    ssl_mode: sslModeOf(one('sslmode', 'ssl_mode', 'ssl', 'secure', 'tls')),
  });
}

/** The `@` that ends the user info is the first one after which a host and nothing else follows. */
function splitUserInfo(raw: string): { readonly userInfo: string; readonly address: string } {
  for (let at = raw.indexOf('@'); at >= 0; at = raw.indexOf('@', at + 1)) {
    const before = raw.slice(0, at);
    const isParameter =
      /^[^?@]*\?(?:[\w.]+=[^@]*)$/u.test(before) && !/^[^/?]*:[^/?]*\?/u.test(before);
    const after = raw.slice(at + 1);
    const isAddress = /^(?:\[[^\]]*\]|[^\s/?#@:]*)(?::\d*)?(?:,[^/?#@]*)?(?:[/?#]|$)/u.test(after);
    if (isAddress && !isParameter) return { userInfo: before, address: after };
  }
  return { userInfo: '', address: raw };
}

function splitPort(host: string): { readonly host: string | undefined; readonly port?: number } {
  const parts = /^(?:\[(?<six>[^\]]+)\]|(?<name>[^:]*))(?::(?<port>\d*))?$/u.exec(host)?.groups;
  const port = portOf(parts?.['port']);
  return { host: parts?.['six'] ?? parts?.['name'], ...(port === undefined ? {} : { port }) };
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % belongs to a password that nobody encoded.
    return text;
  }
}

/** A full stop, comma or bracket at the end belongs to the sentence. */
function trimSentence(text: string): string {
  return text.replace(/[.,;:!?)\]}]+$/u, (end) => (end.startsWith(']') ? ']' : ''));
}
