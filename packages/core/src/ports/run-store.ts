import type { PipelineSpec } from '../spec/pipeline-spec.ts';
import type { Bindings } from '../run/environment.ts';
import type { Receipt } from '../run/receipt.ts';
import type {
  Run,
  RunError,
  RunLogLine,
  RunProgress,
  RunStatus,
  RunTask,
  RunTrigger,
} from '../run/run.ts';
import type { ConnectionSettings } from './connector.ts';

/** What the engine needs kept. Every write that names an attempt is fenced: it answers false, and changes nothing, when the attempt is no longer the current one. */
export interface RunStore {
  /** Inserts a queued run and its job in one transaction. Idempotent by (pipeline, scheduleKey). */
  createRun(request: CreateRun): Promise<Run>;
  getRun(runId: string): Promise<Run | null>;
  /**
   * Takes a run that is queued, retrying and due, or running or cancelling with an expired
   * lease, and not held back by max_active_runs. Increments the attempt. Null: not to be had.
   */
  claimRun(runId: string, lease: Lease): Promise<ClaimedRun | null>;
  /** Prolongs the lease and stores progress. A lease of 0 hands the run back: any worker may go on. */
  heartbeat(fence: Fence, leaseMs: number, progress: RunProgress | null): Promise<HeartbeatAnswer>;
  /** Moves the run from one of `from` to `to`, with what comes with it, clearing the lease when `to` is terminal or retrying. */
  transition(fence: Fence, from: readonly RunStatus[], change: RunChange): Promise<boolean>;
  /** Replaces the run's tasks with these. */
  saveTasks(fence: Fence, tasks: readonly RunTask[]): Promise<boolean>;
  /**
   * Stores the receipt as far as it is known, before the first publication: a later attempt finds
   * it in `ClaimedRun.run.receipt` and needs not load again what is already published.
   */
  saveReceipt(fence: Fence, receipt: Receipt): Promise<boolean>;
  /**
   * Runs of the same pipeline and environment before this one whose receipt names cursors, newest
   * first, up to the first that was a success.
   */
  earlierCursors(runId: string): Promise<readonly EarlierCursors[]>;
  /** Receipts of successful runs of the same pipeline and environment that ended before this one began, newest first. */
  earlierReceipts(runId: string, limit: number): Promise<readonly Receipt[]>;
  appendLogs(runId: string, lines: readonly RunLogLine[]): Promise<void>;
  /** queued and retrying runs become cancelled at once; running ones cancelling. */
  requestCancel(runId: string): Promise<Run | null>;
  /** Runs that should be worked on and have no live lease: due retries, expired leases, forgotten jobs. */
  findWorkable(limit: number): Promise<readonly string[]>;
  /** Ids among these that this store knows to be terminal: a run it does not know may be alive elsewhere. */
  endedRuns(runIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What a run read of incremental sources, whether or not it was published. */
export interface EarlierCursors {
  readonly runId: string;
  readonly attempt: number;
  readonly receipt: Receipt;
}

export interface CreateRun {
  readonly pipelineId: string;
  readonly pipelineVersion: number;
  readonly trigger: RunTrigger;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly logicalTime: string;
  /** Read incremental sources from the beginning and replace what is there. Default false. */
  readonly fullRefresh?: boolean;
  /** Absent: the default one. */
  readonly environment?: string;
  /** Connections in the place of those the spec names; absent: none. */
  readonly bindings?: Bindings;
  /** (pipeline, this) is unique: a schedule's time, or an idempotency key. Absent: always a new run. */
  readonly scheduleKey?: string;
}

export interface Lease {
  readonly workerId: string;
  readonly leaseMs: number;
}

export interface Fence {
  readonly runId: string;
  readonly attempt: number;
}

export type HeartbeatAnswer = 'held' | 'lost' | 'cancel_requested';

/** All that an attempt needs; settings are decrypted by the store's caller through `SettingsReader`. */
export interface ClaimedRun {
  readonly run: Run;
  /** With the connections of the run's environment in place. */
  readonly spec: PipelineSpec;
  readonly projectId: string;
  /**
   * Earlier attempts that ended without a word: claimed with status running or cancelling after
   * their lease had expired. They do not count as retries, but have a bound of their own.
   */
  readonly lostAttempts: number;
  /** Connections by id, with decrypted settings. */
  readonly connections: ReadonlyMap<string, RunConnection>;
}

export interface RunConnection {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly settings: ConnectionSettings;
}

export interface RunChange {
  readonly to: RunStatus;
  readonly error?: RunError | null;
  readonly receipt?: Receipt | null;
  readonly progress?: RunProgress | null;
  /** retrying only: RFC 3339. */
  readonly retryAt?: string;
}
