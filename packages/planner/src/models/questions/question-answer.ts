import { z } from 'zod';
import { queryDraftJsonSchema } from '@ai-etl/core';
import { strictSchema } from './strict-schema.ts';

/** What a model answers to a question: a query, or the words that the tables say nothing of. */
export const QuestionAnswer = z.strictObject({
  /** Judged by `readQueryDraft`, which words what is wrong with it. */
  query: z.unknown(),
  missing: z.array(z.string().min(1).max(500)).max(20),
});

const { title: _title, description: _description, ...draft } = queryDraftJsonSchema();

/** The same for providers. */
export const questionAnswerSchema = {
  name: 'question',
  json: strictSchema({
    type: 'object',
    properties: {
      query: {
        anyOf: [draft, { type: 'null' }],
        description: 'null: the tables do not hold what is asked for.',
      },
      missing: {
        type: 'array',
        items: { type: 'string' },
        description: 'Words of the question, letter by letter, that no table or column is about.',
      },
    },
    required: ['query', 'missing'],
  }),
} as const;
