import type { ConnectorField } from '@ai-etl/core';

/** Settings of a DuckDB connection. */
export const fields = {
  path: {
    name: 'path',
    title: 'File',
    description:
      'Database file on the machine of the worker, below an allowed folder; a relative path lies below the first one.',
    type: 'text',
    required: true,
    secret: false,
    example: 'sales.duckdb',
  },
  readOnly: {
    name: 'read_only',
    title: 'Read only',
    description:
      'Never write to the file: the connection is a source only, and other programs may read it meanwhile.',
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
  memoryLimitMb: {
    name: 'memory_limit_mb',
    title: 'Memory limit',
    description: 'Megabytes of memory that DuckDB may use; what needs more is spilled to disk.',
    type: 'integer',
    required: false,
    secret: false,
    default: 1024,
  },
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
