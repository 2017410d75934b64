import { z } from 'zod';

/** Longest expression of a draft, in UTF-16 units. */
const maxTextLength = 4000;

const Text = z.string().min(1).max(maxTextLength);
const Name = z.string().min(1).max(128);
const Condition = Text.describe(
  "a condition, such as o.status = 'open' AND o.amount > average.amount",
);

const DraftSource = {
  table: z
    .string()
    .min(1)
    .max(255)
    .describe('a table, with its schema if need be: shop.orders; or a name of "with"'),
  as: Name.optional().describe('the alias by which expressions name it; else its own name'),
};

const DraftJoin = z.strictObject({
  how: z
    .enum(['inner', 'left', 'right', 'full', 'cross', 'semi', 'anti'])
    .default('inner')
    .describe('semi, anti: rows that have, or have not, any such row; its columns are not seen'),
  ...DraftSource,
  on: Condition.optional().describe('left out for a cross join only'),
});

const DraftColumn = z.union([
  Text,
  z.strictObject({ expression: Text, as: Name.describe('the name of the column in the result') }),
]);

const DraftOrder = z.strictObject({
  by: Text.describe('a name of select, or an expression'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  nulls: z.enum(['first', 'last']).default('last'),
});

const maxRows = z.int().min(0).max(1_000_000_000);

const SelectDraft = z.strictObject({
  kind: z.literal('select'),
  from: z.strictObject(DraftSource),
  joins: z.array(DraftJoin).max(20).default([]),
  where: z.array(Condition).max(50).default([]).describe('all must be true'),
  group_by: z
    .array(Text)
    .max(30)
    .optional()
    .describe('left out: one group of all rows where select has aggregates'),
  having: z.array(Condition).max(30).default([]).describe('conditions on groups; all must be true'),
  select: z
    .array(DraftColumn)
    .min(1)
    .max(200)
    .describe('expressions; "*" and "o.*" stand for all columns'),
  distinct: z.boolean().default(false),
  order_by: z.array(DraftOrder).max(20).default([]),
  limit: maxRows.optional(),
  offset: maxRows.default(0),
});

const SetDraft = z.strictObject({
  kind: z.literal('set'),
  op: z.enum(['union', 'union_all', 'intersect', 'except']),
  left: Name.describe('a name of "with"'),
  right: Name.describe('a name of "with"'),
  order_by: z.array(DraftOrder).max(20).default([]),
  limit: maxRows.optional(),
  offset: maxRows.default(0),
});

const DraftBlock = z.discriminatedUnion('kind', [SelectDraft, SetDraft]);

const NamedDraft = z.strictObject({ name: Name, query: DraftBlock });

/**
 * A question over tables as a language model writes it: plain JSON whose expressions are texts, read
 * by `parseExpression`. It can only read. `with` names queries for those after them: in `from` and
 * `joins` one is a table; in expressions `name.column` is the value of its one row, and
 * `x IN (name.column)` looks among all of its rows.
 */
export const QueryDraft = z.strictObject({
  with: z.array(NamedDraft).max(12).default([]),
  query: DraftBlock,
});
export type QueryDraft = z.output<typeof QueryDraft>;
export type QueryDraftInput = z.input<typeof QueryDraft>;
export type SelectDraft = z.output<typeof SelectDraft>;
export type SetDraft = z.output<typeof SetDraft>;
export type DraftBlock = z.output<typeof DraftBlock>;
export type DraftOrder = z.output<typeof DraftOrder>;

/** JSON Schema (2020-12) of a draft as it may be written: defaults may be left out. */
export function queryDraftJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(QueryDraft, { io: 'input' });
  return { $schema, title: 'QueryDraft', description: 'A question over tables.', ...schema };
}
