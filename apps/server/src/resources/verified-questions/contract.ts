import { z } from 'zod';
import { dialectNames } from '@ai-etl/core';
import { maxQuestionLength } from '@ai-etl/planner';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery, SearchText } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import { WrittenSpec } from '../pipelines/contract.ts';
import { Spec } from '../pipelines/shapes.ts';
import { newVerifiedExample, verifiedExample } from './examples.ts';

const VerifiedQuestion = z
  .object({
    verified_question_id: z.string(),
    project_id: z.string(),
    question: z.string(),
    description: z.string(),
    connection_id: z.string().nullable().describe('Where the SQL runs; null of a spec.'),
    dialect: z.enum(dialectNames).nullable(),
    sql: z.string().nullable().describe('As it was approved: relative dates as of `created_at`.'),
    timezone: z.string().nullable(),
    spec: Spec.nullable(),
    created_by: z.string().nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'VerifiedQuestion', examples: [verifiedExample] });

export type VerifiedQuestionBody = z.infer<typeof VerifiedQuestion>;

const NewVerifiedQuestion = z
  .strictObject({
    question: z
      .string()
      .trim()
      .max(maxQuestionLength)
      .regex(/[\p{L}\p{N}]/u, 'must be a question in words'),
    project_id: IdParam.optional().describe("Absent: the connection's, else the default project."),
    connection_id: IdParam.optional().describe(
      'Where the SQL runs. Needed unless `spec` is given.',
    ),
    sql: z
      .string()
      .trim()
      .min(1)
      .max(100_000)
      .optional()
      .describe(
        'One query that only reads. Absent, without `spec`: what the question is read as now.',
      ),
    spec: WrittenSpec.optional().describe('For a sentence of POST /pipelines:generate.'),
    timezone: z.string().max(64).default('UTC').describe('In which the question was read.'),
    limit: z.int().min(1).max(1000).default(100).describe('With which the question was read.'),
    description: z.string().trim().max(1000).default('').describe('Why this is the answer.'),
  })
  .meta({ examples: [newVerifiedExample] });

export type NewVerifiedQuestionBody = z.infer<typeof NewVerifiedQuestion>;

export const createVerifiedQuestion = route({
  method: 'POST',
  url: '/verified-questions',
  permission: 'ai:teach',
  idempotent: true,
  heavy: true,
  schema: {
    operationId: 'createVerifiedQuestion',
    tags: ['ai'],
    summary: 'Approve the answer to a question',
    description:
      'Asked again in these words, POST /nl-query (or POST /pipelines:generate, for a spec) answers it and says `verified`. SQL is tried on the connection first, a spec is proved. 409 CONFLICT when the words have an answer there already.',
    body: NewVerifiedQuestion,
    response: { 201: VerifiedQuestion },
  },
});

export const listVerifiedQuestions = route({
  method: 'GET',
  url: '/verified-questions',
  permission: 'ai:use',
  schema: {
    operationId: 'listVerifiedQuestions',
    tags: ['ai'],
    summary: 'List questions with approved answers, newest first',
    description: 'Those of all projects that you may ask in.',
    querystring: z.strictObject({
      ...pageQuery,
      project_id: IdParam.optional(),
      connection_id: IdParam.optional(),
      kind: z.enum(['sql', 'spec']).optional(),
      q: SearchText.optional().describe('Part of the question.'),
    }),
    response: { 200: z.array(VerifiedQuestion) },
  },
});

const params = z.object({ verified_question_id: IdParam });

export const getVerifiedQuestion = route({
  method: 'GET',
  url: '/verified-questions/:verified_question_id',
  permission: 'ai:use',
  schema: {
    operationId: 'getVerifiedQuestion',
    tags: ['ai'],
    summary: 'Get one question with its approved answer',
    description: 'The SQL or the spec, who approved it, and when.',
    params,
    response: { 200: VerifiedQuestion },
  },
});

export const deleteVerifiedQuestion = route({
  method: 'DELETE',
  url: '/verified-questions/:verified_question_id',
  permission: 'ai:teach',
  schema: {
    operationId: 'deleteVerifiedQuestion',
    tags: ['ai'],
    summary: 'Take an approval back',
    description: 'The question is then read as any other.',
    params,
    response: { 204: z.undefined() },
  },
});
