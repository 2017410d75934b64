/** What is read of an event, named as in the domain. */
export const eventColumns = [
  'position',
  'id',
  'organisation_id as organisationId',
  'project_id as projectId',
  'pipeline_id as pipelineId',
  'run_id as runId',
  'type',
  'data',
  'occurred_at as occurredAt',
] as const;
