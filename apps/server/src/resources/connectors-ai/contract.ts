import { z } from 'zod';
import { maxConnectionWords } from '@ai-etl/planner';
import { IdParam } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

const ConfigureRequest = z
  .strictObject({
    description: z
      .string()
      .trim()
      .min(1)
      .max(maxConnectionWords)
      .describe(
        'Words, English or Russian; or a URL, a JDBC URL, a .pgpass line, environment variables, a psql or clickhouse-client command; or the path of a database file, a folder of files, s3://bucket/prefix.',
      ),
    type: z
      .enum(['source', 'target'])
      .optional()
      .describe('What the connection is for. Absent: nobody said.'),
    hints: z
      .record(z.string().max(64), z.union([z.string().max(10_000), z.number(), z.boolean()]))
      .default({})
      .describe(
        'Settings that win over the words: connector, url, host, port, database, user, password, schema, ssl_mode; for files the fields of their connector, such as path, root, region, access_key_id, and bucket with prefix.',
      ),
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Absent: made of the database and the host, or of the file, folder or bucket.'),
    project_id: IdParam.optional().describe('Absent: the default project.'),
  })
  .meta({
    id: 'ConfigureConnectorRequest',
    examples: [
      {
        description: 'Connect to our production PostgreSQL database',
        type: 'source',
        hints: { host: 'db.company.com', database: 'analytics' },
      },
    ],
  });

export type ConfigureBody = z.infer<typeof ConfigureRequest>;

const Configured = z
  .object({
    connector_id: z.string().describe('The id of the stored connection.'),
    project_id: z.string(),
    name: z.string(),
    type: z.string().describe('Connector type.'),
    role: z.enum(['source', 'target']).nullable(),
    configuration: z.record(z.string(), z.unknown()).describe('By field name, without secrets.'),
    secrets: z.array(z.string()).describe('Names of the secret settings that are stored.'),
    test_status: z
      .enum(['success', 'failed', 'untested'])
      .describe('untested: what is named in `missing` is needed first.'),
    test: z
      .object({
        latency_ms: z.number(),
        server_version: z.string().nullable(),
        checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })),
      })
      .nullable(),
    cause: z
      .object({ code: z.string(), message: z.string(), field: z.string().nullable() })
      .nullable()
      .describe('Why the test failed, and which setting most likely has to change.'),
    missing: z.array(z.string()).describe('Settings without which nobody can connect.'),
    assumptions: z.array(
      z.object({
        path: z.string(),
        value: z.string(),
        because: z.string(),
        alternatives: z.array(z.string()),
      }),
    ),
    warnings: z.array(z.string()),
    created: z.boolean().describe('false: the project had this connection, and it was updated.'),
  })
  .meta({
    id: 'ConfiguredConnector',
    examples: [
      {
        connector_id: 'conn_789',
        project_id: 'proj_123',
        name: 'analytics (db.company.com)',
        type: 'postgresql',
        role: 'source',
        configuration: {
          host: 'db.company.com',
          port: 5432,
          database: 'analytics',
          schema: 'public',
          ssl_mode: 'require',
        },
        secrets: [],
        test_status: 'untested',
        test: null,
        cause: null,
        missing: ['user', 'password'],
        assumptions: [
          { path: 'port', value: '5432', because: 'the default of PostgreSQL', alternatives: [] },
        ],
        warnings: [],
        created: true,
      },
    ],
  });

export type ConfiguredBody = z.infer<typeof Configured>;

export const configureConnector = route({
  method: 'POST',
  url: '/connectors-ai/configure',
  permission: 'connections:write',
  idempotent: true,
  heavy: true,
  schema: {
    operationId: 'configureConnector',
    tags: ['connectors'],
    summary: 'Configure a connector from words',
    description:
      'Infers the connector, fills its configuration, stores it as a connection and tests it within ten seconds. Secrets are sealed and never answered. The same server, database and account configured again updates the connection that is there.',
    body: ConfigureRequest,
    response: { 200: Configured },
  },
});
