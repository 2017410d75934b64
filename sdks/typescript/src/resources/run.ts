import type { Answer, Schemas } from '../core/contract.ts';
import { AIETLError } from '../core/errors.ts';
import { pause } from '../core/retry.ts';
import type { RequestOptions } from '../core/transport.ts';
import type { LogLine } from './run-logs.ts';
import { hasEnded, type RunStatus } from './run-status.ts';
import type { LogOptions, Runs } from './runs.ts';

export type RunData = Schemas['Run'] | Answer<'getRun'>;
export type Receipt = Schemas['Receipt'];
export type RunTask = Answer<'getRun'>['tasks'][number];

/** How far a run is. */
export interface RunProgress {
  readonly status: RunStatus;
  readonly currentTask: string | null;
  /** 0 to 100; null while the total is unknown. */
  readonly percent: number | null;
  /** Whole numbers as text: they may exceed 2^53. */
  readonly rowsRead: string;
  readonly rowsTotal: string | null;
  readonly rowsPerSecond: number;
  readonly estimatedCompletion: Date | null;
}

export interface WaitOptions extends RequestOptions {
  /** Called with each change, the first and the last included. */
  readonly onProgress?: ((progress: RunProgress, run: Run) => void) | undefined;
  /** Default true: a run that failed or was cancelled throws RunFailedError. */
  readonly throwOnFailure?: boolean;
  /** Longest time between two looks; default 2 s. It begins with a tenth of that. */
  readonly pollMs?: number;
}

/** A run came to another end than success; `run` has its error and log. */
export class RunFailedError extends AIETLError {
  override readonly name = 'RunFailedError';
  readonly run: Run;

  constructor(run: Run) {
    const { error, status } = run.data;
    const why = error === null ? '' : `: ${error.message}`;
    super(`Run ${run.id} ${status === 'cancelled' ? 'was cancelled' : 'failed'}${why}`);
    this.run = run;
  }
}

/** A run as it was last looked at. */
export class Run {
  readonly #runs: Runs;
  #data: RunData;

  constructor(runs: Runs, data: RunData) {
    this.#runs = runs;
    this.#data = data;
  }

  get id(): string {
    return this.#data.run_id;
  }

  get pipelineId(): string {
    return this.#data.pipeline_id;
  }

  /** As last seen; `getStatus` asks. */
  get status(): RunStatus {
    return this.#data.status;
  }

  /** Everything the API says of it, as last seen. */
  get data(): RunData {
    return this.#data;
  }

  /** What was read and loaded; null until the run has ended well. */
  get receipt(): Receipt | null {
    return this.#data.receipt;
  }

  /** Its tasks; empty until `refresh`, `wait` or `runs.get` has read them. */
  get tasks(): readonly RunTask[] {
    return 'tasks' in this.#data ? this.#data.tasks : [];
  }

  get hasEnded(): boolean {
    return hasEnded(this.status);
  }

  /** Asks for the status now: queued, running, success, … */
  async getStatus(options?: RequestOptions): Promise<RunStatus> {
    await this.refresh(options);
    return this.status;
  }

  /** Looks again. */
  async refresh(options?: RequestOptions): Promise<this> {
    this.#data = (await this.#runs.get(this.id, options)).data;
    return this;
  }

  /** Waits for the end. Throws RunFailedError unless it is success (see `throwOnFailure`). */
  async wait({
    onProgress,
    throwOnFailure = true,
    pollMs = 2000,
    ...options
  }: WaitOptions = {}): Promise<this> {
    let told = '';
    let delayMs = pollMs / 10;
    for (;;) {
      await this.refresh(options);
      const progress = this.progress;
      const telling = JSON.stringify(progress);
      if (telling !== told) onProgress?.(progress, this);
      told = telling;
      if (this.hasEnded) break;
      await pause(delayMs, options.signal);
      delayMs = Math.min(pollMs, delayMs * 1.5);
    }
    if (throwOnFailure && this.status !== 'success') throw new RunFailedError(this);
    return this;
  }

  /** Asks the run to stop. Throws ConflictError when it has ended already. */
  async cancel(options?: RequestOptions): Promise<this> {
    this.#data = (await this.#runs.cancel(this.id, options)).data;
    return this;
  }

  /** The lines of the log so far; with `follow`, until the run ends. */
  logs(options?: LogOptions): AsyncGenerator<LogLine, void, undefined> {
    return this.#runs.logs(this.id, options);
  }

  /** How far it was when last looked at. */
  get progress(): RunProgress {
    const { status, progress } = this.#data;
    const done = progress?.estimated_completion ?? null;
    return {
      status,
      currentTask: progress?.current_task ?? null,
      percent: status === 'success' ? 100 : (progress?.percent ?? null),
      rowsRead: progress?.rows_read ?? '0',
      rowsTotal: progress?.rows_total ?? null,
      rowsPerSecond: progress?.rows_per_second ?? 0,
      estimatedCompletion: done === null ? null : new Date(done),
    };
  }

  toJSON(): RunData {
    return this.#data;
  }
}
