import { AiEtlError } from '@ai-etl/core';

/** Why an attempt is stopped from outside its own steps. */
export type StopKind = 'cancelled' | 'timed_out' | 'stalled' | 'lease_lost' | 'handed_back';

/** The one switch that stops an attempt: whoever pulls it first gives the reason. */
export interface AttemptControl {
  /** Aborted with an AiEtlError as its reason. Every step listens to it. */
  readonly signal: AbortSignal;
  /** What stopped the attempt, or null. */
  stopped(): StopKind | null;
  /** Only the first call counts; a cancel is remembered while cancels are postponed. */
  stop(kind: StopKind, error: AiEtlError): void;
  /**
   * Cancels wait from here on. Called before the first publication and never resumed: the
   * remaining targets are published too, since a pipeline whose targets are of different runs
   * serves nobody.
   */
  postponeCancel(): void;
  /** Cancels count again, also one that waits. */
  resumeCancel(): void;
}

export function createAttemptControl(): AttemptControl {
  const controller = new AbortController();
  let stopped: StopKind | null = null;
  let postponed = false;
  let waitingCancel: AiEtlError | null = null;

  function stop(kind: StopKind, error: AiEtlError): void {
    if (kind === 'cancelled' && postponed) {
      waitingCancel = error;
      return;
    }
    if (stopped !== null) return;
    stopped = kind;
    controller.abort(error);
  }

  return {
    signal: controller.signal,
    stopped: () => stopped,
    stop,
    postponeCancel() {
      postponed = true;
    },
    resumeCancel() {
      postponed = false;
      if (waitingCancel !== null) stop('cancelled', waitingCancel);
    },
  };
}

/** Stop reasons, worded for the run's page. */
export const stopErrors = {
  cancelled: () => new AiEtlError('RUN_CANCELLED', 'The run was cancelled.'),
  timedOut: (seconds: number) =>
    new AiEtlError(
      'RUN_TIMED_OUT',
      `The run took longer than its limit of ${seconds} s (policy.timeout_seconds), all attempts ` +
        'together. The query and the load were stopped. Raise the limit, or read less.',
    ),
  stalled: (branch: string, seconds: number) =>
    new AiEtlError(
      'RUN_STALLED',
      `No row of "${branch}" moved for ${seconds} s (policy.stall_seconds), so the attempt was ` +
        'stopped. Look for locks or load on the source and the target; raise the limit when the ' +
        'query needs that long before its first row.',
    ),
  leaseLost: () =>
    new AiEtlError('RUN_LEASE_LOST', 'Another worker owns this run now; this attempt stopped.'),
  handedBack: () =>
    new AiEtlError(
      'SERVICE_UNAVAILABLE',
      'The worker is stopping; another one takes the run over.',
    ),
};
