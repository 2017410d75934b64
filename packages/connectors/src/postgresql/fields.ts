import type { ConnectorField } from '@ai-etl/core';

/** Settings of a PostgreSQL connection. */
export const fields = {
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
    default: 5432,
  },
  database: {
    name: 'database',
    title: 'Database',
    description: 'Database to connect to.',
    type: 'text',
    required: true,
    secret: false,
    example: 'analytics',
  },
  user: {
    name: 'user',
    title: 'User',
    description:
      'Account to log in with. Reading needs SELECT, loading needs CREATE on the schema.',
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
  schema: {
    name: 'schema',
    title: 'Schema',
    description: 'Schema in which names without a schema are looked up and created.',
    type: 'text',
    required: false,
    secret: false,
    default: 'public',
  },
  sslMode: {
    name: 'ssl_mode',
    title: 'TLS',
    description:
      'disable: never. prefer: TLS when the server offers it. require: TLS, certificate not checked. verify-ca: certificate checked. verify-full: certificate and host name checked.',
    type: 'choice',
    required: false,
    secret: false,
    default: 'prefer',
    choices: ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'],
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
