import type { ConnectorField } from '@ai-etl/core';
import { tlsFields } from '../kit/tls-fields.ts';

/** Settings of a MySQL or MariaDB connection. */
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
    default: 3306,
  },
  database: {
    name: 'database',
    title: 'Database',
    description: 'Database to work in; the catalog shows its tables.',
    type: 'text',
    required: true,
    secret: false,
    example: 'shop',
  },
  user: {
    name: 'user',
    title: 'User',
    description:
      'Account to log in with. Reading needs SELECT, loading needs CREATE, DROP, INSERT, UPDATE and DELETE too.',
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
  ...tlsFields,
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
