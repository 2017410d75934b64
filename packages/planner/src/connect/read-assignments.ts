import {
  draftOf,
  portOf,
  sslModeOf,
  type ConnectionReading,
  type DraftSettings,
} from './connection-draft.ts';
import { readUrl } from './read-url.ts';

type SettingName = keyof DraftSettings | 'url';

/** Names that libpq, drivers, containers and `.env` files use for a setting. */
const names: ReadonlyMap<string, SettingName> = new Map<string, SettingName>([
  ['url', 'url'],
  ['dsn', 'url'],
  ['uri', 'url'],
  ['connection_string', 'url'],
  ['connectionstring', 'url'],
  ['host', 'host'],
  ['hostaddr', 'host'],
  ['hostname', 'host'],
  ['server', 'host'],
  ['address', 'host'],
  ['port', 'port'],
  ['dbname', 'database'],
  ['database', 'database'],
  ['database_name', 'database'],
  ['db', 'database'],
  ['name', 'database'],
  ['catalog', 'database'],
  ['user', 'user'],
  ['username', 'user'],
  ['user_name', 'user'],
  ['uid', 'user'],
  ['login', 'user'],
  ['password', 'password'],
  ['pass', 'password'],
  ['passwd', 'password'],
  ['pwd', 'password'],
  ['schema', 'schema'],
  ['search_path', 'schema'],
  ['currentschema', 'schema'],
  ['sslmode', 'ssl_mode'],
  ['ssl_mode', 'ssl_mode'],
  ['ssl', 'ssl_mode'],
  ['tls', 'ssl_mode'],
  ['secure', 'ssl_mode'],
]);

const systemPrefixes: ReadonlyMap<string, string> = new Map([
  ['pg', 'postgresql'],
  ['postgres', 'postgresql'],
  ['postgresql', 'postgresql'],
  ['clickhouse', 'clickhouse'],
  ['ch', 'clickhouse'],
  ['mysql', 'mysql'],
  ['mongo', 'mongodb'],
  ['oracle', 'oracle'],
  ['redis', 'redis'],
]);
const plainPrefix = /^(?:db|database|data_source|jdbc|sql|app|prod|staging|source|target)_/u;

/** `name=value`, `name: "value"`, `export NAME='value'`. */
const pattern =
  /(?<![\p{L}\p{N}_.?&/-])(?:export\s+|set\s+)?(?<name>[a-z][a-z0-9_]{1,60})[ \t]*(?:=|:(?![\\/]))[ \t]*(?:'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"'][^\s]*))/giu;

/**
 * Reads libpq keyword strings (`host=h dbname=d`), environment files (`PGHOST=h`,
 * `DATABASE_URL=…`, `CLICKHOUSE_USER=…`), and `name: value` lines.
 */
export function readAssignments(text: string): ConnectionReading | null {
  const values: { -readonly [Name in SettingName]?: string } = {};
  let type: string | null = null;
  let rest = text;
  for (const match of text.matchAll(pattern)) {
    const { name = '', single, double, bare } = match.groups ?? {};
    const known = settingOf(name.toLowerCase());
    if (known === null) continue;
    const value = unescape(single ?? double) ?? trimList(bare ?? '');
    if (values[known.setting] === undefined) values[known.setting] = value;
    type ??= known.type;
    rest = rest.replace(match[0], ' ');
  }
  if (Object.keys(values).length === 0) return null;
  const url = values.url === undefined ? null : readUrl(values.url);
  return {
    source: 'the settings in the text',
    type: type ?? url?.type ?? null,
    settings: {
      ...url?.settings,
      ...draftOf({
        host: values.host,
        port: portOf(values.port),
        database: values.database,
        user: values.user,
        password: values.password,
        schema: values.schema?.split(',')[0],
        ssl_mode: sslModeOf(values.ssl_mode),
      }),
    },
    warnings: url?.warnings ?? [],
    rest,
  };
}

function settingOf(
  name: string,
): { readonly setting: SettingName; readonly type: string | null } | null {
  const plain = names.get(name);
  if (plain !== undefined) return { setting: plain, type: null };
  for (const [prefix, type] of systemPrefixes) {
    if (!name.startsWith(prefix)) continue;
    const setting = names.get(name.slice(prefix.length).replace(/^_/u, ''));
    if (setting !== undefined) return { setting, type };
  }
  const setting = names.get(name.replace(plainPrefix, ''));
  return setting === undefined ? null : { setting, type: null };
}

function unescape(quoted: string | undefined): string | undefined {
  return quoted?.replaceAll(/\\(.)/gu, '$1');
}

function trimList(bare: string): string {
  return bare.replace(/[,;]+$/u, '');
}
