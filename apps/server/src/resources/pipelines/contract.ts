import { z } from 'zod';
import { pipelineSortFields } from '@ai-etl/store';
import { IdParam } from '../../http/fields.ts';
import { pageQuery, SearchText, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import { EnvironmentName } from '../environments/contract.ts';
import {
  dagExample,
  generatedExample,
  specExample,
  summaryExample,
  writtenSpecExample,
} from './examples.ts';
import {
  Assumption,
  DagDefinition,
  Generated,
  Options,
  Question,
  Spec,
  Summary,
} from './shapes.ts';
import { onePipeline, pipelineParams, pipelineVerb } from './urls.ts';

/** More is no sentence; a longer text is refused before it is read. */
const maxDescription = 20_000;

const params = pipelineParams;
const one = onePipeline;
const verb = pipelineVerb;

/** A spec as a caller writes it: read by parseSpec, which words what is wrong. */
export const WrittenSpec = z
  .record(z.string(), z.unknown())
  .describe('A PipelineSpec, version 1: see docs/concepts/pipeline-spec.md.');

export const ParamValues = z.record(
  z.string().max(63),
  z.union([z.string().max(10_000), z.number(), z.boolean()]),
);

export const generatePipeline = route({
  method: 'POST',
  url: '/pipelines::generate',
  permission: 'pipelines:write',
  idempotent: true,
  heavy: true,
  schema: {
    operationId: 'generatePipeline',
    tags: ['pipelines'],
    summary: 'Generate a pipeline from natural language',
    description:
      'Always stores what was understood. When something needed is missing or ambiguous, validation.status is needs_clarification and `clarification` holds the questions; answer them with POST /pipelines/{id}:clarify.',
    body: z
      .strictObject({
        description: z
          .string()
          .max(maxDescription)
          .regex(/\S/, 'must not be empty: say what to load, from where, to where'),
        project_id: IdParam.optional().describe('Absent: the default project.'),
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({
        examples: [
          {
            description: 'Load sales data from PostgreSQL to ClickHouse daily',
            project_id: 'proj_123',
            options: { optimize: true, validate: true },
          },
        ],
      }),
    response: { 200: Generated },
  },
});

export const createPipeline = route({
  method: 'POST',
  url: '/pipelines',
  permission: 'pipelines:write',
  idempotent: true,
  schema: {
    operationId: 'createPipeline',
    tags: ['pipelines'],
    summary: 'Create a pipeline from a spec',
    description:
      'The spec is checked as a generated one is; when it cannot run it is refused with every finding, and nothing is stored.',
    body: z
      .strictObject({
        spec: WrittenSpec,
        project_id: IdParam.optional().describe('Absent: the default project.'),
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({ examples: [{ spec: writtenSpecExample, project_id: 'proj_123' }] }),
    response: { 201: Generated },
  },
});

export const clarifyPipeline = route({
  method: 'POST',
  url: verb('clarify'),
  permission: 'pipelines:write',
  idempotent: true,
  heavy: true,
  schema: {
    operationId: 'clarifyPipeline',
    tags: ['pipelines'],
    summary: 'Answer the open questions of a draft',
    description:
      'Answers by question id: a value of its choices, or free text where it is allowed. Without answers it looks again at what could not be reached.',
    params,
    body: z
      .strictObject({
        answers: z.record(
          z.string().max(200),
          z.union([z.string().max(2000), z.array(z.string().max(2000)).max(500)]),
        ),
        options: Options.default({ optimize: true, validate: true }),
      })
      .meta({ examples: [{ answers: { target: 'conn_790' } }] }),
    response: { 200: Generated },
  },
});

export const listPipelines = route({
  method: 'GET',
  url: '/pipelines',
  permission: 'pipelines:read',
  schema: {
    operationId: 'listPipelines',
    tags: ['pipelines'],
    summary: 'List pipelines, newest first',
    description: 'Those you may see; deleted ones only when asked for.',
    querystring: z.strictObject({
      ...pageQuery,
      project_id: IdParam.optional(),
      q: SearchText.optional().describe('Part of the name or of the sentence.'),
      status: z.enum(['needs_clarification', 'ready']).optional(),
      environment: EnvironmentName.optional().describe('Deployed there.'),
      connection_id: IdParam.optional().describe('Reads or writes it.'),
      deleted: z
        .enum(['true', 'false'])
        .default('false')
        .describe('true: the deleted ones, which :restore brings back.'),
      sort: sortQuery(pipelineSortFields, '-created_at'),
    }),
    response: { 200: z.array(Summary) },
  },
});

export const getPipeline = route({
  method: 'GET',
  url: one,
  permission: 'pipelines:read',
  schema: {
    operationId: 'getPipeline',
    tags: ['pipelines'],
    summary: 'Get one pipeline: spec, questions, code and task graph',
    description: 'Its latest version, checked against the catalogs as they are remembered.',
    params,
    response: {
      200: Summary.extend({
        description: z.string().nullable(),
        spec: Spec.nullable().describe('Of the latest version; null while in doubt.'),
        clarification: z.array(Question),
        assumptions: z.array(Assumption),
        code: z.string().nullable().describe('null: the catalogs are not known at the moment.'),
        dag_definition: DagDefinition.nullable(),
      }).meta({
        id: 'Pipeline',
        examples: [
          {
            ...summaryExample,
            description: specExample.description,
            spec: specExample,
            clarification: [],
            assumptions: generatedExample.assumptions,
            code: generatedExample.code,
            dag_definition: dagExample,
          },
        ],
      }),
    },
  },
});

export const deletePipeline = route({
  method: 'DELETE',
  url: one,
  permission: 'pipelines:write',
  schema: {
    operationId: 'deletePipeline',
    tags: ['pipelines'],
    summary: 'Delete a pipeline',
    description:
      'Its schedules are paused, waiting runs are cancelled and running ones stopped. :restore brings it back.',
    params,
    response: { 204: z.undefined() },
  },
});
