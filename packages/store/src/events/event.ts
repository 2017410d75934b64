/**
 * What people may subscribe webhooks to, and programs hear on the stream as well. Triggers of
 * migration 0015 write them with the change itself; docs/guides/webhooks.md explains each.
 */
export const noticeTypes = [
  'pipeline.started',
  'pipeline.completed',
  'pipeline.failed',
  'pipeline.cancelled',
  'pipeline.deployed',
  'check.failed',
  'connection.failed',
  'webhook.disabled',
] as const;
export type NoticeType = (typeof noticeTypes)[number];

/** What only the stream carries: too many for a webhook. */
export const streamOnlyTypes = [
  'run.queued',
  'run.progress',
  'run.retrying',
  'run.log',
  'task.started',
  'task.completed',
  'task.failed',
] as const;

export const eventTypes = [...noticeTypes, ...streamOnlyTypes] as const;
export type EventType = (typeof eventTypes)[number];

/** One event of the log. */
export interface StoredEvent {
  /** Grows in the order in which events become visible; never shown to people. */
  readonly position: number;
  /** `evt_…` */
  readonly id: string;
  readonly organisationId: string;
  readonly projectId: string | null;
  readonly pipelineId: string | null;
  readonly runId: string | null;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
}

/** An event that no trigger can see: recorded by the server itself. */
export interface NewEvent {
  readonly type: NoticeType;
  readonly projectId: string | null;
  readonly pipelineId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}
