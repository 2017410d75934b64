import type { ConnectionSettings } from '@ai-etl/core';
import { integerSetting, requireValidFields, textSetting } from '../kit/settings.ts';
import { parseSslMode, type SslMode } from '../kit/tls-fields.ts';
import { fieldList, fields } from './fields.ts';

/** Settings as the code uses them. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslMode: SslMode;
  readonly sslCa: string;
}

/** Parses settings. Throws VALIDATION_ERROR with one detail per field. */
export function parseSettings(settings: ConnectionSettings): MysqlSettings {
  requireValidFields('MySQL', fieldList, settings);
  return {
    host: textSetting(settings, fields.host),
    port: integerSetting(settings, fields.port),
    database: textSetting(settings, fields.database),
    user: textSetting(settings, fields.user),
    password: textSetting(settings, fields.password),
    sslMode: parseSslMode(textSetting(settings, fields.sslMode)),
    sslCa: textSetting(settings, fields.sslCa),
  };
}

/** Settings of `mysql://user:password@host:port/database`, for servers known by their URL. */
export function mysqlSettingsFromUrl(url: string): ConnectionSettings {
  const parsed = new URL(url);
  return {
    host: decodeURIComponent(parsed.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
  };
}

/** For messages: `MySQL at host:port`. */
export function describeServer(settings: MysqlSettings): string {
  return `MySQL at ${settings.host}:${settings.port}`;
}
