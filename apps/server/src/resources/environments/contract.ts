import { z } from 'zod';
import { environments } from '@ai-etl/core';
import { IdParam } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

/** Where a pipeline is deployed. */
export const EnvironmentName = z
  .enum(environments)
  .describe('The same pipeline may be deployed once to each, bound to other connections.');

const Environment = z
  .object({
    environment: z.string(),
    project_id: z.string(),
    connections: z
      .array(
        z.object({
          connection_id: z.string().describe('As specs name it.'),
          connection: z.string().describe('Its name.'),
          bound_connection_id: z.string().describe('What stands in its place here.'),
          bound_connection: z.string(),
        }),
      )
      .describe('Connections that are not listed stand for themselves.'),
  })
  .meta({
    id: 'Environment',
    examples: [
      {
        environment: 'staging',
        project_id: 'proj_123',
        connections: [
          {
            connection_id: 'conn_789',
            connection: 'warehouse',
            bound_connection_id: 'conn_790',
            bound_connection: 'warehouse staging',
          },
        ],
      },
    ],
  });

export type EnvironmentBody = z.infer<typeof Environment>;

const one = '/projects/:project_id/environments/:environment';
const params = z.object({ project_id: IdParam, environment: EnvironmentName });

export const listEnvironments = route({
  method: 'GET',
  url: '/projects/:project_id/environments',
  permission: 'connections:read',
  schema: {
    operationId: 'listEnvironments',
    tags: ['environments'],
    summary: 'List the environments of a project',
    description: 'Development, staging and production, each with the connections bound there.',
    params: z.object({ project_id: IdParam }),
    querystring: z.strictObject(pageQuery),
    response: { 200: z.array(Environment) },
  },
});

export const getEnvironment = route({
  method: 'GET',
  url: one,
  permission: 'connections:read',
  schema: {
    operationId: 'getEnvironment',
    tags: ['environments'],
    summary: 'Get one environment of a project',
    description: 'Which connections stand in the place of those that specs name.',
    params,
    response: { 200: Environment },
  },
});

export const putEnvironment = route({
  method: 'PUT',
  url: one,
  permission: 'connections:write',
  schema: {
    operationId: 'putEnvironment',
    tags: ['environments'],
    summary: 'Bind the connections of an environment',
    description:
      'Replaces all bindings of this environment. What is deployed keeps its connections until it is deployed again; `dry_run` of a deployment shows what would change.',
    params,
    body: z
      .strictObject({
        connections: z
          .record(z.string().min(1).max(128), z.string().min(1).max(128))
          .describe(
            'From the connection that specs name to the one that stands in its place, each by id or by name.',
          ),
      })
      .meta({ examples: [{ connections: { warehouse: 'warehouse staging' } }] }),
    response: { 200: Environment },
  },
});
