/**
 * Wakes workers. A job carries only a run id and may be lost or delivered twice: the run row is
 * the truth, `RunStore.claimRun` decides, and `RunStore.findWorkable` finds what the queue forgot.
 */
export interface RunQueue {
  /** Asks for a worker now, or not before `startAfter`. */
  enqueue(runId: string, options?: EnqueueOptions): Promise<void>;
  /**
   * Starts handing run ids to `handler`, at most `concurrency` at a time in this process. An error
   * of the handler is logged, never retried by the queue.
   */
  work(handler: RunHandler, options: WorkOptions): Promise<void>;
  /** Takes no more jobs and waits up to `timeoutMs` for handlers; their signal is aborted at once. */
  stop(options?: StopQueueOptions): Promise<void>;
}

export interface EnqueueOptions {
  /** RFC 3339. */
  readonly startAfter?: string;
}

export type RunHandler = (runId: string, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  readonly concurrency: number;
  /** Between looks at the queue when no notification arrives; default 1, least 0.5. */
  readonly pollingSeconds?: number;
}

export interface StopQueueOptions {
  readonly timeoutMs?: number;
}
