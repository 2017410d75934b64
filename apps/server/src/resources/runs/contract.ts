import { z } from 'zod';
import { runStatuses, taskStatuses, type Receipt } from '@ai-etl/core';
import { FailureInfo, IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const Count = z.string().describe('A whole number as text: it may exceed 2^53.');

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
        columns: z.array(
          z.object({
            name: z.string(),
            source_nulls: Count,
            target_nulls: Count,
            source_sum: z.string().nullable(),
            target_sum: z.string().nullable(),
            note: z.string().optional(),
          }),
        ),
        published_at: Timestamp.nullable(),
        load_seconds: z.number(),
        publish_seconds: z.number(),
      }),
    ),
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
    trigger: z.enum(['manual', 'schedule', 'backfill']),
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
  .meta({ id: 'Run' });

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
  level: z.enum(['debug', 'info', 'warning', 'error']),
  attempt: z.int(),
  task: z.string().nullable(),
  message: z.string(),
});

const runParams = z.object({ run_id: IdParam });

export const listRuns = route({
  method: 'GET',
  url: '/pipelines/:pipeline_id/runs',
  permission: 'pipelines:read',
  schema: {
    operationId: 'listPipelineRuns',
    tags: ['runs'],
    summary: 'List the runs of a pipeline, newest first',
    params: z.object({ pipeline_id: IdParam }),
    querystring: z.strictObject(pageQuery),
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
    params: runParams,
    response: { 200: Run.extend({ tasks: z.array(Task) }).meta({ id: 'RunWithTasks' }) },
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
    description: 'To follow a run, give `next_after` back as `after`.',
    params: runParams,
    querystring: z.strictObject({
      after: z.coerce.number().int().min(0).default(0).describe('Only lines with a greater id.'),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    response: { 200: z.object({ logs: z.array(LogLine), next_after: z.int() }) },
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
