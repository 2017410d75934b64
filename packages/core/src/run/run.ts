import type { Receipt } from './receipt.ts';

/**
 * States of a run. queued -> running -> success | failed | cancelled, with
 * running -> retrying -> running between attempts. The transition table lives in the engine.
 */
export const runStatuses = [
  'queued',
  'running',
  'retrying',
  'cancelling',
  'success',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const taskStatuses = [
  'pending',
  'running',
  'success',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type RunTrigger = 'manual' | 'schedule' | 'backfill';

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly field: string; readonly error: string }[];
  readonly retryable: boolean;
}

export interface RunProgress {
  readonly current_task: string | null;
  /** 0..100; null while totals are unknown. */
  readonly percent: number | null;
  readonly rows_read: string;
  readonly rows_total: string | null;
  readonly bytes: string;
  readonly rows_per_second: number;
  /** RFC 3339. */
  readonly estimated_completion: string | null;
}

/** A run as stored; times are RFC 3339 in UTC. */
export interface Run {
  readonly id: string;
  readonly pipelineId: string;
  readonly pipelineVersion: number;
  readonly specHash: string;
  readonly status: RunStatus;
  readonly trigger: RunTrigger;
  /** Incremental sources are read from the beginning, and their targets replaced. */
  readonly fullRefresh: boolean;
  /** Where: `production`. */
  readonly environment: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** The moment the run is about: the schedule's time, or when it was asked for. */
  readonly logicalTime: string;
  readonly attempt: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly progress: RunProgress | null;
  readonly receipt: Receipt | null;
  readonly error: RunError | null;
}

export interface RunTask {
  readonly id: string;
  readonly kind: string;
  readonly dependsOn: readonly string[];
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly rows: string | null;
  readonly error: RunError | null;
}

export interface RunLogLine {
  readonly at: string;
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  readonly attempt: number;
  readonly task: string | null;
  readonly message: string;
}
