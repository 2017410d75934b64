import { z } from 'zod';
import { runStatuses, taskStatuses, type Receipt } from '@ai-etl/core';
import { runSortFields } from '@ai-etl/store';
import { FailureInfo, IdParam, Moment, Timestamp } from '../../http/fields.ts';
import { CursorParam, pageQuery, SearchText, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import { EnvironmentName } from '../environments/contract.ts';
import { logsExample, runExample, taskExample } from './examples.ts';
import { VersionParam } from '../pipelines/urls.ts';

const runTriggers = ['manual', 'schedule', 'backfill'] as const;
const logLevels = ['debug', 'info', 'warning', 'error'] as const;

const Count = z.string().describe('A whole number as text: it may exceed 2^53.');

const ColumnReceipts = z.array(
  z.object({
    name: z.string(),
    source_nulls: Count,
    target_nulls: Count,
    source_sum: z.string().nullable(),
    target_sum: z.string().nullable(),
    note: z.string().optional(),
  }),
);

const ReceiptShape = z
  .object({
    verify: z.enum(['checksums', 'counts', 'off']),
    source_rows: Count,
    loaded_rows: Count,
    checksums_match: z.boolean().nullable(),
    bytes: Count,
    rows_per_second: z.number(),
    targets: z.array(
      z.object({
        target: z.string(),
        object: z.string(),
        mode: z.enum(['append', 'replace', 'merge', 'scd2']),
        source_rows: Count,
        loaded_rows: Count,
        bytes: Count,
        checksum_algorithm: z.enum(['crc32', 'md5_32']).nullable(),
        checksums_match: z.boolean().nullable(),
        columns: ColumnReceipts,
        published_at: Timestamp.nullable(),
        chunks: z
          .int()
          .optional()
          .describe('Ranges of the key in which the rows were loaded; absent: they came as one.'),
        resumed_chunks: z
          .int()
          .optional()
          .describe('Of these, what an earlier attempt of the run had loaded.'),
        resumed_rows: Count.optional().describe('Rows of the resumed chunks.'),
        schema_changes: z
          .array(
            z.object({
              column: z.string(),
              change: z.enum(['added', 'widened', 'missing', 'discarded']),
              from: z.string().nullable(),
              to: z.string().nullable(),
            }),
          )
          .optional()
          .describe(
            'Where the columns that arrived were not the target\u2019s, and what was done.',
          ),
        updated_rows: Count.optional().describe(
          'merge: rows replaced; scd2: versions ended or corrected.',
        ),
        deleted_rows: Count.optional().describe(
          'Rows removed (scd2: versions ended) because the source no longer has their keys.',
        ),
        quarantined_rows: Count.optional().describe(
          'Rows of loaded_rows that did not fit and were set apart (contract discard).',
        ),
        quarantine_table: z
          .string()
          .optional()
          .describe('Table of the target where they are kept.'),
        cursors: z
          .array(
            z.object({
              source: z.string(),
              cursor: z.string(),
              from: z.string().nullable(),
              to: z.string().nullable().describe('What the next run begins with.'),
              remembered_rows: z
                .int()
                .describe('Rows at the boundary that the next run will not append again.'),
            }),
          )
          .optional()
          .describe('How far incremental sources were read; absent: none is.'),
        load_seconds: z.number(),
        publish_seconds: z.number(),
      }),
    ),
    extracts: z
      .array(
        z.object({
          extract: z.string().describe('Source or step of the spec.'),
          source_rows: Count,
          loaded_rows: Count,
          bytes: Count,
          checksum_algorithm: z.enum(['crc32', 'md5_32']).nullable(),
          checksums_match: z.boolean().nullable(),
          columns: ColumnReceipts,
          load_seconds: z.number(),
        }),
      )
      .optional()
      .describe('The way into the scratch database of the local route; absent: there was none.'),
    checks: z
      .array(
        z.object({
          check: z.string(),
          on: z.string(),
          kind: z.string(),
          severity: z.enum(['fail', 'warn']),
          passed: z.boolean(),
          failing_rows: Count.nullable().describe('null where the check counts no rows.'),
          measured: Count.nullable()
            .optional()
            .describe('What was measured instead: rows, or seconds of age; null: no value.'),
          expected: z.string().optional(),
          sample: z
            .object({
              columns: z.array(z.string()),
              rows: z.array(z.array(z.string().nullable())),
            })
            .optional()
            .describe('Up to 10 failing rows; what looks like personal data is masked.'),
        }),
      )
      .optional()
      .describe('Absent: the pipeline has no checks.'),
  })
  .meta({ id: 'Receipt', description: 'What was read, what was loaded, and that they are equal.' });

export type ReceiptBody = z.infer<typeof ReceiptShape>;
/** Breaks the build when core's Receipt gains or loses a field. */
export type ReceiptCovered =
  Receipt extends Readonly<Record<keyof ReceiptBody, unknown>> ? true : never;

const Progress = z.object({
  current_task: z.string().nullable(),
  percent: z.number().nullable(),
  rows_read: Count,
  rows_total: Count.nullable(),
  bytes: Count,
  rows_per_second: z.number(),
  estimated_completion: Timestamp.nullable(),
});

export const Run = z
  .object({
    run_id: z.string(),
    pipeline_id: z.string(),
    pipeline_version: z.int(),
    spec_hash: z.string(),
    status: z.enum(runStatuses),
    trigger: z.enum(runTriggers),
    full_refresh: z
      .boolean()
      .describe('Incremental sources are read from the beginning and their targets replaced.'),
    environment: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    logical_time: Timestamp.describe('The moment the run is about; relative dates start here.'),
    attempt: z.int(),
    created_at: Timestamp,
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    progress: Progress.nullable(),
    receipt: ReceiptShape.nullable(),
    error: FailureInfo.nullable(),
  })
  .meta({ id: 'Run', examples: [runExample] });

export type RunBody = z.infer<typeof Run>;

const Task = z.object({
  task_id: z.string(),
  kind: z.string(),
  depends_on: z.array(z.string()),
  status: z.enum(taskStatuses),
  attempt: z.int(),
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
  rows: Count.nullable(),
  error: FailureInfo.nullable(),
});

export type TaskBody = z.infer<typeof Task>;

const LogLine = z.object({
  id: z.int(),
  at: Timestamp,
  level: z.enum(logLevels),
  attempt: z.int(),
  task: z.string().nullable(),
  message: z.string(),
});

const runParams = z.object({ run_id: IdParam });

/** One value, or several joined by commas. */
const listOf = <const Choice extends string>(choices: readonly Choice[]) =>
  z
    .string()
    .max(200)
    // Also as a pattern, so that the OpenAPI document says what is taken.
    .regex(
      new RegExp(`^(${choices.join('|')})(,(${choices.join('|')}))*$`),
      `must be one or more of ${choices.join(', ')}, joined by commas`,
    )
    .transform((text, context) => {
      const parsed = z.array(z.enum(choices)).min(1).safeParse(text.split(','));
      if (parsed.success) return parsed.data;
      context.addIssue(`must be one or more of ${choices.join(', ')}, joined by commas`);
      return z.NEVER;
    })
    .meta({ examples: [choices.slice(0, 2).join(',')] });

const runQuery = {
  ...pageQuery,
  cursor: CursorParam,
  status: listOf(runStatuses).optional(),
  trigger: listOf(runTriggers).optional(),
  environment: EnvironmentName.optional(),
  version: VersionParam.optional().describe('Of the pipeline.'),
  from: Moment.optional().describe('Created then or later.'),
  to: Moment.optional().describe('Created before.'),
  logical_from: Moment.optional().describe('About this moment or a later one.'),
  logical_to: Moment.optional().describe('About an earlier moment.'),
  sort: sortQuery(runSortFields, '-created_at'),
};

export const listRuns = route({
  method: 'GET',
  url: '/pipelines/:pipeline_id/runs',
  permission: 'pipelines:read',
  schema: {
    operationId: 'listPipelineRuns',
    tags: ['runs'],
    summary: 'List the runs of a pipeline, newest first',
    description:
      'Page by page, or with `cursor` from run to run: X-Next-Cursor of an answer leads to the next while the order is that of creation.',
    params: z.object({ pipeline_id: IdParam }),
    querystring: z.strictObject(runQuery),
    response: { 200: z.array(Run) },
  },
});

export const listAllRuns = route({
  method: 'GET',
  url: '/runs',
  permission: 'pipelines:read',
  schema: {
    operationId: 'listRuns',
    tags: ['runs'],
    summary: 'List the runs of all pipelines, newest first',
    description: 'With the filters of the runs of one pipeline, and by project.',
    querystring: z.strictObject({
      ...runQuery,
      project_id: IdParam.optional(),
      pipeline_id: IdParam.optional(),
    }),
    response: { 200: z.array(Run) },
  },
});

export const getRun = route({
  method: 'GET',
  url: '/runs/:run_id',
  permission: 'pipelines:read',
  schema: {
    operationId: 'getRun',
    tags: ['runs'],
    summary: 'Get one run with its tasks and receipt',
    description: 'The receipt is there once rows are published: what was read, what was loaded.',
    params: runParams,
    response: {
      200: Run.extend({ tasks: z.array(Task) }).meta({
        id: 'RunWithTasks',
        examples: [{ ...runExample, tasks: [taskExample] }],
      }),
    },
  },
});

export const listRunLogs = route({
  method: 'GET',
  url: '/runs/:run_id/logs',
  permission: 'pipelines:read',
  schema: {
    operationId: 'listRunLogs',
    tags: ['runs'],
    summary: 'Read the log of a run',
    description:
      'To follow a run, give `next_after` back as `after`. To read what there is, follow X-Next-Cursor.',
    params: runParams,
    querystring: z.strictObject({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .default(0)
        .describe('Only lines with a greater id.'),
      cursor: CursorParam,
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      level: listOf(logLevels).optional(),
      task: z.string().min(1).max(200).optional(),
      q: SearchText.optional().describe('Part of the message.'),
    }),
    response: {
      200: z
        .object({ logs: z.array(LogLine), next_after: z.int() })
        .meta({ id: 'RunLogs', examples: [logsExample] }),
    },
  },
});

export const cancelRun = route({
  method: 'POST',
  url: '/runs/:run_id(^[^:/]+)::cancel',
  permission: 'pipelines:run',
  schema: {
    operationId: 'cancelRun',
    tags: ['runs'],
    summary: 'Cancel a run',
    description:
      'A waiting run is cancelled at once; a running one stops its source query and leaves the target as it was. 409 CONFLICT when it has ended already.',
    params: runParams,
    response: { 202: Run },
  },
});
