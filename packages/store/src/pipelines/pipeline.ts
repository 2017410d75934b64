import type { PipelineSpec } from '@ai-etl/core';

export type PipelineStatus = 'needs_clarification' | 'ready';

/** What is open before a pipeline is settled. Both parts are the planner's, stored as they are. */
export interface PipelineDraft {
  readonly questions: readonly unknown[];
  /** Enough for the planner to go on when answers come. */
  readonly planner: unknown;
}

export interface Deployment {
  readonly environment: string;
  readonly version: number;
  readonly deployedAt: string;
}

export interface StoredSchedule {
  readonly cron: string;
  readonly timezone: string;
  readonly catchup: 'latest' | 'all' | 'none';
  readonly paused: boolean;
  /** RFC 3339; null: never again. */
  readonly nextAt: string | null;
}

export interface Pipeline {
  readonly id: string;
  readonly organisationId: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly status: PipelineStatus;
  /** Present while status is needs_clarification. */
  readonly draft: PipelineDraft | null;
  /** 0: nothing settled yet. */
  readonly latestVersion: number;
  readonly deployment: Deployment | null;
  readonly schedule: StoredSchedule | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PipelineVersion {
  readonly pipelineId: string;
  readonly version: number;
  readonly spec: PipelineSpec;
  readonly specHash: string;
  readonly createdAt: string;
}

/** Give `spec` for a settled pipeline (it becomes version 1), or `draft` for one with questions. */
export type NewPipeline = {
  readonly projectId: string;
  readonly name: string;
  /** The sentence it was made from. */
  readonly description: string;
  readonly createdBy?: string;
} & (
  | { readonly spec: PipelineSpec; readonly specHash: string; readonly draft?: null }
  | { readonly spec?: null; readonly draft: PipelineDraft }
);

export interface NewVersion {
  readonly spec: PipelineSpec;
  readonly specHash: string;
  readonly createdBy?: string;
  /** Refused with CONFLICT unless this is the latest version; absent: whatever it is. */
  readonly expectedVersion?: number;
}

export interface DeployRequest {
  readonly environment: string;
  readonly version: number;
  /** Null removes the schedule; absent leaves it. */
  readonly schedule?: Omit<StoredSchedule, 'paused'> | null;
}

export interface PipelineFilter {
  readonly projectId?: string;
}
