import type { ConnectorField, ConnectorSpec } from '@ai-etl/core';

function field(name: string, more: Partial<ConnectorField> = {}): ConnectorField {
  return {
    name,
    title: name,
    description: name,
    type: 'text',
    required: false,
    secret: false,
    ...more,
  };
}

/** As the real connectors describe themselves, which this package does not see. */
export const connectorSpecs: readonly ConnectorSpec[] = [
  {
    type: 'postgresql',
    title: 'PostgreSQL',
    summary: '',
    docs: '',
    aliases: ['postgres', 'pg'],
    fields: [
      field('host', { required: true }),
      field('port', { type: 'integer', default: 5432 }),
      field('database', { required: true }),
      field('user', { required: true }),
      field('password', { secret: true }),
      field('schema', { default: 'public' }),
      field('ssl_mode', {
        type: 'choice',
        default: 'prefer',
        choices: ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'],
      }),
      field('ssl_ca'),
    ],
    capabilities: {
      source: true,
      target: true,
      dialect: 'postgresql',
      writeModes: ['append'],
      consistentSnapshot: true,
    },
  },
  {
    type: 'clickhouse',
    title: 'ClickHouse',
    summary: '',
    docs: '',
    aliases: ['ch'],
    fields: [
      field('host', { required: true }),
      field('port', { type: 'integer', default: 8123 }),
      field('database', { default: 'default' }),
      field('user', { default: 'default' }),
      field('password', { secret: true }),
      field('ssl_mode', {
        type: 'choice',
        default: 'disable',
        choices: ['disable', 'require', 'verify-ca', 'verify-full'],
      }),
      field('ssl_ca'),
    ],
    capabilities: {
      source: true,
      target: true,
      dialect: 'clickhouse',
      writeModes: ['append'],
      consistentSnapshot: false,
    },
  },
  {
    type: 'http',
    title: 'HTTP API',
    summary: '',
    docs: '',
    aliases: ['rest api'],
    fields: [
      field('base_url', { required: true }),
      field('auth', { type: 'choice', default: 'none', choices: ['none', 'bearer'] }),
      field('user'),
      field('password', { secret: true }),
      field('token', { secret: true }),
      field('token_url'),
      field('resources', { type: 'json', required: true }),
    ],
    capabilities: {
      source: true,
      target: false,
      dialect: 'duckdb',
      writeModes: [],
      consistentSnapshot: false,
    },
  },
];
