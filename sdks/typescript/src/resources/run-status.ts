import type { Schemas } from '../core/contract.ts';

/** queued, running, retrying, cancelling, success, failed or cancelled. */
export type RunStatus = Schemas['Run']['status'];

/** Whether a run with this status changes no more. */
export function hasEnded(status: RunStatus): boolean {
  return status === 'success' || status === 'failed' || status === 'cancelled';
}
