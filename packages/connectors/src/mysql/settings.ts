import type { ConnectionSettings } from '@ai-etl/core';
import { parseServer, serverOfUrl, type ServerSettings } from '../kit/server-settings.ts';
import { requireValidFields, textSetting } from '../kit/settings.ts';
import { parseSslMode, type SslMode } from '../kit/tls-fields.ts';
import { fieldList, fields } from './fields.ts';

/** Settings as the code uses them. */
export interface MysqlSettings extends ServerSettings {
  readonly sslMode: SslMode;
}

/** Parses settings. Throws VALIDATION_ERROR with one detail per field. */
export function parseSettings(settings: ConnectionSettings): MysqlSettings {
  requireValidFields('MySQL', fieldList, settings);
  return {
    ...parseServer(settings, fields),
    sslMode: parseSslMode(textSetting(settings, fields.sslMode)),
  };
}

/** Settings of `mysql://user:password@host:port/database`, for servers known by their URL. */
export function mysqlSettingsFromUrl(url: string): ConnectionSettings {
  return { ...serverOfUrl(new URL(url), 3306) };
}

/** For messages: `MySQL at host:port`. */
export function describeServer(settings: MysqlSettings): string {
  return `MySQL at ${settings.host}:${settings.port}`;
}
