import { z } from 'zod';
import { defaultEnvironment } from '@ai-etl/core';
import { Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { EnvironmentName } from '../environments/contract.ts';
import { Run } from '../runs/contract.ts';
import { statusExample } from './examples.ts';
import { Deployed, Schedule } from './shapes.ts';
import { onePipeline, pipelineParams, pipelineVerb, VersionNumber } from './urls.ts';
import { ParamValues } from './contract.ts';

export const deployPipeline = route({
  method: 'POST',
  url: pipelineVerb('deploy'),
  permission: 'pipelines:deploy',
  idempotent: true,
  schema: {
    operationId: 'deployPipeline',
    tags: ['pipelines'],
    summary: 'Deploy a version to an environment, with a schedule or without',
    description:
      'Answers what it changes there (version, spec, schedule, connections, tables) and the next five times it will run. Refused with VALIDATION_ERROR while questions are open or the pipeline does not fit its data.',
    params: pipelineParams,
    body: z
      .strictObject({
        environment: EnvironmentName.default(defaultEnvironment),
        version: VersionNumber.optional().describe('Absent: the latest.'),
        schedule: z
          .string()
          .max(200)
          .nullable()
          .optional()
          .describe(
            'Cron of five fields. Absent: what the sentence said, or what was set by hand since. null: none.',
          ),
        timezone: z.string().max(64).optional().describe('IANA name, such as Europe/Berlin.'),
        dry_run: z
          .boolean()
          .default(false)
          .describe('Shows what would change, and changes nothing.'),
      })
      .default({ environment: defaultEnvironment, dry_run: false })
      .meta({ examples: [{ environment: 'production', schedule: '0 2 * * *' }] }),
    response: {
      200: Deployed,
    },
  },
});

export const runPipeline = route({
  method: 'POST',
  url: pipelineVerb('run'),
  permission: 'pipelines:run',
  idempotent: true,
  // With async:false the caller waits up to ten minutes.
  timeoutMs: 660_000,
  schema: {
    operationId: 'runPipeline',
    tags: ['pipelines'],
    summary: 'Run a pipeline now',
    description:
      'The version deployed to the environment, or the latest when none is. `params.date` of a pipeline that declares no such parameter is the moment the run is about. With async false the answer comes when the run has ended (200), or after ten minutes (202).',
    params: pipelineParams,
    body: z
      .strictObject({
        params: ParamValues.default({}),
        async: z.boolean().default(true),
        environment: EnvironmentName.default(defaultEnvironment),
        full_refresh: z
          .boolean()
          .default(false)
          .describe('Read incremental sources from the beginning and replace what is there.'),
      })
      .default({ params: {}, async: true, environment: defaultEnvironment, full_refresh: false })
      .meta({ examples: [{ params: { date: '2024-01-26' }, async: true }] }),
    response: { 200: Run, 202: Run },
  },
});

export const getPipelineStatus = route({
  method: 'GET',
  url: `${onePipeline}/status`,
  permission: 'pipelines:read',
  schema: {
    operationId: 'getPipelineStatus',
    tags: ['pipelines'],
    summary: 'What the newest run of a pipeline is doing',
    description:
      'Made to be polled: one look into the database. Before the first run it says what the pipeline waits for.',
    params: pipelineParams,
    response: {
      200: z
        .object({
          pipeline_id: z.string(),
          run_id: z.string().nullable(),
          status: z
            .string()
            .describe('Status of the newest run; idle or needs_clarification before the first.'),
          current_task: z.string().nullable(),
          progress: z
            .number()
            .nullable()
            .describe(
              '0 to 100, by totals; while these are unknown by how long the last runs took (at most 95); null: there is neither.',
            ),
          started_at: Timestamp.nullable(),
          estimated_completion: Timestamp.nullable(),
        })
        .meta({ id: 'PipelineStatus', examples: [statusExample] }),
    },
  },
});

const pausing = (name: 'pause' | 'resume', summary: string) =>
  route({
    method: 'POST',
    url: pipelineVerb(name),
    permission: 'pipelines:deploy',
    schema: {
      operationId: `${name}Pipeline`,
      tags: ['pipelines'],
      summary,
      description: 'Of one environment. 409 CONFLICT when there is no schedule.',
      params: pipelineParams,
      body: z
        .strictObject({ environment: EnvironmentName.default(defaultEnvironment) })
        .default({ environment: defaultEnvironment })
        .meta({ examples: [{ environment: 'production' }] }),
      response: { 200: Schedule },
    },
  });

export const pausePipeline = pausing('pause', 'Pause the schedule of a pipeline');
export const resumePipeline = pausing('resume', 'Resume the schedule of a pipeline from now on');
