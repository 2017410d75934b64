import type { ConnectorField } from '@ai-etl/core';
import { serverFields } from '../kit/server-settings.ts';
import { tlsFields } from '../kit/tls-fields.ts';

/** Settings of a PostgreSQL connection. */
export const fields = {
  host: serverFields.host,
  port: { ...serverFields.port, default: 5432 },
  database: {
    ...serverFields.database,
    description: 'Database to connect to.',
    example: 'analytics',
  },
  user: {
    ...serverFields.user,
    description:
      'Account to log in with. Reading needs SELECT, loading needs CREATE on the schema.',
  },
  password: serverFields.password,
  schema: {
    name: 'schema',
    title: 'Schema',
    description: 'Schema in which names without a schema are looked up and created.',
    type: 'text',
    required: false,
    secret: false,
    default: 'public',
  },
  ...tlsFields,
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
