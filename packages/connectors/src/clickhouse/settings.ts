import type { ConnectionSettings } from '@ai-etl/core';
import { parseServer, type ServerSettings } from '../kit/server-settings.ts';
import { requireValidFields, textSetting } from '../kit/settings.ts';
import { fieldList, fields } from './fields.ts';

export type SslMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

/** Settings as the code uses them. */
export interface ClickhouseSettings extends ServerSettings {
  readonly sslMode: SslMode;
}

/** Parses settings. Throws VALIDATION_ERROR with one detail per field. */
export function parseSettings(settings: ConnectionSettings): ClickhouseSettings {
  requireValidFields('ClickHouse', fieldList, settings);
  return {
    ...parseServer(settings, fields),
    sslMode: parseSslMode(textSetting(settings, fields.sslMode)),
  };
}

/** Settings of `http://user:password@host:port/database`, for servers known by their URL. */
export function clickhouseSettingsFromUrl(url: string): ConnectionSettings {
  const parsed = new URL(url);
  const isTls = parsed.protocol === 'https:';
  const database = decodeURIComponent(parsed.pathname.slice(1));
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? (isTls ? 443 : 80) : Number(parsed.port),
    ...(database === '' ? {} : { database }),
    ...(parsed.username === '' ? {} : { user: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
    ssl_mode: isTls ? 'verify-full' : 'disable',
  };
}

/** For messages: `ClickHouse at host:port`. */
export function describeServer(settings: ClickhouseSettings): string {
  return `ClickHouse at ${settings.host}:${settings.port}`;
}

function parseSslMode(text: string): SslMode {
  switch (text) {
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return text;
    default:
      return 'disable';
  }
}
