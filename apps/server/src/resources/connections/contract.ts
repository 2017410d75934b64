import { z } from 'zod';
import { connectionSortFields } from '@ai-etl/store';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery, SearchText, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import {
  catalogExample,
  connectionExample,
  newConnectionExample,
  testExample,
} from './examples.ts';

const TestResult = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number(),
    server_version: z.string().nullable(),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })),
  })
  .meta({ id: 'ConnectionTest', examples: [testExample] });

export type TestResult = z.infer<typeof TestResult>;

const Connection = z
  .object({
    connection_id: z.string(),
    project_id: z.string(),
    name: z.string(),
    type: z.string(),
    role: z
      .enum(['source', 'target'])
      .nullable()
      .describe('What it was made for, when somebody said so.'),
    settings: z.record(z.string(), z.unknown()).describe('Without secrets.'),
    secrets: z.array(z.string()).describe('Names of the secret settings that are stored.'),
    last_test: TestResult.extend({ tested_at: Timestamp }).nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Connection', examples: [connectionExample] });

export type ConnectionBody = z.infer<typeof Connection>;

/** Text, number or switch; a list or an object where the field is of the type json. */
const settingValues = [
  z.string().max(100_000),
  z.number(),
  z.boolean(),
  z.array(z.unknown()).max(1000),
  z.record(z.string().max(1000), z.unknown()),
] as const;

const NewConnection = z.strictObject({
  name: z.string().trim().min(1).max(100),
  type: z.string().min(1).max(64).describe('A type or alias of GET /connectors.'),
  settings: z
    .record(z.string().max(64), z.union(settingValues))
    .describe("By field name, secrets included; the connector's fields say what is allowed."),
  project_id: IdParam.optional().describe('Absent: the default project.'),
  test: z.boolean().default(true).describe('Connect first, and store nothing when that fails.'),
});

export type NewConnectionBody = z.infer<typeof NewConnection>;

const params = z.object({ connection_id: IdParam });
const verbUrl = '/connections/:connection_id(^[^:/]+)';

export const createConnection = route({
  method: 'POST',
  url: '/connections',
  permission: 'connections:write',
  idempotent: true,
  schema: {
    operationId: 'createConnection',
    tags: ['connections'],
    summary: 'Create a connection',
    description:
      'Connects first, unless `test` is false; what does not connect is refused with the setting that is likely wrong, and nothing is stored. Secrets are encrypted and never shown again.',
    body: NewConnection.meta({ examples: [newConnectionExample] }),
    response: { 201: Connection },
  },
});

export const listConnections = route({
  method: 'GET',
  url: '/connections',
  permission: 'connections:read',
  schema: {
    operationId: 'listConnections',
    tags: ['connections'],
    summary: 'List connections, oldest first',
    description: 'Those of all projects that you may see. Secrets are named, never shown.',
    querystring: z.strictObject({
      ...pageQuery,
      project_id: IdParam.optional(),
      type: z.string().max(64).optional(),
      q: SearchText.optional().describe('Part of the name.'),
      sort: sortQuery(connectionSortFields, 'created_at'),
    }),
    response: { 200: z.array(Connection) },
  },
});

export const getConnection = route({
  method: 'GET',
  url: '/connections/:connection_id',
  permission: 'connections:read',
  schema: {
    operationId: 'getConnection',
    tags: ['connections'],
    summary: 'Get one connection',
    description: 'Its settings without secrets, and how its last test went.',
    params,
    response: { 200: Connection },
  },
});

export const testConnection = route({
  method: 'POST',
  url: `${verbUrl}::test`,
  permission: 'connections:write',
  heavy: true,
  schema: {
    operationId: 'testConnection',
    tags: ['connections'],
    summary: 'Connect now and say what works',
    description: 'A system that cannot be reached is no failure of the request: `ok` is false.',
    params,
    response: { 200: TestResult },
  },
});

const ConnectionChange = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    role: z.enum(['source', 'target']).optional(),
    settings: z
      .record(z.string().max(64), z.union([...settingValues, z.null()]))
      .optional()
      .describe('What is absent stays; null removes a setting.'),
    test: z
      .boolean()
      .default(true)
      .describe('Connect with changed settings first, and change nothing when that fails.'),
  })
  .meta({
    id: 'ConnectionChange',
    examples: [{ settings: { user: 'etl_reader', password: '…' } }],
  });

export type ConnectionChangeBody = z.infer<typeof ConnectionChange>;

export const updateConnection = route({
  method: 'PATCH',
  url: '/connections/:connection_id',
  permission: 'connections:write',
  schema: {
    operationId: 'updateConnection',
    tags: ['connections'],
    summary: 'Change a connection',
    description:
      'For example to add the credentials of one that was configured without them. When the host or port changes, secrets have to be sent again.',
    params,
    body: ConnectionChange,
    response: { 200: Connection },
  },
});

export const deleteConnection = route({
  method: 'DELETE',
  url: '/connections/:connection_id',
  permission: 'connections:write',
  schema: {
    operationId: 'deleteConnection',
    tags: ['connections'],
    summary: 'Delete a connection and its secrets',
    description: '409 CONFLICT names the pipelines that use it.',
    params,
    response: { 204: z.undefined() },
  },
});

const Catalog = z
  .object({
    connection_id: z.string(),
    default_schema: z.string(),
    taken_at: Timestamp,
    tables: z.array(
      z.object({
        schema: z.string(),
        name: z.string(),
        kind: z.enum(['table', 'view']),
        comment: z.string().nullable(),
        estimated_rows: z.number().nullable(),
        estimated_bytes: z.number().nullable(),
        primary_key: z.array(z.string()),
        unique_keys: z.array(z.array(z.string())),
        foreign_keys: z.array(
          z.object({
            columns: z.array(z.string()),
            references: z.object({ schema: z.string(), name: z.string() }),
            referenced_columns: z.array(z.string()),
          }),
        ),
        columns: z.array(
          z.object({
            name: z.string(),
            type: z.string().describe('Logical type: int64, decimal(18,2), timestamptz, …'),
            native_type: z.string(),
            nullable: z.boolean(),
            comment: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Catalog', examples: [catalogExample] });

export type CatalogBody = z.infer<typeof Catalog>;

export const getCatalog = route({
  method: 'GET',
  url: '/connections/:connection_id/catalog',
  permission: 'connections:read',
  heavy: true,
  schema: {
    operationId: 'getConnectionCatalog',
    tags: ['connections'],
    summary: 'Tables and columns that a connection holds',
    description: 'As remembered; `refresh` asks the system now.',
    params,
    querystring: z.strictObject({
      refresh: z
        .enum(['true', 'false'])
        .default('false')
        .describe('true: ask the system now, whatever is remembered.'),
    }),
    response: { 200: Catalog },
  },
});
