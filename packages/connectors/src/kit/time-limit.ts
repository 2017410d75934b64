import { AiEtlError } from '@ai-etl/core';

/** QUERY_FAILED of a statement that took longer than it may. */
export class TimeLimitError extends AiEtlError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super('QUERY_FAILED', message, options);
  }
}
