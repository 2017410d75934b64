import { runStatuses, type RunStatus } from '@ai-etl/core';

/** What happens to a run. Every change of status has one of these names. */
export type RunEvent =
  /** A worker takes the run, or takes it over after a lease expired. */
  | 'claim'
  | 'succeed'
  | 'fail'
  /** A transient failure: another attempt is due later. */
  | 'retry'
  /** A person asks to stop. */
  | 'request_cancel'
  /** The attempt has stopped because of that. */
  | 'confirm_cancel';

/**
 * The transition table: status and event to the next status; what is missing cannot happen.
 * `cancelling -> success` is a cancel that came after the point of no return, and
 * `cancelling -> cancelling` an attempt that died while stopping and is taken over.
 */
export const runTransitions: Readonly<
  Record<RunStatus, Readonly<Partial<Record<RunEvent, RunStatus>>>>
> = {
  queued: { claim: 'running', request_cancel: 'cancelled' },
  running: {
    claim: 'running',
    succeed: 'success',
    fail: 'failed',
    retry: 'retrying',
    request_cancel: 'cancelling',
  },
  retrying: { claim: 'running', request_cancel: 'cancelled' },
  cancelling: {
    claim: 'cancelling',
    succeed: 'success',
    request_cancel: 'cancelling',
    confirm_cancel: 'cancelled',
  },
  success: {},
  failed: {},
  cancelled: {},
};

/** The status after `event`, or undefined when it cannot happen in `status`. */
export function nextRunStatus(status: RunStatus, event: RunEvent): RunStatus | undefined {
  return runTransitions[status][event];
}

/** Every status in which `event` may happen and leads to `to`: the `from` of a store transition. */
export function statusesBefore(event: RunEvent, to: RunStatus): readonly RunStatus[] {
  return runStatuses.filter((status) => runTransitions[status][event] === to);
}

/** No event changes the run any more. */
export function isTerminal(status: RunStatus): boolean {
  return Object.keys(runTransitions[status]).length === 0;
}

/** A worker holds, or should hold, a lease. */
export function isActive(status: RunStatus): boolean {
  return status === 'running' || status === 'cancelling';
}

/** Nobody works on it now, but somebody will. */
export function isWaiting(status: RunStatus): boolean {
  return status === 'queued' || status === 'retrying';
}

/** A request to cancel would change it. */
export function isCancellable(status: RunStatus): boolean {
  const next = runTransitions[status].request_cancel;
  return next !== undefined && next !== status;
}
