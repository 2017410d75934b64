import type { ConnectionSettings } from '@ai-etl/core';
import { integerSetting, requireValidFields, textSetting } from '../kit/settings.ts';
import { parseSslMode, type SslMode } from '../kit/tls-fields.ts';
import { fieldList, fields } from './fields.ts';

/** Settings as the code uses them. */
export interface PostgresqlSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  readonly sslMode: SslMode;
  readonly sslCa: string;
}

/** Parses settings. Throws VALIDATION_ERROR with one detail per field. */
export function parseSettings(settings: ConnectionSettings): PostgresqlSettings {
  requireValidFields('PostgreSQL', fieldList, settings);
  return {
    host: textSetting(settings, fields.host),
    port: integerSetting(settings, fields.port),
    database: textSetting(settings, fields.database),
    user: textSetting(settings, fields.user),
    password: textSetting(settings, fields.password),
    schema: textSetting(settings, fields.schema),
    sslMode: parseSslMode(textSetting(settings, fields.sslMode)),
    sslCa: textSetting(settings, fields.sslCa),
  };
}

/** Settings of `postgres://user:password@host:port/database`, for servers known by their URL. */
export function postgresqlSettingsFromUrl(url: string): ConnectionSettings {
  const parsed = new URL(url);
  const sslMode = parsed.searchParams.get('sslmode');
  return {
    host: decodeURIComponent(parsed.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? 5432 : Number(parsed.port),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    ...(sslMode === null ? {} : { ssl_mode: sslMode }),
  };
}

/** For messages: `PostgreSQL at host:port`. */
export function describeServer(settings: PostgresqlSettings): string {
  return `PostgreSQL at ${settings.host}:${settings.port}`;
}
