import { z } from 'zod';
import { defaultEnvironment } from '@ai-etl/core';
import { route } from '../../http/route.ts';
import { EnvironmentName } from '../environments/contract.ts';
import { codeTargets } from './code.ts';
import { fileExample, generatedExample } from './examples.ts';
import { Change, Generated, Options } from './shapes.ts';
import { onePipeline, pipelineParams, pipelineVerb, VersionParam } from './urls.ts';

export const getCode = route({
  method: 'GET',
  url: `${onePipeline}/code`,
  permission: 'pipelines:read',
  schema: {
    operationId: 'getPipelineCode',
    tags: ['pipelines'],
    summary: 'Get a pipeline as code',
    description:
      'pandas: a program that runs by itself. sql: a script that runs by itself, where everything is on one server; parameters and keys of masks are its variables. airflow: a DAG for Airflow 3 that has the engine run the pipeline. None holds a secret. What cannot be said so is a VALIDATION_ERROR with each reason and its cure. yaml: the pipeline file of :export.',
    params: pipelineParams,
    querystring: z.strictObject({
      target: z.enum(codeTargets).default('pandas'),
      version: VersionParam.optional().describe('Absent: the latest.'),
      environment: EnvironmentName.default(defaultEnvironment).describe('With its connections.'),
    }),
    response: {
      200: z
        .object({
          pipeline_id: z.string(),
          version: z.int(),
          target: z.enum(codeTargets),
          language: z.enum(['python', 'sql', 'yaml']),
          filename: z.string(),
          code: z.string(),
        })
        .meta({
          id: 'PipelineCode',
          examples: [
            {
              pipeline_id: 'pipe_456',
              version: 1,
              target: 'pandas',
              language: 'python',
              filename: 'sales_data_sync.py',
              code: 'import pandas as pd\n...',
            },
          ],
        }),
    },
  },
});

const yamlType = 'application/yaml';

export const exportPipeline = route({
  method: 'GET',
  url: pipelineVerb('export'),
  permission: 'pipelines:read',
  schema: {
    operationId: 'exportPipeline',
    tags: ['pipelines'],
    summary: 'Export a pipeline as one YAML file',
    description:
      'Fit for git: stable order, connections by name, no ids and no secrets. POST /pipelines:import takes it back, here or in another installation.',
    params: pipelineParams,
    querystring: z.strictObject({
      version: VersionParam.optional().describe('Absent: the latest.'),
    }),
    response: {
      200: {
        description: 'The pipeline file.',
        content: { [yamlType]: { schema: z.string().meta({ examples: [fileExample] }) } },
      },
    },
  },
});

export const importPipeline = route({
  method: 'POST',
  url: '/pipelines::import',
  permission: 'pipelines:write',
  heavy: true,
  idempotent: true,
  schema: {
    operationId: 'importPipeline',
    tags: ['pipelines'],
    summary: 'Import a pipeline file',
    description:
      'Creates the pipeline, or adds a version to the one of that name in the project; a file that says what is stored already changes nothing.',
    body: z
      .strictObject({
        yaml: z.string().min(1).max(900_000),
        project_id: z.string().min(1).max(128).optional().describe('Absent: the default project.'),
        connections: z
          .record(z.string().min(1).max(200), z.string().min(1).max(128))
          .default({})
          .describe('From names in the file to connections here, by id or by name.'),
        dry_run: z.boolean().default(false).describe('Shows what would change, stores nothing.'),
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({
        examples: [{ yaml: fileExample }],
      }),
    response: {
      200: z
        .object({
          outcome: z.enum(['created', 'updated', 'unchanged']),
          dry_run: z.boolean(),
          pipeline_id: z.string().nullable().describe('null: a dry run of a new one.'),
          version: z.int(),
          changes: z.array(Change).describe('From the version before.'),
          pipeline: Generated,
        })
        .meta({
          id: 'ImportedPipeline',
          examples: [
            {
              outcome: 'created',
              dry_run: false,
              pipeline_id: 'pipe_456',
              version: 1,
              changes: [],
              pipeline: generatedExample,
            },
          ],
        }),
    },
  },
});
