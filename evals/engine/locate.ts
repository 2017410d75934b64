import { dirname, resolve } from 'node:path';
import {
  AiEtlError,
  dialectNames,
  type ConnectionSettings,
  type Connector,
  type DialectName,
} from '@ai-etl/core';
import {
  clickhouseSettingsFromUrl,
  findConnector,
  mysqlSettingsFromUrl,
  postgresqlSettingsFromUrl,
} from '@ai-etl/connectors';

/** A database that a line names. */
export interface Located {
  readonly connector: Connector;
  readonly settings: ConnectionSettings;
  /** Folders below which its files may be opened. */
  readonly fileRoots: readonly string[];
}

/** Names of dialects that others use for ours. */
const spokenDialects: Readonly<Record<string, DialectName>> = {
  postgres: 'postgresql',
  pg: 'postgresql',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
};

/** Throws VALIDATION_ERROR for a dialect that nothing prints. */
export function dialectOf(text: string): DialectName {
  const wanted = text.trim().toLowerCase();
  const found = spokenDialects[wanted] ?? dialectNames.find((name) => name === wanted);
  if (found !== undefined) return found;
  throw invalid('dialect', `"${text}" is none of ${dialectNames.join(', ')}`);
}

/** A database file: DuckDB where the dialect says so, else SQLite. */
export function locateFile(path: string, dialect: DialectName | null): Located {
  const absolute = resolve(path);
  const type = dialect === 'duckdb' ? 'duckdb' : 'sqlite';
  return {
    connector: connectorOf(type),
    settings: { path: absolute, read_only: true },
    fileRoots: [dirname(absolute)],
  };
}

const byProtocol: Readonly<Record<string, readonly [string, (dsn: string) => ConnectionSettings]>> =
  {
    'postgres:': ['postgresql', postgresqlSettingsFromUrl],
    'postgresql:': ['postgresql', postgresqlSettingsFromUrl],
    'mysql:': ['mysql', mysqlSettingsFromUrl],
    'mariadb:': ['mysql', mysqlSettingsFromUrl],
    'clickhouse:': [
      'clickhouse',
      (dsn) => clickhouseSettingsFromUrl(dsn.replace(/^clickhouse:/u, 'http:')),
    ],
    'http:': ['clickhouse', clickhouseSettingsFromUrl],
    'https:': ['clickhouse', clickhouseSettingsFromUrl],
  };

/** `postgresql://…`, `mysql://…`, `clickhouse://…`, `http(s)://…` (ClickHouse), `sqlite:path`, `duckdb:path`. */
export function locateDsn(dsn: string): Located {
  const file = /^(sqlite|duckdb):(?:\/\/)?(.+)$/u.exec(dsn);
  if (file?.[2] !== undefined) return locateFile(file[2], file[1] === 'duckdb' ? 'duckdb' : null);
  const protocol = URL.canParse(dsn) ? new URL(dsn).protocol : '';
  const known = byProtocol[protocol];
  if (known === undefined) {
    const allowed = [...Object.keys(byProtocol), 'sqlite:', 'duckdb:'].join(', ');
    throw invalid('dsn', `must be a URL that begins with one of ${allowed}`);
  }
  const [type, settingsOf] = known;
  return { connector: connectorOf(type), settings: settingsOf(dsn), fileRoots: [] };
}

function connectorOf(type: string): Connector {
  const connector = findConnector(type);
  if (connector !== undefined) return connector;
  throw invalid('dsn', `there is no connector ${type}`);
}

export function invalid(field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `"${field}" cannot be used: ${error}.`, {
    details: [{ field, error }],
  });
}
