import { dialectNames } from '@ai-etl/core';
import { z } from 'zod';
import { maxQuestionLength } from '@ai-etl/planner';
import { IdParam } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { choiceIdPattern } from './choice-ids.ts';
import { Engine, VerifiedPattern } from '../pipelines/shapes.ts';

const GivenColumn = z.strictObject({
  name: z.string().min(1).max(200),
  type: z.string().min(1).max(100).default('text').describe('int64, decimal(18,2), varchar(20), …'),
  references: z
    .string()
    .min(3)
    .max(400)
    .optional()
    .describe('Another of these tables and its column: `customers.id`.'),
});

const GivenTable = z.strictObject({
  name: z.string().min(1).max(200),
  columns: z.array(GivenColumn).min(1).max(500),
});

const NlQueryRequest = z
  .strictObject({
    question: z
      .string()
      .trim()
      .min(1)
      .max(maxQuestionLength)
      .describe('One plain question, English or Russian.'),
    schema: z
      .strictObject({
        tables: z
          .array(z.union([z.string().min(1).max(200), GivenTable]))
          .min(1)
          .max(200)
          .describe('Names; or names with columns, for tables that no connection holds.'),
      })
      .optional()
      .describe('Which tables the question is about. Absent: all of the connection.'),
    connection_id: IdParam.optional().describe(
      'Where the tables are. Absent: the connection of the project that holds them.',
    ),
    project_id: IdParam.optional().describe('Absent: the default project.'),
    dialect: z.enum(dialectNames).optional().describe("Absent: the connection's, else postgresql."),
    timezone: z
      .string()
      .max(64)
      .default('UTC')
      .describe('IANA zone in which days and months begin.'),
    choice_id: z
      .string()
      .regex(choiceIdPattern)
      .optional()
      .describe('An id of `clarification` in the answer to this question: what was meant.'),
    execute: z
      .boolean()
      .default(false)
      .describe('Also run it, read-only; needs the permission data:read.'),
    limit: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .describe('Most rows of a list, and of an execution.'),
  })
  .meta({
    id: 'NlQueryRequest',
    examples: [
      {
        question: 'Show me top 10 customers by total purchase amount last month',
        schema: { tables: ['customers', 'orders', 'order_items'] },
      },
    ],
  });

export type NlQueryRequestBody = z.infer<typeof NlQueryRequest>;

const NlQueryAnswer = z
  .object({
    sql: z.string().nullable().describe('Read-only; null while `clarification` is open.'),
    explanation: z.string(),
    estimated_rows: z.number().nullable(),
    estimated_time_ms: z.number().nullable(),
    estimated_from: z
      .enum(['explain', 'statistics', 'none'])
      .describe("explain: the system's own plan. statistics: sizes of the tables."),
    confidence: z.number().describe('0 to 1.'),
    assumptions: z.array(
      z.object({
        path: z.string(),
        value: z.string(),
        because: z.string(),
        alternatives: z.array(z.string()),
      }),
    ),
    clarification: z
      .object({
        question: z.string(),
        choices: z.array(
          z.object({
            id: z
              .string()
              .nullable()
              .describe('Send it back as `choice_id`; null: ask again in other words.'),
            value: z.string(),
            label: z.string(),
            because: z.string(),
          }),
        ),
        readings: z
          .array(
            z.object({
              id: z.string().describe('Send it back as `choice_id`.'),
              explanation: z.string(),
              sql: z.string(),
              columns: z.array(z.string()),
              rows: z
                .array(z.array(z.unknown()))
                .nullable()
                .describe('At most 5, masked as in an answer; null without data:read.'),
            }),
          )
          .describe('The queries between which the words leave it open; their rows differ.'),
      })
      .nullable()
      .describe(
        'A question back: send the same request with the `choice_id` of what is meant, or ask again with what it asks for.',
      ),
    dialect: z.enum(dialectNames),
    connection_id: z.string().nullable(),
    columns: z
      .array(z.object({ name: z.string(), type: z.string(), masked: z.boolean() }))
      .describe('Of the answer. masked: personal data that the caller may not see.'),
    rows: z.array(z.array(z.unknown())).nullable().describe('null unless `execute` was asked for.'),
    truncated: z.boolean().describe('There are more rows than were read.'),
    chart: z
      .object({
        type: z.enum(['line', 'bar', 'number']),
        x: z.string().nullable().describe('A column of the answer; null for a number.'),
        y: z.array(z.string()).describe('Columns of the answer.'),
      })
      .nullable()
      .describe('How the rows may be drawn; null where a table says more.'),
    verified: z.boolean().describe('Somebody has approved this answer to these words.'),
    verified_question_id: z.string().nullable(),
    verified_pattern: VerifiedPattern.nullable().describe(
      'The answer to a verified question of the same shape, with these other values.',
    ),
    engine: Engine.nullable().describe(
      'Who read the words; null: nobody had to, or there was nothing to ask.',
    ),
  })
  .meta({
    id: 'NlQueryAnswer',
    examples: [
      {
        sql: 'SELECT\n  c.id AS customer_id,\n  c.name AS customer_name,\n  sum(oi.amount) AS total_amount\nFROM order_items AS oi\nINNER JOIN orders AS o ON oi.order_id = o.id\nINNER JOIN customers AS c ON o.customer_id = c.id\n…',
        explanation:
          'This query joins order_items, orders and customers and computes the sum of order_items.amount for each row of customers, keeping only rows from last month, highest first, at most 10 rows.',
        estimated_rows: 10,
        estimated_time_ms: 150,
        estimated_from: 'explain',
        confidence: 0.87,
        assumptions: [],
        clarification: null,
        dialect: 'postgresql',
        connection_id: 'conn_789',
        columns: [
          { name: 'customer_id', type: 'int64', masked: false },
          { name: 'customer_name', type: 'text', masked: false },
          { name: 'total_amount', type: 'decimal(38,2)', masked: false },
        ],
        rows: null,
        truncated: false,
        chart: { type: 'bar', x: 'customer_name', y: ['total_amount'] },
        verified: false,
        verified_question_id: null,
        verified_pattern: null,
        engine: { engine: 'built-in', model: null, rounds: null, because: null },
      },
    ],
  });

export type NlQueryAnswerBody = z.infer<typeof NlQueryAnswer>;

export const nlQuery = route({
  method: 'POST',
  url: '/nl-query',
  permission: 'ai:use',
  heavy: true,
  schema: {
    operationId: 'askQuestion',
    tags: ['ai'],
    summary: 'Natural language to SQL',
    description:
      'Turns a plain question over one to a few linked tables into read-only SQL. What cannot be settled is asked back in `clarification`; requests to change data, and SQL instead of a question, are refused with 400. A `choice_id` that is not offered any more is refused with 409.',
    body: NlQueryRequest,
    response: { 200: NlQueryAnswer },
  },
});
