import type { ConnectionSettings } from '@ai-etl/core';
import { parseServer, serverOfUrl, type ServerSettings } from '../kit/server-settings.ts';
import { requireValidFields, textSetting } from '../kit/settings.ts';
import { parseSslMode, type SslMode } from '../kit/tls-fields.ts';
import { fieldList, fields } from './fields.ts';

/** Settings as the code uses them. */
export interface PostgresqlSettings extends ServerSettings {
  readonly schema: string;
  readonly sslMode: SslMode;
}

/** Parses settings. Throws VALIDATION_ERROR with one detail per field. */
export function parseSettings(settings: ConnectionSettings): PostgresqlSettings {
  requireValidFields('PostgreSQL', fieldList, settings);
  return {
    ...parseServer(settings, fields),
    schema: textSetting(settings, fields.schema),
    sslMode: parseSslMode(textSetting(settings, fields.sslMode)),
  };
}

/** Settings of `postgres://user:password@host:port/database`, for servers known by their URL. */
export function postgresqlSettingsFromUrl(url: string): ConnectionSettings {
  const parsed = new URL(url);
  const sslMode = parsed.searchParams.get('sslmode');
  return {
    ...serverOfUrl(parsed, 5432),
    ...(sslMode === null ? {} : { ssl_mode: sslMode }),
  };
}

/** For messages: `PostgreSQL at host:port`. */
export function describeServer(settings: PostgresqlSettings): string {
  return `PostgreSQL at ${settings.host}:${settings.port}`;
}
