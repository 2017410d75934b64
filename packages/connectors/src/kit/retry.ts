import { AiEtlError, type ErrorCode } from '@ai-etl/core';

/**
 * How a failure is treated. `transient`: the same action may succeed later unchanged. `terminal`:
 * somebody has to change something first. Anything that is not an AiEtlError is our bug: terminal.
 */
export function classifyFailure(error: unknown): 'transient' | 'terminal' {
  return error instanceof AiEtlError && error.retryable ? 'transient' : 'terminal';
}

/** A row of a connector's error table: what a server's code means. */
export interface ErrorMeaning {
  readonly code: ErrorCode;
  /** Default: the registry's. */
  readonly retryable?: boolean;
}
