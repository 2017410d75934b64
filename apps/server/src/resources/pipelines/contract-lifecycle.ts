import { z } from 'zod';
import { defaultEnvironment, runStatuses } from '@ai-etl/core';
import { Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { EnvironmentName } from '../environments/contract.ts';
import { ParamValues } from './contract.ts';
import { backfillExample, planExample, tableExample, validationExample } from './examples.ts';
import {
  DeploymentShape,
  Generated,
  Options,
  Plan,
  Summary,
  TableChange,
  Validation,
} from './shapes.ts';
import { pipelineParams, pipelineVerb, VersionNumber, VersionParam } from './urls.ts';

export const restorePipeline = route({
  method: 'POST',
  url: pipelineVerb('restore'),
  permission: 'pipelines:write',
  idempotent: true,
  schema: {
    operationId: 'restorePipeline',
    tags: ['pipelines'],
    summary: 'Bring a deleted pipeline back',
    description:
      'With its versions, runs and deployments. Its schedules stay paused until they are resumed. 409 CONFLICT when it is not deleted.',
    params: pipelineParams,
    response: { 200: Summary },
  },
});

export const validatePipeline = route({
  method: 'POST',
  url: pipelineVerb('validate'),
  permission: 'pipelines:read',
  heavy: true,
  schema: {
    operationId: 'validatePipeline',
    tags: ['pipelines'],
    summary: 'Prove a pipeline on the live systems',
    description:
      'A dry run: source queries are explained and sampled, target tables are planned, nothing is written. What does not fit is in the answer, not an error of the request.',
    params: pipelineParams,
    body: z
      .strictObject({
        version: VersionNumber.optional().describe('Absent: the latest.'),
        environment: EnvironmentName.default(defaultEnvironment),
      })
      .default({ environment: defaultEnvironment })
      .meta({ examples: [{ environment: 'staging' }] }),
    response: {
      200: z
        .object({
          pipeline_id: z.string(),
          version: z.int(),
          environment: z.string(),
          validation: Validation,
          plan: Plan.nullable(),
          tables: z.array(TableChange),
        })
        .meta({
          id: 'ValidatedPipeline',
          examples: [
            {
              pipeline_id: 'pipe_456',
              version: 1,
              environment: 'staging',
              validation: validationExample,
              plan: planExample,
              tables: [tableExample],
            },
          ],
        }),
    },
  },
});

export const describePipeline = route({
  method: 'GET',
  url: pipelineVerb('describe'),
  permission: 'pipelines:read',
  schema: {
    operationId: 'describePipeline',
    tags: ['pipelines'],
    summary: 'Say in plain words what a pipeline does',
    description: 'Written from its spec, so it cannot be out of date.',
    params: pipelineParams,
    querystring: z.strictObject({
      version: VersionParam.optional().describe('Absent: the latest.'),
    }),
    response: {
      200: z
        .object({
          pipeline_id: z.string(),
          version: z.int(),
          text: z.string(),
          sentences: z.array(z.string()).describe('The same with what is deployed where.'),
          deployments: z.array(DeploymentShape),
        })
        .meta({
          id: 'DescribedPipeline',
          examples: [
            {
              pipeline_id: 'pipe_456',
              version: 1,
              text: 'Reads sales from shop and replaces sales in warehouse. Runs at 02:00 every day (UTC).',
              sentences: [
                'Reads sales from shop and replaces sales in warehouse. Runs at 02:00 every day (UTC).',
                'Not deployed.',
              ],
              deployments: [],
            },
          ],
        }),
    },
  },
});

export const clonePipeline = route({
  method: 'POST',
  url: pipelineVerb('clone'),
  permission: 'pipelines:write',
  heavy: true,
  idempotent: true,
  schema: {
    operationId: 'clonePipeline',
    tags: ['pipelines'],
    summary: 'Copy a pipeline, also into another project',
    description:
      'Connections that are not mapped are those of the same name in the other project. The copy is proved as any new pipeline is, and begins at version 1, not deployed.',
    params: pipelineParams,
    body: z
      .strictObject({
        name: z
          .string()
          .regex(/^[a-z][a-z0-9_]{0,127}$/, 'must be lower-case letters, digits and _')
          .optional()
          .describe('Absent: the old name and _copy.'),
        project_id: z.string().min(1).max(128).optional().describe('Absent: the same project.'),
        connections: z
          .record(z.string().min(1).max(128), z.string().min(1).max(128))
          .default({})
          .describe('From those of the pipeline to those of the copy, each by id or by name.'),
        version: VersionNumber.optional().describe('Absent: the latest.'),
        options: Options.default({ optimize: true, validate: true }),
      })
      .default({ connections: {}, options: { optimize: true, validate: true } })
      .meta({
        examples: [{ name: 'sales_data_sync_2', connections: { warehouse: 'warehouse staging' } }],
      }),
    response: { 201: Generated },
  },
});

const Edge = z.string().min(10).max(40);

export const backfillPipeline = route({
  method: 'POST',
  url: pipelineVerb('backfill'),
  permission: 'pipelines:run',
  heavy: true,
  idempotent: true,
  schema: {
    operationId: 'backfillPipeline',
    tags: ['runs'],
    summary: 'Run a pipeline for each time of a range',
    description:
      'The times are those of the schedule in the environment, or of `cron`. Each time is run once: one that a schedule or a backfill has run well, or is still to run, is left alone, unless `again` is true (then only those still to run are). Runs wait for each other as max_active_runs says. Times in the future are left out.',
    params: pipelineParams,
    body: z
      .strictObject({
        from: Edge.describe('A date (a whole day in the time zone) or an RFC 3339 time.'),
        to: Edge.describe('Part of the range, as `from` is.'),
        environment: EnvironmentName.default(defaultEnvironment),
        cron: z.string().max(200).optional().describe('Absent: the schedule.'),
        timezone: z.string().max(64).optional().describe('Absent: of the schedule, else UTC.'),
        params: ParamValues.default({}),
        limit: z.int().min(1).max(1000).default(100).describe('More times are refused.'),
        again: z.boolean().default(false),
        dry_run: z.boolean().default(false).describe('Shows the times, and creates nothing.'),
      })
      .meta({ examples: [{ from: '2024-01-01', to: '2024-01-31', dry_run: true }] }),
    response: {
      202: z
        .object({
          pipeline_id: z.string(),
          environment: z.string(),
          version: z.int(),
          cron: z.string(),
          timezone: z.string(),
          dry_run: z.boolean(),
          created: z.int(),
          times: z.array(
            z.object({
              logical_time: Timestamp,
              outcome: z.enum(['created', 'would_create', 'exists']),
              run_id: z.string().nullable(),
              status: z.enum(runStatuses).nullable(),
            }),
          ),
        })
        .meta({ id: 'Backfill', examples: [backfillExample] }),
    },
  },
});
