import { z } from 'zod';
import { parseExpression } from '../expression/parse-expression.ts';

const Name = z.string().min(1).max(200);
const place = {
  schema: Name.optional().describe("Absent: the connection's default schema."),
  table: Name,
};

const Condition = z
  .string()
  .min(1)
  .max(2000)
  .superRefine((text, context) => {
    const parsed = parseExpression(text);
    if (parsed.ok) return;
    context.addIssue({ code: 'custom', message: `is no expression: ${parsed.error.message}` });
  });

/** What a project's own word stands for. Names are as the data system spells them. */
export const GlossaryMeaning = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('table'), ...place }),
  z.strictObject({ kind: z.literal('column'), ...place, column: Name }),
  z.strictObject({
    kind: z.literal('value'),
    ...place,
    column: Name,
    value: z.string().min(1).max(1000).describe('As it is stored.'),
  }),
  z.strictObject({
    kind: z.literal('expression'),
    ...place,
    expression: Condition.describe(
      "Over the columns of the table, in the expression language of pipelines: `status = 'paid'`.",
    ),
  }),
  z.strictObject({
    kind: z.literal('words'),
    words: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .describe('Other words that say the same: `customers with more than 10 orders`.'),
  }),
]);

export type GlossaryMeaning = z.infer<typeof GlossaryMeaning>;

/** One word or phrase of the people of a project, and what it means in their data. */
export const GlossaryTerm = z.strictObject({
  term: z
    .string()
    .trim()
    .max(100)
    .regex(/[\p{L}\p{N}]/u, 'must hold a letter or a digit')
    .describe('As people say it, in any case: `clients`, `big spenders`.'),
  means: GlossaryMeaning,
});

export type GlossaryTerm = z.infer<typeof GlossaryTerm>;
