import { maskKeysIn } from '@ai-etl/compile';
import type { ClaimedRun, Fence } from '@ai-etl/core';
import type { EnginePorts } from '../ports.ts';
import { createAttemptControl, type AttemptControl } from './attempt-control.ts';
import { createProgressMeter, type ProgressMeter } from './progress.ts';
import { createRunLog, secretHider, type RunLog } from './run-log.ts';
import { createTaskBoard, type TaskBoard } from './task-board.ts';

/** How this worker executes runs. */
export interface ExecuteOptions {
  readonly workerId: string;
  /** A run whose worker is silent for this long may be taken over. */
  readonly leaseMs: number;
  /** Between two heartbeats; default 1000, at most a fifth of the lease. */
  readonly beatMs?: number;
  /** Longest pause before another attempt, however many failed; default 900 000. */
  readonly maxRetryDelayMs?: number;
  /** Branches loaded at the same time; default 2. */
  readonly parallelBranches?: number;
  /** Extracts loaded into the scratch database at the same time; default 4. */
  readonly parallelExtracts?: number;
  /** Rows of a chunk, about; a table with fewer than two of them is loaded as one. Default 5 000 000. */
  readonly chunkRows?: number;
  /** Chunks of one branch loaded at the same time; default 2. */
  readonly parallelChunks?: number;
  /** Default 10 000. */
  readonly connectTimeoutMs?: number;
  /** Aborted: the worker stops, the run is handed back for another one. */
  readonly handBack?: AbortSignal;
}

/** One try at a run: what its steps share. */
export interface Attempt {
  readonly ports: EnginePorts;
  readonly options: Required<Omit<ExecuteOptions, 'handBack'>>;
  readonly claimed: ClaimedRun;
  readonly fence: Fence;
  readonly control: AttemptControl;
  readonly log: RunLog;
  readonly progress: ProgressMeter;
  readonly tasks: TaskBoard;
  /** Targets this run has published, in this attempt or an earlier one. */
  readonly published: Set<string>;
  /** Targets that this attempt or an earlier one began to publish; not known whether it happened. */
  readonly publishing: Set<string>;
  /** Removes secrets from text that will be stored. */
  readonly hideSecrets: (text: string) => string;
}

export function beginAttempt(
  ports: EnginePorts,
  claimed: ClaimedRun,
  options: ExecuteOptions,
): Attempt {
  const { id: runId, attempt } = claimed.run;
  const secrets = secretsOf(ports, claimed);
  return {
    ports,
    options: {
      workerId: options.workerId,
      leaseMs: options.leaseMs,
      beatMs: Math.min(options.beatMs ?? 1000, options.leaseMs / 5),
      maxRetryDelayMs: options.maxRetryDelayMs ?? 15 * 60_000,
      parallelBranches: options.parallelBranches ?? 2,
      parallelExtracts: options.parallelExtracts ?? 4,
      chunkRows: options.chunkRows ?? 5_000_000,
      parallelChunks: options.parallelChunks ?? 2,
      connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    },
    claimed,
    fence: { runId, attempt },
    control: createAttemptControl(),
    log: createRunLog(ports, { runId, attempt, secrets }),
    progress: createProgressMeter(ports.clock),
    tasks: createTaskBoard(ports.clock, attempt),
    published: new Set(),
    // An earlier attempt stores its receipt before it publishes.
    publishing: new Set(claimed.run.receipt?.targets.map(({ target }) => target)),
    hideSecrets: secretHider(secrets),
  };
}

function secretsOf(ports: EnginePorts, claimed: ClaimedRun): readonly string[] {
  const maskKeys = maskKeysIn(claimed.spec, ports.maskKey(claimed.projectId));
  const passwords = [...claimed.connections.values()].flatMap(({ type, settings }) => {
    const fields = ports.connectors(type)?.spec.fields ?? [];
    const values = fields.filter(({ secret }) => secret).map(({ name }) => settings[name]);
    return values.filter((value) => typeof value === 'string');
  });
  return [...passwords, ...maskKeys];
}
