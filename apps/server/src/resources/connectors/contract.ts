import { z } from 'zod';
import { IdParam } from '../../http/fields.ts';
import { pageQuery, SearchText, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const ConnectorField = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  type: z
    .enum(['text', 'integer', 'boolean', 'choice', 'json'])
    .describe('json: a list or an object, or its JSON as text.'),
  required: z.boolean(),
  secret: z.boolean().describe('Encrypted at rest, never returned.'),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  choices: z.array(z.string()).optional(),
  example: z.string().optional(),
});

const Connector = z
  .object({
    type: z.string(),
    title: z.string(),
    summary: z.string(),
    aliases: z.array(z.string()).describe('Other names people use.'),
    capabilities: z.object({
      source: z.boolean(),
      target: z.boolean(),
      dialect: z.string().nullable().describe('The SQL that steps are pushed into.'),
      write_modes: z.array(z.string()),
      consistent_snapshot: z.boolean(),
    }),
    fields: z.array(ConnectorField),
    configuration_schema: z
      .record(z.string(), z.unknown())
      .describe('JSON Schema (2020-12) of the settings; secrets are writeOnly.'),
    docs: z.string().describe('Markdown: privileges needed, traps.'),
  })
  .meta({
    id: 'Connector',
    examples: [
      {
        type: 'postgresql',
        title: 'PostgreSQL',
        summary: 'Tables and views of a PostgreSQL database.',
        aliases: ['postgres', 'pg'],
        capabilities: {
          source: true,
          target: true,
          dialect: 'postgresql',
          write_modes: ['append', 'replace', 'merge'],
          consistent_snapshot: true,
        },
        fields: [
          {
            name: 'host',
            title: 'Host',
            description: 'Name or address of the server.',
            type: 'text',
            required: true,
            secret: false,
            example: 'db.company.com',
          },
        ],
        configuration_schema: {
          type: 'object',
          properties: { host: { type: 'string' } },
          required: ['host'],
        },
        docs: 'Reading needs SELECT on the tables.',
      },
    ],
  });

export type ConnectorBody = z.infer<typeof Connector>;

export const listConnectors = route({
  method: 'GET',
  url: '/connectors',
  permission: 'connections:read',
  schema: {
    operationId: 'listConnectors',
    tags: ['connectors'],
    summary: 'List available connectors',
    description: 'Each with its fields: what a connection of that type can be told.',
    querystring: z.strictObject({
      ...pageQuery,
      q: SearchText.optional().describe('Part of the type, the title, or another name.'),
      role: z.enum(['source', 'target']).optional().describe('Can be read from, or written to.'),
      capability: z
        .enum(['source', 'target', 'sql', 'snapshot', 'append', 'replace', 'merge', 'scd2'])
        .optional()
        .describe('What it must be able to do: read, load, run SQL, or a way of writing.'),
      sort: sortQuery(['type', 'title'], 'type'),
    }),
    response: { 200: z.array(Connector) },
  },
});

export const getConnector = route({
  method: 'GET',
  url: '/connectors/:type',
  permission: 'connections:read',
  schema: {
    operationId: 'getConnector',
    tags: ['connectors'],
    summary: 'Get one connector',
    description: 'By its type or another name of it: `postgresql`, `postgres`, `pg`.',
    params: z.object({ type: IdParam }),
    response: { 200: Connector },
  },
});
