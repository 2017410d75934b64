import type { ConnectionSettings, ConnectorField } from '@ai-etl/core';
import { integerSetting, textSetting } from './settings.ts';
import { tlsFields } from './tls-fields.ts';

/** Fields of every connector that logs in to a server; each adds its own defaults and examples. */
export const serverFields = {
  host: {
    name: 'host',
    title: 'Host',
    description: 'Name or IP address of the server.',
    type: 'text',
    required: true,
    secret: false,
    example: 'db.example.com',
  },
  port: {
    name: 'port',
    title: 'Port',
    description: 'TCP port of the server.',
    type: 'integer',
    required: false,
    secret: false,
  },
  database: {
    name: 'database',
    title: 'Database',
    type: 'text',
    required: true,
    secret: false,
  },
  user: {
    name: 'user',
    title: 'User',
    type: 'text',
    required: true,
    secret: false,
    example: 'etl_reader',
  },
  password: {
    name: 'password',
    title: 'Password',
    description: 'Password of the account; empty when the server asks for none.',
    type: 'text',
    required: false,
    secret: true,
  },
} as const;

/** Where a server is, and who logs in. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslCa: string;
}

/** Reads the settings that `serverFields` describe, with a connector's own defaults; they are valid already. */
export function parseServer(
  settings: ConnectionSettings,
  fields: Readonly<Record<keyof typeof serverFields, ConnectorField>>,
): ServerSettings {
  return {
    host: textSetting(settings, fields.host),
    port: integerSetting(settings, fields.port),
    database: textSetting(settings, fields.database),
    user: textSetting(settings, fields.user),
    password: textSetting(settings, fields.password),
    sslCa: textSetting(settings, tlsFields.sslCa),
  };
}

/** Host, port, user and password of `scheme://user:password@host:port/…`, and what its path names. */
export function serverOfUrl(url: URL, defaultPort: number): Omit<ServerSettings, 'sslCa'> {
  return {
    host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? defaultPort : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
