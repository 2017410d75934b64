import { AiEtlError, messageOf } from '@ai-etl/core';

/** Connectors throw AiEtlErrors; anything else is a bug of ours and is told as one. */
export function asAiEtlError(error: unknown): AiEtlError {
  if (error instanceof AiEtlError) return error;
  return new AiEtlError('INTERNAL_ERROR', `Unexpected: ${messageOf(error)}`, { cause: error });
}
