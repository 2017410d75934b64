import { z } from 'zod';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

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
  top_values: z.array(z.object({ value: Value, count: z.number(), percentage: z.number() })),
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
    sample: z.object({
      method: z.enum(['all_rows', 'blocks', 'rows', 'sampling_key', 'first_rows']),
      rows: z.number().describe('Rows looked at.'),
    }),
    complete: z.boolean().describe('false: `missing` says what is not known, and why.'),
    missing: z.array(z.object({ what: z.string(), why: z.string() })),
    profiled_at: Timestamp,
    duration_ms: z.number(),
  })
  .meta({ id: 'DataProfile' });

export type ProfileAnswer = z.infer<typeof Profile>;
export type ProfileColumn = z.infer<typeof Column>;

export const profileData = route({
  method: 'POST',
  url: '/data/profile',
  permission: 'data:read',
  schema: {
    operationId: 'profileData',
    tags: ['data'],
    summary: 'Profile a table',
    description:
      'Statistics of a table and its columns, worked out in the data system on a sample of its rows.',
    body: Profiled,
    response: { 200: Profile },
  },
});
