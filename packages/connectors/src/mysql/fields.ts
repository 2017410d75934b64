import type { ConnectorField } from '@ai-etl/core';
import { serverFields } from '../kit/server-settings.ts';
import { tlsFields } from '../kit/tls-fields.ts';

/** Settings of a MySQL or MariaDB connection. */
export const fields = {
  host: serverFields.host,
  port: { ...serverFields.port, default: 3306 },
  database: {
    ...serverFields.database,
    description: 'Database to work in; the catalog shows its tables.',
    example: 'shop',
  },
  user: {
    ...serverFields.user,
    description:
      'Account to log in with. Reading needs SELECT, loading needs CREATE, DROP, INSERT, UPDATE and DELETE too.',
  },
  password: serverFields.password,
  ...tlsFields,
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
