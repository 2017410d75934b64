import { errorRegistry, type ErrorCode } from './registry.ts';

/** One thing that is wrong: `field` is a path such as `schedule` or `sources.0.object`. */
export interface ErrorDetail {
  readonly field: string;
  readonly error: string;
}

export interface AiEtlErrorOptions {
  readonly details?: readonly ErrorDetail[];
  /** Whether the same action may succeed later unchanged; default: the registry's. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * A failure with a registry code. The message is worded for a person: what happened, to which
 * thing, what was allowed, how to cure it. It never holds a secret or row data.
 */
export class AiEtlError extends Error {
  override readonly name = 'AiEtlError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: AiEtlErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.retryable = options.retryable ?? errorRegistry[code].retryable;
  }

  /** HTTP status that belongs to the code. */
  get status(): number {
    return errorRegistry[this.code].status;
  }
}

/** The message of anything thrown, never `[object Object]`. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
