import type { ConnectorField } from '@ai-etl/core';

/** Settings of a ClickHouse connection, which speaks HTTP. */
export const fields = {
  host: {
    name: 'host',
    title: 'Host',
    description: 'Name or IP address of the server.',
    type: 'text',
    required: true,
    secret: false,
    example: 'clickhouse.example.com',
  },
  port: {
    name: 'port',
    title: 'HTTP port',
    description: 'Port of the HTTP interface: 8123, or 8443 with TLS. Not the native port 9000.',
    type: 'integer',
    required: false,
    secret: false,
    default: 8123,
  },
  database: {
    name: 'database',
    title: 'Database',
    description:
      'Database in which names are looked up and created. Loading needs ENGINE = Atomic.',
    type: 'text',
    required: false,
    secret: false,
    default: 'default',
  },
  user: {
    name: 'user',
    title: 'User',
    description: 'Account to log in with.',
    type: 'text',
    required: false,
    secret: false,
    default: 'default',
  },
  password: {
    name: 'password',
    title: 'Password',
    description: 'Password of the account.',
    type: 'text',
    required: false,
    secret: true,
  },
  sslMode: {
    name: 'ssl_mode',
    title: 'TLS',
    description:
      'disable: plain HTTP. require: HTTPS, certificate not checked. verify-ca: certificate checked. verify-full: certificate and host name checked.',
    type: 'choice',
    required: false,
    secret: false,
    default: 'disable',
    choices: ['disable', 'require', 'verify-ca', 'verify-full'],
  },
  sslCa: {
    name: 'ssl_ca',
    title: 'CA certificate',
    description:
      'PEM text of the certificate authority, for verify-ca and verify-full. Empty: the well-known authorities.',
    type: 'text',
    required: false,
    secret: false,
    example: '-----BEGIN CERTIFICATE-----',
  },
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
