import type { ConnectorField } from '@ai-etl/core';

/** Settings of a SQLite connection. */
export const fields = {
  path: {
    name: 'path',
    title: 'File',
    description:
      'Database file on the machine of the worker, below an allowed folder; a relative path lies below the first one.',
    type: 'text',
    required: true,
    secret: false,
    example: 'shop.sqlite',
  },
  readOnly: {
    name: 'read_only',
    title: 'Read only',
    description: 'Never write to the file: the connection is a source only.',
    type: 'boolean',
    required: false,
    secret: false,
    default: false,
  },
  create: {
    name: 'create',
    title: 'Create',
    description: 'Make the file, and folders above it, when it does not exist yet.',
    type: 'boolean',
    required: false,
    secret: false,
    default: false,
  },
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
