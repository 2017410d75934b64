import { z } from 'zod';

/**
 * What a model answers for a pipeline: PlannerIR as a model can write it. Each part quotes the user's
 * own words for it instead of offsets; names are those of the schema it was shown. All properties are
 * required and objects closed, as strict structured output asks.
 */
/** Words of the person for a part of the answer. */
export const quote = z.string().describe("The user's own words for this, copied letter by letter.");

export const EndpointAnswer = z.strictObject({
  quote: quote.nullable().describe('Words that name this side; null when none do.'),
  connection: z.string().nullable().describe('`name` of a connection of the list, or null.'),
  system: z.string().nullable().describe('Type of system the words name: postgresql, kafka.'),
  objects: z.array(
    z.strictObject({
      quote,
      kind: z.enum(['table', 'all', 'file']),
      schema: z.string().nullable(),
      name: z
        .string()
        .nullable()
        .describe('Of a source: a table of the list. Of a target: as the user wrote it.'),
    }),
  ),
});

const Value = z.strictObject({
  type: z.enum(['text', 'number', 'date', 'bool']),
  value: z.string().describe('Dates are ISO 8601, booleans true or false.'),
});

const Condition = z.strictObject({
  column: z.string(),
  cmp: z.enum([
    '=',
    '!=',
    '>',
    '>=',
    '<',
    '<=',
    'in',
    'not_in',
    'between',
    'like',
    'not_like',
    'is_null',
    'not_null',
    'period',
  ]),
  values: z.array(Value),
  period: z
    .string()
    .nullable()
    .describe(
      'For cmp period: today, this month, last month, last 3 months, trailing 7 days, older than 90 days.',
    ),
});

const columns = z.array(z.string());

/** What is done to rows, as a model can write it. */
export const OperationAnswer = z.union([
  z.strictObject({
    op: z.literal('filter'),
    quote,
    any: z.array(Condition).describe('Alternatives joined by OR; further filters are AND.'),
  }),
  z.strictObject({ op: z.literal('select'), quote, columns }),
  z.strictObject({ op: z.literal('drop_columns'), quote, columns }),
  z.strictObject({ op: z.literal('rename'), quote, from: z.string(), to: z.string() }),
  z.strictObject({
    op: z.literal('dedupe'),
    quote,
    keys: columns,
    keep: z.enum(['first', 'last']).nullable(),
    order_by: z.string().nullable(),
  }),
  z.strictObject({
    op: z.literal('mask'),
    quote,
    columns,
    method: z.enum(['hash', 'partial', 'redact', 'tokenise']),
  }),
  z.strictObject({
    op: z.literal('sort'),
    quote,
    column: z.string(),
    direction: z.enum(['asc', 'desc']),
  }),
  z.strictObject({
    op: z.literal('limit'),
    quote,
    count: z.number().describe('A whole number above 0.'),
  }),
  z.strictObject({
    op: z.literal('join'),
    quote,
    right: z.string().describe('The table that is joined to the first source: a source too.'),
    on: columns.describe('Columns the person names for it; empty when none.'),
    how: z.enum(['inner', 'left', 'right', 'full']),
  }),
  z.strictObject({ op: z.literal('union'), quote }),
  z.strictObject({
    op: z.literal('aggregate'),
    quote,
    group_by: z.array(
      z.strictObject({
        column: z.string().nullable().describe('Null: "per month" with no date named.'),
        unit: z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year']).nullable(),
      }),
    ),
    measures: z.array(
      z.strictObject({
        fn: z.enum(['count', 'count_distinct', 'sum', 'avg', 'min', 'max']),
        column: z.string().describe('* counts rows.'),
        as: z.string().nullable().describe('What the person calls it; null when not said.'),
      }),
    ),
  }),
  z.strictObject({
    op: z.literal('derive'),
    quote,
    as: z.string(),
    expression: z.string().describe('SQL over columns: price - cost, upper(sku).'),
  }),
  z.strictObject({
    op: z.literal('cast'),
    quote,
    column: z.string(),
    type: z.string().describe('decimal(12,2), date, integer'),
  }),
  z.strictObject({ op: z.literal('fill_null'), quote, column: z.string(), value: Value }),
  z.strictObject({ op: z.literal('split'), quote, column: z.string(), into: columns }),
  z.strictObject({
    op: z.literal('window_column'),
    quote,
    fn: z.enum(['rank', 'dense_rank', 'row_number', 'running_sum', 'lag', 'lead']),
    column: z.string().nullable().describe('What is summed or looked up; null for places.'),
    partition_by: columns,
    order_by: z.string().nullable(),
    direction: z.enum(['asc', 'desc']),
    as: z.string().nullable(),
  }),
  z.strictObject({
    op: z.literal('pivot'),
    quote,
    index: columns.describe('What one row of the result is about.'),
    column: z.string().describe('Its values become columns.'),
    value: z.string().describe('What fills the cells; * counts rows.'),
  }),
]);

export const PipelineAnswer = z.strictObject({
  language: z.enum(['en', 'ru']),
  sources: z.array(EndpointAnswer),
  targets: z.array(EndpointAnswer),
  operations: z.array(OperationAnswer),
  write: z
    .strictObject({
      quote,
      mode: z.enum(['append', 'replace', 'merge', 'scd2']).nullable(),
      keys: columns,
    })
    .nullable(),
  load: z
    .strictObject({
      quote,
      mode: z.enum(['full', 'watermark', 'new_files', 'cdc', 'stream']),
      column: z.string().nullable(),
    })
    .nullable(),
  schedule: z
    .strictObject({
      quote,
      kind: z.enum(['cron', 'manual', 'streaming', 'impossible']),
      cron: z.string().nullable().describe('Five fields.'),
      hour_stated: z.boolean(),
      problem: z.string().nullable().describe('For impossible: why no cron says it.'),
    })
    .nullable(),
  zone: z
    .strictObject({ quote, name: z.string().nullable().describe('IANA: Europe/Berlin.') })
    .nullable(),
  notifications: z.array(
    z.strictObject({
      quote,
      on: z.array(z.enum(['success', 'failure', 'check_failed'])),
      channel: z.enum(['email', 'slack', 'telegram', 'webhook']),
      to: z.string().nullable(),
    }),
  ),
  conflicts: z.array(
    z.strictObject({
      field: z.enum(['schedule', 'write_mode', 'filter']),
      problem: z.string(),
      quotes: z.array(z.string()),
    }),
  ),
  not_expressed: z
    .array(z.string())
    .describe('Quotes of what the user wants and nothing above can say: checks, nested objects.'),
});

export type PipelineAnswer = z.infer<typeof PipelineAnswer>;
export type EndpointAnswer = z.infer<typeof EndpointAnswer>;
export type OperationAnswer = z.infer<typeof OperationAnswer>;
export type ConditionAnswer = z.infer<typeof Condition>;

const { $schema: _draft, ...json } = z.toJSONSchema(PipelineAnswer, { target: 'draft-7' });

/** The same for providers. */
export const pipelineAnswerSchema = { name: 'pipeline', json } as const;
