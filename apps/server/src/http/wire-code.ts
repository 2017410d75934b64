import type { ErrorCode } from '@ai-etl/core';

/**
 * The contract's code for each of its statuses. 413 and 415 are request-data errors too: the
 * status says it precisely, the code is the one clients already handle.
 */
const contractCodes: Readonly<Record<number, ErrorCode>> = {
  400: 'VALIDATION_ERROR',
  401: 'AUTHENTICATION_REQUIRED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_NOT_FOUND',
  413: 'VALIDATION_ERROR',
  415: 'VALIDATION_ERROR',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
};

/** `code` on the wire for a failure with this status; statuses outside the contract keep `code`. */
export function wireCode(status: number, code: ErrorCode): ErrorCode {
  return contractCodes[status] ?? code;
}
