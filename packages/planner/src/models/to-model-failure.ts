import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
} from '@ai-sdk/provider';
import { AiEtlError } from '@ai-etl/core';
import { AnswerTooLarge } from './bounded-fetch.ts';
import { modelFailure, type ModelFailure } from './model-failure.ts';

const longestWaitMs = 3_600_000;

/** Why a call failed, from what the libraries throw. Nothing of their texts is taken over. */
export function toModelFailure(error: unknown, signal: AbortSignal): ModelFailure {
  if (holds(error, (one) => one instanceof AnswerTooLarge)) return modelFailure('too_large');
  // By a guarded fetch, before anything was sent.
  if (holds(error, (one) => one instanceof AiEtlError)) return modelFailure('address_refused');
  if (signal.aborted) return modelFailure('timeout');
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)) {
    return modelFailure('malformed');
  }
  // The stream ended without saying why.
  if (InvalidResponseDataError.isInstance(error)) return modelFailure('truncated');
  if (!APICallError.isInstance(error)) {
    const cut = holds(error, (one) => one instanceof TypeError || isSocketError(one));
    // The rest are events that tell of trouble at the provider, in the middle of a stream.
    return modelFailure(cut ? 'unreachable' : 'unavailable');
  }
  const { statusCode: status, responseHeaders } = error;
  if (status === undefined) return modelFailure('unreachable');
  const retryAfterMs = retryAfterOf(responseHeaders ?? {});
  if (status === 429) return modelFailure('rate_limited', { status, retryAfterMs });
  if (status === 401 || status === 403) return modelFailure('credentials_rejected', { status });
  if (status === 408 || status >= 500) return modelFailure('unavailable', { status, retryAfterMs });
  return status >= 400 ? modelFailure('request_rejected', { status }) : modelFailure('malformed');
}

/** Retry-After in seconds or as a date, and OpenAI's own retry-after-ms; null when neither is usable. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const precise = headers['retry-after-ms'];
  const plain = headers['retry-after'];
  const waitMs =
    precise !== undefined && /^\d{1,9}$/.test(precise)
      ? Number(precise)
      : plain === undefined
        ? NaN
        : /^\d{1,9}$/.test(plain)
          ? Number(plain) * 1000
          : Date.parse(plain) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), longestWaitMs) : null;
}

function isSocketError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^(E[A-Z]+|UND_ERR_)/.test(String(error.code))
  );
}

/** Whether the error, or what caused it, is such a one. */
function holds(error: unknown, test: (error: unknown) => boolean): boolean {
  for (let at = error, depth = 0; at !== undefined && depth < 5; depth += 1) {
    if (test(at)) return true;
    at = at instanceof Error ? at.cause : undefined;
  }
  return false;
}
