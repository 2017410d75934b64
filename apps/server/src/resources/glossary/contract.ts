import { z } from 'zod';
import { conditionProblem, GlossaryTerm } from '@ai-etl/core';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { glossaryExample, termsExample } from './examples.ts';

const Term = GlossaryTerm.meta({ id: 'GlossaryTerm' });

const Glossary = z
  .object({
    project_id: z.string(),
    version: z.int().describe('Grows by one with each change; 0: nobody has written one yet.'),
    terms: z.array(Term),
    updated_by: z.string().nullable(),
    updated_at: Timestamp.nullable(),
  })
  .meta({ id: 'Glossary', examples: [glossaryExample] });

export type GlossaryBody = z.infer<typeof Glossary>;

export const getGlossary = route({
  method: 'GET',
  url: '/glossary',
  permission: 'ai:use',
  schema: {
    operationId: 'getGlossary',
    tags: ['ai'],
    summary: "A project's own words",
    description: 'What its people call their tables, columns and values.',
    querystring: z.strictObject({
      project_id: IdParam.optional().describe('Absent: the default project.'),
    }),
    response: { 200: Glossary },
  },
});

function refuseConditions(terms: readonly GlossaryTerm[], context: z.core.$RefinementCtx): void {
  for (const [at, { means }] of terms.entries()) {
    const problem = means.kind === 'expression' ? conditionProblem(means.expression) : null;
    if (problem === null) continue;
    context.addIssue({ code: 'custom', path: [at, 'means', 'expression'], message: problem });
  }
}

const NewGlossary = z
  .strictObject({
    project_id: IdParam.optional().describe('Absent: the default project.'),
    version: z
      .int()
      .min(0)
      .max(2_147_483_646)
      .optional()
      .describe(
        'The version that your terms were made from: 409 CONFLICT when it is not the current one any more. Absent: whatever is there is replaced.',
      ),
    // Terms that were written before this was looked at are still answered.
    terms: z.array(Term).max(2000).superRefine(refuseConditions),
  })
  .meta({ examples: [{ version: 2, terms: termsExample }] });

export type NewGlossaryBody = z.infer<typeof NewGlossary>;

export const putGlossary = route({
  method: 'PUT',
  url: '/glossary',
  permission: 'ai:teach',
  schema: {
    operationId: 'putGlossary',
    tags: ['ai'],
    summary: "Write a project's own words",
    description:
      'Replaces them all. A term means one table, column, value, condition or other words, and counts before what names alone would say.',
    body: NewGlossary,
    response: { 200: Glossary },
  },
});
