import { z } from 'zod';
import { IdParam } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { storageExample } from './example.ts';
import { accessPatterns, engines, queryTypes, updateHabits } from './model/workload.ts';

const DataProfile = z.strictObject({
  size_gb: z
    .number()
    .positive()
    .max(10_000_000)
    .optional()
    .describe('Of the rows alone, not compressed, without indexes. Absent: taken from the table.'),
  growth_rate: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('`10GB/month`, `1.5 TB/year`, `5%/month`. Absent: from the table, or none.'),
  access_pattern: z.enum(accessPatterns).default('balanced'),
  query_types: z.array(z.enum(queryTypes)).max(queryTypes.length).default([]),
  latency_ms: z
    .int()
    .min(1)
    .max(86_400_000)
    .optional()
    .describe('How fast a usual question must be answered.'),
  retention_months: z.int().min(1).max(1200).optional().describe('Older rows are dropped.'),
  updates: z.enum(updateHabits).default('none').describe('How often written rows change.'),
  availability: z
    .enum(['standard', 'high'])
    .default('standard')
    .describe('high: everything is kept twice.'),
});

export const StorageQuestion = z.strictObject({
  data_profile: DataProfile.optional(),
  source: IdParam.optional().describe('Id of a connection: the table is looked at.'),
  table: z.string().min(1).max(300).optional(),
  schema: z.string().min(1).max(128).optional(),
});

export type StorageQuestion = z.infer<typeof StorageQuestion>;

const Layout = z.object({
  partition_by: z.string().nullable(),
  sort_key: z.array(z.string()),
  indexes: z.array(z.string()),
  file_format: z.string(),
  compression: z.string(),
  table_engine: z.string().nullable(),
  because: z.array(z.string()),
});

const Cost = z.object({
  total: z.number(),
  storage: z.number(),
  compute: z.number(),
  backup: z.number(),
  reading: z.number(),
  machine: z.object({ vcpus: z.number(), memory_gb: z.number() }),
});

const StorageRecommendation = z
  .object({
    engine: z.enum(engines),
    title: z.string(),
    confidence: z.number().describe('0 to 1: how far the engine is ahead of the next one.'),
    supported: z.boolean().describe('This server has a connector that loads it.'),
    layout: Layout,
    sizing: z
      .array(
        z.object({
          months: z.number(),
          rows_gb: z.number(),
          stored_gb: z.number().describe('Compressed, with indexes, all copies.'),
          monthly_cost: Cost,
        }),
      )
      .describe('Now and in 12, 24 and 36 months, retention counted.'),
    monthly_cost: z.number().describe('Now, in `price_table.currency`.'),
    alternatives: z.array(
      z.object({
        engine: z.enum(engines),
        title: z.string(),
        score: z.number(),
        monthly_cost: z.number(),
        layout: Layout,
        gains: z.array(z.string()),
        losses: z.array(z.string()),
      }),
    ),
    rules: z
      .array(
        z.object({
          id: z.string(),
          points: z.record(z.string(), z.number()).describe('By engine; below zero: against.'),
          because: z.string(),
        }),
      )
      .describe('Those that fired; docs/concepts/storage-model.md has them all.'),
    scores: z.record(z.string(), z.number()),
    assumptions: z
      .array(z.object({ field: z.string(), value: z.string(), because: z.string() }))
      .describe('What was not said and how it was filled in.'),
    price_table: z.object({
      currency: z.string(),
      date: z.string(),
      source: z.string(),
      note: z.string(),
    }),
  })
  .meta({ id: 'StorageRecommendation', examples: [storageExample] });

export type StorageAnswer = z.infer<typeof StorageRecommendation>;

export const recommendStorage = route({
  method: 'POST',
  url: '/storage/recommend',
  permission: 'data:read',
  heavy: true,
  schema: {
    operationId: 'recommendStorage',
    tags: ['storage'],
    summary: 'Recommend where and how data is best stored',
    description:
      'Engine, layout, sizes over three years, monthly cost and alternatives, by a documented set of rules. Describe the data in `data_profile`, or name a table (`source`, `table`), or both: what you say counts.',
    body: StorageQuestion.meta({
      examples: [
        {
          data_profile: {
            size_gb: 100,
            growth_rate: '10GB/month',
            access_pattern: 'write_heavy',
            query_types: ['analytical', 'time_series'],
          },
        },
      ],
    }),
    response: { 200: StorageRecommendation },
  },
});
