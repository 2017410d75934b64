import type { ConnectorField } from '@ai-etl/core';
import { serverFields } from '../kit/server-settings.ts';
import { tlsFields } from '../kit/tls-fields.ts';

/** Settings of a ClickHouse connection, which speaks HTTP. */
export const fields = {
  host: { ...serverFields.host, example: 'clickhouse.example.com' },
  port: {
    ...serverFields.port,
    title: 'HTTP port',
    description: 'Port of the HTTP interface: 8123, or 8443 with TLS. Not the native port 9000.',
    default: 8123,
  },
  database: {
    ...serverFields.database,
    description:
      'Database in which names are looked up and created. Loading needs ENGINE = Atomic.',
    required: false,
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
  password: { ...serverFields.password, description: 'Password of the account.' },
  sslMode: {
    ...tlsFields.sslMode,
    description:
      'disable: plain HTTP. require: HTTPS, certificate not checked. verify-ca: certificate checked. verify-full: certificate and host name checked.',
    default: 'disable',
    choices: ['disable', 'require', 'verify-ca', 'verify-full'],
  },
  sslCa: tlsFields.sslCa,
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
