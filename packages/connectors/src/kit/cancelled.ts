import { AiEtlError } from '@ai-etl/core';

/** What an aborted signal throws: its own AiEtlError reason, or RUN_CANCELLED. */
export function cancelledError(signal: AbortSignal): AiEtlError {
  const reason: unknown = signal.reason;
  if (reason instanceof AiEtlError) return reason;
  return new AiEtlError('RUN_CANCELLED', 'The work was cancelled.', { cause: reason });
}

/** Throws when the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelledError(signal);
}
