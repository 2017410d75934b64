/** What is read of a run, named as in the domain. */
export const runColumns = [
  'id',
  'pipeline_id as pipelineId',
  'pipeline_version as pipelineVersion',
  'spec_hash as specHash',
  'status',
  'trigger',
  'environment',
  'params',
  'logical_time as logicalTime',
  'attempt',
  'created_at as createdAt',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'progress',
  'receipt',
  'error',
] as const;
