import {
  AIETLError,
  APIError,
  AuthenticationError,
  ConnectionError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  RunFailedError,
  ServerError,
} from '@ai-etl/sdk';
import { exitCodes } from './exit-codes.ts';
import { safeLines } from './output/safe-text.ts';
import { CommandError, UsageError } from './usage-error.ts';

/** What anything thrown means to the person at the terminal. Never a stack. */
export interface Failure {
  readonly exitCode: number;
  readonly message: string;
  /** For `--json`: the contract's error, as far as there is one. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly field: string; readonly error: string }[];
    readonly request_id: string | null;
  };
}

export function describeFailure(thrown: unknown): Failure {
  if (thrown instanceof APIError) return describeRefusal(thrown);
  const { exitCode, code } = kindOf(thrown);
  const known =
    thrown instanceof AIETLError || thrown instanceof CommandError || thrown instanceof UsageError;
  const text = thrown instanceof Error ? thrown.message : 'unknown';
  const message = known ? text : `Something went wrong in ai-etl itself: ${text}`;
  return {
    exitCode,
    message: safeLines(message),
    error: { code, message, details: [], request_id: null },
  };
}

function kindOf(thrown: unknown): { exitCode: number; code: string } {
  if (thrown instanceof UsageError) return { exitCode: exitCodes.usage, code: 'USAGE' };
  if (thrown instanceof CommandError) return { exitCode: thrown.exitCode, code: 'COMMAND_FAILED' };
  if (thrown instanceof RunFailedError) return { exitCode: exitCodes.failed, code: 'RUN_FAILED' };
  if (thrown instanceof ConnectionError) {
    return { exitCode: exitCodes.unavailable, code: 'CONNECTION_FAILED' };
  }
  return { exitCode: exitCodes.failed, code: 'FAILED' };
}

function describeRefusal(refusal: APIError): Failure {
  const { code, message, details, requestId } = refusal;
  const lines = [
    message,
    ...details
      .filter(
        ({ field, error }) => error !== '' && !message.includes(error) && field !== 'retry_after',
      )
      .map(({ field, error }) => `  ${field}: ${error}`),
    ...hintsFor(refusal),
    ...(refusal.status >= 500 && requestId !== null ? [`  request id: ${requestId}`] : []),
  ];
  return {
    exitCode: exitCodeOf(refusal),
    message: safeLines(lines.join('\n')),
    error: { code, message, details, request_id: requestId },
  };
}

function hintsFor(refusal: APIError): readonly string[] {
  if (refusal instanceof AuthenticationError) return ['  Log in with "ai-etl login".'];
  if (refusal instanceof RateLimitError && refusal.retryAfter !== null) {
    return [`  Try again in ${refusal.retryAfter} s.`];
  }
  return [];
}

function exitCodeOf(refusal: APIError): number {
  if (refusal instanceof AuthenticationError || refusal instanceof PermissionDeniedError) {
    return exitCodes.notAllowed;
  }
  if (refusal instanceof NotFoundError) return exitCodes.notFound;
  if (refusal instanceof RateLimitError || refusal instanceof ServerError) {
    return exitCodes.unavailable;
  }
  return exitCodes.refused;
}
