import { z } from 'zod';
import { semanticKindNames } from '@ai-etl/core';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { previewExample, profileExample } from './examples.ts';

const meanings = semanticKindNames;

const Value = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .describe('A number when JSON holds it exactly; else text. Times are RFC 3339.');

const Profiled = z.strictObject({
  source: IdParam.describe('Id of the connection.'),
  table: z.string().min(1).max(300).describe('`customers`, or `sales.customers`.'),
  schema: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('Where the table is looked up; absent: the default schema of the connection.'),
  sample_size: z
    .int()
    .min(1)
    .max(100_000)
    .default(10_000)
    .describe('Rows to look at when the table has more.'),
  exact: z
    .boolean()
    .default(false)
    .describe('Read every row, however many there are, within the time limit.'),
  timeout_seconds: z.int().min(1).max(50).default(30),
});

export type ProfileBody = z.infer<typeof Profiled>;

const Column = z.object({
  name: z.string(),
  type: z.string().describe("As the data system's people write it: integer, varchar(255)."),
  logical_type: z.string().describe('int32, text, decimal(18,2), timestamptz, …'),
  nullable: z.boolean(),
  unique: z.boolean(),
  unique_basis: z
    .enum(['declared_key', 'all_rows', 'sample'])
    .nullable()
    .describe('Why `unique` says what it says; null: no row was looked at.'),
  null_percentage: z.number().nullable().describe('0 to 100, of the rows looked at.'),
  distinct_count: z.number().nullable(),
  distinct_basis: z
    .enum(['all_rows', 'declared_key', 'system_statistics', 'estimated_from_sample'])
    .nullable(),
  min: Value,
  max: Value,
  range_basis: z.enum(['all_rows', 'index', 'sample']).nullable(),
  mean: Value,
  stddev: z.number().nullable().describe('Of times: in seconds.'),
  quantiles: z.object({ p05: Value, p25: Value, p50: Value, p75: Value, p95: Value }).nullable(),
  not_finite_count: z.number().nullable().describe('NaN and infinities, left out of the figures.'),
  length: z
    .object({ min: z.number(), max: z.number(), mean: z.number() })
    .nullable()
    .describe('Characters of texts, bytes of bytes, entries of lists.'),
  empty_count: z.number().nullable().describe('Texts without a character.'),
  top_values: z
    .array(z.object({ value: Value, count: z.number(), percentage: z.number() }))
    .describe('Most frequent first, of the rows looked at; long texts are cut at 256 characters.'),
  semantic_type: z
    .enum(meanings)
    .nullable()
    .describe('What the values mean; null: nothing speaks for anything.'),
  semantic: z
    .object({
      confidence: z.number().describe('0 to 1.'),
      basis: z.enum(['values', 'name', 'values_and_name']),
      matching_percentage: z.number().nullable(),
      format: z.string().nullable().describe('Of dates in texts: their common spelling.'),
      contains: z.array(z.enum(meanings)).describe('Personal data within notes, JSON and lists.'),
    })
    .nullable(),
  pii: z.boolean().describe('Personal data.'),
  masked: z
    .boolean()
    .describe('Values are hidden, because the caller lacks the permission data:unmask.'),
  comment: z.string().nullable(),
});

const Recommendations = z.object({
  partitioning: z.enum(['by_date', 'by_hash', 'none']),
  partitioning_detail: z.object({
    column: z.string().nullable(),
    granularity: z.enum(['day', 'month', 'year']).nullable(),
    because: z.string(),
  }),
  indexing: z.array(z.string()).describe('Columns worth an index, the most useful first.'),
  indexing_detail: z.array(z.object({ columns: z.array(z.string()), because: z.string() })),
  primary_key: z
    .object({
      columns: z.array(z.string()),
      because: z.string(),
      basis: z.enum(['declared_key', 'all_rows', 'sample']),
    })
    .nullable()
    .describe('null: there is one, or no single column will do.'),
  types: z.array(
    z.object({
      column: z.string(),
      current: z.string(),
      suggested: z.string(),
      because: z.string(),
      basis: z.enum(['all_rows', 'sample']),
    }),
  ),
});

const Profile = z
  .object({
    source: z.string(),
    table: z.object({ schema: z.string(), name: z.string(), kind: z.enum(['table', 'view']) }),
    row_count: z.number().nullable(),
    row_count_exact: z.boolean().describe('false: an estimate of the data system.'),
    columns: z.array(Column),
    statistics: z.object({
      null_percentage: z
        .number()
        .nullable()
        .describe('Share of all values that are NULL, 0 to 100: 0.02 means 0.02 %.'),
      duplicate_percentage: z
        .number()
        .nullable()
        .describe('Share of rows that repeat another one, 0 to 100.'),
      duplicate_basis: z.enum(['declared_key', 'all_rows', 'estimated_from_sample']).nullable(),
      size_mb: z.number().nullable().describe('Without indexes; 1 MB is 1,000,000 bytes.'),
      size_bytes: z.number().nullable(),
      index_mb: z.number().nullable(),
    }),
    recommendations: Recommendations,
    freshness: z.object({
      column: z.string().nullable().describe('Tells the time of a row.'),
      latest: z.string().nullable(),
      age_seconds: z.number().nullable(),
      basis: z.enum(['all_rows', 'index', 'sample']).nullable(),
      last_written_at: z.string().nullable().describe('By the data system; null: it keeps none.'),
    }),
    layout: z.object({
      partitioned_by: z.string().nullable(),
      sorted_by: z.array(z.string()),
      primary_key: z.array(z.string()),
      indexes: z.array(
        z.object({
          columns: z.array(z.string().nullable()).describe('null: an expression.'),
          unique: z.boolean(),
          partial: z.boolean(),
        }),
      ),
      engine: z.string().nullable(),
    }),
    sample: z.object({
      method: z.enum(['all_rows', 'blocks', 'rows', 'sampling_key', 'first_rows']),
      rows: z.number().describe('Rows looked at.'),
    }),
    complete: z.boolean().describe('false: `missing` says what is not known, and why.'),
    missing: z.array(z.object({ what: z.string(), why: z.string() })),
    profiled_at: Timestamp,
    duration_ms: z.number(),
  })
  .meta({ id: 'DataProfile', examples: [profileExample] });

export type ProfileAnswer = z.infer<typeof Profile>;
export type ProfileColumn = z.infer<typeof Column>;

export const profileData = route({
  method: 'POST',
  url: '/data/profile',
  permission: 'data:read',
  heavy: true,
  schema: {
    operationId: 'profileData',
    tags: ['data'],
    summary: 'Profile a table',
    description:
      'Statistics of a table and its columns, worked out in the data system on a sample of its rows.',
    body: Profiled.meta({
      examples: [{ source: 'conn_789', table: 'customers', sample_size: 1000 }],
    }),
    response: { 200: Profile },
  },
});

// Not z.json(): it refers to itself, in a way that OpenAPI documents cannot.
const Cell = z
  .unknown()
  .describe(
    'Numbers that JSON holds exactly; decimals and larger ones as text; times in RFC 3339.',
  );

const PreviewQuery = z.strictObject({
  source: IdParam.describe('Id of the connection.'),
  table: z.string().min(1).max(300).describe('`customers`, or `sales.customers`.'),
  schema: z.string().min(1).max(128).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  columns: z
    .union([z.string().min(1).max(10_000), z.array(z.string().min(1).max(300)).max(2000)])
    .optional()
    .describe('Names joined by commas, or the parameter once per name. Absent: all.'),
  filter: z
    .string()
    .min(1)
    .max(5000)
    .optional()
    .describe("In the expression language of pipelines: `status = 'paid' AND amount > 10`."),
});

export type PreviewQuery = z.infer<typeof PreviewQuery>;

const Preview = z
  .object({
    source: z.string(),
    table: z.object({ schema: z.string(), name: z.string(), kind: z.enum(['table', 'view']) }),
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        logical_type: z.string(),
        nullable: z.boolean(),
        semantic_type: z.enum(meanings).nullable(),
        pii: z.boolean().describe('Personal data.'),
        masked: z.boolean().describe('Hidden, because the caller lacks data:unmask.'),
      }),
    ),
    rows: z.array(z.array(Cell)).describe('Values in the order of `columns`.'),
    row_count: z.number(),
    limit: z.number(),
    truncated: z.boolean().describe('There are more rows than `limit`.'),
    filter: z.string().nullable().describe('As it was understood.'),
    cut_values: z.number().describe('Values too long to be shown whole; they end in an ellipsis.'),
  })
  .meta({ id: 'DataPreview', examples: [previewExample] });

export type PreviewAnswer = z.infer<typeof Preview>;

export const previewData = route({
  method: 'GET',
  url: '/data/preview',
  permission: 'data:read',
  heavy: true,
  schema: {
    operationId: 'previewData',
    tags: ['data'],
    summary: 'Look at some rows of a table',
    description:
      'Read-only, within 20 seconds. Columns that hold personal data are masked for callers without data:unmask, who cannot filter by them either. The filter is parsed, typed against the table and compiled; it is never SQL of the caller.',
    querystring: PreviewQuery,
    response: { 200: Preview },
  },
});
