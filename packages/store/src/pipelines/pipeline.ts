import type { Bindings, PipelineSpec } from '@ai-etl/core';

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

/** What is deployed in one environment. */
export interface DeployedPipeline extends Deployment {
  readonly pipelineId: string;
  /** Connections in the place of those the spec names. */
  readonly bindings: Bindings;
  /** User id. */
  readonly deployedBy: string | null;
  readonly schedule: StoredSchedule | null;
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
  /** The newest of all environments. */
  readonly deployment: Deployment | null;
  /** Of the environment that was deployed to last. */
  readonly schedule: StoredSchedule | null;
  readonly deletedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PipelineVersion {
  readonly pipelineId: string;
  readonly version: number;
  readonly spec: PipelineSpec;
  readonly specHash: string;
  /** User id. */
  readonly createdBy: string | null;
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
  /** Connections in the place of those the spec names; absent: none. */
  readonly bindings?: Bindings;
  readonly deployedBy?: string;
  /** Null removes the environment's schedule; absent leaves it. */
  readonly schedule?: Omit<StoredSchedule, 'paused'> | null;
}

export interface PipelineFilter {
  readonly projectId?: string;
  readonly status?: PipelineStatus;
  /** Part of the name or of the sentence, whatever its case. */
  readonly search?: string;
  /** Deployed there. */
  readonly environment?: string;
  /** Reads or writes this connection in its latest version. */
  readonly connectionId?: string;
  /** True: the deleted ones. Absent: the others. */
  readonly deleted?: boolean;
}

export const pipelineSortFields = ['created_at', 'updated_at', 'name', 'status'] as const;
export type PipelineSortField = (typeof pipelineSortFields)[number];
