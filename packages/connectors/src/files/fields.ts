import type { ConnectorField } from '@ai-etl/core';

/** Settings of a folder of files. */
export const fields = {
  root: {
    name: 'root',
    title: 'Folder',
    description:
      'Folder on the machine of the worker, below an allowed folder; a relative path lies below the first one.',
    type: 'text',
    required: true,
    secret: false,
    example: 'exports',
  },
  delimiter: {
    name: 'delimiter',
    title: 'Delimiter',
    description: 'What stands between the fields of CSV. auto: what the first line has most of.',
    type: 'choice',
    required: false,
    secret: false,
    default: 'auto',
    choices: ['auto', 'comma', 'semicolon', 'tab', 'pipe'],
  },
  header: {
    name: 'header',
    title: 'Header',
    description:
      'The first line of CSV names the columns; otherwise they are column_1, column_2, ….',
    type: 'boolean',
    required: false,
    secret: false,
    default: true,
  },
  encoding: {
    name: 'encoding',
    title: 'Encoding',
    description: 'Of CSV files. JSON is UTF-8 always.',
    type: 'choice',
    required: false,
    secret: false,
    default: 'utf-8',
    choices: ['utf-8', 'latin-1'],
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
