import type { ConnectorField } from '@ai-etl/core';

/** Settings of a folder of files. */
export const fields = {
  root: {
    name: 'root',
    title: 'Folder',
    description:
      'Folder on the machine of the worker, below an allowed folder; a relative path lies below the first one. Or s3://bucket/prefix.',
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
      'The first line of CSV, or of an Excel sheet, names the columns; otherwise they are column_1, column_2, ….',
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
  endpointUrl: {
    name: 'endpoint_url',
    title: 'S3 endpoint',
    description: 'Of S3-compatible storage. Empty: that of Amazon S3 in the region.',
    type: 'text',
    required: false,
    secret: false,
    example: 'https://storage.example.com:9000',
  },
  region: {
    name: 'region',
    title: 'S3 region',
    description: 'Region of the bucket; other storage than that of Amazon mostly takes any.',
    type: 'text',
    required: false,
    secret: false,
    default: 'us-east-1',
  },
  accessKeyId: {
    name: 'access_key_id',
    title: 'S3 access key',
    description: 'Id of the key. Empty: requests are not signed, for public buckets.',
    type: 'text',
    required: false,
    secret: false,
  },
  pathStyle: {
    name: 'path_style',
    title: 'S3 path style',
    description:
      'The bucket stands in the path of requests, not in the host name: most S3-compatible storage wants it.',
    type: 'boolean',
    required: false,
    secret: false,
    default: true,
  },
  scratchLimitMb: {
    name: 'scratch_limit_mb',
    title: 'S3 scratch',
    description: 'Megabytes on this machine that objects may take while they are read.',
    type: 'integer',
    required: false,
    secret: false,
    default: 10_240,
  },
  secretAccessKey: {
    name: 'secret_access_key',
    title: 'S3 secret access key',
    description: 'Secret of the key.',
    type: 'text',
    required: false,
    secret: true,
  },
  sessionToken: {
    name: 'session_token',
    title: 'S3 session token',
    description:
      'Of temporary keys, which end: a run after that is refused until new ones are set.',
    type: 'text',
    required: false,
    secret: true,
  },
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** The fields in the order of the form. */
export const fieldList: readonly ConnectorField[] = Object.values(fields);
